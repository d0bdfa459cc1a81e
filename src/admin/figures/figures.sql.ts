// The questions behind the figures. Each walks along an index over just the rows that count, or over few rows.
// Must never be built from a value; values travel as parameters.

/** Which steps of a span: `$1` its beginning, `$2` its end, `$3` the length of a step in ms. */
const placeOf = (instant: string) => `floor(extract(epoch FROM ${instant} - $1::timestamptz) * 1000 / $3)::integer`;
const during = (instant: string) => `${instant} >= $1::timestamptz AND ${instant} < $2::timestamptz`;
/** A payment is opened with credentials of its order's seller; those of one seller are `$4`. */
const ofSeller = (isAsked: boolean) => (isAsked ? 'AND p.credentials_id = ANY($4::uuid[])' : '');

/** Money that came and stays: what the money page calls paid, by the time at which the provider took it. */
export const sales = (bySeller: boolean): string => `
  SELECT ${placeOf('p.paid_at')} AS place, p.provider, count(*)::integer AS count, sum(p.amount_won) AS "amountWon"
  FROM payments p
  WHERE p.status = 'paid' AND ${during('p.paid_at')} ${ofSeller(bySeller)}
  GROUP BY 1, 2`;

/** What was given back of it, by the time at which it was known to be. */
export const refunds = (bySeller: boolean): string => `
  SELECT ${placeOf('c.done_at')} AS place, p.provider, count(*)::integer AS count, sum(c.amount_won) AS "amountWon"
  FROM cancellations c JOIN payments p ON p.id = c.payment_id
  WHERE c.status = 'done' AND c.kind <> 'reversal' AND ${during('c.done_at')} ${ofSeller(bySeller)}
  GROUP BY 1, 2`;

const TRIED_AT = 'coalesce(p.confirm_started_at, p.created_at)';

/** Tries that ended without a sale, by the time at which money could have moved. */
export const failures = (bySeller: boolean): string => `
  SELECT ${placeOf(TRIED_AT)} AS place, p.provider, p.status, p.refusal ->> 'reason' AS reason,
         p.refusal ->> 'providerCode' AS "providerCode", max(p.refusal ->> 'providerMessage') AS "providerMessage",
         count(*)::integer AS count
  FROM payments p
  WHERE p.status IN ('refused', 'reversed') AND ${during(TRIED_AT)} ${ofSeller(bySeller)}
  GROUP BY 1, 2, 3, 4, 5`;

/** What is in doubt at this moment. Seller’s credentials are `$1`. */
export const doubts = (bySeller: boolean): string => {
  const filter = bySeller ? 'AND p.credentials_id = ANY($1::uuid[])' : '';
  return `
  SELECT provider, sum(payments)::integer AS payments, sum(cancellations)::integer AS cancellations,
         sum(amount_won) AS "amountWon", min(since) AS "oldestSince"
  FROM (
    SELECT p.provider, 1 AS payments, 0 AS cancellations, p.amount_won, p.in_doubt_since AS since
    FROM payments p WHERE p.status = 'in_doubt' ${filter}
    UNION ALL
    SELECT p.provider, 0, 1, c.amount_won, c.in_doubt_since
    FROM cancellations c JOIN payments p ON p.id = c.payment_id WHERE c.status = 'in_doubt' ${filter}
  ) doubts GROUP BY provider ORDER BY provider`;
};

/** Of what waits, at most so many are counted: behind an endpoint that is down for days there may be millions. */
export const MOST_WAITING = 10_000;
/** Of the attempts, the newest of a day: how it goes now. */
const MOST_ATTEMPTS = 10_000;

export const WEBHOOKS = `
  SELECT
    (SELECT count(*)::integer FROM webhook_endpoints WHERE status = 'active') AS active,
    (SELECT count(*)::integer FROM webhook_endpoints WHERE status = 'paused') AS paused,
    (SELECT count(*)::integer FROM webhook_endpoints WHERE status = 'active' AND failing_since IS NOT NULL) AS failing,
    (SELECT count(*)::integer FROM (
       SELECT FROM webhook_endpoints w JOIN webhook_deliveries d ON d.endpoint_id = w.id AND d.status = 'waiting'
       WHERE w.status <> 'removed' LIMIT ${MOST_WAITING}) waiting) AS waiting,
    (SELECT min(oldest.waiting_since) FROM webhook_endpoints w CROSS JOIN LATERAL (
       SELECT d.waiting_since FROM webhook_deliveries d
       WHERE d.endpoint_id = w.id AND d.status = 'waiting' ORDER BY d.waiting_since LIMIT 1) oldest
     WHERE w.status <> 'removed') AS "oldestWaitingSince",
    recent.attempts, recent.succeeded
  FROM (
    SELECT count(*)::integer AS attempts,
           (count(*) FILTER (WHERE http_status BETWEEN 200 AND 299))::integer AS succeeded
    FROM (SELECT http_status FROM webhook_attempts WHERE started_at >= $1::timestamptz
          ORDER BY started_at DESC LIMIT ${MOST_ATTEMPTS}) newest
  ) recent`;
