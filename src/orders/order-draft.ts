// A change to one order in the making: moves along the state tables, and the events, jobs and records they cause.
// Must never touch the database; books.ts writes a finished draft in one statement, or not at all.
import { newId, showId } from '../common/ids.js';
import { currentRequestId } from '../common/request-context.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { EXTERNAL_RECORDED } from './cancellation-kinds.js';
import type { LoadedOrder } from './loaded-order.js';
import { splitOf } from './entities/order.entity.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { RecordedEvent } from './entities/event.entity.js';
import type { Exchange } from './entities/exchange.entity.js';
import type { IdempotencyRecord } from './entities/idempotency-record.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { RefundNotice } from './entities/refund-notice.entity.js';
import type { Verdict } from './entities/verdict.entity.js';
import type { JobDraft } from './jobs.js';
import type { NamedExchange } from './provider-reply.js';
import {
  ForbiddenMoveError,
  mayFollow,
  type CancellationStatus,
  type OrderStatus,
  type PaymentStatus,
  type StatefulEntity,
} from './states.js';
import { PLATFORM, type VerdictRule } from './verdict-rules.js';

/** What an exchange was about. */
export interface ExchangeSubject {
  readonly provider: string;
  readonly paymentId: string | null;
  readonly cancellationId?: string;
}

/** Who decided and why, where the rule alone does not say it. */
export interface Word {
  /** The operator's name; absent when the platform decided. */
  readonly decidedBy?: string;
  /** What brought the operator's word: an API key, `key_…`, or the operator in person, `person_…`. */
  readonly decidedWith?: string;
  readonly reason?: string | null;
}

/** A rule that was applied to a row, before it is known where the change leaves it. */
interface Decision extends Pick<Verdict, 'id' | 'rule' | 'fromStatus' | 'decidedBy' | 'decidedWith' | 'reason'> {
  readonly about: Payment | Cancellation;
}

/** Everything that one write will do. */
export class OrderDraft {
  readonly newPayments = new Set<Payment>();
  readonly changedPayments = new Set<Payment>();
  readonly newCancellations = new Set<Cancellation>();
  readonly changedCancellations = new Set<Cancellation>();
  readonly newNotices = new Set<RefundNotice>();
  readonly changedNotices = new Set<RefundNotice>();
  readonly events: RecordedEvent[] = [];
  readonly exchanges: Exchange[] = [];
  jobs: readonly JobDraft[] = [];
  finishedJobKeys: readonly string[] = [];
  readonly begun: IdempotencyRecord[] = [];
  readonly answered: IdempotencyRecord[] = [];
  readonly released: IdempotencyTicket[] = [];
  /** Entries of the trail of what people do, as its keeper made them: neither they nor the change are there alone. */
  readonly deeds: object[] = [];
  /** The version the database must still have. */
  readonly expectedVersion: number;

  /**
   * @param order changed in place: a copy of what was loaded, or one that is new
   * @param now the moment of the change
   */
  constructor(
    readonly order: LoadedOrder,
    readonly now: Date,
  ) {
    this.expectedVersion = order.version;
  }

