// Why: a job of the queue that begins at the very moment in which it is enqueued once more swallows the second time: what was
// changed with it would be looked at by nobody. And payments that were given up are watched over, too.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class JobsSurelyEnqueued0030 implements MigrationInterface {
  readonly name = 'JobsSurelyEnqueued00309000000000030';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const ADD_DELIVERY = `graphile_worker.add_job(
       'deliver_events',
       payload := json_build_object('endpointId', endpoint, 'subjectId', subject),
       queue_name := 'webhooks:' || endpoint || ':' || (hashtext(subject::text) & 3),
       run_at := now() + delay_ms * interval '1 millisecond',
       job_key := 'deliver_events:' || endpoint || ':' || subject,
       job_key_mode := key_mode)`;

const UP = [
  // add_job looks whether the job runs, then writes, and writes nothing into one that runs by then: it returns no job. Asked
  // again, it sees that it runs, and makes a new one.
  `CREATE FUNCTION enqueue_job(name text, payload json, key text, due_at timestamptz)
   RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     FOR tries IN 1 .. 10 LOOP
       IF (graphile_worker.add_job(name, payload := payload, job_key := key, run_at := due_at)).id IS NOT NULL THEN
         RETURN;
       END IF;
     END LOOP;
     RAISE EXCEPTION 'The job % could not be enqueued.', key USING ERRCODE = 'serialization_failure';
   END $$`,
  // The deliveries of events, which are in queues.
  `CREATE OR REPLACE FUNCTION enqueue_event_delivery(endpoint uuid, subject uuid, delay_ms double precision, key_mode text)
   RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     FOR tries IN 1 .. 10 LOOP
       IF (${ADD_DELIVERY}).id IS NOT NULL THEN
         RETURN;
       END IF;
     END LOOP;
     RAISE EXCEPTION 'The delivery of % to % could not be enqueued.', subject, endpoint
       USING ERRCODE = 'serialization_failure';
   END $$`,
  `CREATE INDEX payments_given_up ON payments (created_at)
     WHERE status IN ('open', 'abandoned', 'refused') AND receipt IS NULL`,
  `CREATE INDEX payments_given_up_in_question ON payments (in_doubt_since)
     WHERE status IN ('open', 'abandoned', 'refused') AND in_doubt_since IS NOT NULL`,
  `CREATE INDEX cancellations_refused_in_question ON cancellations (in_doubt_since)
     WHERE status = 'refused' AND in_doubt_since IS NOT NULL`,
];

const DOWN = [
  'DROP INDEX cancellations_refused_in_question',
  'DROP INDEX payments_given_up_in_question',
  'DROP INDEX payments_given_up',
  `CREATE OR REPLACE FUNCTION enqueue_event_delivery(endpoint uuid, subject uuid, delay_ms double precision, key_mode text)
   RETURNS void LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM ${ADD_DELIVERY};
   END $$`,
  'DROP FUNCTION enqueue_job(text, json, text, timestamptz)',
];
