// Why: what happened is told outside: one table of events for everything that has states, and signed webhooks of them.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseLoss, type Losable } from './refuse-loss.js';

export class Webhooks0009 implements MigrationInterface {
  readonly name = 'Webhooks0009000000000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await refuseLoss(runner, this, LOSABLE);
    for (const statement of DOWN) await runner.query(statement);
  }
}

const STEPS: readonly (readonly [entity: string, from: string | null, to: string])[] = [
  ['webhook_endpoint', null, 'active'],
  ['webhook_endpoint', 'active', 'paused'],
  ['webhook_endpoint', 'active', 'removed'],
  ['webhook_endpoint', 'paused', 'active'],
  ['webhook_endpoint', 'paused', 'removed'],
  ['webhook_delivery', null, 'waiting'],
  ['webhook_delivery', 'waiting', 'delivered'],
  ['webhook_delivery', 'waiting', 'failed'],
  ['webhook_delivery', 'delivered', 'waiting'],
  ['webhook_delivery', 'failed', 'waiting'],
];
const quote = (text: string | null) => (text === null ? 'NULL' : `'${text}'`);

/** Events of orders become events of whatever has versions; `order_id` stays where an order is concerned. */
const EVENTS = [
  `ALTER TABLE order_events RENAME TO events`,
  `ALTER INDEX order_events_pkey RENAME TO events_pkey`,
  `ALTER TRIGGER order_events_append_only ON events RENAME TO events_append_only`,
  `ALTER TRIGGER order_events_never_emptied ON events RENAME TO events_never_emptied`,
  `ALTER TABLE events DISABLE TRIGGER USER`,
  `ALTER TABLE events
     DROP CONSTRAINT order_events_in_sequence,
     ALTER COLUMN order_id DROP NOT NULL,
     ADD COLUMN subject_id uuid,
     ADD COLUMN recorded_at timestamptz`,
  `UPDATE events SET subject_id = order_id, recorded_at = occurred_at`,
  `ALTER TABLE events
     ALTER COLUMN subject_id SET NOT NULL,
     ALTER COLUMN recorded_at SET NOT NULL,
     -- The beginning of the transaction that writes it, by the database's own clock: history is paged by it.
     ALTER COLUMN recorded_at SET DEFAULT now(),
     ADD CONSTRAINT events_in_sequence UNIQUE (subject_id, version)`,
  `ALTER TABLE events ENABLE TRIGGER USER`,
  `CREATE INDEX events_in_history ON events (recorded_at, id)`,
  `CREATE INDEX events_by_order ON events (order_id, recorded_at, id) WHERE order_id IS NOT NULL`,
];

const TABLES = [
  `CREATE TABLE webhook_endpoints (
     id uuid PRIMARY KEY,
     version integer NOT NULL CHECK (version > 0),
     status text NOT NULL,
     url text NOT NULL,
     description text,
     event_types text[] NOT NULL CHECK (cardinality(event_types) > 0),
     sealed_secret text,
     sealed_previous_secret text,
     previous_secret_ends_at timestamptz(3),
     failing_since timestamptz(3),
     paused_at timestamptz(3),
     created_at timestamptz(3) NOT NULL,
     CONSTRAINT webhook_endpoints_have_secret CHECK (
       (status = 'removed') = (sealed_secret IS NULL) AND (status <> 'removed' OR sealed_previous_secret IS NULL)),
     CONSTRAINT webhook_endpoints_previous_ends CHECK (
       (sealed_previous_secret IS NULL) = (previous_secret_ends_at IS NULL)),
     CONSTRAINT webhook_endpoints_paused_has_time CHECK ((status = 'paused') = (paused_at IS NOT NULL))
   )`,
  // Two for one address would tell it everything twice.
  `CREATE UNIQUE INDEX webhook_endpoints_one_per_url ON webhook_endpoints (url) WHERE status <> 'removed'`,
  `CREATE TABLE webhook_deliveries (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     endpoint_id uuid NOT NULL REFERENCES webhook_endpoints,
     event_id uuid NOT NULL REFERENCES events,
     subject_id uuid NOT NULL,
     version integer NOT NULL,
     status text NOT NULL,
     attempts integer NOT NULL CHECK (attempts >= 0),
     waiting_since timestamptz(3) NOT NULL,
     first_attempt_at timestamptz(3),
     next_attempt_at timestamptz(3),
     ended_at timestamptz(3),
     CONSTRAINT webhook_deliveries_one_per_event UNIQUE (endpoint_id, event_id),
     CONSTRAINT webhook_deliveries_ended_has_time CHECK ((status = 'waiting') = (ended_at IS NULL))
   )`,
  `CREATE INDEX webhook_deliveries_in_order ON webhook_deliveries (endpoint_id, subject_id, version) WHERE status = 'waiting'`,
  `CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (endpoint_id, waiting_since) WHERE status = 'waiting'`,
  `CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (endpoint_id, id)`,
  `CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL`,
  `CREATE TABLE webhook_attempts (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     endpoint_id uuid NOT NULL REFERENCES webhook_endpoints,
     delivery_id bigint REFERENCES webhook_deliveries ON DELETE CASCADE,
     event_id uuid NOT NULL,
     started_at timestamptz(3) NOT NULL,
     duration_ms integer NOT NULL CHECK (duration_ms >= 0),
     http_status integer,
     answer text,
     failure text,
     CONSTRAINT webhook_attempts_say_how_they_ended CHECK ((http_status IS NULL) = (failure IS NOT NULL))
   )`,
  `CREATE INDEX webhook_attempts_of_delivery ON webhook_attempts (delivery_id, id)`,
  `CREATE INDEX webhook_attempts_by_age ON webhook_attempts (started_at)`,
];

