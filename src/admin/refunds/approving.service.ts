// The second pair of eyes: approves, refuses, withdraws and lets expire what somebody asked for.
// Must never let anybody decide about what they asked for themselves, whatever roles they have.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail, type Actor, type AuditAction } from '../../audit/audit-trail.js';
import { Clock } from '../../common/clock.js';
import { showId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { Books } from '../../orders/books.js';
import { sweepOverdue, type Expiring } from '../../database/sweep-overdue.js';
import { callLostAt } from '../../orders/doubt.js';
import type { JobDraft } from '../../orders/jobs.js';
import { ProviderCalls } from '../../orders/provider-calls.js';
import { ProviderRegistry } from '../../orders/provider-registry.js';
import { Carriers } from './carriers.js';
import { CarryingOutService } from './carrying-out.service.js';
import { carryOutRefundJob } from './jobs.js';
import { RefundRequestBook, type RequestChanges } from './refund-request-book.js';
import type { KnownRequest, RefundRequest, RequestKind } from './refund-request.entity.js';
import type { RefundRequestStatus } from './refund-request-states.js';
import { hashOf, possibilityOf, requireSame } from './shown-refund.js';
import { Independence } from '../../rights/independence.js';
import { MONEY_RIGHTS, type DecisionName, type MoneyRightName } from '../../rights/rights.js';
import { standingsOf } from '../../rights/standing.js';
import { PLATFORM } from './trail-facts.js';

/** A person with a session. */
export type Colleague = Actor & { readonly personId: string };

/** What would be shown of a request now: its hash, or why it cannot be carried out. */
export type Present =
  { readonly shownHash: string; readonly whyNot: null } | { readonly shownHash: null; readonly whyNot: Problem };

/** What of the deed of a decision is read here. */
interface DecisionDeed {
  readonly decision: DecisionName;
}

const REQUESTS: Expiring = { table: 'refund_requests', isOpen: `status = 'pending'` };
/** That somebody tried what they may not is worth knowing, though nothing came of it. */
const DENIALS: readonly string[] = ['wrong_person', 'not_independent'];

/** A move somebody makes; `problem` when it is made and the caller is refused all the same. */
interface Step {
  readonly to: RefundRequestStatus;
  readonly by: Actor;
  readonly action: AuditAction;
  readonly changes?: RequestChanges;
  readonly reason?: string;
  readonly job?: JobDraft;
  readonly problem?: Problem;
}

@Injectable()
export class ApprovingService {
  constructor(
    private readonly book: RefundRequestBook,
    private readonly books: Books,
    private readonly calls: ProviderCalls,
    private readonly providers: ProviderRegistry,
    private readonly carrying: CarryingOutService,
    private readonly carriers: Carriers,
    private readonly independence: Independence,
    private readonly trail: AuditTrail,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What the same wish would show now, for whoever is to decide. */
  async presentOf(request: RefundRequest): Promise<Present> {
    if (request.kind !== 'refund') return presentBy(() => this.carriers.of(request.kind).shownHash(request));
    const { orderId, amountWon, taxFreeWon, paymentId } = request;
    const order = await this.books.load({ orderId });
    if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
    const wish = { amountWon, taxFreeWon };
    const { shown, whyNot } = possibilityOf(order, wish, (payment) => this.calls.providerOf(payment));
    if (whyNot) return { shownHash: null, whyNot };
    return { shownHash: shown.paymentId === paymentId ? hashOf(shown) : '', whyNot: null };
  }

  /**
   * Lets a request pass and carries it out. When something changed since it was asked for, it comes to nothing.
   *
   * @param shownHash of what the approver saw
   * @throws Problem `not_found`, `wrong_person`, `not_independent`, `approval_settled`, `shown_changed`,
   *   `cancellation_running`, `asker_may_not_refund`, `permission_missing`
   */
  async approve(by: Colleague, id: string, shownHash: string): Promise<KnownRequest> {
    const known = await this.book.find(id);
    const present = await this.presentOf(known);
    const lostAt = callLostAt(this.clock.now(), this.providers.get(known.payment.provider).deadlineMs);
    await this.#settle(by, id, async (manager, request) => {
      await this.#requireOther(manager, request, by);
      requireSame(request.shownHash, shownHash);
      await this.#requireStandings(manager, request, by);
      const why = whyChanged(request, present);
      // It may come to nothing, and then all is as it was shown.
      if (why?.code === 'cancellation_running') throw why;
      if (why) return stale(by, why);
      const decided = { decidedById: by.personId, decidedByName: by.name, decidedAt: this.clock.now() };
      // Should this process die before it has begun, the job that is written with the approval carries it out.
      return { to: 'approved', by, action: 'refund.approved', changes: decided, job: carryOutRefundJob(id, lostAt) };
    });
    const why = await this.carrying.carryOut(id);
    if (why) throw new Problem('shown_changed', { detail: sentenceOf(why) });
    return this.book.find(id);
  }

  /** @throws Problem `not_found`, `wrong_person`, `approval_settled`, `permission_missing` */
  async refuse(by: Colleague, id: string, reason: string): Promise<KnownRequest> {
    await this.#settle(by, id, (_manager, request) => {
      requireAnother(request, by);
      const decided = { decidedById: by.personId, decidedByName: by.name, decidedAt: this.clock.now() };
      const changes = { ...decided, decisionReason: reason };
      return { to: 'refused', by, action: 'refund.refused', changes, reason };
    });
    return this.book.find(id);
  }

  /** Takes back one's own request. @throws Problem `not_found`, `wrong_person`, `approval_settled` */
  async withdraw(by: Colleague, id: string): Promise<KnownRequest> {
    await this.#settle(by, id, (_manager, request) => {
      if (request.askedById !== by.personId) {
        throw new Problem('wrong_person', { detail: 'Only who asked for it may withdraw it.' });
      }
      return { to: 'withdrawn', by, action: 'refund.withdrawn' };
    });
    return this.book.find(id);
  }

  /** Lets requests expire whose time is up. Returns how many. */
  expireOverdue(): Promise<number> {
    return sweepOverdue(this.dataSource, REQUESTS, this.clock.now(), (id) =>
      this.dataSource.transaction(async (manager) => {
        const request = await this.book.lock(manager, id);
        if (this.#isOverdue(request)) await this.#make(manager, request, expiry());
      }),
    );
  }

  /** One decision about a request that waits: made and recorded in one transaction, or refused. */
  async #settle(
    by: Colleague,
    id: string,
    decide: (manager: EntityManager, request: RefundRequest) => Step | Promise<Step>,
  ): Promise<void> {
    try {
      const problem = await this.dataSource.transaction(async (manager) => {
        const request = await this.book.lock(manager, id);
        if (request.status !== 'pending') throw settled(request);
        const step = this.#isOverdue(request) ? expiry() : await decide(manager, request);
        await this.#make(manager, request, step);
        return step.problem;
      });
      if (problem) throw problem;
    } catch (error) {
      if (error instanceof Problem && DENIALS.includes(error.code)) await this.#recordTry(by, id, error);
      throw error;
    }
  }

  async #make(manager: EntityManager, request: RefundRequest, step: Step): Promise<void> {
    const { to, by, action, changes, reason, job } = step;
    await this.book.move(manager, request, to, changes, job);
    await this.trail.record(manager, {
      by,
      action,
      subject: showId('refundRequest', request.id),
      before: { status: request.status },
      after: {
        status: to,
        ...(request.kind !== 'refund' && { kind: request.kind }),
        orderId: showId('order', request.orderId),
        amountWon: request.amountWon,
      },
      reason,
    });
  }

  #isOverdue({ status, expiresAt }: RefundRequest): boolean {
    return status === 'pending' && expiresAt !== null && expiresAt <= this.clock.now();
  }

  /** Another person, and not the same one under another name. Saying no takes less. */
  async #requireOther(manager: EntityManager, request: RefundRequest, by: Colleague): Promise<void> {
    requireAnother(request, by);
    await this.independence.require(manager, request.askedById, by.personId);
  }

  /** Both still work here and may do their part; read while they are held. */
  async #requireStandings(manager: EntityManager, request: RefundRequest, { personId }: Colleague) {
    const { approves, permission } = MONEY_RIGHTS[rightOf(request)];
    const standings = await standingsOf(manager, [request.askedById, personId]);
    if (standings.get(personId)?.permissions.includes(approves) !== true) {
      throw new Problem('permission_missing', { detail: `It takes the permission ${approves}.` });
    }
    if (standings.get(request.askedById)?.permissions.includes(permission) !== true) {
      throw new Problem('asker_may_not_refund');
    }
  }

  /** That somebody tried is worth knowing, though nothing came of it. */
  async #recordTry(by: Colleague, id: string, { message: reason }: Problem): Promise<void> {
    const subject = showId('refundRequest', id);
    await this.trail.record(this.dataSource.manager, { by, action: 'refund.decision_denied', subject, reason });
  }
}

