// Decisions of the queue that move money, or say that it moved, as requests: what is asked for, and how it is carried out.
// Must never carry one out twice: each has an Idempotency-Key of its own, written in the statement that decides.
import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { canonicalJson } from '../../common/canonical-json.js';
import type { IdempotencyTicket } from '../../common/http/idempotency-key.js';
import { showId } from '../../common/ids.js';
import { totalOf, type TaxSplit } from '../../common/money.js';
import { Problem } from '../../common/problems.js';
import { Answers, type Answer } from '../../orders/answers.js';
import { Books } from '../../orders/books.js';
import { cannotHappenTwice } from '../../orders/cancellation-moves.js';
import { cancellationAnswer } from '../../orders/cancelling.service.js';
import { leftOf } from '../../orders/cancellation-plan.js';
import { GIVEN_UP_STATES } from '../../orders/decision-moves.js';
import { DecidingService, type DecidedAbout } from '../../orders/deciding.service.js';
import { cancellationSplitOf } from '../../orders/entities/cancellation.entity.js';
import { splitOf } from '../../orders/entities/order.entity.js';
import type { Payment } from '../../orders/entities/payment.entity.js';
import { cancellationIn, paymentIn, type LoadedOrder } from '../../orders/loaded-order.js';
import { operatorsWord, type OperatorsWord } from '../../orders/operators-word.js';
import { paymentView } from '../../orders/order.view.js';
import { paymentOfCancellation, ProviderCalls } from '../../orders/provider-calls.js';
import type { DecisionName } from '../../rights/rights.js';
import { Carriers, type Carrier } from '../refunds/carriers.js';
import type { RefundRequest } from '../refunds/refund-request.entity.js';
import type { Wanted } from '../refunds/requesting.service.js';
import { requireSame } from '../refunds/shown-refund.js';
import { isCancellationDecision, isPaymentDecision } from './decision-guide.js';
import type { DecideQueueItemBody } from './queue.dto.js';
import type { QueueSubject } from './queue.service.js';

/** A decision as it is kept until it is carried out; no secrets: its reason is a scrubbed one. */
type Deed = Omit<DecideQueueItemBody, 'decision'> & {
  readonly decision: DecisionName;
  readonly kind: 'payment' | 'cancellation';
  /** As the outside names it. */
  readonly aboutId: string;
};

/** What of the books a decision is about. */
interface About {
  readonly payment: Payment;
  readonly part: TaxSplit;
  readonly left: TaxSplit;
  readonly status: string;
  /** Which doubt it is: what was settled and is in doubt again is another one. */
  readonly inDoubtSince: Date | null;
  /** When it was last sent, where sending it again could move the money twice: what was seen before says nothing after. */
  readonly sentAt: Date | null;
}

@Injectable()
export class DecisionCarrier implements Carrier, OnModuleInit {
  constructor(
    private readonly carriers: Carriers,
    private readonly deciding: DecidingService,
    private readonly answers: Answers,
    private readonly books: Books,
    private readonly calls: ProviderCalls,
    private readonly trail: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.carriers.register('decision', this);
  }

  /**
   * What somebody asks for who decides.
   *
   * @throws Problem `not_found`, `nothing_to_decide`, `decision_not_possible`, `malformed_request`
   */
  async wantedOf(
    { kind, id, shownId }: QueueSubject,
    wish: DecideQueueItemBody & { readonly decision: DecisionName },
    by: { readonly name: string; readonly personId: string },
    ticket: IdempotencyTicket | null,
  ): Promise<Wanted> {
    if (kind !== 'payment' && kind !== 'cancellation') throw notSayable(wish.decision);
    const { reason } = operatorsWord({ decidedBy: by.name, reason: wish.reason }, showId('person', by.personId));
    const deed: Deed = { ...wish, reason, kind, aboutId: shownId };
    const about = await this.#about(deed, id);
    await this.deciding.rehearse(decidedAbout(deed, id, by.name), wordless(by.name, reason));
    return {
      right: `decision.${wish.decision}`,
      kind: 'decision',
      payment: about.payment,
      part: about.part,
      left: about.left,
      shownHash: hashOf(deed, about),
      reason,
      deed: { ...deed },
      aboutId: id,
      ticket,
    };
  }

  async shownHash(request: RefundRequest): Promise<string> {
    const [deed, id] = deedOf(request);
    const about = await this.#about(deed, id);
    const { askedByName } = request;
    await this.deciding.rehearse(decidedAbout(deed, id, askedByName), wordless(askedByName, deed.reason));
    return hashOf(deed, about);
  }

  async carryOut(request: RefundRequest): Promise<void> {
    const [deed, id] = deedOf(request);
    const about = decidedAbout(deed, id, request.askedByName);
    const word = this.#wordOf(request, deed);
    if ((await this.answers.find(ownTicket(request))) === null) await this.#requireShown(request);
    try {
      if (about.kind === 'payment') await this.deciding.decidePayment(id, about.wish, word, ownTicket(request));
      else await this.deciding.decideCancellation(id, about.wish, word, ownTicket(request));
    } catch (error) {
      // The statement that decides writes the key. Sent again, and answered with a no: the books have the answer.
      if (error instanceof Problem && (await this.#isCarriedOut(request, error))) return;
      throw error;
    }
  }

  /** Should this process have died since it was approved, it may have been sent meanwhile. @throws Problem `shown_changed` */
  async #requireShown(request: RefundRequest): Promise<void> {
    requireSame(await this.shownHash(request), request.shownHash);
  }

  /** What never left here gives its key back, and is carried out all the same: the refund is closed. */
  async #isCarriedOut(request: RefundRequest, { code }: Problem): Promise<boolean> {
    return code === 'provider_not_reached' || (await this.answers.find(ownTicket(request))) !== null;
  }

