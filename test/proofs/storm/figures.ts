// What a storm did, counted from what is written down: events, and the rows they led to.
// Must never estimate: a doubt begins and ends with an event.
import { readRows } from '../../support/read-rows.js';

export interface Counted {
  readonly payments: number;
  readonly paid: number;
  readonly cancellations: number;
  readonly reversals: number;
  readonly doubts: number;
  /** How long until a doubt was settled, in ms: half of them, and 95 in a hundred. */
  readonly settledP50Ms: number;
  readonly settledP95Ms: number;
}

const COUNTED = `
  WITH steps AS (
    SELECT order_id, version, occurred_at, split_part(type, '.', 2) AS state,
           coalesce(data ->> 'cancellationId', data ->> 'paymentId') AS id,
           split_part(type, '.', 1) AS entity
    FROM events WHERE type LIKE 'payment.%' OR type LIKE 'cancellation.%'
  ), follows AS (
    SELECT entity, id, state, occurred_at,
           lag(state) OVER w AS before, lag(occurred_at) OVER w AS since
    FROM steps WINDOW w AS (PARTITION BY entity, id ORDER BY version)
  ), settled AS (
    SELECT extract(epoch FROM occurred_at - since) * 1000 AS ms
    FROM follows WHERE before = 'in_doubt' AND state NOT IN ('in_doubt', 'executing')
  )
  SELECT (SELECT count(*) FROM payments)::integer AS payments,
         (SELECT count(*) FROM payments WHERE status = 'paid')::integer AS paid,
         (SELECT count(*) FROM cancellations WHERE kind = 'refund')::integer AS cancellations,
         (SELECT count(*) FROM cancellations WHERE kind = 'reversal')::integer AS reversals,
         (SELECT count(*) FROM steps WHERE state = 'in_doubt')::integer AS doubts,
         coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY ms), 0)::float8 AS "settledP50Ms",
         coalesce(percentile_disc(0.95) WITHIN GROUP (ORDER BY ms), 0)::float8 AS "settledP95Ms"
  FROM settled`;

/** Counts before the operator comes, so that what waits for people is not taken for slowness. */
export async function count(databaseUrl: string): Promise<Counted> {
  const [counted] = await readRows<Counted>(databaseUrl, COUNTED);
  if (!counted) throw new Error('Nothing was counted.');
  return counted;
}
