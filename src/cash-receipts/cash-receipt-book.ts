// The only code that writes cash receipts: each write expects the version that was read, so of two one wins.
// Must never call a provider.
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { Clock } from '../common/clock.js';
import { isTransientFault, nameOfFault } from '../common/database-fault.js';
import { isDeadlock } from '../common/deadlock.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { showId } from '../common/ids.js';
import { observeEvent } from '../common/metrics.js';
import { Problem } from '../common/problems.js';
import { Sealer } from '../common/sealing.js';
import { IdempotencyRecord } from '../orders/entities/idempotency-record.entity.js';
import { Order } from '../orders/entities/order.entity.js';
import type { JobDraft } from '../orders/jobs.js';
import { tellEvent } from '../orders/new-event.js';
import { OperatorCalls } from '../orders/operator-calls.js';
import { ForbiddenMoveError } from '../orders/states.js';
import {
  CASH_RECEIPT_ENTITY,
  CASH_RECEIPT_TABLE,
  STANDING_STATES,
  type CashReceiptStatus,
} from './cash-receipt-states.js';
import { CashReceipt } from './cash-receipt.entity.js';
import { SETTLE_CASH_RECEIPT } from './jobs.js';

/** A move to make: where to, what changes, and what is written together with it. */
export interface ReceiptMove {
  readonly to: CashReceiptStatus;
  readonly changes: Partial<Omit<CashReceipt, 'id' | 'version' | 'status'>>;
  readonly job?: JobDraft;
}

/** The answer to keep under the Idempotency-Key of the request that moves a receipt; `null` gives the key back. */
export interface KeptAnswer {
  readonly ticket: IdempotencyTicket;
  readonly answer: { readonly status: number; readonly body: unknown } | null;
}

/** How the birth of a receipt ended. Everything but `written` means that nothing was written. */
export type BirthOutcome = 'written' | 'stale' | 'standing' | 'idempotency_key_used';

/** How often a change is tried again when others were faster. */
const MOST_TRIES = 12;

const ADD_JOB = `SELECT enqueue_job($1, $2::json, $3, $4)`;

/** Younger ones have been given their job with the change that made them so. */
const ENQUEUE_MISSING = `
  SELECT enqueue_job($1, json_build_object('paymentId', c.payment_id), $1 || ':' || c.payment_id, now())
  FROM cash_receipts c
  WHERE c.status IN ('requested', 'in_doubt', 'cancelling')
    AND coalesce(c.cancelling_since, c.in_doubt_since, c.created_at) < $2
    AND NOT EXISTS (
      SELECT FROM graphile_worker.jobs j WHERE j.key = $1 || ':' || c.payment_id AND j.attempts < j.max_attempts)
  LIMIT 500`;

