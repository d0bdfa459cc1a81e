// The background jobs that exist. Modules register theirs in `onModuleInit`; the runner starts after that.
// Must never know what a job does.
import { Injectable } from '@nestjs/common';

/**
 * Who runs a job. Calls to merchants' servers, which may all be slow at once, have a crew of their own: they must never
 * keep the jobs of money waiting.
 */
export const CREWS = ['house', 'messengers'] as const;
export type Crew = (typeof CREWS)[number];

/** Work that is enqueued by SQL with the change that causes it. It may run twice, and must then do no harm. */
export interface Job {
  readonly name: string;
  /** The house's, unless told. */
  readonly crew?: Crew;
  /** What it throws is logged, and the job is tried again later, each time after a longer wait. */
  run(payload: unknown): Promise<void>;
  /**
   * Told after each failure. A job about money calls an operator; `null` only where nobody has to know, with the reason why.
   * What it throws is logged.
   */
  readonly failed: ((payload: unknown, failure: JobFailure) => Promise<void>) | null;
}

/** How a run of a job failed. */
export interface JobFailure {
  readonly error: unknown;
  /** 1 for the first run. */
  readonly attempt: number;
  /** Whether it is not tried again. */
  readonly isLast: boolean;
}

/** Work that repeats by itself, in one process at a time. */
export interface PeriodicJob {
  readonly name: string;
  /** Wait between the end of one run and the start of the next, in ms. */
  readonly everyMs: number;
  /** What it throws is logged; the next run comes as usual. */
  run(): Promise<void>;
}

@Injectable()
export class JobRegistry {
  readonly #jobs = new Map<string, Job>();
  readonly #periodicJobs = new Map<string, PeriodicJob>();

  /** @throws Error when two jobs have the same name */
  register(job: Job): void {
    this.#requireNewName(job.name);
    this.#jobs.set(job.name, job);
  }

  /** @throws Error when two jobs have the same name */
  registerPeriodic(job: PeriodicJob): void {
    this.#requireNewName(job.name);
    this.#periodicJobs.set(job.name, job);
  }

  jobs(): Job[] {
    return [...this.#jobs.values()];
  }

  periodicJobs(): PeriodicJob[] {
    return [...this.#periodicJobs.values()];
  }

  #requireNewName(name: string): void {
    if (this.#jobs.has(name) || this.#periodicJobs.has(name)) throw new Error(`Two jobs are named ${name}.`);
  }
}