  /** Whether there is anything to write. */
  get isEmpty(): boolean {
    const jobs = [...this.jobs, ...this.finishedJobKeys];
    const parts = [this.events, this.exchanges, jobs, this.answered, this.deeds, this.#decisions];
    return parts.every((part) => part.length === 0) && !this.#touched;
  }

  /** The version the order has once this is written. */
  get nextVersion(): number {
    return this.expectedVersion + Math.max(1, this.events.length);
  }

  #touched = false;
  readonly #decisions: Decision[] = [];

  /** Each rule that was applied, with where it led and the exchanges it rests on. */
  get verdicts(): Verdict[] {
    return this.#decisions.map(({ about, ...decision }) => ({
      ...decision,
      orderId: this.order.id,
      version: this.nextVersion,
      paymentId: isCancellation(about) ? null : about.id,
      cancellationId: isCancellation(about) ? about.id : null,
      toStatus: about.status,
      exchangeIds: this.exchanges.flatMap((exchange) => (isBasisOf(exchange, about) ? [exchange.id] : [])),
      decidedAt: this.now,
    }));
  }

  /**
   * Says by which rule a payment or cancellation goes where this change leaves it, or stays. To be said before it moves:
   * nothing leaves doubt without.
   */
  decide(rule: VerdictRule, about: Payment | Cancellation, word: Word = {}): void {
    const { decidedBy = PLATFORM, decidedWith = null, reason = null } = word;
    this.#decisions.push({ id: newId(), rule, fromStatus: about.status, decidedBy, decidedWith, reason, about });
  }

  moveOrder(to: OrderStatus, changes: Partial<LoadedOrder> = {}): void {
    requireMove('order', this.order.status, to);
    Object.assign(this.order, changes, { status: to });
    const { amountWon, cancelledWon } = this.order;
    this.tell(`order.${to}`, { status: to, amountWon, cancelledWon });
  }

  /** Changes facts of the order that is where it was. */
  changeOrder(changes: Partial<LoadedOrder>): void {
    Object.assign(this.order, changes);
    this.#touched = true;
  }

  movePayment(payment: Payment, to: PaymentStatus, changes: Partial<Payment> = {}): void {
    requireMove('payment', payment.status, to);
    this.#requireVerdict(payment);
    this.changePayment(payment, { ...changes, status: to });
    this.tell(`payment.${to}`, {
      ...paymentFacts(payment),
      ...(to === 'paid' ? paidFacts(this.order, payment) : {}),
      ...(payment.refusal && (to === 'refused' || to === 'abandoned') ? { refusal: payment.refusal } : {}),
    });
  }

  /** Changes facts of a payment that is where it was. */
  changePayment(payment: Payment, changes: Partial<Payment>): void {
    Object.assign(payment, changes);
    if (!this.newPayments.has(payment)) this.changedPayments.add(payment);
    this.#touched = true;
  }

  addPayment(payment: Payment): void {
    this.order.payments.push(payment);
    this.newPayments.add(payment);
    this.tell(`payment.${payment.status}`, paymentFacts(payment));
  }

  moveCancellation(cancellation: Cancellation, to: CancellationStatus, changes: Partial<Cancellation> = {}): void {
    requireMove('cancellation', cancellation.status, to);
    this.#requireVerdict(cancellation);
    this.changeCancellation(cancellation, { ...changes, status: to });
    this.tell(`cancellation.${to}`, {
      ...cancellationFacts(cancellation),
      ...(cancellation.refusal && to === 'refused' ? { refusal: cancellation.refusal } : {}),
    });
  }

  /** Changes facts of a cancellation that is where it was. */
  changeCancellation(cancellation: Cancellation, changes: Partial<Cancellation>): void {
    Object.assign(cancellation, changes);
    if (!this.newCancellations.has(cancellation)) this.changedCancellations.add(cancellation);
    this.#touched = true;
  }

  addCancellation(cancellation: Cancellation): void {
    this.order.cancellations.push(cancellation);
    this.newCancellations.add(cancellation);
    const isExternal = cancellation.kind === 'external';
    const type = isExternal ? EXTERNAL_RECORDED : `cancellation.${cancellation.status}`;
    this.tell(type, cancellationFacts(cancellation));
  }

  addNotice(notice: RefundNotice): void {
    this.newNotices.add(notice);
    this.#touched = true;
  }

  changeNotice(notice: RefundNotice, changes: Partial<RefundNotice>): void {
    Object.assign(notice, changes);
    if (!this.newNotices.has(notice)) this.changedNotices.add(notice);
    this.#touched = true;
  }

  /** Tells of the birth of the order, with everything that its money begins with. */
  tellCreated(): void {
    const { orderNumber, sellerCode, amountWon, taxFreeWon, taxableWon, vatWon, couponWon, pointWon } = this.order;
    const split = { taxFreeWon, taxableWon, vatWon };
    this.tell('order.created', { orderNumber, sellerCode, amountWon, ...split, couponWon, pointWon });
  }

  /** Appends an event. Every write of an order carries a higher version than the one before. */
  tell(type: string, data: Readonly<Record<string, unknown>>): void {
    this.events.push({
      id: newId(),
      subjectId: this.order.id,
      orderId: this.order.id,
      version: this.expectedVersion + this.events.length + 1,
      type,
      data,
      requestId: currentRequestId(),
      occurredAt: this.now,
    });
  }

  /** Of what is said about a job in one change, the last word counts. */
  enqueue(job: JobDraft): void {
    this.#forgetJob(job.key);
    this.jobs = [...this.jobs, job];
  }

  /** Takes back a job that has nothing left to do. */
  finishJob(key: string): void {
    this.#forgetJob(key);
    this.finishedJobKeys = [...this.finishedJobKeys, key];
  }

  #forgetJob(key: string): void {
    this.jobs = this.jobs.filter((each) => each.key !== key);
    this.finishedJobKeys = this.finishedJobKeys.filter((each) => each !== key);
  }

  /** Keeps the exchanges of a provider call with what it caused. */
  keepExchanges(exchanges: readonly NamedExchange[], subject: ExchangeSubject): void {
    for (const exchange of exchanges) {
      this.exchanges.push({
        id: newId(),
        orderId: this.order.id,
        requestId: currentRequestId(),
        cancellationId: subject.cancellationId ?? null,
        billingKeyId: null,
        provider: subject.provider,
        paymentId: subject.paymentId,
        ...exchange,
      });
    }
  }

  /** Writes an entry of the trail together with the change that it tells of. */
  noteDeed(entry: object): void {
    this.deeds.push(entry);
  }

  /** Claims an Idempotency-Key for a request that will call a provider; `answer` completes it. */
  beginRequest(ticket: IdempotencyTicket | null, resourceId: string): void {
    if (ticket) this.begun.push(recordOf(ticket, this.now, resourceId, null, null));
  }

  /** Claims and answers an Idempotency-Key at once. */
  completeRequest(ticket: IdempotencyTicket | null, resourceId: string, status: number, body: unknown): void {
    if (ticket) this.begun.push(recordOf(ticket, this.now, resourceId, status, body));
  }

  /** Completes a request begun earlier. */
  answerRequest(ticket: IdempotencyTicket | null, resourceId: string, status: number, body: unknown): void {
    if (ticket) this.answered.push(recordOf(ticket, this.now, resourceId, status, body));
  }

  /** Gives the key back: nothing was sent, so the same request may be tried again. */
  releaseRequest(ticket: IdempotencyTicket | null): void {
    if (ticket) this.released.push(ticket);
  }

  #requireVerdict(about: Payment | Cancellation): void {
    const isDecided = this.#decisions.some((decision) => decision.about === about);
    if (about.status === 'in_doubt' && !isDecided) throw new UnexplainedMoveError(about.id);
  }
}

