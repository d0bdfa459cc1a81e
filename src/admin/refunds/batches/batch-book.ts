// The only code that writes files of refunds and their lines.
// Must never start a file twice, or touch what a line asked for.
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, LessThan, type EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { Problem } from '../../../common/problems.js';
import type { JobDraft } from '../../../orders/jobs.js';
import type { Fault } from './batch-check.js';
import { RefundBatch, RefundBatchLine } from './refund-batch.entity.js';

const ADD_JOB = `SELECT enqueue_job($1, $2::json, $3, $4)`;

/** Started a while ago, not ended, and without a job. */
const FORGOTTEN = `SELECT id FROM refund_batches b WHERE started_at < $1 AND ended_at IS NULL AND NOT EXISTS (
  SELECT FROM graphile_worker.jobs j WHERE j.key = $2 || ':' || b.id AND j.attempts < j.max_attempts) LIMIT 50`;

@Injectable()
export class BatchBook {
  constructor(private readonly dataSource: DataSource) {}

  async insert(manager: EntityManager, batch: RefundBatch, lines: readonly RefundBatchLine[]): Promise<void> {
    await manager.insert(RefundBatch, batch);
    await manager.insert(RefundBatchLine, [...lines] as QueryDeepPartialEntity<RefundBatchLine>[]);
  }

  /** @throws Problem `not_found` */
  async find(id: string): Promise<RefundBatch> {
    const batch = await this.dataSource.manager.findOneBy(RefundBatch, { id });
    if (!batch) throw noSuchBatch();
    return batch;
  }

  /** The newest first. @param after UUID of the last one of the page before */
  list(limit: number, after?: string): Promise<RefundBatch[]> {
    return this.dataSource.manager.find(RefundBatch, {
      where: after === undefined ? {} : { id: LessThan(after) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  linesOf(batchId: string): Promise<RefundBatchLine[]> {
    return this.dataSource.manager.find(RefundBatchLine, { where: { batchId }, order: { line: 'ASC' } });
  }

  /** The next lines whose turn it is. */
  nextLines(batchId: string, limit: number): Promise<RefundBatchLine[]> {
    const where = { batchId, askedAt: IsNull() };
    return this.dataSource.manager.find(RefundBatchLine, { where, order: { line: 'ASC' }, take: limit });
  }

  /** The file, held until the transaction ends. @throws Problem `not_found` */
  async lock(manager: EntityManager, id: string): Promise<RefundBatch> {
    const batch = await manager.findOne(RefundBatch, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!batch) throw noSuchBatch();
    return batch;
  }

  async start(manager: EntityManager, id: string, startedAt: Date, job: JobDraft): Promise<void> {
    await manager.update(RefundBatch, { id }, { startedAt });
    await addJob(manager, job);
  }

  /** A line had its turn. */
  async noteAsked({ batchId, line }: RefundBatchLine, askedAt: Date, failure: Fault | null): Promise<void> {
    const changes = { askedAt, failure } as QueryDeepPartialEntity<RefundBatchLine>;
    await this.dataSource.manager.update(RefundBatchLine, { batchId, line }, changes);
  }

  async end(id: string, endedAt: Date): Promise<void> {
    await this.dataSource.manager.update(RefundBatch, { id, endedAt: IsNull() }, { endedAt });
  }

  enqueue(job: JobDraft): Promise<void> {
    return addJob(this.dataSource.manager, job);
  }

  async forgotten(before: Date, jobName: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(FORGOTTEN, [before, jobName]);
    return rows.map(({ id }) => id);
  }

  /** Forgets dry runs that nobody started. */
  async forgetUnstarted(madeBefore: Date): Promise<void> {
    await this.dataSource.manager.delete(RefundBatch, { startedAt: IsNull(), madeAt: LessThan(madeBefore) });
  }
}

async function addJob(manager: EntityManager, { name, payload, key, runAt }: JobDraft): Promise<void> {
  await manager.query(ADD_JOB, [name, JSON.stringify(payload), key, runAt]);
}

function noSuchBatch(): Problem {
  return new Problem('not_found', { detail: 'There is no such file of refunds.' });
}