  /** What was answered when it was carried out. @throws Problem what the provider said when it was sent again */
  async answerOf(request: RefundRequest): Promise<Answer<Decided>> {
    const ticket = ownTicket(request);
    const record = await this.answers.find(ticket);
    if (record && record.responseStatus !== null) {
      return { ...this.answers.replay<Decided>(ticket, record), replayed: false };
    }
    const [deed, id] = deedOf(request);
    const order = await this.#load(deed, id);
    if (deed.kind === 'cancellation') return cancellationAnswer(cancellationIn(order, id));
    return { status: 201, body: paymentView(paymentIn(order, id)), replayed: false };
  }

  /** The person is the decider. What becomes of the decision is told to the trail in the write that makes it. */
  #wordOf({ id, askedById, askedByName, decidedByName }: RefundRequest, deed: Deed): OperatorsWord {
    const word = operatorsWord({ decidedBy: askedByName, reason: deed.reason }, showId('person', askedById));
    return {
      ...word,
      witness: (before, after) =>
        this.trail.entryOf({
          by: { personId: askedById, name: askedByName, address: null },
          action: 'decision.made',
          subject: deed.aboutId,
          before: { ...before },
          after: {
            ...after,
            decision: deed.decision,
            requestId: showId('refundRequest', id),
            ...(decidedByName !== null && { approvedBy: decidedByName }),
          },
          reason: word.reason,
        }),
    };
  }

  async #about(deed: Deed, id: string): Promise<About> {
    const order = await this.#load(deed, id);
    if (deed.kind === 'payment') {
      const payment = paymentIn(order, id);
      const { status, inDoubtSince, confirmStartedAt: sentAt } = payment;
      return { payment, part: splitOf(order), left: splitOf(order), status, inDoubtSince, sentAt };
    }
    const cancellation = cancellationIn(order, id);
    const payment = paymentOfCancellation(order, cancellation);
    const [part, left] = [cancellationSplitOf(cancellation), leftOf(order)];
    // The reversal of late money is of a payment that the order's balance knows nothing of.
    const { status, inDoubtSince, startedAt } = cancellation;
    // Where it can happen once only, the platform itself sends it again, and that changes nothing.
    const { can } = this.calls.providerOf(payment);
    const sentAt = cannotHappenTwice(can.repeatCancel, order, cancellation) ? null : startedAt;
    return { payment, part, left: totalOf(left) < totalOf(part) ? part : left, status, inDoubtSince, sentAt };
  }

  async #load({ kind }: Deed, id: string): Promise<LoadedOrder> {
    const order = await this.books.load(kind === 'payment' ? { paymentId: id } : { cancellationId: id });
    if (!order) throw new Problem('not_found', { detail: 'There is no such thing.' });
    return order;
  }
}

/** What the domain answers, as far as it is looked at here. */
export interface Decided {
  readonly status: string;
  readonly attention: string | null;
}

function deedOf({ deed, aboutId }: RefundRequest): [deed: Deed, id: string] {
  if (deed === null || aboutId === null) throw new Error('A decision without a deed.');
  return [deed as unknown as Deed, aboutId];
}

function decidedAbout({ kind, decision, ...wish }: Deed, id: string, decidedBy: string): DecidedAbout {
  const signed = { ...wish, decidedBy };
  if (kind === 'payment' && isPaymentDecision(decision)) return { kind, id, wish: { ...signed, decision } };
  if (kind === 'cancellation' && isCancellationDecision(decision)) return { kind, id, wish: { ...signed, decision } };
  throw notSayable(decision);
}

function notSayable(decision: string): Problem {
  return new Problem('decision_not_possible', { detail: `"${decision}" cannot be said about this.` });
}

/** Nobody is told of a rehearsal. */
function wordless(decidedBy: string, reason: string): OperatorsWord {
  return { decidedBy, decidedWith: 'person_', reason };
}

/** Whose it is nobody else has, so no Idempotency-Key of a caller can be in its way. */
function ownTicket({ id }: RefundRequest): IdempotencyTicket {
  return { apiKeyId: id, key: 'decision', fingerprint: id };
}

function hashOf(deed: Deed, { part, status, inDoubtSince, sentAt }: About): string {
  const shown = { deed, part, status: shownStatus(status), inDoubtSince: textOf(inDoubtSince), sentAt: textOf(sentAt) };
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}

/** That a payment is given up is shown; in which of these ways it is changes by itself, and nothing for who decides. */
function shownStatus(status: string): string {
  return GIVEN_UP_STATES.includes(status) ? 'given_up' : status;
}

function textOf(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}