const STATES = [
  `INSERT INTO state_transitions VALUES ${STEPS.map((step) => `(${step.map(quote).join(', ')})`).join(', ')}`,
  `CREATE TRIGGER webhook_endpoints_transitions BEFORE INSERT OR UPDATE ON webhook_endpoints
     FOR EACH ROW EXECUTE FUNCTION refuse_forbidden_transition('webhook_endpoint')`,
  `CREATE TRIGGER webhook_deliveries_transitions BEFORE INSERT OR UPDATE ON webhook_deliveries
     FOR EACH ROW EXECUTE FUNCTION refuse_forbidden_transition('webhook_delivery')`,
];

/**
 * Whoever writes an event, its deliveries and their jobs are written with it, so none can be forgotten. The job of an
 * endpoint and a subject always lies in the same one of four queues of the endpoint, and a queue runs one job at a time:
 * so events of a subject never overtake each other by two jobs, and one slow endpoint holds four jobs at most.
 */
const TELLING = [
  `CREATE FUNCTION wants_event(event_types text[], type text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
     SELECT event_types && ARRAY['*', type, split_part(type, '.', 1) || '.*']
   $$`,
  `CREATE FUNCTION enqueue_event_delivery(endpoint uuid, subject uuid, delay_ms double precision, key_mode text)
   RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM graphile_worker.add_job(
       'deliver_events',
       payload := json_build_object('endpointId', endpoint, 'subjectId', subject),
       queue_name := 'webhooks:' || endpoint || ':' || (hashtext(subject::text) & 3),
       run_at := now() + delay_ms * interval '1 millisecond',
       job_key := 'deliver_events:' || endpoint || ':' || subject,
       job_key_mode := key_mode);
   END $$`,
  `CREATE FUNCTION tell_webhook_endpoints() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO webhook_deliveries (endpoint_id, event_id, subject_id, version, status, attempts, waiting_since)
     SELECT w.id, e.id, e.subject_id, e.version, 'waiting', 0, now()
     FROM told e JOIN webhook_endpoints w
       ON w.status <> 'removed' AND w.id <> e.subject_id AND wants_event(w.event_types, e.type)
     ORDER BY e.version;
     IF FOUND THEN
       PERFORM enqueue_event_delivery(each.endpoint_id, each.subject_id, 0, 'replace')
       FROM (
         SELECT DISTINCT d.endpoint_id, d.subject_id FROM told e JOIN webhook_deliveries d ON d.event_id = e.id
       ) each;
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE INDEX webhook_deliveries_of_event ON webhook_deliveries (event_id)`,
  `CREATE TRIGGER events_told AFTER INSERT ON events REFERENCING NEW TABLE AS told
     FOR EACH STATEMENT EXECUTE FUNCTION tell_webhook_endpoints()`,
];

const UP = [...EVENTS, ...TABLES, ...STATES, ...TELLING];

const DOWN = [
  'DROP TRIGGER events_told ON events',
  'DROP FUNCTION tell_webhook_endpoints()',
  'DROP FUNCTION enqueue_event_delivery(uuid, uuid, double precision, text)',
  'DROP FUNCTION wants_event(text[], text)',
  'DROP TABLE webhook_attempts',
  'DROP TABLE webhook_deliveries',
  'DROP TABLE webhook_endpoints',
  `DELETE FROM state_transitions WHERE entity IN ('webhook_endpoint', 'webhook_delivery')`,
  `ALTER TABLE events
     DROP CONSTRAINT events_in_sequence,
     DROP COLUMN subject_id,
     DROP COLUMN recorded_at,
     ALTER COLUMN order_id SET NOT NULL,
     ADD CONSTRAINT order_events_in_sequence UNIQUE (order_id, version)`,
  'ALTER TRIGGER events_append_only ON events RENAME TO order_events_append_only',
  'ALTER TRIGGER events_never_emptied ON events RENAME TO order_events_never_emptied',
  'ALTER INDEX events_pkey RENAME TO order_events_pkey',
  'ALTER TABLE events RENAME TO order_events',
];

/** Lost with the tables and columns. Deliveries and attempts belong to endpoints. */
const LOSABLE: readonly Losable[] = [
  { table: 'webhook_endpoints' },
  { table: 'events', where: 'subject_id IS DISTINCT FROM order_id' },
  { table: 'events', column: 'recorded_at', where: 'recorded_at <> occurred_at' },
];