/** Something would have left doubt without a rule that says why: a fault of the program, never of a caller. */
export class UnexplainedMoveError extends Error {
  constructor(id: string) {
    super(`${id} may not leave doubt without a verdict.`);
    this.name = 'UnexplainedMoveError';
  }
}

/** What went back elsewhere was no call of ours: it rests on all that its payment was asked in this change. */
function isBasisOf({ paymentId, cancellationId }: Exchange, about: Payment | Cancellation): boolean {
  if (!isCancellation(about)) return paymentId === about.id;
  return about.kind === 'external' ? paymentId === about.paymentId : cancellationId === about.id;
}

function isCancellation(row: Payment | Cancellation): row is Cancellation {
  return 'paymentId' in row;
}

function requireMove(entity: StatefulEntity, from: string, to: string): void {
  if (!mayFollow(entity, from, to)) throw new ForbiddenMoveError(entity, from, to);
}

function recordOf(
  ticket: IdempotencyTicket,
  createdAt: Date,
  resourceId: string,
  responseStatus: number | null,
  responseBody: unknown,
): IdempotencyRecord {
  return { ...ticket, resourceId, responseStatus, responseBody, sealedBody: null, committedAt: null, createdAt };
}

function paymentFacts(payment: Payment): Record<string, unknown> {
  return {
    paymentId: showId('payment', payment.id),
    provider: payment.provider,
    amountWon: payment.amountWon,
    ...(payment.receipt ? { method: payment.receipt.method } : {}),
  };
}

/** How the money divides: for tax, and over the means it was paid by. */
function paidFacts(order: LoadedOrder, { receipt }: Payment): Record<string, unknown> {
  const parts = receipt?.parts.map(({ method, amountWon }) => ({ method, amountWon })) ?? [];
  return { ...splitOf(order), parts };
}

function cancellationFacts(cancellation: Cancellation): Record<string, unknown> {
  const { kind, origin, amountWon, taxFreeWon, taxableWon, vatWon } = cancellation;
  return {
    cancellationId: showId('cancellation', cancellation.id),
    paymentId: showId('payment', cancellation.paymentId),
    kind,
    amountWon,
    taxFreeWon,
    taxableWon,
    vatWon,
    ...(origin === null ? {} : { origin }),
  };
}
