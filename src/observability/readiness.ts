// Whether this process can do its work now: database, schema, background jobs.
// Must never wait long; who asks is a machine that restarts what does not answer.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pendingMigrations } from '../database/pending-migrations.js';
import { JobRunner } from '../jobs/job-runner.js';

/** How long the database may take to answer, in ms. */
const PATIENCE_MS = 2_000;

@Injectable()
export class Readiness {
  /** Migrations never run backwards under a running process, so finding none missing once is enough. */
  #schemaIsComplete = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobRunner,
  ) {}

  /** What is amiss, one sentence each; none when the process is ready. */
  async faults(): Promise<string[]> {
    return [...(await this.#databaseFaults()), ...this.#jobFaults()];
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
    if (this.#schemaIsComplete) {
      await this.dataSource.query('SELECT 1');
      return [];
    }
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
