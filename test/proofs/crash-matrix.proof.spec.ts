// The crash matrix: the server is killed at every point of every way that money takes, while the provider misbehaves in
// every way its simulator knows; another server starts, and every law holds. Must never end in a cell that nobody ran.
import { afterAll, describe, expect, inject, it } from 'vitest';
import { runPath, type CellResult } from './crash/matrix.js';
import type { CrashPath } from './crash/path.js';
import { PAYCO_PATHS } from './crash/payco-paths.js';
import { PAYPLE_PATHS } from './crash/payple-paths.js';
import { FAULTS, KILL_POINTS, type KillPoint } from './crash/points.js';
import { writeTable } from './crash/table.js';
import { writeRow } from './harness/page.js';
import { TAKES_ITS_TIME } from './harness/proof.js';

const SEED = inject('seed');
/** A part of the full matrix: paths whose name contains this. */
const ONLY = process.env['PROOF_PATH'] ?? '';

const ALL_PATHS: readonly CrashPath[] = [...PAYCO_PATHS, ...PAYPLE_PATHS];

/** In short, a point where a lost answer costs most, between the provider's deed and our commit, and one of deliveries. */
const CHOSEN: Readonly<Record<string, string>> = {
  'PAYCO: part refund': 'request sent',
  'Payple: charge on a stored card': 'during delivery',
};
const CHOSEN_FAULTS = ['none', 'drop_after_effect'];

const PATHS = ALL_PATHS.filter(({ name }) => (TAKES_ITS_TIME ? name.includes(ONLY) : name in CHOSEN));
const COLUMNS = FAULTS.filter(({ name }) => TAKES_ITS_TIME || CHOSEN_FAULTS.includes(name));

function pointsOf({ name }: CrashPath): readonly KillPoint[] {
  return KILL_POINTS.filter((point) => TAKES_ITS_TIME || CHOSEN[name] === point.name);
}

describe('the crash matrix', () => {
  const startedMs = performance.now();
  const results: CellResult[] = [];
  afterAll(async () => {
    const wanted = PATHS.reduce((sum, path) => sum + pointsOf(path).length * COLUMNS.length, 0);
    // A cell that nobody could run to its end is as bad as one that broke a law.
    const violations = wanted - results.filter(({ story }) => story === null).length;
    const tookMs = Math.round(performance.now() - startedMs);
    const did = `ways ${PATHS.length}, points ${KILL_POINTS.length}, faults ${COLUMNS.length}, cells ${results.length} of ${wanted}`;
    process.stdout.write(`proof crash-matrix: ${did}; violations ${violations}, PROOF_SEED=${SEED}, ${tookMs} ms\n`);
    if (!TAKES_ITS_TIME || ONLY !== '') return;
    await writeTable(ALL_PATHS, results, SEED);
    await writeRow({ name: 'crash-matrix', did, violations, seed: SEED, tookMs });
  });

  it.concurrent.each(PATHS)(
    '$name: killed anywhere, nothing is lost and nothing happens twice',
    { timeout: TAKES_ITS_TIME ? 2_400_000 : 900_000 },
    async (path) => {
      const points = pointsOf(path);
      const cells = await runPath({ path, points, faults: COLUMNS, seed: SEED });
      results.push(...cells);
      expect(cells.length, 'every cell is run').toBe(points.length * COLUMNS.length);
      const stories = cells.flatMap(({ story }) => story ?? []);
      if (stories.length > 0)
        throw new Error(`PROOF_SEED=${SEED}: ${stories.length} cells are bad.\n${stories.slice(0, 5).join('\n\n')}`);
    },
  );
});
