// The statements about deliveries. Each writes all that belongs together, so it happens entirely or not at all.
// Must never be built from a value: values travel as parameters.
import { EVENT_COLUMNS } from './event-document.js';

/** $1 endpoint, $2 subject. Far more than an order has events; the rest has its turn when these are done. */
export const SELECT_WAITING = `
  SELECT d.id, d.attempts, d.first_attempt_at AS "firstAttemptAt", d.next_attempt_at AS "nextAttemptAt", ${EVENT_COLUMNS}
  FROM webhook_deliveries d JOIN events e ON e.id = d.event_id LEFT JOIN orders o ON o.id = e.order_id
  WHERE d.endpoint_id = $1 AND d.subject_id = $2 AND d.status = 'waiting'
  ORDER BY d.version LIMIT 100`;

/** The attempt, what it means for the delivery, and whether the endpoint fails since now, or no more. */
export const NOTE_ATTEMPT = `
  WITH noted AS (
    INSERT INTO webhook_attempts (
      endpoint_id, delivery_id, event_id, started_at, duration_ms, http_status, answer, failure)
    VALUES ($1::uuid, $2::bigint, $3::uuid, $4::timestamptz, $5::integer, $6::integer, $7::text, $8::text)
  ), moved AS (
    UPDATE webhook_deliveries
    SET status = $9::text, attempts = $10::integer, first_attempt_at = coalesce(first_attempt_at, $4::timestamptz),
        next_attempt_at = $11::timestamptz, ended_at = $12::timestamptz
    WHERE id = $2::bigint AND status = 'waiting'
  )
  UPDATE webhook_endpoints SET failing_since = CASE WHEN $13::boolean THEN NULL ELSE $4::timestamptz END
  WHERE id = $1::uuid AND (failing_since IS NULL) = NOT $13::boolean`;

/** $1 endpoint, $2 subject, $3 delay in ms. A job that was enqueued meanwhile, for a newer event, keeps its earlier time. */
export const ENQUEUE_LATER = `SELECT enqueue_event_delivery($1, $2, $3, 'preserve_run_at')`;

/** $1 endpoint, $2 now. As if nothing had been tried, for an endpoint that is resumed. */
export const BEGIN_ANEW = `
  WITH anew AS (
    UPDATE webhook_deliveries
    SET attempts = 0, waiting_since = $2, first_attempt_at = NULL, next_attempt_at = NULL
    WHERE endpoint_id = $1 AND status = 'waiting' RETURNING subject_id
  )
  SELECT enqueue_event_delivery($1, subject_id, 0, 'replace') FROM (SELECT DISTINCT subject_id FROM anew) each`;

/** $1 endpoint, $2 now. */
export const GIVE_UP_ALL = `
  UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL, ended_at = $2
  WHERE endpoint_id = $1 AND status = 'waiting'`;

/** How many events one request may have sent again. */
export const MOST_REDELIVERED = 10_000;

/** $1 endpoint, $2 now, $3 event, $4 from, $5 to, $6 patterns, $7 only failed. Writes nothing when there are too many. */
export const REDELIVER = `
  WITH chosen AS (
    SELECT e.id, e.subject_id, e.version
    FROM events e LEFT JOIN webhook_deliveries d ON d.endpoint_id = $1::uuid AND d.event_id = e.id
    WHERE ($3::uuid IS NULL OR e.id = $3)
      AND ($4::timestamptz IS NULL OR (e.occurred_at >= $4 AND e.recorded_at >= $4 - interval '1 day'))
      AND ($5::timestamptz IS NULL OR (e.occurred_at < $5 AND e.recorded_at < $5 + interval '1 day'))
      AND ($6::text[] IS NULL OR wants_event($6, e.type))
      AND (NOT $7::boolean OR d.status = 'failed')
      AND e.subject_id <> $1
    LIMIT ${MOST_REDELIVERED + 1}
  ), again AS (
    INSERT INTO webhook_deliveries AS old (endpoint_id, event_id, subject_id, version, status, attempts, waiting_since)
    SELECT $1, id, subject_id, version, 'waiting', 0, $2::timestamptz FROM chosen
    WHERE (SELECT count(*) FROM chosen) <= ${MOST_REDELIVERED}
    ON CONFLICT ON CONSTRAINT webhook_deliveries_one_per_event DO UPDATE
      SET status = 'waiting', attempts = 0, waiting_since = excluded.waiting_since, first_attempt_at = NULL,
          next_attempt_at = NULL, ended_at = NULL
    RETURNING subject_id
  ), enqueued AS (
    SELECT enqueue_event_delivery($1, subject_id, 0, 'replace') FROM (SELECT DISTINCT subject_id FROM again) each
  )
  SELECT (SELECT count(*) FROM chosen)::integer AS "eventCount", (SELECT count(*) FROM enqueued)::integer AS jobs`;

/** $1 endpoint, $2 state or null, $3 cursor or null, $4 limit. */
export const LIST_DELIVERIES = `
  SELECT d.id::text, d.event_id AS "eventId", e.type, d.status, d.attempts, d.next_attempt_at AS "nextAttemptAt",
    d.ended_at AS "endedAt", coalesce(last.attempts, '[]') AS "lastAttempts"
  FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
  LEFT JOIN LATERAL (
    SELECT json_agg(a.*) AS attempts FROM (
      SELECT started_at AS "startedAt", duration_ms AS "durationMs", http_status AS "httpStatus", answer, failure
      FROM webhook_attempts WHERE delivery_id = d.id ORDER BY id DESC LIMIT 5
    ) a
  ) last ON true
  WHERE d.endpoint_id = $1 AND ($2::text IS NULL OR d.status = $2) AND ($3::bigint IS NULL OR d.id < $3)
  ORDER BY d.id DESC LIMIT $4`;

/** $1 before when they ended. */
export const FORGET_DELIVERIES_BEFORE = `
  DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries WHERE ended_at < $1 LIMIT 5000)`;
/** $1 before when they began. */
export const FORGET_ATTEMPTS_BEFORE = `
  DELETE FROM webhook_attempts WHERE id IN (SELECT id FROM webhook_attempts WHERE started_at < $1 LIMIT 5000)`;

/** $1: younger ones have been given their job with what made them wait. */
export const ENQUEUE_MISSING = `
  SELECT enqueue_event_delivery(lost.endpoint_id, lost.subject_id, 0, 'preserve_run_at') FROM (
    SELECT DISTINCT d.endpoint_id, d.subject_id
    FROM webhook_endpoints w JOIN webhook_deliveries d ON d.endpoint_id = w.id AND d.status = 'waiting'
    WHERE w.status = 'active' AND d.waiting_since < $1 AND NOT EXISTS (
      SELECT FROM graphile_worker.jobs j
      WHERE j.key = 'deliver_events:' || d.endpoint_id || ':' || d.subject_id AND j.attempts < j.max_attempts)
    LIMIT 500
  ) lost`;
