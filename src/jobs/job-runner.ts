// Runs background jobs in this process, from the moment everything has started until it closes.
// Must never let a broken connection end the work for good; it starts again.
import { EventEmitter } from 'node:events';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Logger as WorkerLogger, run, type Runner, type WorkerEvents } from 'graphile-worker';
import { Pool } from 'pg';
import { databaseConfig, type DatabaseConfig } from '../config/database.config.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { JobRegistry } from './job-registry.js';
import { schedulePeriodicJobs, tasksOf } from './job-tasks.js';
import { WorkerLiveness } from './liveness.js';

/** One connection listens, one tells that we live, the others take and finish jobs. Jobs use the application's pool. */
const POOL_SIZE = 4;
const RESTART_MS = 1_000;
/** Without any sign for this long, beside the poll interval, the worker is taken for stuck. */
const SILENCE_MS = 90_000;

/** How the runner does. */
export interface JobHealth {
  /** Whether this process is to run jobs at all. */
  readonly wanted: boolean;
  readonly running: boolean;
  /** Since it last asked for a job or finished one, in ms; null before the first time. */
  readonly silentMs: number | null;
}

@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Jobs');
  #pool: Pool | null = null;
  #liveness: WorkerLiveness | null = null;
  #runner: Runner | null = null;
  #restart: NodeJS.Timeout | null = null;
  #closing = false;
  #lastSignMs: number | null = null;

  constructor(
    private readonly registry: JobRegistry,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
    @Inject(databaseConfig.KEY) private readonly database: DatabaseConfig,
    @Inject(ordersConfig.KEY) private readonly orders: OrdersConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.platform.runsJobs) await this.#start();
  }

  /** Takes no more jobs and waits for those that run. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#closing = true;
    if (this.#restart) clearTimeout(this.#restart);
    await this.#stop();
  }

  health(): JobHealth {
    const silentMs = this.#lastSignMs === null ? null : performance.now() - this.#lastSignMs;
    const stuck = silentMs !== null && silentMs > this.orders.jobPollMs + SILENCE_MS;
    return { wanted: this.platform.runsJobs, running: this.#runner !== null && !stuck, silentMs };
  }

  async #start(): Promise<void> {
    const pool = new Pool({ connectionString: this.database.url, max: POOL_SIZE, application_name: 'gyeolje-jobs' });
    this.#pool = pool;
    const noteBreak = (error: Error): void =>
      this.#logger.warn({ message: 'A connection of the job queue broke', error });
    // The pool hears of idle connections only; those in use tell themselves.
    pool.on('error', noteBreak);
    pool.on('connect', (client) => client.on('error', noteBreak));
    // run() also brings the queue's tables up to date, which the rest needs.
    const liveness = new WorkerLiveness(pool);
    this.#liveness = liveness;
    const runner = await run(
      {
        pgPool: pool,
        concurrency: this.orders.jobConcurrency,
        pollInterval: this.orders.jobPollMs,
        noHandleSignals: true,
        parsedCronItems: [],
        logger: this.#workerLogger(),
        events: this.#signs(),
        preset: {
          plugins: [announcing(liveness)],
          // Without a batch nobody waits for the note that a job is done, and closing would lose it.
          worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
        },
      },
      tasksOf(this.registry),
    );
    this.#runner = runner;
    runner.promise.then(
      () => this.#ended(runner),
      (error: unknown) => this.#ended(runner, error),
    );
    await liveness.start();
    await schedulePeriodicJobs(this.registry, pool);
  }

  #ended(runner: Runner, error?: unknown): void {
    if (this.#closing || this.#runner !== runner) return;
    this.#logger.error({ message: 'The job worker ended by itself and is started again', error });
    this.#runner = null;
    this.#startAgain();
  }

  #startAgain(): void {
    this.#restart = setTimeout(() => {
      this.#stop()
        .then(() => this.#start())
        .catch((error: unknown) => {
          this.#logger.error({ message: 'The job worker could not be started', error });
          if (!this.#closing) this.#startAgain();
        });
    }, RESTART_MS);
  }

  async #stop(): Promise<void> {
    const [runner, liveness, pool] = [this.#runner, this.#liveness, this.#pool];
    this.#runner = this.#liveness = this.#pool = null;
    // One that ended by itself refuses to be stopped again.
    await runner?.stop().catch(() => undefined);
    await liveness?.stop();
    await pool?.end();
  }

  /** Notes when the worker last did something. */
  #signs(): WorkerEvents {
    const events: WorkerEvents = new EventEmitter();
    const sign = (): void => void (this.#lastSignMs = performance.now());
    events.on('worker:getJob:empty', sign);
    events.on('job:start', sign);
    events.on('job:complete', sign);
    return events;
  }

  /** Only what goes wrong with the worker itself; jobs have their own lines. */
  #workerLogger(): WorkerLogger {
    return new WorkerLogger(() => (level, message, meta) => {
      if (meta?.['failure'] === true) return;
      const name: string = level;
      if (name === 'error') this.#logger.error(message);
      if (name === 'warning') this.#logger.warn(message);
    });
  }
}

function announcing(liveness: WorkerLiveness): GraphileConfig.Plugin {
  return {
    name: 'gyeolje-liveness',
    version: '1',
    worker: { hooks: { startWorker: (_context, { worker }) => liveness.announce(worker.workerPool.id) } },
  };
}
