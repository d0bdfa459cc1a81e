// Wraps the registered jobs for graphile-worker: a request id, one log line, a measurement, and the next run of
// periodic ones. Must never swallow the failure of a job that is not periodic; graphile-worker tries it again.
import { Logger } from '@nestjs/common';
import type { JobHelpers, TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { observeJob } from '../common/metrics.js';
import { withRequestId } from '../common/request-context.js';
import { cutTo, madeStorable } from '../common/text.js';
import type { Crew, Job, JobRegistry, PeriodicJob } from './job-registry.js';

/** Practically for ever: a periodic job ends only by being replaced. */
const PERIODIC_ATTEMPTS = 30_000;
/** Of a failure, in characters; all of it is in the log. */
const LONGEST_NOTE = 1_000;

const logger = new Logger('Jobs');

/** The task list of everything that is registered for a crew; periodic jobs are the house's. */
export function tasksOf(registry: JobRegistry, crew: Crew): TaskList {
  const tasks: TaskList = {};
  for (const job of registry.jobs().filter((each) => (each.crew ?? 'house') === crew)) {
    tasks[job.name] = async (payload: unknown, helpers: JobHelpers) => {
      try {
        await observed(helpers, 'log', () => job.run(payload));
      } catch (error) {
        await tellFailure(job, payload, helpers, error);
        throw error;
      }
    };
  }
  if (crew !== 'house') return tasks;
  for (const job of registry.periodicJobs()) tasks[job.name] = periodicTask(job);
  return tasks;
}

async function tellFailure(job: Job, payload: unknown, helpers: JobHelpers, thrown: unknown): Promise<void> {
  if (!job.failed) return;
  const { attempts: attempt, max_attempts: mostAttempts } = helpers.job;
  const error = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  try {
    await job.failed(payload, { error, attempt, isLast: attempt >= mostAttempts });
  } catch (failure) {
    logger.error({ message: 'Nobody could be told that a job fails', job: job.name, error: failure });
  }
}

function periodicTask(job: PeriodicJob) {
  return async (_payload: unknown, helpers: JobHelpers): Promise<void> => {
    try {
      await observed(helpers, 'debug', () => job.run());
    } catch {
      // Logged by now; the next run comes as usual.
    }
    await helpers.query(SCHEDULE, [job.name, job.everyMs, keyOf(job), PERIODIC_ATTEMPTS, 'replace']);
  };
}

const SCHEDULE = `SELECT graphile_worker.add_job(
  $1, run_at => now() + $2 * interval '1 millisecond', job_key => $3, max_attempts => $4, job_key_mode => $5)`;

/** Makes sure that every periodic job is in the queue, once, whoever starts first. */
export async function schedulePeriodicJobs(registry: JobRegistry, pool: Pool): Promise<void> {
  for (const job of registry.periodicJobs()) {
    // One that runs at this moment puts itself back; it must not be doubled.
    await pool.query(SCHEDULE, [job.name, 0, keyOf(job), PERIODIC_ATTEMPTS, 'unsafe_dedupe']);
  }
}

function keyOf(job: PeriodicJob): string {
  return `every:${job.name}`;
}

async function observed(helpers: JobHelpers, level: 'log' | 'debug', work: () => Promise<void>): Promise<void> {
  const { id, task_identifier: job, attempts: attempt } = helpers.job;
  const startedMs = performance.now();
  await withRequestId(`job_${id}`, async () => {
    try {
      await work();
      logger[level]({ message: 'job', job, outcome: 'done', attempt, durationMs: report(job, 'done', startedMs) });
    } catch (error) {
      const durationMs = report(job, 'failed', startedMs);
      logger.error({ message: 'job', job, outcome: 'failed', attempt, durationMs, error });
      throw notable(error);
    }
  });
}

/**
 * What the queue is told of a failure. It may quote what others sent; a note that PostgreSQL refuses would end the worker
 * with all its jobs.
 */
function notable(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return new Error(cutTo(LONGEST_NOTE, madeStorable(message)), { cause: error });
}

function report(job: string, outcome: 'done' | 'failed', startedMs: number): number {
  const durationMs = Math.round(performance.now() - startedMs);
  observeJob({ job, outcome, durationMs });
  return durationMs;
}
