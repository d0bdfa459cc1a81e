// The only code that writes change requests, and how they are read: each move names the state it starts from, so of two one
// wins. Must never write without the trail: whoever moves says for whom, in the same transaction.
import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, type EntityManager } from 'typeorm';
import { Problem } from '../common/problems.js';
import { CHANGE_REQUEST_ENTITY, CHANGE_REQUEST_TABLE, type ChangeRequestStatus } from './change-request-states.js';
import { ChangeRequest } from './change-request.entity.js';

/** A step that the table forbids: a fault of the program, never of a caller. */
export class ForbiddenChangeError extends Error {}

/** Which requests a list shows. */
export interface ChangeFilter {
  readonly status?: ChangeRequestStatus | undefined;
  /** UUID of the last one of the page before. */
  readonly after?: string | undefined;
}

/** What a move changes beside the state. */
export type ChangeDecision = Partial<
  Pick<ChangeRequest, 'decidedById' | 'decidedByName' | 'decidedAt' | 'decisionReason' | 'staleBecause'>
>;

@Injectable()
export class ChangeBook {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws Problem `not_found` */
  async find(id: string): Promise<ChangeRequest> {
    const request = await this.dataSource.manager.findOneBy(ChangeRequest, { id });
    if (!request) throw noSuchChange();
    return request;
  }

  /** The newest first. */
  list({ status, after }: ChangeFilter, limit: number): Promise<ChangeRequest[]> {
    const where = {
      ...(status !== undefined && { status }),
      ...(after !== undefined && { id: LessThan(after) }),
    };
    return this.dataSource.manager.find(ChangeRequest, { where, order: { id: 'DESC' }, take: limit });
  }

  /** Those that wait about any of these subjects, the oldest first. */
  waitingAbout(subjects: readonly string[]): Promise<ChangeRequest[]> {
    if (subjects.length === 0) return Promise.resolve([]);
    const where = { status: 'pending' as const, subject: In([...subjects]) };
    return this.dataSource.manager.find(ChangeRequest, { where, order: { id: 'ASC' } });
  }

  /** How many wait, of all. */
  countWaiting(): Promise<number> {
    return this.dataSource.manager.countBy(ChangeRequest, { status: 'pending' });
  }

  async insert(manager: EntityManager, request: ChangeRequest): Promise<void> {
    // TypeORM takes a plain object for an insert as columns of its own; the cast says that these are documents.
    const { before, after, deed, ...columns } = request;
    await manager.insert(ChangeRequest, {
      ...columns,
      before: before as never,
      after: after as never,
      deed: deed as never,
    });
  }

  /** The request, held until the transaction ends. @throws Problem `not_found` */
  async lock(manager: EntityManager, id: string): Promise<ChangeRequest> {
    const request = await manager.findOne(ChangeRequest, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!request) throw noSuchChange();
    return request;
  }

  /** @throws Error on a step that the table forbids, or when somebody was faster: it is to be locked first */
  async move(
    manager: EntityManager,
    { id, status }: Pick<ChangeRequest, 'id' | 'status'>,
    to: ChangeRequestStatus,
    decision: ChangeDecision = {},
  ): Promise<void> {
    if (!CHANGE_REQUEST_TABLE.next[status].includes(to)) {
      throw new ForbiddenChangeError(`A ${CHANGE_REQUEST_ENTITY} may not go from ${status} to ${to}.`);
    }
    const { affected } = await manager.update(ChangeRequest, { id, status }, { ...decision, status: to });
    if (affected !== 1) throw new Error(`The ${CHANGE_REQUEST_ENTITY} ${id} is not ${status} any more.`);
  }
}

function noSuchChange(): Problem {
  return new Problem('not_found', { detail: 'There is no such change.' });
}
