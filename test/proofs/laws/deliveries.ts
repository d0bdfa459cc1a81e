// The laws of webhooks that rows alone can break: whose event has which delivery, and what became of it.
// Must never ask a function of the database what an endpoint wants; the law says it in its own words.

/** An endpoint, its life by the database's own clock, and what it wants. It is not to change that while a scene is played. */
const LIVES = `
  SELECT w.id, w.status, w.event_types, coalesce(born.recorded_at, '-infinity') AS born_at,
         coalesce(gone.recorded_at, 'infinity') AS gone_at
  FROM webhook_endpoints w
    LEFT JOIN events born ON born.subject_id = w.id AND born.version = 1
    LEFT JOIN events gone ON gone.subject_id = w.id AND gone.type = 'webhook_endpoint.removed'`;

const IS_WANTED = `e.subject_id <> w.id AND w.event_types && ARRAY['*', e.type, split_part(e.type, '.', 1) || '.*']`;

/** An event that was being written while its endpoint was made or removed may have a delivery, or not. */
const MEANWHILE = `interval '1 second'`;

const EVENT = `'Event %s (%s, version %s of %s)'`;
const EVENT_COLUMNS = 'e.id, e.type, e.version, e.subject_id';

/** What an endpoint wants has one delivery, what it does not want has none, and all have come to an end. */
export const DELIVERIES: readonly string[] = [
  `SELECT format(${EVENT} || ' has no delivery to endpoint %s.', ${EVENT_COLUMNS}, w.id) AS breach
   FROM (${LIVES}) w JOIN events e ON ${IS_WANTED}
     AND e.recorded_at > w.born_at + ${MEANWHILE} AND e.recorded_at < w.gone_at - ${MEANWHILE}
   WHERE NOT EXISTS (SELECT FROM webhook_deliveries d WHERE d.endpoint_id = w.id AND d.event_id = e.id)`,
  `SELECT format(${EVENT} || ' has %s deliveries to endpoint %s.', ${EVENT_COLUMNS}, count(*), d.endpoint_id) AS breach
   FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
   GROUP BY e.id, d.endpoint_id HAVING count(*) > 1`,
  `SELECT format(${EVENT} || ' has a delivery to endpoint %s, which never wanted it.', ${EVENT_COLUMNS}, w.id) AS breach
   FROM webhook_deliveries d JOIN (${LIVES}) w ON w.id = d.endpoint_id JOIN events e ON e.id = d.event_id
   WHERE NOT (${IS_WANTED}) OR e.recorded_at < w.born_at - ${MEANWHILE} OR e.recorded_at > w.gone_at + ${MEANWHILE}`,
  `SELECT format('Delivery %s of event %s, which does not exist.', d.id, d.event_id) AS breach
   FROM webhook_deliveries d WHERE NOT EXISTS (SELECT FROM events e WHERE e.id = d.event_id)`,
  `SELECT format(${EVENT} || ' is delivered as version %s of %s.', ${EVENT_COLUMNS}, d.version, d.subject_id) AS breach
   FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
   WHERE (d.subject_id, d.version) <> (e.subject_id, e.version)`,
  `SELECT format(${EVENT} || ' still waits for endpoint %s after %s attempts.', ${EVENT_COLUMNS}, w.id, d.attempts)
     AS breach
   FROM webhook_deliveries d JOIN webhook_endpoints w ON w.id = d.endpoint_id JOIN events e ON e.id = d.event_id
   WHERE d.status = 'waiting' AND w.status <> 'paused'`,
  `SELECT format(${EVENT} || ' is delivered to endpoint %s, which never said so.', ${EVENT_COLUMNS}, d.endpoint_id)
     AS breach
   FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
   WHERE d.status = 'delivered' AND NOT EXISTS (
     SELECT FROM webhook_attempts a WHERE a.delivery_id = d.id AND a.event_id = d.event_id
       AND a.http_status BETWEEN 200 AND 299)`,
];
