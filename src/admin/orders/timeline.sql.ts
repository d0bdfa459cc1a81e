// The statements that read what happened to one order, out of everything that keeps histories.
// Must never be built from a value: values travel as parameters.
import { TELLING_RULES } from '../../orders/verdict-rules.js';

/** How much of each kind is read at once, and shown at once. */
export const MOST_ENTRIES = 200;

const shown = (prefix: string, column: string) => `'${prefix}_' || replace(${column}::text, '-', '')`;

const TELLING = TELLING_RULES.map((rule) => `'${rule}'`).join(', ');

/** Two look-ups, each along its own index. */
const VERDICTS_OF_ORDER = `
  SELECT v.* FROM payments p JOIN verdicts v ON v.payment_id = p.id WHERE p.order_id = $1
  UNION ALL
  SELECT v.* FROM cancellations c JOIN verdicts v ON v.cancellation_id = c.id WHERE c.order_id = $1`;

/**
 * $1 order, $2 shown ids of all that belongs to it, $3 to $6 the place of an entry before which to read (or nulls).
 * `rank` and `seq` put in order what has one moment: a question before its answer, events by their versions, then what
 * they led to.
 */
export const SELECT_TIMELINE = `
  SELECT * FROM (
    (SELECT 'event' AS kind, e.id, e.occurred_at AS at, 2 AS rank, e.version AS seq,
       jsonb_build_object('type', e.type, 'version', e.version, 'data', e.data) AS facts
     FROM events e WHERE e.order_id = $1 AND ${before('e.occurred_at, 2, e.version, e.id')}
     ORDER BY e.occurred_at DESC, e.version DESC LIMIT ${MOST_ENTRIES + 1})
    UNION ALL
    (SELECT 'exchange', x.id, x.started_at, 1, 0,
       jsonb_build_object('provider', x.provider, 'operation', x.operation, 'outcome', x.outcome,
         'httpStatus', x.http_status, 'resultCode', x.result_code, 'failure', x.failure, 'durationMs', x.duration_ms,
         'about', coalesce(${shown('can', 'x.cancellation_id')}, ${shown('pay', 'x.payment_id')}))
     FROM exchanges x WHERE x.order_id = $1 AND ${before('x.started_at, 1, 0, x.id')}
     ORDER BY x.started_at DESC, x.id DESC LIMIT ${MOST_ENTRIES + 1})
    UNION ALL
    (SELECT 'verdict', v.id, v.decided_at, 3, v.version,
       jsonb_build_object('rule', v.rule, 'fromStatus', v.from_status, 'toStatus', v.to_status, 'reason', v.reason,
         'decidedBy', v.decided_by, 'about', coalesce(${shown('can', 'v.cancellation_id')}, ${shown('pay', 'v.payment_id')}))
     FROM (${VERDICTS_OF_ORDER}) v
     WHERE (v.from_status <> v.to_status OR v.decided_by <> 'platform' OR v.rule IN (${TELLING})) AND ${before('v.decided_at, 3, v.version, v.id')}
     ORDER BY v.decided_at DESC, v.version DESC LIMIT ${MOST_ENTRIES + 1})
    UNION ALL
    (SELECT 'deed', a.id, a.occurred_at, 4, 0,
       jsonb_build_object('action', a.action, 'reason', a.reason, 'name', a.person_name, 'about', a.subject,
         'request', (SELECT r.kind FROM refund_requests r WHERE ${shown('rfr', 'r.id')} = a.subject AND r.order_id = $1))
     FROM audit_entries a WHERE a.subject = ANY($2) AND ${before('a.occurred_at, 4, 0, a.id')}
     ORDER BY a.occurred_at DESC, a.id DESC LIMIT ${MOST_ENTRIES + 1})
    UNION ALL
    (SELECT 'delivery', e.id, d.waiting_since, 5, d.id,
       jsonb_build_object('endpointId', d.endpoint_id, 'url', w.url, 'eventId', e.id, 'type', e.type,
         'status', d.status, 'attempts', d.attempts, 'lastAttempts', coalesce(last.attempts, '[]'))
     FROM events e JOIN webhook_deliveries d ON d.event_id = e.id JOIN webhook_endpoints w ON w.id = d.endpoint_id
     LEFT JOIN LATERAL (
       SELECT jsonb_agg(t ORDER BY t."startedAt" DESC) AS attempts FROM (
         SELECT started_at AS "startedAt", duration_ms AS "durationMs", http_status AS "httpStatus", answer, failure
         FROM webhook_attempts WHERE delivery_id = d.id ORDER BY id DESC LIMIT 3
       ) t
     ) last ON true
     WHERE e.order_id = $1 AND ${before('d.waiting_since, 5, d.id, e.id')}
     ORDER BY d.waiting_since DESC, d.id DESC LIMIT ${MOST_ENTRIES + 1})
  ) entry
  ORDER BY at DESC, rank DESC, seq DESC, id DESC LIMIT ${MOST_ENTRIES + 1}`;

/** @param place of a row, in the order of the timeline */
function before(place: string): string {
  return `($3::timestamptz IS NULL OR (${place}) < ($3, $4::integer, $5::bigint, $6::uuid))`;
}

/**
 * $1 order. Differs as soon as anything that an order's page shows does. Counts, because what began earlier may be
 * written later.
 */
export const SELECT_FINGERPRINT = `
  SELECT concat_ws('.', o.version,
    (SELECT count(*) FROM exchanges WHERE order_id = o.id),
    (SELECT coalesce(sum(version), 0) FROM cash_receipts WHERE order_id = o.id),
    (SELECT coalesce(sum(k.version), 0) FROM billing_keys k
     WHERE k.id IN (SELECT unnest(ARRAY[p.billing_key_id, p.registers_key_id]) FROM payments p WHERE p.order_id = o.id)),
    (SELECT concat_ws('-', count(*), sum(d.attempts), count(d.ended_at), extract(epoch FROM max(d.waiting_since))::bigint)
     FROM events e JOIN webhook_deliveries d ON d.event_id = e.id WHERE e.order_id = o.id),
    (SELECT count(*) FROM (
       SELECT ${shown('ord', 'o.id')}
       UNION ALL SELECT ${shown('pay', 'p.id')} FROM payments p WHERE p.order_id = o.id
       UNION ALL SELECT ${shown('can', 'c.id')} FROM cancellations c WHERE c.order_id = o.id
       UNION ALL SELECT ${shown('crc', 'r.id')} FROM cash_receipts r WHERE r.order_id = o.id
       UNION ALL SELECT ${shown('rfr', 'q.id')} FROM refund_requests q WHERE q.order_id = o.id
     ) s(subject) JOIN audit_entries a ON a.subject = s.subject)
  ) AS fingerprint
  FROM orders o WHERE o.id = $1`;

/** $1 order: the last verdict of each of its payments and cancellations. */
export const SELECT_LAST_VERDICTS = `
  SELECT DISTINCT ON (payment_id, cancellation_id) payment_id AS "paymentId", cancellation_id AS "cancellationId", rule,
    from_status AS "fromStatus", to_status AS "toStatus", decided_by AS "decidedBy", decided_at AS "decidedAt"
  FROM (${VERDICTS_OF_ORDER}) v
  ORDER BY payment_id, cancellation_id, version DESC, id DESC`;

/** $1 UUIDs of keys, $2 of people. */
export const SELECT_NAMES = `
  SELECT ${shown('key', 'id')} AS id, name FROM api_keys WHERE id = ANY($1)
  UNION ALL SELECT ${shown('person', 'id')}, name FROM people WHERE id = ANY($2)`;
