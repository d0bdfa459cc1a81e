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
import { Logger as WorkerLogger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { databaseConfig, type DatabaseConfig } from '../config/database.config.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { webhooksConfig, type WebhooksConfig } from '../config/webhooks.config.js';
import { CrewRun } from './crew-run.js';
import { JobPool } from './job-pool.js';
import { CREWS, JobRegistry, type Crew } from './job-registry.js';
import { schedulePeriodicJobs, tasksOf } from './job-tasks.js';
import { WorkerLiveness } from './liveness.js';

/** One connection for each crew listens, one tells that we live, the others take and finish jobs. Jobs use the application's pool. */
const POOL_SIZE = 5;
const RESTART_MS = 1_000;
/** Without any sign for this long, beside the poll interval, the worker is taken for stuck. */
const SILENCE_MS = 90_000;

/** How the runner does. */
export interface JobHealth {
  /** Whether this process is to run jobs at all. */
  readonly wanted: boolean;
  readonly running: boolean;
  /** Since it last asked for a job, finished one or was started, in ms; null when it never was. */
  readonly silentMs: number | null;
}

/** What all crews share. */
interface Queue {
  readonly pool: Pool;
  readonly liveness: WorkerLiveness;
}

@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Jobs');
  #pool: JobPool | null = null;
  #liveness: WorkerLiveness | null = null;
  #runs: readonly CrewRun[] = [];
  #restart: NodeJS.Timeout | null = null;
  #closing = false;
  #lastSignMs: number | null = null;

  constructor(
    private readonly registry: JobRegistry,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
    @Inject(databaseConfig.KEY) private readonly database: DatabaseConfig,
    @Inject(ordersConfig.KEY) private readonly orders: OrdersConfig,
    @Inject(webhooksConfig.KEY) private readonly webhooks: WebhooksConfig,
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
    const isStuck = this.#runs.length > 0 && silentMs !== null && silentMs > this.orders.jobPollMs + SILENCE_MS;
    return { wanted: this.platform.runsJobs, running: this.#pool !== null && !this.#restart && !isStuck, silentMs };
  }

  async #start(): Promise<void> {
    this.#pool = new JobPool(this.database.url, POOL_SIZE, (error) =>
      this.#logger.warn({ message: 'A connection of the job queue broke', error }),
    );
    const { pool } = this.#pool;
    this.#lastSignMs = performance.now();
    // run() also brings the queue's tables up to date, which the rest needs.
    const liveness = new WorkerLiveness(pool);
    this.#liveness = liveness;
    const concurrencies: Readonly<Record<Crew, number>> = {
      house: this.orders.jobConcurrency,
      messengers: this.webhooks.concurrency,
    };
    // One after the other: each also brings the queue's tables up to date.
    for (const crew of CREWS) {
      const tasks = tasksOf(this.registry, crew);
      if (Object.keys(tasks).length === 0) continue;
      this.#runs = [...this.#runs, await this.#run(crew, tasks, concurrencies[crew], { pool, liveness })];
    }
    for (const each of this.#runs) void each.ending.then((error) => this.#ended(each, error));
    await liveness.start();
    await schedulePeriodicJobs(this.registry, pool);
  }

  #run(crew: Crew, tasks: TaskList, concurrency: number, { pool, liveness }: Queue): Promise<CrewRun> {
    const start = (events: WorkerEvents) =>
      run(
        {
          pgPool: pool,
          concurrency,
          pollInterval: this.orders.jobPollMs,
          noHandleSignals: true,
          parsedCronItems: [],
          logger: this.#workerLogger(),
          events,
          preset: {
            plugins: [announcing(liveness)],
            // Without a batch nobody waits for the note that a job is done, and closing would lose it.
            worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
          },
        },
        tasks,
      );
    // Whether money's jobs go on is what health is about.
    return CrewRun.start(start, crew === 'house' ? this.#signs() : undefined);
  }

  #ended(run: CrewRun, error: unknown): void {
    // When the database goes, all of them end; they are started again together.
    if (this.#closing || this.#restart || !this.#runs.includes(run)) return;
    this.#logger.error({ message: 'The job worker ended by itself and is started again', error });
    this.#startAgain();
  }

  #startAgain(): void {
    if (this.#restart) clearTimeout(this.#restart);
    this.#restart = setTimeout(() => {
      this.#stop()
        .then(() => {
          this.#restart = null;
          return this.#start();
        })
        .catch((error: unknown) => {
          this.#logger.error({ message: 'The job worker could not be started', error });
          if (!this.#closing) this.#startAgain();
        });
    }, RESTART_MS);
  }

  async #stop(): Promise<void> {
    const [runs, liveness, pool] = [this.#runs, this.#liveness, this.#pool];
    this.#runs = [];
    this.#liveness = this.#pool = null;
    await Promise.all(runs.map((each) => each.stop()));
    liveness?.stop();
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
