// The only code that writes refund requests, and how they are read: each move names the state it starts from, so of two
// one wins. Must never write without the trail: whoever moves says for whom, in the same transaction.
import { Injectable } from '@nestjs/common';
import { DataSource, In, Not, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Problem } from '../../common/problems.js';
import { Cancellation } from '../../orders/entities/cancellation.entity.js';
import { Order } from '../../orders/entities/order.entity.js';
import { Payment } from '../../orders/entities/payment.entity.js';
import type { JobDraft } from '../../orders/jobs.js';
import { ForbiddenMoveError } from '../../orders/states.js';
import { RefundRequest, type KnownRequest } from './refund-request.entity.js';
import { REFUND_REQUEST_ENTITY, REFUND_REQUEST_TABLE, type RefundRequestStatus } from './refund-request-states.js';

/** Which requests a list shows. */
export interface RequestFilter {
  readonly status?: RefundRequestStatus | undefined;
  /** UUID of the last one of the page before. */
  readonly after?: string | undefined;
}

/** What a move changes beside the state. */
export type RequestChanges = Partial<
  Pick<RefundRequest, 'decidedById' | 'decidedByName' | 'decidedAt' | 'decisionReason' | 'staleBecause'>
>;

/**
 * What a provider refused moved nothing; what waits or is in doubt may yet, and so may what was only said not to have moved,
 * perhaps by whoever asks again.
 */
const MAY_HAVE_MOVED = `(c.status IS NULL OR c.status NOT IN ('refused', 'rejected') OR c.refusal ->> 'reason' = 'not_refunded')`;
const ASKED = `
  SELECT coalesce(sum(r.amount_won) FILTER (WHERE r.asked_at >= $2), 0)::float8 AS "todayWon",
         coalesce(sum(r.amount_won) FILTER (WHERE r.order_id = $3), 0)::float8 AS "ofOrderWon"
  FROM refund_requests r LEFT JOIN cancellations c ON c.id = r.cancellation_id
  WHERE r.asked_by_id = $1 AND (r.asked_at >= $2 OR r.order_id = $3) AND r.status IN ('pending', 'approved', 'begun')
    AND ${MAY_HAVE_MOVED}`;

/** What somebody has asked for before, in won. */
export interface AskedBefore {
  readonly todayWon: number;
  readonly ofOrderWon: number;
}

const ASKED_OF_ORDERS = `
  SELECT r.order_id AS id, sum(r.amount_won)::float8 AS won
  FROM refund_requests r LEFT JOIN cancellations c ON c.id = r.cancellation_id
  WHERE r.asked_by_id = $1 AND r.order_id = ANY($2) AND r.status IN ('pending', 'approved', 'begun')
    AND ${MAY_HAVE_MOVED}
  GROUP BY r.order_id`;

const ADD_JOB = `SELECT enqueue_job($1, $2::json, $3, $4)`;

/** Younger ones are being carried out by whoever approved them, or have a job. */
const FORGOTTEN = `SELECT id FROM refund_requests WHERE status = 'approved' AND asked_at < $1 AND NOT EXISTS (
  SELECT FROM graphile_worker.jobs j WHERE j.key = $2 || ':' || refund_requests.id AND j.attempts < j.max_attempts)
  LIMIT 500`;

@Injectable()
export class RefundRequestBook {
  constructor(private readonly dataSource: DataSource) {}

  /** With what it is about. @throws Problem `not_found` */
  async find(id: string): Promise<KnownRequest> {
    const request = await this.#known().where('r.id = :id', { id }).getOne();
    if (!request) throw noSuchRequest();
    return request as KnownRequest;
  }

