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
  `CREATE INDEX payments_given_up ON payments (created_at)
     WHERE status IN ('open', 'abandoned', 'refused') AND receipt IS NULL`,
];

const DOWN = ['DROP INDEX payments_given_up', 'DROP FUNCTION enqueue_job(text, json, text, timestamptz)'];
