// Keeps the clock of this process at the database's time, and says how far the machine's own clock is from it.
// Must never fail its caller: without an answer, the time goes on as it was last set.
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { followDatabaseTime, machineNowMs } from '../common/clock.js';

/** A skew above this is a fault of the machine, in ms. */
const MOST_SKEW_MS = 5_000;
/** Between these, two clocks that are right drift apart by less than 5 ms. */
const EVERY_MS = 30_000;

/** The time itself, not the start of the transaction. */
export const ASK_FOR_TIME = 'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms';

export class DatabaseClock implements OnApplicationShutdown {
  readonly #logger = new Logger('Clock');
  readonly #timer: NodeJS.Timeout;
  #skewMs = 0;
  #wasRight = false;
  #isTold = false;

  private constructor(private readonly dataSource: DataSource) {
    this.#timer = setInterval(() => void this.compare().catch(() => undefined), EVERY_MS);
    this.#timer.unref();
  }

  /** A clock that has been compared once, so that nothing is planned by another. */
  static async start(dataSource: DataSource): Promise<DatabaseClock> {
    const clock = new DatabaseClock(dataSource);
    await clock.compare();
    return clock;
  }

  /** How far the machine's clock is ahead of the database's, in ms; negative when it is behind, 0 when nothing shows. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** What is amiss, as one sentence; `null` when the clocks agree. */
  get fault(): string | null {
    if (Math.abs(this.#skewMs) <= MOST_SKEW_MS) return null;
    const seconds = Math.round(Math.abs(this.#skewMs) / 1000);
    const where = this.#skewMs > 0 ? 'ahead of' : 'behind';
    return `clock_skew: the clock of this machine is ${seconds} s ${where} the database's. Synchronise both with NTP.`;
  }

  /** Whether the clocks have agreed since this process started. */
  get hasBeenRight(): boolean {
    return this.#wasRight;
  }

  /** Asks the database for the time and sets this process by it. @throws whatever the database throws */
  async compare(): Promise<void> {
    this.#skewMs = await synchronizeClock(this.dataSource);
    this.#wasRight ||= this.fault === null;
    this.#tell();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Once when it begins, once when it is over. */
  #tell(): void {
    const { fault } = this;
    if (fault !== null && !this.#isTold) this.#logger.error(fault);
    if (fault === null && this.#isTold) this.#logger.log("The clock of this machine agrees with the database's again.");
    this.#isTold = fault !== null;
  }
}

/**
 * Sets the clock of this process by the database's.
 *
 * @returns how far the machine's clock is ahead, in ms; 0 when it lies within what the question took
 */
export async function synchronizeClock(dataSource: Pick<DataSource, 'query'>): Promise<number> {
  const [askedMs, machineAskedMs] = [performance.now(), machineNowMs()];
  const [row] = await dataSource.query<{ ms: string }[]>(ASK_FOR_TIME);
  const [heardMs, machineHeardMs] = [performance.now(), machineNowMs()];
  const databaseMs = Number(row?.ms);
  followDatabaseTime({ askedMs, heardMs, databaseMs });
  // Half a millisecond of rounding at both ends.
  if (databaseMs > machineHeardMs + 1) return machineHeardMs - databaseMs;
  return databaseMs < machineAskedMs - 1 ? machineAskedMs - databaseMs : 0;
}
