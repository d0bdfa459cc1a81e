// Writes down what somebody asks for that moves money, judged by the rules while they are held: it may be carried out, or waits.
// Must never let one person's requests pass each other: what they asked for before is counted while they are held.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail, type Actor } from '../../audit/audit-trail.js';
import { Clock } from '../../common/clock.js';
import type { IdempotencyTicket } from '../../common/http/idempotency-key.js';
import { newId, showId } from '../../common/ids.js';
import { startOfKoreanDay } from '../../common/korean-day.js';
import { totalOf, type TaxSplit } from '../../common/money.js';
import { Problem } from '../../common/problems.js';
import { refundsConfig, type RefundsConfig } from '../../config/refunds.config.js';
import { callLostAt } from '../../orders/doubt.js';
import { IdempotencyRecord } from '../../orders/entities/idempotency-record.entity.js';
import type { Payment } from '../../orders/entities/payment.entity.js';
import { ProviderCalls } from '../../orders/provider-calls.js';
import { MONEY_RIGHTS, type MoneyRightName } from '../../rights/rights.js';
import { holdPerson, type Standing } from '../../rights/standing.js';
import { approvalReasons } from './approval-rules.js';
import { carryOutRefundJob } from './jobs.js';
import { RefundRequestBook, type AskedBefore } from './refund-request-book.js';
import type { RefundRequest, RequestKind } from './refund-request.entity.js';
import { factsOf } from './trail-facts.js';

const HOUR_MS = 3_600_000;

/** Somebody who asks. */
export type AskingPerson = Actor & { readonly personId: string };

/** What is asked for. */
export interface Wanted {
  readonly right: MoneyRightName;
  readonly kind: RequestKind;
  readonly payment: Payment;
  readonly part: TaxSplit;
  readonly left: TaxSplit;
  readonly shownHash: string;
  readonly reason: string;
  /** `null` of a refund. */
  readonly deed: RefundRequest['deed'];
  /** UUID of what a decision is about. */
  readonly aboutId: string | null;
  /** The id that the request is to have; absent: a new one. The database takes an id only once. */
  readonly requestId?: string | undefined;
  readonly ticket?: IdempotencyTicket | null | undefined;
}

@Injectable()
export class RequestingService {
  constructor(
    private readonly book: RefundRequestBook,
    private readonly calls: ProviderCalls,
    private readonly trail: AuditTrail,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(refundsConfig.KEY) private readonly config: RefundsConfig,
  ) {}

  /** @throws Problem `permission_missing`; an error with a `constraint` when another request was faster */
  insert(by: AskingPerson, wanted: Wanted): Promise<RefundRequest> {
    return this.dataSource.transaction(async (manager) => {
      const person = await holdPerson(manager, by.personId);
      const { permission } = MONEY_RIGHTS[wanted.right];
      if (!person || permission === null || !person.permissions.includes(permission)) {
        throw new Problem('permission_missing', { detail: `It takes the permission ${String(permission)}.` });
      }
      const before = await this.askedBefore(manager, person.id, wanted.payment.orderId);
      const request = this.#requestOf(person, wanted, before);
      const lostAt = callLostAt(request.askedAt, this.calls.providerOf(wanted.payment).deadlineMs);
      const job = request.status === 'approved' ? carryOutRefundJob(request.id, lostAt) : null;
      await this.book.insert(manager, request, job);
      if (wanted.ticket) await claim(manager, wanted.ticket, request);
      await this.trail.record(manager, {
        by,
        action: 'refund.asked',
        subject: showId('refundRequest', request.id),
        after: factsOf(request),
        reason: request.reason,
      });
      return request;
    });
  }

  /** What a person has asked for today in Korea, and of an order. */
  askedBefore(manager: EntityManager, personId: string, orderId: string): Promise<AskedBefore> {
    return this.book.askedBefore(manager, personId, startOfKoreanDay(this.clock.now()), orderId);
  }

  #requestOf(person: Standing, wanted: Wanted, before: AskedBefore): RefundRequest {
    const { payment, part, left, kind, reason, shownHash, deed, aboutId, ticket, requestId } = wanted;
    const now = this.clock.now();
    const asked = { askedTodayWon: before.todayWon, askedOfOrderWon: before.ofOrderWon };
    const figures = { amountWon: totalOf(part), paidAt: payment.paidAt, now, ...asked };
    const reasons = approvalReasons({ ...figures, ownLimitWon: person.refundLimitWon }, this.config);
    return {
      id: requestId ?? newId(),
      status: reasons.length === 0 ? 'approved' : 'pending',
      kind,
      orderId: payment.orderId,
      reason,
      shownHash,
      paymentId: payment.id,
      cancellationId: kind === 'decision' ? null : newId(),
      amountWon: totalOf(part),
      ...part,
      balanceBeforeWon: totalOf(left),
      approvalReasons: reasons,
      deed,
      aboutId,
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
}

/**
 * The key is taken for every other request of the person, too: those that are no requests of this kind keep their answers
 * there. What became of this one is told by its own row, for longer.
 */
async function claim(manager: EntityManager, ticket: IdempotencyTicket, { id, askedAt }: RefundRequest): Promise<void> {
  await manager.insert(IdempotencyRecord, { ...ticket, resourceId: id, createdAt: askedAt });
}
