// Background jobs in real processes' stead: two applications on one real database.
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { currentRequestId } from '../../src/common/request-context.js';
import { configurations } from '../../src/config/configuration.js';
import { createApp } from '../../src/create-app.js';
import { JobPool } from '../../src/jobs/job-pool.js';
import { JobRegistry } from '../../src/jobs/job-registry.js';
import { JobRunner } from '../../src/jobs/job-runner.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import { withClient } from '../support/read-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { countTries, undoNextChangeOfJobs } from '../support/undo-once.js';
import { waitFor } from '../support/wait-for.js';

/** What ran, in all applications of this file. */
let runs: { job: string; payload: unknown; requestId: string | null }[] = [];
let beats = 0;
let beatsAtOnce = 0;
let mostBeatsAtOnce = 0;
let failuresLeft = 0;
let complaint = '';
let gate: Promise<void> = Promise.resolve();

@Injectable()
class Chores implements OnModuleInit {
  constructor(private readonly registry: JobRegistry) {}

  onModuleInit(): void {
    this.registry.register({
      name: 'note',
      failed: null,
      run: (payload) => {
        this.#note('note', payload);
        return Promise.resolve();
      },
    });
    this.registry.register({
      name: 'gated',
      failed: null,
      run: async (payload) => {
        this.#note('gated', payload);
        await gate;
        this.#note('gated done', payload);
      },
    });
    this.registry.register({
      name: 'fragile',
      failed: null,
      run: (payload) => {
        this.#note('fragile', payload);
        return failuresLeft-- > 0 ? Promise.reject(new Error(complaint)) : Promise.resolve();
      },
    });
    this.registry.registerPeriodic({ name: 'beat', everyMs: 5, run: () => this.#beat() });
  }

  #note(job: string, payload: unknown): void {
    runs.push({ job, payload, requestId: currentRequestId() });
  }

  async #beat(): Promise<void> {
    beatsAtOnce += 1;
    mostBeatsAtOnce = Math.max(mostBeatsAtOnce, beatsAtOnce);
    // Long enough that a second one would be seen.
    await delay(20);
    beatsAtOnce -= 1;
    beats += 1;
    if (beats % 2 === 0) throw new Error('A beat may fail');
  }
}

@Module({
  imports: [ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, load: configurations }), JobsModule],
  providers: [Chores],
})
class ChoresModule {}

let database: TestDatabase;
let client: Client;
const apps: NestFastifyApplication[] = [];
let log: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, JOB_POLL_MS: '20', LOG_LEVEL: 'info' });
  client = new Client({ connectionString: database.url });
  await client.connect();
});

beforeEach(() => {
  runs = [];
  log = [];
  [beats, beatsAtOnce, mostBeatsAtOnce, failuresLeft] = [0, 0, 0, 0];
  complaint = 'Not yet';
  gate = Promise.resolve();
});

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

async function start(): Promise<NestFastifyApplication> {
  const app = await createApp({ module: ChoresModule, logDestination: { write: (line) => void log.push(line) } });
  await app.init();
  apps.push(app);
  return app;
}

async function enqueue(name: string, payload: object): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT id::text FROM graphile_worker.add_job($1, $2::json)', [
    name,
    JSON.stringify(payload),
  ]);
  return rows[0]?.id ?? '';
}

async function jobsNamed(name: string): Promise<Record<string, unknown>[]> {
  const { rows } = await client.query<Record<string, unknown>>(
    'SELECT * FROM graphile_worker.jobs WHERE task_identifier = $1',
    [name],
  );
  return rows;
}

const runsOf = (job: string): typeof runs => runs.filter((run) => run.job === job);

test('a job that is enqueued by SQL runs with its payload under a request id of its own, and is logged', async () => {
  const app = await start();
  const id = await enqueue('note', { orderId: 'x' });
  await waitFor('the job to run', () => runsOf('note').length === 1);
  expect(runsOf('note')).toEqual([{ job: 'note', payload: { orderId: 'x' }, requestId: `job_${id}` }]);
  const line = await waitFor('its log line', () => log.find((text) => text.includes(`"job_${id}"`)));
  expect(JSON.parse(line)).toMatchObject({ msg: 'job', job: 'note', outcome: 'done', requestId: `job_${id}` });
  expect(app.get(JobRunner).health()).toMatchObject({ wanted: true, running: true });
});

test('a job that fails is logged with its error and tried again', async () => {
  failuresLeft = 1;
  await start();
  await enqueue('fragile', {});
  const line = await waitFor('the failure in the log', () => log.find((text) => text.includes('Not yet')));
  expect(JSON.parse(line)).toMatchObject({ level: 'error', job: 'fragile', outcome: 'failed', attempt: 1 });
  await waitFor('it to wait for its second try', async () => (await jobsNamed('fragile'))[0]?.['locked_at'] === null);
  await client.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE attempts = 1');
  await waitFor('the second try', () => runsOf('fragile').length === 2);
  await waitFor('the job to be done', async () => (await jobsNamed('fragile')).length === 0);
});

