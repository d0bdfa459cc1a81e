// The crash matrix: the server is killed at every point of every way that money takes, while the provider misbehaves in
// every way its simulator knows; another server starts, and every law holds. Must never end in a cell that nobody ran.
import { afterAll, describe, expect, it } from 'vitest';
import { runPath, type CellResult } from './crash/matrix.js';
import type { CrashPath } from './crash/path.js';
import { PAYCO_PATHS } from './crash/payco-paths.js';
import { PAYPLE_PATHS } from './crash/payple-paths.js';
import { FAULTS, KILL_POINTS, TAKES_ITS_TIME } from './crash/points.js';
import { writeTable } from './crash/table.js';

const SEED = Number(process.env['PROOF_SEED'] ?? Date.now() % 1_000_000);
/** A part of the full matrix: paths whose name contains this. */
const ONLY = process.env['PROOF_PATH'] ?? '';

const ALL_PATHS: readonly CrashPath[] = [...PAYCO_PATHS, ...PAYPLE_PATHS];

/** Two paths, where a lost answer costs most: between the provider's deed and our commit. */
const CHOSEN = {
  paths: ['PAYCO: part refund', 'Payple: charge on a stored card'],
  points: ['after intent', 'request sent', 'after enqueue, before commit'],
  faults: ['none', 'drop_after_effect'],
};

const PATHS = TAKES_ITS_TIME
  ? ALL_PATHS.filter(({ name }) => name.includes(ONLY))
  : ALL_PATHS.filter(({ name }) => CHOSEN.paths.includes(name));
const POINTS = TAKES_ITS_TIME ? KILL_POINTS : KILL_POINTS.filter(({ name }) => CHOSEN.points.includes(name));
const COLUMNS = TAKES_ITS_TIME ? FAULTS : FAULTS.filter(({ name }) => CHOSEN.faults.includes(name));

describe('the crash matrix', () => {
  const startedMs = performance.now();
  const results: CellResult[] = [];
  afterAll(async () => {
    const bad = results.filter(({ story }) => story !== null).length;
    const tookMs = Math.round(performance.now() - startedMs);
    process.stdout.write(
      `proof crash-matrix: paths ${PATHS.length}, points ${POINTS.length}, faults ${COLUMNS.length}, cells ${results.length}; ` +
        `violations ${bad}, PROOF_SEED=${SEED}, ${tookMs} ms\n`,
    );
    if (TAKES_ITS_TIME && ONLY === '') await writeTable(ALL_PATHS, results, SEED);
  });

  it.concurrent.each(PATHS)(
    '$name: killed anywhere, nothing is lost and nothing happens twice',
    { timeout: TAKES_ITS_TIME ? 1_200_000 : 180_000 },
    async (path) => {
      const cells = await runPath({ path, points: POINTS, faults: COLUMNS, seed: SEED });
      results.push(...cells);
      expect(cells.length, 'every cell is run').toBe(POINTS.length * COLUMNS.length);
      const stories = cells.flatMap(({ story }) => story ?? []);
      if (stories.length > 0)
        throw new Error(`PROOF_SEED=${SEED}: ${stories.length} cells are bad.\n${stories.slice(0, 5).join('\n\n')}`);
    },
  );
});
