// Runs one way through the server into every kill point under every fault, and says what became of each cell.
// Must never judge before all is quiet, nor go on while a server is half dead.
import { untilNothingMoves } from '../../support/compare-books.js';
import { withClient } from '../../support/read-rows.js';
import { inWaves } from '../../support/in-waves.js';
import type { Cell } from './flight.js';
import type { CrashPath } from './path.js';
import { killDelivering } from './delivering.js';
import { isDelivery, type Fault, type KillPoint } from './points.js';
import type { CrashStage } from './stage.js';
import { judge, judgeDeliveries, standingsOf, storyOf, type Flown } from './verdict.js';

/** What to run of a path. */
export interface Plan {
  readonly path: CrashPath;
  readonly points: readonly KillPoint[];
  readonly faults: readonly Fault[];
  readonly seed: number;
}

/** What a cell came to. */
export interface CellResult {
  readonly cell: Cell;
  /** How it stood when the worker was done, after the same request again, and after another request for the same. */
  readonly words: readonly string[];
  /** The whole story, when it broke a law or was told an untruth. */
  readonly story: string | null;
}

const AT_ONCE = 4;
const QUIET_WITHIN_MS = 180_000;
const MOST_TRIES = 5;
const STOPPED_WITHIN_MS = 120_000;

/** One server is killed for each point, with a call of every fault in it; one other server finds everything out. */
export async function runPath(plan: Plan): Promise<CellResult[]> {
  const { path, points, faults, seed } = plan;
  const stage = await path.openStage(`crash ${seed}`);
  try {
    const wanted = points.flatMap((point) => faults.map((fault) => ({ path: path.name, point, fault })));
    const cells = await prepare(stage, path, wanted, seed);
    const cellsAt = (point: KillPoint): Flown[] => cells.filter(({ flight }) => flight.cell.point === point);
    // First, because the servers that are killed there run jobs: they are to find nobody else's.
    for (const point of points.filter(isDelivery)) await killDelivering(stage, cellsAt(point), launch);
    for (const point of points.filter((each) => !isDelivery(each))) await killAt(stage, path, cellsAt(point));
    await findOut(stage, path, cells, seed);
    return await Promise.all(
      cells.map(async (each) => ({
        cell: each.flight.cell,
        words: each.words,
        story: each.faults.length === 0 ? null : await storyOf(stage.databaseUrl, each),
      })),
    );
  } finally {
    await stage.close();
  }
}

/**
 * Everything before the request, in a house that is left in peace. It also takes the first job of each kind, for whose
 * commit all others of that kind would wait.
 */
async function prepare(
  stage: CrashStage,
  path: CrashPath,
  wanted: readonly Omit<Cell, 'orderNumber'>[],
  seed: number,
): Promise<Flown[]> {
  const server = await stage.startPatient();
  try {
    await stage.tellReceiver();
    const prepared = await inWaves(wanted.length, AT_ONCE, async (index): Promise<Flown> => {
      const each = wanted[index];
      if (!each) throw new Error('There are as many cells as were wanted.');
      const cell: Cell = { ...each, orderNumber: `CRASH-${seed}-${String(index).padStart(3, '0')}-X` };
      const prepared = await path.prepare(stage, cell);
      const flight = stage.fly(cell, prepared.marks, path.endpoint);
      return { flight, prepared, words: [], tolds: [], faults: [] };
    });
    await untilNothingMoves(stage.databaseUrl, QUIET_WITHIN_MS, true);
    return prepared;
  } finally {
    await server.stop();
  }
}

async function killAt(stage: CrashStage, path: CrashPath, cells: readonly Flown[]): Promise<void> {
  const server = await stage.startWired(path.runsJobs);
  try {
    for (const each of cells) launch(each);
    await Promise.all(cells.map((each) => untilStopped(each)));
  } finally {
    await server.kill();
  }
  for (const { flight } of cells) flight.free();
}

/** Asks, and hears the answer where the point lets one come; most askers never hear anything. */
function launch({ flight, prepared, tolds }: Flown): void {
  flight.arm();
  prepared.ask().then(
    (told) => {
      tolds.push(told);
      return flight.told(told.words);
    },
    (error: unknown) =>
      flight.tell(`the caller hears nothing: ${error instanceof Error ? error.message : 'broken off'}`),
  );
}

async function untilStopped({ flight }: Flown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const { path, point, fault } = flight.cell;
      const title = `${path}, provider: ${fault.name}: it never came to "${point.name}".`;
      reject(new Error([title, ...flight.story].join('\n')));
    }, STOPPED_WITHIN_MS);
  });
  await Promise.race([flight.stopped, tooLate]).finally(() => clearTimeout(timer));
}

/** The next server: its worker settles what it can, the askers ask again, and the laws are held against all of it. */
async function findOut(stage: CrashStage, path: CrashPath, cells: readonly Flown[], seed: number): Promise<void> {
  const survivor = await stage.startPlain();
  try {
    // Every second asker is impatient and asks again at once; all ask again when it is quiet.
    await inWaves(cells.length, AT_ONCE, async (index) => {
      const each = cells[index];
      if (each && (index + seed) % 2 === 0) await askAgain(each);
    });
    if (path.isUnseen === true) await letTimePass(stage.databaseUrl);
    await untilNothingMoves(stage.databaseUrl, QUIET_WITHIN_MS, true);
    await judge(path, stage, cells, 'once the worker was done');
    judgeDeliveries(stage, cells);
    await inWaves(cells.length, AT_ONCE, async (index) => {
      const each = cells[index];
      if (each) await askAgain(each);
    });
    await untilNothingMoves(stage.databaseUrl, QUIET_WITHIN_MS, true);
    await judge(path, stage, cells, 'after the same request again');
    await askAnew(stage, path, cells);
  } finally {
    await survivor.stop();
  }
}

async function askAgain({ flight, prepared, tolds }: Flown): Promise<void> {
  const told = await prepared.ask();
  flight.tell(`asked again, and told ${told.words}`);
  tolds.push(told);
}

/**
 * What came to nothing may be asked for anew, and once more where the provider is at fault only now, because the first
 * request never got there. Nothing is stuck but what waits for an operator.
 */
async function askAnew(stage: CrashStage, path: CrashPath, cells: readonly Flown[]): Promise<void> {
  for (let requests = 0; requests < 2; requests += 1) {
    const undone = await undoneOf(stage, path, cells);
    await inWaves(undone.length, AT_ONCE, async (index) => {
      const each = undone[index];
      if (!each) return;
      const told = await patiently(() => each.prepared.askAnew());
      each.flight.tell(`another request is told ${told.words}`);
    });
    await untilNothingMoves(stage.databaseUrl, QUIET_WITHIN_MS, true);
    await judge(path, stage, undone, 'after another request');
  }
  for (const { words, faults } of await undoneOf(stage, path, cells)) faults.push(`It is stuck: ${words.at(-1)}.`);
}

async function undoneOf(stage: CrashStage, path: CrashPath, cells: readonly Flown[]): Promise<Flown[]> {
  const standingOf = await standingsOf(stage.databaseUrl);
  return cells.filter(({ prepared }) => {
    const standing = standingOf(prepared.subject);
    return !path.isDone(standing) && !standing.withOperator;
  });
}

/** A busy machine may be too slow for the house's deadlines; a merchant would try again too. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
    }
  }
}

/** As if the twenty minutes were over after which a window that nobody came back from is asked about. */
async function letTimePass(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) =>
    client.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'settle_payment:%'`),
  );
}