function expiry(): Step {
  const problem = new Problem('approval_settled', { detail: 'It waited too long and has expired.' });
  return { to: 'expired', by: PLATFORM, action: 'refund.expired', problem };
}

function requireAnother({ askedById }: RefundRequest, { personId }: Colleague): void {
  if (askedById !== personId) return;
  throw new Problem('wrong_person', { detail: 'You asked for this yourself, so somebody else has to decide.' });
}

/** Which right over money a request is about. */
function rightOf({ kind, deed }: RefundRequest): Exclude<MoneyRightName, 'charge' | 'points_taken_back'> {
  return kind === 'decision' ? `decision.${(deed as unknown as DecisionDeed).decision}` : kind;
}

async function presentBy(shownHash: () => Promise<string>): Promise<Present> {
  try {
    return { shownHash: await shownHash(), whyNot: null };
  } catch (error) {
    if (error instanceof Problem) return { shownHash: null, whyNot: error };
    throw error;
  }
}

const WHAT_CHANGED: Readonly<Record<RequestKind, string>> = {
  refund: 'What is left of the payment has changed since this was asked for, or another refund of it was tried.',
  external_cancellation: 'What is left of the payment has changed since this was asked for.',
  decision: 'What this decides about has changed since it was asked for, or was sent again.',
};

/** Why the request is not any more what was asked for; `null` when it is. */
function whyChanged(request: RefundRequest, present: Present): Problem | null {
  if (present.whyNot) return present.whyNot;
  if (present.shownHash === request.shownHash) return null;
  return new Problem('shown_changed', { detail: WHAT_CHANGED[request.kind] });
}

function stale(by: Actor, why: Problem): Step {
  const problem = new Problem('shown_changed', { detail: sentenceOf(why) });
  return {
    to: 'stale',
    by,
    action: 'refund.stale',
    changes: { staleBecause: why.message },
    reason: why.message,
    problem,
  };
}

function sentenceOf(why: Problem): string {
  return `${why.message} The request has come to nothing and has to be made again.`;
}

function settled({ status }: RefundRequest): Problem {
  return new Problem('approval_settled', { detail: `It is ${status}.` });
}