@Injectable()
export class CashReceiptBook {
  readonly #logger = new Logger('CashReceipts');

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly operators: OperatorCalls,
  ) {}

  load(id: string): Promise<CashReceipt | null> {
    return this.#receipts.findOneBy({ id });
  }

  /** All of an order, the oldest first. */
  ofOrder(orderId: string): Promise<CashReceipt[]> {
    return this.#receipts.find({ where: { orderId }, order: { id: 'ASC' } });
  }

  /** The one of a payment that the provider may have, or `null`. */
  standing(paymentId: string): Promise<CashReceipt | null> {
    return this.#receipts.findOneBy({ paymentId, status: In([...STANDING_STATES]) });
  }

  /**
   * Writes a new receipt with its watchdog job and the claim to its Idempotency-Key, if the order is still as it was
   * read. One commit.
   */
  async create(
    receipt: CashReceipt,
    orderVersion: number,
    ticket: IdempotencyTicket | null,
    job: JobDraft,
  ): Promise<BirthOutcome> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        if (!(await isStill(manager, receipt.orderId, orderVersion))) return 'stale';
        await manager.insert(CashReceipt, receipt);
        if (ticket)
          await manager.insert(IdempotencyRecord, begun(ticket, receipt) as QueryDeepPartialEntity<IdempotencyRecord>);
        await addJob(manager, job);
        await this.#tell(manager, receipt);
        this.#announce(receipt);
        return 'written';
      });
    } catch (error) {
      // Undone whole, as if somebody had been faster.
      if (isDeadlock(error)) return 'stale';
      const { constraint } = error as { constraint?: unknown };
      if (constraint === 'cash_receipts_one_standing') return 'standing';
      if (constraint === 'idempotency_records_key') return 'idempotency_key_used';
      throw error;
    }
  }

  /**
   * Decides on a receipt and writes the decision in one commit; when others changed it meanwhile, reads it again and
   * decides anew.
   *
   * @param decide says the move, or `null` when there is none to make; may throw a `Problem`
   * @param keep what to answer under an Idempotency-Key from now on, told with the move
   * @returns the receipt as it is now
   * @throws Problem `busy`; ForbiddenMoveError
   */
  async change(
    id: string,
    decide: (receipt: CashReceipt) => ReceiptMove | null,
    keep: (receipt: CashReceipt) => KeptAnswer | null = () => null,
  ): Promise<CashReceipt> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const receipt = await this.load(id);
      if (!receipt) throw new Problem('not_found', { detail: 'There is no such cash receipt.' });
      const move = decide(receipt);
      if (!move && !keep(receipt)) return receipt;
      const moved = await this.#write(receipt, move, keep);
      if (moved) return moved;
    }
    throw new Problem('busy');
  }

  /**
   * Like `change`, for the answer of a provider: when it cannot be written, whatever the reason, the doubt is, and an
   * operator is called.
   *
   * @param doubt the move to make instead, told what stood in the way
   */
  async apply(
    id: string,
    decide: (receipt: CashReceipt) => ReceiptMove | null,
    doubt: (receipt: CashReceipt, why: string) => ReceiptMove | null,
    keep: (receipt: CashReceipt) => KeptAnswer | null = () => null,
  ): Promise<CashReceipt> {
    try {
      return await this.change(id, decide, keep);
    } catch (error) {
      if (isTransientFault(error) || error instanceof Problem) throw error;
      const why = nameOfFault(error);
      const cashReceiptId = showId('cashReceipt', id);
      this.#logger.error({ message: 'An answer could not be applied', cashReceiptId, why, error });
      return await this.#doubt(id, why, doubt, keep);
    }
  }

  /** Gives a job to every unsettled receipt that has none. Returns how many were without. */
  async enqueueMissing(before: Date): Promise<number> {
    return (await this.dataSource.query<unknown[]>(ENQUEUE_MISSING, [SETTLE_CASH_RECEIPT, before])).length;
  }

  seal(receiptId: string, identity: string): string {
    return this.sealer.seal(purposeOf(receiptId), identity);
  }

  /** The number that a receipt is for, while it is kept. */
  identityOf(receipt: CashReceipt): string {
    if (receipt.sealedIdentity === null) throw new Error(`Cash receipt ${receipt.id} keeps no number any more.`);
    return this.sealer.open(purposeOf(receipt.id), receipt.sealedIdentity);
  }

  async #doubt(
    id: string,
    why: string,
    doubt: (receipt: CashReceipt, why: string) => ReceiptMove | null,
    keep: (receipt: CashReceipt) => KeptAnswer | null,
  ): Promise<CashReceipt> {
    try {
      return await this.change(id, (receipt) => doubt(receipt, why), keep);
    } catch (error) {
      if (isTransientFault(error)) throw error;
      const sentence = `The provider answered, and neither the answer nor the doubt could be recorded: ${why}.`;
      await this.operators.call('cash_receipt', id, sentence);
      const receipt = await this.load(id);
      if (!receipt) throw error;
      return receipt;
    }
  }

  async #write(
    receipt: CashReceipt,
    move: ReceiptMove | null,
    keep: (receipt: CashReceipt) => KeptAnswer | null,
  ): Promise<CashReceipt | null> {
    const to = move?.to ?? receipt.status;
    const isMove = to !== receipt.status;
    if (isMove && !CASH_RECEIPT_TABLE.next[receipt.status].includes(to)) {
      throw new ForbiddenMoveError(CASH_RECEIPT_ENTITY, receipt.status, to);
    }
    const changes = { ...move?.changes, status: to, version: receipt.version + 1 };
    const moved: CashReceipt = { ...receipt, ...changes };
    const isWritten = await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.update(CashReceipt, { id: receipt.id, version: receipt.version }, changes);
      if (affected !== 1) return false;
      if (move?.job) await addJob(manager, move.job);
      if (isMove) await this.#tell(manager, moved);
      await keepAnswer(manager, keep(moved));
      return true;
    });
    if (isWritten && isMove) this.#announce(moved);
    return isWritten ? moved : null;
  }

  /** What becomes of a receipt is told outside, without the number it is for. */
  #tell(manager: EntityManager, receipt: CashReceipt): Promise<void> {
    const { id, orderId, paymentId, version, status, purpose, amountWon } = receipt;
    const ids = { cashReceiptId: showId('cashReceipt', id), paymentId: showId('payment', paymentId) };
    return tellEvent(manager, {
      subjectId: id,
      orderId,
      version,
      type: `${CASH_RECEIPT_ENTITY}.${status}`,
      data: { ...ids, status, purpose, amountWon },
      occurredAt: this.clock.now(),
    });
  }

  /** For operators: a line and a count for each thing that happened. */
  #announce({ id, status }: CashReceipt): void {
    observeEvent(`cash_receipt.${status}`);
    const line = { message: `cash_receipt.${status}`, cashReceiptId: showId('cashReceipt', id) };
    if (status === 'in_doubt') this.#logger.warn(line);
    else this.#logger.log(line);
  }

  get #receipts() {
    return this.dataSource.getRepository(CashReceipt);
  }
}

/** Holds the order until the receipt is written: a refund begins before that, or after. */
async function isStill(manager: EntityManager, orderId: string, version: number): Promise<boolean> {
  const order = await manager.findOne(Order, {
    select: { id: true },
    where: { id: orderId, version },
    lock: { mode: 'pessimistic_read' },
  });
  return order !== null;
}

async function addJob(manager: EntityManager, { name, payload, key, runAt }: JobDraft): Promise<void> {
  await manager.query(ADD_JOB, [name, JSON.stringify(payload), key, runAt]);
}

/** The claim to a key; the answer is written with the receipt's next move. */
function begun(ticket: IdempotencyTicket, receipt: CashReceipt): IdempotencyRecord {
  const { id: resourceId, createdAt } = receipt;
  const noAnswer = { responseStatus: null, responseBody: null, sealedBody: null, committedAt: null };
  return { ...ticket, resourceId, ...noAnswer, createdAt };
}

async function keepAnswer(manager: EntityManager, kept: KeptAnswer | null): Promise<void> {
  if (!kept) return;
  const { apiKeyId, key } = kept.ticket;
  if (!kept.answer) {
    await manager.delete(IdempotencyRecord, { apiKeyId, key });
    return;
  }
  const { status, body } = kept.answer;
  const answered = { responseStatus: status, responseBody: body } as QueryDeepPartialEntity<IdempotencyRecord>;
  await manager.update(IdempotencyRecord, { apiKeyId, key }, answered);
}

function purposeOf(receiptId: string): string {
  return `cash-receipt:${receiptId}`;
}
