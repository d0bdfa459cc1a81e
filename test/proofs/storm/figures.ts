// What a storm did, counted from what is written down: events, and the rows they led to.
// Must never estimate: a doubt begins and ends with an event.
import { readRows } from '../../support/read-rows.js';

export interface Counted {
  readonly payments: number;
  readonly paid: number;
  readonly cancellations: number;
  readonly reversals: number;
  readonly doubts: number;
  /** How long a payment was in doubt until it was settled, in ms: half of them, and 95 in a hundred. */
  readonly paymentP50Ms: number;
  readonly paymentP95Ms: number;
  /** The same of cancellations that the house settled alone. */
  readonly cancellationP50Ms: number;
  readonly cancellationP95Ms: number;
}

/**
 * A doubt begins when an answer is lost (of a process that died: when its call must have ended), and lasts until the next
 * state that is none, however often it is sent again meanwhile. What an operator decided is not of those that a lookup
 * settles, nor what was found without anybody having lost an answer.
 */
const COUNTED = `
  WITH lost AS (
    SELECT order_id, decided_at,
           CASE WHEN cancellation_id IS NULL THEN 'payment' ELSE 'cancellation' END AS entity,
           CASE WHEN cancellation_id IS NULL THEN 'pay_' || replace(payment_id::text, '-', '')
                ELSE 'can_' || replace(cancellation_id::text, '-', '') END AS id
    FROM verdicts v WHERE rule IN ('answer_lost', 'call_lost')
      AND NOT EXISTS (SELECT FROM verdicts o WHERE o.cancellation_id = v.cancellation_id AND o.decided_by <> 'platform')
  ), settled AS (
    SELECT lost.*, (
      SELECT min(e.occurred_at) FROM events e
      WHERE e.order_id = lost.order_id AND split_part(e.type, '.', 1) = lost.entity
        AND e.data ->> CASE lost.entity WHEN 'payment' THEN 'paymentId' ELSE 'cancellationId' END = lost.id
        AND split_part(e.type, '.', 2) NOT IN ('requested', 'confirming', 'executing', 'in_doubt')
        AND e.occurred_at >= lost.decided_at) AS settled_at
    FROM lost
  ), doubts AS (
    SELECT entity, extract(epoch FROM settled_at - min(decided_at)) * 1000 AS ms
    FROM settled WHERE settled_at IS NOT NULL GROUP BY entity, id, settled_at
  )
  SELECT (SELECT count(*) FROM payments)::integer AS payments,
         (SELECT count(*) FROM payments WHERE status = 'paid')::integer AS paid,
         (SELECT count(*) FROM cancellations WHERE kind = 'refund')::integer AS cancellations,
         (SELECT count(*) FROM cancellations WHERE kind = 'reversal')::integer AS reversals,
         (SELECT count(*) FROM doubts)::integer AS doubts,
         ${percentile(0.5, 'payment')} AS "paymentP50Ms", ${percentile(0.95, 'payment')} AS "paymentP95Ms",
         ${percentile(0.5, 'cancellation')} AS "cancellationP50Ms", ${percentile(0.95, 'cancellation')} AS "cancellationP95Ms"
  FROM doubts`;

function percentile(share: number, entity: 'payment' | 'cancellation'): string {
  return `coalesce(percentile_disc(${share}) WITHIN GROUP (ORDER BY ms) FILTER (WHERE entity = '${entity}'), 0)::float8`;
}

/** The value that so large a share of the values does not exceed; 0 of none. They are in order. */
export function atShare(share: number, values: readonly number[]): number {
  return values[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0;
}

/** Counts before the operator comes, so that what waits for people is not taken for slowness. */
export async function count(databaseUrl: string): Promise<Counted> {
  const [counted] = await readRows<Counted>(databaseUrl, COUNTED);
  if (!counted) throw new Error('Nothing was counted.');
  return counted;
}
