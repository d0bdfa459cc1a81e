// What API keys may move: no more than their limits say, by what the house counted, and by what the books say really moved.
// Must never believe the counting alone: what was never counted, or taken back too soon, moved all the same.

const shownKey = `'key_' || replace(k.id::text, '-', '')`;
/** The order as the counting names it. */
const orderRef = `o.seller_code || '/' || o.order_number`;

/** What the house counted: `key`, `order`, `won`, `at`. */
const COUNTED = `
  SELECT s.api_key_id AS key, s.order_ref AS "order", s.amount_won AS won, s.spent_at AS at FROM key_spendings s`;

/**
 * What the books say that a key moved, or said that it moved, each once: refunds and entries that it asked for, and what
 * somebody decided with it. Whose charge it was the books do not say.
 */
const MOVED = `
  SELECT k.id AS key, ${orderRef} AS "order", c.amount_won AS won, c.created_at AS at
  FROM api_keys k JOIN cancellations c ON c.requested_by = ${shownKey} JOIN orders o ON o.id = c.order_id
  WHERE c.status IN ('executing', 'in_doubt', 'done')
  UNION ALL
  SELECT k.id, ${orderRef}, coalesce(c.amount_won, p.amount_won), min(v.decided_at)
  FROM api_keys k JOIN verdicts v ON v.decided_with = ${shownKey} JOIN orders o ON o.id = v.order_id
    LEFT JOIN cancellations c ON c.id = v.cancellation_id LEFT JOIN payments p ON p.id = v.payment_id
  WHERE v.rule IN ('operator_said_paid', 'operator_said_given_back', 'operator_said_refunded', 'operator_sent_again')
    AND coalesce(c.status, 'done') IN ('executing', 'in_doubt', 'done') AND c.requested_by IS DISTINCT FROM ${shownKey}
  GROUP BY k.id, o.id, c.id, p.id`;

/** It is counted a moment before the books have it: at midnight that may be another day. */
const DAY = `(m.at AT TIME ZONE 'Asia/Seoul' - interval '1 second')::date`;

/** @param said how such money is told of */
const beyond = (moves: string, said: string): string[] => [
  `SELECT format('Key %s ${said} %s won in one request; it may move %s.', k.id, m.won, k.limit_per_request_won) AS breach
   FROM api_keys k JOIN (${moves}) m ON m.key = k.id WHERE m.won > k.limit_per_request_won`,
  `SELECT format('Key %s ${said} %s won in one day; it may move %s.', k.id, sum(m.won), k.limit_per_day_won) AS breach
   FROM api_keys k JOIN (${moves}) m ON m.key = k.id GROUP BY k.id, ${DAY} HAVING sum(m.won) > k.limit_per_day_won`,
  `SELECT format('Key %s ${said} %s won of order %s; it may move %s.', k.id, sum(m.won), m.order, k.limit_per_order_won) AS breach
   FROM api_keys k JOIN (${moves}) m ON m.key = k.id GROUP BY k.id, m.order HAVING sum(m.won) > k.limit_per_order_won`,
];

/** One statement for each law. Limits are given with a key, and never changed. */
export const KEYS: readonly string[] = [...beyond(COUNTED, 'was counted to move'), ...beyond(MOVED, 'moved')];