test('a job whose error PostgreSQL cannot store fails like any other, and the worker goes on', async () => {
  failuresLeft = 1;
  complaint = 'They answered \u0000 and half of \ud83d';
  await start();
  await enqueue('fragile', {});
  const noted = await waitFor('the failure to be noted', async () => {
    const [job] = await jobsNamed('fragile');
    return job?.['locked_at'] === null && job['last_error'];
  });
  expect(noted).toBe('They answered \ufffd and half of \ufffd');
  await enqueue('note', { after: 'the failure' });
  await waitFor('the next job to run', () => runsOf('note').length === 1);
  expect(log.filter((line) => line.includes('ended by itself'))).toEqual([]);
});

test('a periodic job repeats, also after a failure, and never runs twice at once in two applications', async () => {
  await Promise.all([start(), start()]);
  await waitFor('ten beats', () => beats >= 10);
  expect(mostBeatsAtOnce).toBe(1);
  // One that has just put itself back still stands there until its end is noted, without its key.
  expect((await jobsNamed('beat')).filter(({ key }) => key !== null)).toHaveLength(1);
});

test('closing waits for the jobs that run', async () => {
  const app = await start();
  let open: () => void = () => undefined;
  gate = new Promise((resolve) => (open = resolve));
  await enqueue('gated', {});
  await waitFor('the job to start', () => runsOf('gated').length === 1);
  apps.splice(0);
  const closing = app.close();
  open();
  await closing;
  expect(runsOf('gated done')).toHaveLength(1);
  expect(await jobsNamed('gated')).toEqual([]);
});

test('the jobs of a process that died are taken up by the next one that starts', async () => {
  const id = await enqueue('note', { left: 'behind' });
  await client.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker-dead', attempts = 1 WHERE id = $1`,
    [id],
  );
  await start();
  await waitFor('the job to run', () => runsOf('note').length === 1);
});

test('a process that was taken for dead and ends its job after all does not remove it from whoever has it by then', async () => {
  const id = await enqueue('gated', {});
  await client.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker-dead', attempts = 1 WHERE id = $1`,
    [id],
  );
  const open = closeGate();
  await start();
  await waitFor('another process to have it', () => runsOf('gated').length === 1);
  // As graphile-worker notes an end.
  await client.query('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [id]);
  const running = await jobsNamed('gated');
  open();
  expect(running, 'the job that runs').toHaveLength(1);
  await waitFor('the job to be done', async () => (await jobsNamed('gated')).length === 0);
});

test('a job that begins at the very moment in which it is enqueued once more is done once more', async () => {
  const key = 'gated:1';
  onTestFinished(async () => {
    await client.query(`DELETE FROM graphile_worker._private_jobs WHERE payload ->> 'time' IS NOT NULL`);
  });
  const dueAt = '2100-01-01T00:00:00Z';
  const again = ['gated', '{"time":"second"}', key, dueAt];
  await client.query('SELECT enqueue_job($1, $2::json, $3, $4)', ['gated', '{"time":"first"}', key, dueAt]);
  const enqueueing = await withClient(database.url, async (worker) => {
    await worker.query('BEGIN');
    await worker.query(
      `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker-1' WHERE key = $1`,
      [key],
    );
    const enqueued = withClient(database.url, (other) =>
      other.query('SELECT enqueue_job($1, $2::json, $3, $4)', again),
    );
    await waitFor('it to be enqueued while it begins', async () => {
      const { rowCount } = await client.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rowCount === 1;
    });
    await worker.query('COMMIT');
    return enqueued;
  });
  expect(enqueueing.rowCount).toBe(1);
  const { rows } = await client.query<{ time: string; running: boolean; due: Date }>(
    `SELECT payload ->> 'time' AS time, locked_at IS NOT NULL AS running, run_at AS due FROM graphile_worker._private_jobs
     WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'gated') ORDER BY id`,
  );
  expect(rows.map(({ time, running }) => [time, running])).toEqual([
    ['first', true],
    ['second', false],
  ]);
});

