// What strikes in a storm: every so many payments a process is killed, and twice PostgreSQL goes away.
// Must never strike by the clock: by work that is done, so that a seed and a slow machine make the same storm.
import type { Chance } from '../../support/chance.js';
import type { Cluster } from './cluster.js';
import type { Ground } from './ground.js';
import type { Operator } from './operator.js';

/** Counts what is done, and wakes whoever waits for so much. */
export class Progress {
  #done = 0;
  #waiting: { readonly count: number; readonly wake: () => void }[] = [];

  add(): void {
    this.#done += 1;
    this.#wake((count) => count <= this.#done);
  }

  /** Resolves when so much is done, or when no more will be. */
  reached(count: number): Promise<void> {
    if (this.#done >= count) return Promise.resolve();
    return new Promise((wake) => this.#waiting.push({ count, wake }));
  }

  end(): void {
    this.#done = Infinity;
    this.#wake(() => true);
  }

  get isOver(): boolean {
    return this.#done === Infinity;
  }

  #wake(isReached: (count: number) => boolean): void {
    const woken = this.#waiting.filter(({ count }) => isReached(count));
    this.#waiting = this.#waiting.filter(({ count }) => !isReached(count));
    for (const { wake } of woken) wake();
  }
}

/** What struck. */
export interface Strikes {
  readonly kills: number;
  readonly restarts: number;
}

/** When the operator looks into the queue: never so late that what they sent again is on its way when all is over. */
const OPERATOR_WORKS_AT = [0.25, 0.4, 0.55, 0.7, 0.8];

/** Whom a storm strikes, and who works in it. */
export interface Sky {
  readonly ground: Ground;
  readonly cluster: Cluster;
  readonly chance: Chance;
  readonly operator: Operator;
}

/**
 * Strikes until all is done. PostgreSQL is restarted after a third of the payments, and crashes after two thirds. The
 * operator works while processes are killed.
 *
 * @param killEvery so many payments
 */
export async function letItStorm(
  { ground, cluster, chance, operator }: Sky,
  progress: Progress,
  size: number,
  killEvery: number,
): Promise<Strikes> {
  const strikes = { kills: 0, restarts: 0 };
  const kill = async (): Promise<void> => {
    await ground.killAndReplace(chance.whole(0, ground.processes - 1));
    strikes.kills += 1;
  };
  let operatorIsDone = Promise.resolve();
  const call = async (): Promise<void> => {
    await operatorIsDone;
    operatorIsDone = operator.work();
    // It is awaited later, and heard of then.
    operatorIsDone.catch(() => undefined);
  };
  const restart = async (): Promise<void> => {
    // They look into the books themselves, past the house.
    await operatorIsDone;
    await (strikes.restarts === 0 ? cluster.restart() : cluster.crash());
    strikes.restarts += 1;
  };
  const kills = Array.from({ length: Math.ceil(size / killEvery) - 1 }, (_, index) => (index + 1) * killEvery);
  const plan = [
    ...kills.map((after) => ({ after, strike: kill })),
    ...[size / 3, (2 * size) / 3].map((after) => ({ after, strike: restart })),
    ...OPERATOR_WORKS_AT.map((share) => ({ after: share * size, strike: call })),
  ];
  // One after the other, so that there is always somebody left to answer.
  for (const { after, strike } of plan.sort((one, other) => one.after - other.after)) {
    await progress.reached(after);
    if (progress.isOver) break;
    await strike();
  }
  await operatorIsDone;
  return strikes;
}
