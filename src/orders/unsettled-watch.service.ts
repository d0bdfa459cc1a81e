// The watch over the reconciler: whatever is unsettled has a job that will settle it, come what may with the job queue.
// Must never settle anything itself.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../common/clock.js';
import { LAST_LOOKUP_AFTER_MS, UNSEEN_AFTER_MS } from './doubt.js';
import { RECONCILE_PAYMENT, SETTLE_CANCELLATION, SETTLE_PAYMENT } from './jobs.js';

/** Younger ones have been given their job with the change that made them so. */
const MINIMUM_AGE_MS = 60_000;

/**
 * A job that failed for good has used up its attempts; a new one under the same key takes its place. What was given up is asked
 * about until it is answered, a window is looked at after $5 and one that takes the money itself for $6; a call without an
 * answer may be late as long.
 */
const ENQUEUE_MISSING = `
  WITH unsettled AS (
    SELECT id, $1::text AS job, 'paymentId' AS field FROM payments
    WHERE (status = 'awaiting_deposit' OR status IN ('confirming', 'in_doubt') AND receipt IS NULL)
      AND coalesce(in_doubt_since, confirm_started_at, created_at) < $3
    UNION ALL
    SELECT id, $1, 'paymentId' FROM payments
    WHERE status IN ('open', 'abandoned', 'refused') AND receipt IS NULL AND in_doubt_since < $3
    UNION ALL
    SELECT id, $1, 'paymentId' FROM payments
    WHERE status IN ('open', 'abandoned', 'refused') AND receipt IS NULL AND created_at > now() - interval '2 days'
      AND in_doubt_since IS NULL AND authorized_at < $3
      AND authorized_at > now() - CASE WHEN mode = 'immediate' THEN $6::float8 ELSE $5::float8 END * interval '1 millisecond'
    UNION ALL
    SELECT id, $1, 'paymentId' FROM payments
    WHERE status = 'refused' AND receipt IS NULL AND created_at > now() - interval '2 days' AND in_doubt_since IS NULL
      AND refusal ->> 'reason' = 'not_paid' AND confirm_started_at < $3
      AND confirm_started_at > now() - $6::float8 * interval '1 millisecond'
    UNION ALL
    SELECT id, $2::text, 'cancellationId' FROM cancellations
    WHERE status IN ('executing', 'in_doubt') AND coalesce(in_doubt_since, started_at, created_at) < $3
    UNION ALL
    SELECT id, $2, 'cancellationId' FROM cancellations WHERE status = 'refused' AND in_doubt_since < $3
    UNION ALL
    SELECT id, $4, 'paymentId' FROM payments WHERE status IN ('paid', 'reversed') AND refund_told_at < $3
  ), missing AS (
    SELECT job, field, id FROM unsettled u
    WHERE NOT EXISTS (
      SELECT FROM graphile_worker.jobs j WHERE j.key = u.job || ':' || u.id AND j.attempts < j.max_attempts
    )
    LIMIT 500
  )
  SELECT enqueue_job(job, json_build_object(field, id), job || ':' || id, now()) FROM missing`;

@Injectable()
export class UnsettledWatch {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives a job to every unsettled payment and cancellation that has none, to every payment that was given up and may have been
   * taken all the same, and to every payment of which a refund was told.
   *
   * @returns how many were without
   */
  async run(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - MINIMUM_AGE_MS);
    const jobs = [SETTLE_PAYMENT, SETTLE_CANCELLATION, before, RECONCILE_PAYMENT];
    const looks = [UNSEEN_AFTER_MS, LAST_LOOKUP_AFTER_MS];
    const rows = await this.dataSource.query<unknown[]>(ENQUEUE_MISSING, [...jobs, ...looks]);
    return rows.length;
  }
}