  /** What a person asked for under an Idempotency-Key, or `null`. */
  async under(personId: string, idempotencyKey: string): Promise<KnownRequest | null> {
    const where = 'r.askedById = :personId AND r.idempotencyKey = :idempotencyKey';
    return (await this.#known().where(where, { personId, idempotencyKey }).getOne()) as KnownRequest | null;
  }

  /** Several, in no order of their own. */
  async all(ids: readonly string[]): Promise<KnownRequest[]> {
    return (await this.#known()
      .where('r.id = ANY(:ids)', { ids: [...ids] })
      .getMany()) as KnownRequest[];
  }

  /** Those that need or needed a second person, the newest first. */
  async approvals({ status, after }: RequestFilter, limit: number): Promise<KnownRequest[]> {
    const query = this.#known().where(`r.approvalReasons <> '[]'`).orderBy('r.id', 'DESC').limit(limit);
    if (status !== undefined) query.andWhere('r.status = :status', { status });
    if (after !== undefined) query.andWhere('r.id < :after', { after });
    return (await query.getMany()) as KnownRequest[];
  }

  /** What was asked for of an order, whatever became of it; the newest first. */
  async ofOrder(orderId: string, limit: number): Promise<KnownRequest[]> {
    const query = this.#known().where('r.orderId = :orderId', { orderId }).orderBy('r.id', 'DESC').limit(limit);
    return (await query.getMany()) as KnownRequest[];
  }

  /** The refund that waits or is about to be carried out, of a payment; `null` when none is. */
  open(paymentId: string): Promise<RefundRequest | null> {
    const where = { paymentId, kind: Not('decision' as const), status: In(['pending', 'approved']) };
    return this.dataSource.manager.findOneBy(RefundRequest, where);
  }

  /** UUID of the refund made elsewhere that waits to be recorded of a payment; `null` when none does. */
  async waitingExternal(paymentId: string): Promise<string | null> {
    const where = { paymentId, kind: 'external_cancellation' as const, status: 'pending' as const };
    const waiting = await this.dataSource.manager.findOne(RefundRequest, { select: { id: true }, where });
    return waiting?.id ?? null;
  }

  /** The decision that waits or is about to be carried out, about a payment or cancellation; `null` when none is. */
  openDecision(aboutId: string): Promise<RefundRequest | null> {
    return this.dataSource.manager.findOneBy(RefundRequest, { aboutId, status: In(['pending', 'approved']) });
  }

  /** Of these payments, those with a request that waits or is about to be carried out. */
  async openAmong(paymentIds: readonly string[]): Promise<Set<string>> {
    const kind = Not('decision' as const);
    const where = { paymentId: In([...paymentIds]), kind, status: In(['pending', 'approved']) };
    const open = await this.dataSource.manager.find(RefundRequest, { select: { id: true, paymentId: true }, where });
    return new Set(open.map(({ paymentId }) => paymentId));
  }

  /** What a person has asked for since a moment, and of an order at whatever time. */
  async askedBefore(manager: EntityManager, personId: string, since: Date, orderId: string): Promise<AskedBefore> {
    const [row] = await manager.query<AskedBefore[]>(ASKED, [personId, since, orderId]);
    return row ?? { todayWon: 0, ofOrderWon: 0 };
  }

  /** What a person has asked for of each of these orders, by its id; those of which they asked for nothing are left out. */
  async askedOfOrders(personId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.dataSource.query<{ id: string; won: number }[]>(ASKED_OF_ORDERS, [personId, [...orderIds]]);
    return new Map(rows.map(({ id, won }) => [id, won]));
  }

  /** Writes a new request and, when it may be carried out, the job that does so should this process die. */
  async insert(manager: EntityManager, request: RefundRequest, job: JobDraft | null): Promise<void> {
    // TypeORM takes a plain object for an insert as columns of its own; the cast says that it is a document.
    await manager.insert(RefundRequest, { ...request, deed: request.deed as never });
    if (job) await addJob(manager, job);
  }

  /** The request, held until the transaction ends. @throws Problem `not_found` */
  async lock(manager: EntityManager, id: string): Promise<RefundRequest> {
    const request = await manager.findOne(RefundRequest, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!request) throw noSuchRequest();
    return request;
  }

  /**
   * @returns whether it was still in the state it was read in, and is moved
   * @throws ForbiddenMoveError
   */
  async move(
    manager: EntityManager,
    { id, status }: Pick<RefundRequest, 'id' | 'status'>,
    to: RefundRequestStatus,
    changes: RequestChanges = {},
    job?: JobDraft,
  ): Promise<boolean> {
    if (!REFUND_REQUEST_TABLE.next[status].includes(to))
      throw new ForbiddenMoveError(REFUND_REQUEST_ENTITY, status, to);
    const { affected } = await manager.update(RefundRequest, { id, status }, { ...changes, status: to });
    if (affected === 1 && job) await addJob(manager, job);
    return affected === 1;
  }

  /** Those that were approved before a moment, have not begun and have no job. */
  async forgotten(before: Date, jobName: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(FORGOTTEN, [before, jobName]);
    return rows.map(({ id }) => id);
  }

  #known(): SelectQueryBuilder<RefundRequest> {
    return this.dataSource
      .getRepository(RefundRequest)
      .createQueryBuilder('r')
      .leftJoinAndMapOne('r.order', Order, 'o', 'o.id = r.orderId')
      .leftJoinAndMapOne('r.payment', Payment, 'p', 'p.id = r.paymentId')
      .leftJoinAndMapOne('r.cancellation', Cancellation, 'c', 'c.id = r.cancellationId');
  }
}

async function addJob(manager: EntityManager, { name, payload, key, runAt }: JobDraft): Promise<void> {
  await manager.query(ADD_JOB, [name, JSON.stringify(payload), key, runAt]);
}

function noSuchRequest(): Problem {
  return new Problem('not_found', { detail: 'There is no such request.' });
}