test('a job that was replaced while it ran is forgotten when its process has died', async () => {
  const id = await enqueue('gated', {});
  await client.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker-dead', attempts = max_attempts
     WHERE id = $1`,
    [id],
  );
  await start();
  await waitFor('it to be forgotten', async () => (await jobsNamed('gated')).length === 0);
  expect(runsOf('gated')).toEqual([]);
});

test('a job that was replaced while it ran, and failed then, is forgotten: the other one is there', async () => {
  const id = await enqueue('gated', {});
  await client.query('SELECT graphile_worker.permanently_fail_jobs(ARRAY[$1::bigint], $2)', [
    id,
    'the connection broke',
  ]);
  await start();
  await waitFor('it to be forgotten', async () => (await jobsNamed('gated')).length === 0);
  expect(runsOf('gated')).toEqual([]);
});

test('the jobs of a process that lives are left alone', async () => {
  await start();
  let open: () => void = () => undefined;
  gate = new Promise((resolve) => (open = resolve));
  await enqueue('gated', {});
  await waitFor('the job to start', () => runsOf('gated').length === 1);
  await start();
  const [job] = await jobsNamed('gated');
  expect(job?.['locked_by']).toEqual(expect.any(String));
  expect(runsOf('gated')).toHaveLength(1);
  open();
  await waitFor('the job to end', async () => (await jobsNamed('gated')).length === 0);
  expect(runsOf('gated')).toHaveLength(1);
});

test('a worker that loses all its connections starts again and goes on', async () => {
  const app = await start();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'gyeolje-jobs'`,
  );
  await enqueue('note', { after: 'the break' });
  await waitFor('the job to run', () => runsOf('note').length === 1);
  await waitFor('the worker to be healthy', () => app.get(JobRunner).health().running);
});

test('a worker whose first question for a job fails asks again', async () => {
  await start();
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await client.query(FIRST_QUESTION_FAILS);
  const app = await start();
  await enqueue('note', { after: 'the question' });
  await waitFor('the job to run', () => runsOf('note').length === 1);
  await waitFor('the worker to be healthy', () => app.get(JobRunner).health().running);
  expect(log.filter((line) => line.includes('The first question fails.'))).not.toEqual([]);
});

test('a worker whose connections break while it notes ends goes on, and all jobs come to their end', async () => {
  const app = await start();
  const openFirst = closeGate();
  for (const number of [1, 2, 3]) await enqueue('gated', { number });
  await waitFor('the jobs to start', () => runsOf('gated').length === 3);
  const openLast = closeGate();
  await enqueue('gated', { number: 4 });
  await waitFor('the last job to start', () => runsOf('gated').length === 4);
  await withClient(database.url, async (locker) => {
    // No worker can note that a job is done.
    await locker.query('BEGIN; LOCK TABLE graphile_worker._private_jobs IN ACCESS EXCLUSIVE MODE');
    openFirst();
    await waitFor('several notes to wait', async () => {
      const { rows } = await locker.query(`${CONNECTIONS_OF_WORKERS} AND wait_event_type = 'Lock'`);
      return rows.length >= 2 && runsOf('gated done').length === 3;
    });
    await locker.query(CONNECTIONS_OF_WORKERS.replace('SELECT pid', 'SELECT pg_terminate_backend(pid)'));
  });
  openLast();
  const isOver = async (): Promise<boolean> => (await jobsNamed('gated')).length === 0;
  await waitFor('the jobs to come to their end', isOver);
  await waitFor('the worker to be healthy', () => app.get(JobRunner).health().running);
});

test('a worker whose note of ends PostgreSQL undoes for a deadlock notes them again', async () => {
  const app = await start();
  const open = closeGate();
  for (const number of [1, 2]) await enqueue('gated', { number });
  await waitFor('the jobs to start', () => runsOf('gated').length === 2);
  await undoNextChangeOfJobs(client, ['DELETE']);
  open();
  await waitFor('the jobs to come to their end', async () => (await jobsNamed('gated')).length === 0);
  expect(await countTries(client), 'the first try was undone').toBeGreaterThan(2);
  expect(runsOf('gated')).toHaveLength(2);
  expect(app.get(JobRunner).health().running).toBe(true);
  expect(log.filter((line) => line.includes('ended by itself'))).toEqual([]);
});

test('the connections of the queue are closed although somebody keeps one', async () => {
  const broken: Error[] = [];
  const jobPool = new JobPool(database.url, 2, (error) => broken.push(error));
  const kept = await jobPool.pool.connect();
  const { rows } = await kept.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await jobPool.end();
  await waitFor('its connection to be gone', async () => {
    const { rowCount } = await client.query('SELECT FROM pg_stat_activity WHERE pid = $1', [rows[0]?.pid]);
    return rowCount === 0;
  });
  expect(broken, 'nothing broke; it was closed').toEqual([]);
});

/** Jobs that begin from now on wait. @returns lets them go on */
function closeGate(): () => void {
  let open: () => void = () => undefined;
  gate = new Promise((resolve) => (open = resolve));
  return open;
}

const CONNECTIONS_OF_WORKERS = `
  SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'gyeolje-jobs'`;

/** A worker asks for the numbers of its tasks before its first job. */
const FIRST_QUESTION_FAILS = `
  CREATE SEQUENCE questions;
  CREATE FUNCTION fail_first_question() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF current_query() LIKE '%unnest($1::text[])%' AND nextval('questions') = 1 THEN
      RAISE EXCEPTION 'The first question fails.';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER fail_first_question BEFORE INSERT ON graphile_worker._private_tasks
  FOR EACH ROW EXECUTE FUNCTION fail_first_question()`;
