// What the platform will do next, and when: the background jobs that wait for a payment or cancellation.
// Must never change a job.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** The instant at which each job runs, by its key. A job that runs at this moment has one that is past. */
export type PendingRuns = ReadonlyMap<string, Date>;

const PENDING = `
  SELECT key, run_at AS "runAt" FROM graphile_worker.jobs WHERE key = ANY($1) AND attempts < max_attempts`;

@Injectable()
export class PendingJobs {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Of these jobs, those that will still run. */
  async among(keys: readonly string[]): Promise<PendingRuns> {
    if (keys.length === 0) return new Map();
    const rows = await this.dataSource.query<{ key: string; runAt: Date }[]>(PENDING, [keys]);
    return new Map(rows.map(({ key, runAt }) => [key, runAt]));
  }
}
