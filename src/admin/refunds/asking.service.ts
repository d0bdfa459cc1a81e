// Somebody asks for a refund: it is carried out at once, or waits for a second person.
// Must never let one person's requests pass each other: what they asked for today is counted while they are held.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail, type Actor } from '../../audit/audit-trail.js';
import { Clock } from '../../common/clock.js';
import type { IdempotencyTicket } from '../../common/http/idempotency-key.js';
import { newId, showId } from '../../common/ids.js';
import { totalOf } from '../../common/money.js';
import { Problem } from '../../common/problems.js';
import { refundsConfig, type RefundsConfig } from '../../config/refunds.config.js';
import { lastNight } from '../../money/nightly.js';
import { Books } from '../../orders/books.js';
import { planCancellation, type CancellationPlan, type RefundWish } from '../../orders/cancellation-plan.js';
import { callLostAt } from '../../orders/doubt.js';
import { ProviderCalls } from '../../orders/provider-calls.js';
import { approvalReasons } from './approval-rules.js';
import { CarryingOutService } from './carrying-out.service.js';
import { carryOutRefundJob } from './jobs.js';
import { RefundRequestBook } from './refund-request-book.js';
import type { KnownRequest, RefundRequest } from './refund-request.entity.js';
import { requireShown, shownOf } from './shown-refund.js';
import { holdPerson, type Standing } from './standing.js';
import { factsOf } from './trail-facts.js';

const HOUR_MS = 3_600_000;

/** A refund that somebody asks for, with what they were shown. */
export interface RefundAsked {
  readonly orderId: string;
  readonly wish: RefundWish;
  readonly reason: string;
  readonly shownHash: string;
  /** The id that the request is to have; absent: a new one. The database takes an id only once. */
  readonly requestId?: string;
  readonly ticket?: IdempotencyTicket | null;
}

/** A request, and whether it is the answer of an earlier asking under the same Idempotency-Key. */
export interface Asked {
  readonly request: KnownRequest;
  readonly replayed: boolean;
}

@Injectable()
export class AskingService {
  constructor(
    private readonly book: RefundRequestBook,
    private readonly books: Books,
    private readonly calls: ProviderCalls,
    private readonly carrying: CarryingOutService,
    private readonly trail: AuditTrail,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(refundsConfig.KEY) private readonly config: RefundsConfig,
  ) {}

  /**
   * @throws Problem `not_found`, `shown_changed`, `approval_waits`, `permission_missing`, `idempotency_key_reused`, and
   *   whatever speaks against the refund: nothing was sent then
   */
  async ask(by: Actor & { readonly personId: string }, asked: RefundAsked): Promise<Asked> {
    const earlier = await this.#earlier(by.personId, asked);
    if (earlier) return { request: earlier, replayed: true };
    const order = await this.books.load({ orderId: asked.orderId });
    if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
    const plan = planCancellation(order, asked.wish, (payment) => this.calls.providerOf(payment));
    requireShown(shownOf(plan), asked.shownHash);
    try {
      const request = await this.dataSource.transaction((manager) => this.#insert(manager, by, asked, plan));
      const why = request.status === 'approved' ? await this.carrying.carryOut(request.id) : null;
      if (why) throw why;
      return { request: await this.book.find(request.id), replayed: false };
    } catch (error) {
      return this.#inTheWay(error, by.personId, asked, plan.payment.id);
    }
  }

  /** What a person has asked for today in Korea, in won. */
  askedTodayWon(manager: EntityManager, personId: string): Promise<number> {
    return this.book.askedWonSince(manager, personId, lastNight(this.clock.now(), 0));
  }

  async #insert(
    manager: EntityManager,
    by: Actor & { readonly personId: string },
    asked: RefundAsked,
    plan: CancellationPlan,
  ): Promise<RefundRequest> {
    const person = await holdPerson(manager, by.personId);
    if (person?.permissions.includes('refunds:ask') !== true) {
      throw new Problem('permission_missing', { detail: 'It takes the permission refunds:ask.' });
    }
    const askedTodayWon = await this.askedTodayWon(manager, person.id);
    const request = this.#requestOf(person, asked, plan, askedTodayWon);
    const lostAt = callLostAt(request.askedAt, this.calls.providerOf(plan.payment).deadlineMs);
    const job = request.status === 'approved' ? carryOutRefundJob(request.id, lostAt) : null;
    await this.book.insert(manager, request, job);
    await this.trail.record(manager, {
      by,
      action: 'refund.asked',
      subject: showId('refundRequest', request.id),
      after: factsOf(request),
      reason: request.reason,
    });
    return request;
  }

  #requestOf(
    person: Standing,
    { orderId, reason, shownHash, ticket, requestId }: RefundAsked,
    { payment, part, left }: CancellationPlan,
    askedTodayWon: number,
  ): RefundRequest {
    const now = this.clock.now();
    const figures = { amountWon: totalOf(part), paidAt: payment.paidAt, now, askedTodayWon };
    const reasons = approvalReasons({ ...figures, ownLimitWon: person.refundLimitWon }, this.config);
    return {
      id: requestId ?? newId(),
      status: reasons.length === 0 ? 'approved' : 'pending',
      orderId,
      reason,
      shownHash,
      paymentId: payment.id,
      cancellationId: newId(),
      amountWon: totalOf(part),
      ...part,
      balanceBeforeWon: totalOf(left),
      approvalReasons: reasons,
      idempotencyKey: ticket?.key ?? null,
      fingerprint: ticket?.fingerprint ?? null,
      askedById: person.id,
      askedByName: person.name,
      askedAt: now,
      expiresAt: reasons.length === 0 ? null : new Date(now.getTime() + this.config.approvalExpiresHours * HOUR_MS),
      decidedById: null,
      decidedByName: null,
      decidedAt: null,
      decisionReason: null,
      staleBecause: null,
    };
  }

  /** What was asked for under the same key or id before. One that has not begun is carried out. */
  async #earlier(personId: string, { ticket, requestId }: RefundAsked): Promise<KnownRequest | null> {
    const earlier = ticket ? await this.book.under(personId, ticket.key) : null;
    if (earlier && earlier.fingerprint !== ticket?.fingerprint) throw new Problem('idempotency_key_reused');
    if (earlier || requestId === undefined) return earlier;
    if ((await this.book.all([requestId])).length === 0) return null;
    await this.carrying.carryOut(requestId);
    return this.book.find(requestId);
  }

  /** Another request was faster, by a constraint that says which; anything else is thrown on. */
  async #inTheWay(error: unknown, personId: string, asked: RefundAsked, paymentId: string): Promise<Asked> {
    const { constraint } = error as { constraint?: unknown };
    if (constraint === 'refund_requests_once_per_key' || constraint === 'refund_requests_pkey') {
      const earlier = await this.#earlier(personId, asked);
      if (earlier) return { request: earlier, replayed: true };
    }
    if (constraint === 'refund_requests_one_open') throw await waitsProblem(this.book, paymentId);
    throw error;
  }
}

/** The problem of a payment of which another refund waits; it may have been settled in between. */
async function waitsProblem(book: RefundRequestBook, paymentId: string): Promise<Problem> {
  const open = await book.open(paymentId);
  return new Problem('approval_waits', open ? { resourceId: showId('refundRequest', open.id) } : {});
}
