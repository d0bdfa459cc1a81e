// Whether this process can do its work now: database, schema, clock, background jobs.
// Must never wait long; who asks is a machine that restarts what does not answer.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseClock } from '../database/database-clock.js';
import { pendingMigrations } from '../database/pending-migrations.js';
import { JobRunner } from '../jobs/job-runner.js';

/** How long the database may take to answer, in ms. */
const PATIENCE_MS = 2_000;

/** How this process does, one sentence for each thing that is amiss. */
export interface Condition {
  /** It cannot work. */
  readonly faults: readonly string[];
  /** It works, and somebody should look. */
  readonly warnings: readonly string[];
}

@Injectable()
export class Readiness {
  /** Migrations never run backwards under a running process, so finding none missing once is enough. */
  #schemaIsComplete = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobRunner,
    private readonly clock: DatabaseClock,
  ) {}

  async condition(): Promise<Condition> {
    const faults = [...(await this.#databaseFaults()), ...this.#jobFaults()];
    const skew = this.clock.fault;
    if (skew === null) return { faults, warnings: [] };
    // A machine that never had the right time gets no requests. One that lost it goes on: planned is by the database's
    // time, and all machines that follow one wrong server would stop at once.
    return this.clock.hasBeenRight ? { faults, warnings: [skew] } : { faults: [...faults, skew], warnings: [] };
  }

  async #databaseFaults(): Promise<string[]> {
    try {
      const pending = await inTime(this.#pendingMigrations());
      return pending.length === 0 ? [] : [`The database lacks the migrations ${pending.join(', ')}.`];
    } catch {
      return ['The database does not answer.'];
    }
  }

  async #pendingMigrations(): Promise<string[]> {
    await this.clock.compare();
    if (this.#schemaIsComplete) return [];
    const pending = await pendingMigrations(this.dataSource);
    this.#schemaIsComplete = pending.length === 0;
    return pending;
  }

  #jobFaults(): string[] {
    const { wanted, running } = this.jobs.health();
    return wanted && !running ? ['The background jobs of this process do not run.'] : [];
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
