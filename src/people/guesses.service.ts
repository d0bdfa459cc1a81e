// Counts tries to sign in, in the database, so that several processes slow a guesser together.
// Must never tell by its answers or its time whether an account exists; what is counted is a name, whoever has it.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../common/clock.js';
import { Problem } from '../common/problems.js';
import { FORGET_AFTER_MS, type Waits } from './slowing.js';

/** Something whose tries are counted together. */
export interface Suspect {
  /** For example `account:<keyed hash of the e-mail>`. */
  readonly subject: string;
  readonly waits: Waits;
}

/**
 * A try counts as a failure before anybody knows how it ends: a hundred at the same moment are a hundred, not one.
 * Nothing is changed, and no row comes back, while the subject has to wait. What is too old counts no more. Without a wait
 * there is no time at all: clocks of two processes, or two requests of one, need not agree about which came first.
 */
const COUNT_TRY = `
  INSERT INTO sign_in_failures AS f (subject, failures, last_at, free_at)
  VALUES ($1, 1, $2, $2::timestamptz + make_interval(secs => nullif(($3::int[])[1], 0)))
  ON CONFLICT (subject) DO UPDATE SET
    failures = CASE WHEN f.last_at < $4 THEN 1 ELSE f.failures + 1 END,
    last_at = $2,
    free_at = $2::timestamptz + make_interval(secs => nullif(($3::int[])[
      CASE WHEN f.last_at < $4 THEN 1 ELSE least(f.failures + 1, cardinality($3::int[])) END], 0))
  WHERE f.free_at IS NULL OR f.free_at <= $2
  RETURNING failures`;

@Injectable()
export class GuessesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts a try of each suspect, before it is made.
   *
   * @throws Problem `too_many_requests` when one of them has to wait
   */
  async countTry(suspects: readonly Suspect[]): Promise<void> {
    for (const suspect of suspects) await this.#countTry(suspect);
  }

  async #countTry({ subject, waits }: Suspect): Promise<void> {
    const now = this.clock.now();
    const forgetBefore = new Date(now.getTime() - FORGET_AFTER_MS);
    const counted = await this.dataSource.query<unknown[]>(COUNT_TRY, [subject, now, waits, forgetBefore]);
    if (counted.length === 0) throw await this.#mustWait(subject, now);
  }

  async #mustWait(subject: string, now: Date): Promise<Problem> {
    const [row] = await this.dataSource.query<{ freeAt: Date | null }[]>(
      'SELECT free_at AS "freeAt" FROM sign_in_failures WHERE subject = $1',
      [subject],
    );
    const waitMs = (row?.freeAt?.getTime() ?? now.getTime()) - now.getTime();
    return new Problem('too_many_requests', {
      detail: 'Too many failed tries. Wait, or sign in from a device that you have used before.',
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
    });
  }

  /** The try was no failure: what was counted against the suspect is forgotten. */
  async forgive(manager: EntityManager, suspects: readonly Suspect[]): Promise<void> {
    await manager.query('DELETE FROM sign_in_failures WHERE subject = ANY($1) OR last_at < $2', [
      suspects.map(({ subject }) => subject),
      new Date(this.clock.now().getTime() - FORGET_AFTER_MS),
    ]);
  }

  /** The try was no failure, but others are counted together with it: only this one is taken back. */
  async takeBack(manager: EntityManager, { subject }: Suspect): Promise<void> {
    await manager.query(
      'UPDATE sign_in_failures SET failures = greatest(failures - 1, 0), free_at = NULL WHERE subject = $1',
      [subject],
    );
  }
}
