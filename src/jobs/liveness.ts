// Lets processes know of each other whether they live, so that the jobs of a killed one are taken up within seconds
// (graphile-worker itself waits four hours). Must never free the jobs of a process that still works on them.
import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';

/** How often the jobs of the dead are looked for, in ms. */
const BEAT_MS = 1_000;
/** First half of the advisory locks' number; any, the same in every version. */
const LOCK_CLASS = 7_130_002;

/** In beats: a process is killed seldom, and a job that is replaced while it runs fails seldom. */
const FORGET_EVERY = 60;

/**
 * Every job has a key, but for one that was replaced under it while it ran. That one can never run again, and only its own good
 * end would have removed it: left by the dead, or failed, it would be told of for ever as one that failed for good.
 */
const FORGET_SUPERSEDED = `SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs
  WHERE key IS NULL AND locked_at IS NULL AND attempts >= max_attempts HAVING count(*) > 0`;

/**
 * A process may be taken for dead while it is not: the locks of all are gone after PostgreSQL was. When it notes the end of what
 * it worked on, the queue removes the job of that number, whoever has it by then and whatever it is to do next. Under a new
 * number it is another job.
 */
const FREE_JOBS = `
  UPDATE graphile_worker._private_jobs SET id = DEFAULT, locked_at = NULL, locked_by = NULL WHERE locked_by = $1`;
const FREE_QUEUES = `
  UPDATE graphile_worker._private_job_queues SET locked_at = NULL, locked_by = NULL WHERE locked_by = $1`;

/**
 * Each worker holds an advisory lock under its own id, which PostgreSQL releases when its connection breaks. A worker
 * whose lock is free is dead.
 */
export class WorkerLiveness {
  readonly #logger = new Logger('Jobs');
  readonly #ids = new Set<string>();
  #client: PoolClient | null = null;
  #timer: NodeJS.Timeout | null = null;
  #beats = 0;
  #isOver = false;
  #working: Promise<void> = Promise.resolve();

  constructor(private readonly pool: Pool) {}

  /** Frees what the dead left behind, now and every few seconds. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS);
    this.#timer.unref();
    await this.#beat();
  }

  /** Says that a worker lives. To be awaited before it takes its first job. */
  async announce(workerId: string): Promise<void> {
    if (this.#ids.has(workerId)) return this.#working;
    this.#ids.add(workerId);
    await this.#inTurn(async () => {
      const client = await this.#connected();
      await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, workerId]);
    });
  }

  /** Lets go of the locks: to be called when the jobs have ended. */
  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#isOver = true;
    // Whoever waits for an answer on it hears that there is none.
    if (this.#client) this.#drop(this.#client);
  }

  /** Destroys a connection, so that the locks on it end; the pool waits at its end for all it gave away. */
  #drop(client: PoolClient): void {
    if (this.#client !== client) return;
    this.#client = null;
    client.release(true);
  }

  #beat(): Promise<void> {
    return this.#inTurn(async () => {
      const client = await this.#connected();
      const { rows } = await client.query<{ worker: string }>(
        'SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs WHERE locked_by IS NOT NULL',
      );
      for (const { worker } of rows) if (!this.#ids.has(worker)) await this.#freeIfDead(client, worker);
      if (this.#beats % FORGET_EVERY === 0) await client.query(FORGET_SUPERSEDED);
      this.#beats += 1;
    });
  }

  async #freeIfDead(client: PoolClient, worker: string): Promise<void> {
    const lock = [LOCK_CLASS, worker];
    const { rows } = await client.query<{ dead: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS dead',
      lock,
    );
    if (rows[0]?.dead !== true) return;
    await client.query(FREE_JOBS, [worker]);
    await client.query(FREE_QUEUES, [worker]);
    this.#beats = 0;
    await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', lock);
    this.#logger.warn('A process that ran jobs has died; its jobs are taken up again.');
  }

  /** The one connection that holds the locks; a new one takes them all again. */
  async #connected(): Promise<PoolClient> {
    if (this.#client) return this.#client;
    const client = await this.pool.connect();
    if (this.#isOver) {
      client.release(true);
      throw new Error('The worker has ended.');
    }
    this.#client = client;
    client.once('error', () => {
      this.#drop(client);
      if (this.#timer) void this.#beat();
    });
    // A machine that vanishes without a word is noticed after a minute instead of hours.
    await client.query('SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3');
    for (const id of this.#ids) await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, id]);
    return client;
  }

  /** One after the other, because they share a connection. What fails is tried again with the next beat. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#working = this.#working.then(work).catch((error: unknown) => {
      if (!this.#isOver) this.#logger.warn({ message: 'The liveness of job workers could not be checked', error });
      if (this.#client) this.#drop(this.#client);
    });
    return this.#working;
  }
}
