// The queue as the desk sees it: what waits, and of each thing the evidence and what can be said about it.
// Must never change anything.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AttentionKind } from '../../attention/attention.dto.js';
import { AttentionService, type FoundItem } from '../../attention/attention.service.js';
import { BillingKeysService } from '../../billing/billing-keys.service.js';
import { documentOf } from '../../common/document.js';
import { readId, showId, type IdKind } from '../../common/ids.js';
import type { PageQuery } from '../../common/page.dto.js';
import { Problem } from '../../common/problems.js';
import { Books } from '../../orders/books.js';
import { cannotHappenTwice } from '../../orders/cancellation-moves.js';
import { canTakeMoney, mustGoBack } from '../../orders/claims.js';
import { GIVEN_UP_STATES } from '../../orders/decision-moves.js';
import { cancellationIn, paymentIn } from '../../orders/loaded-order.js';
import type { EvidenceDto, EvidenceExchangeDto, VerdictDto } from '../../orders/dto/evidence.dto.js';
import { Exchange } from '../../orders/entities/exchange.entity.js';
import type { Order } from '../../orders/entities/order.entity.js';
import type { Payment } from '../../orders/entities/payment.entity.js';
import { EvidenceService } from '../../orders/evidence.service.js';
import { exchangeView } from '../../orders/evidence.view.js';
import { paymentOfCancellation, ProviderCalls } from '../../orders/provider-calls.js';
import { PAYMENT_CALLS, type VerdictRule } from '../../orders/verdict-rules.js';
import { deskBillingKey, type DeskBillingKeyDocument } from '../running/billing-keys-desk.dto.js';
import { RefundRequestBook } from '../refunds/refund-request-book.js';
import { refundRequestDocument } from '../refunds/refunds.dto.js';
import { DESK_DECISIONS, guideOf, whatToDo, type DeskDecision, type Guide } from './decision-guide.js';
import { QueueLooks } from './queue-looks.js';
import {
  PossibleDecisionDocument,
  QueueEntryDocument,
  QueueItemDocument,
  QueuePage,
  QueuePaymentDocument,
  QueueSettlementDocument,
  type QueueLookDocument,
} from './queue.dto.js';

/** Something of the queue, by the words of an address. */
export interface QueueSubject {
  readonly kind: AttentionKind;
  /** UUID. */
  readonly id: string;
  /** As it is shown. */
  readonly shownId: string;
}

const ID_KINDS: Readonly<Record<AttentionKind, IdKind>> = {
  payment: 'payment',
  cancellation: 'cancellation',
  billing_key: 'billingKey',
  cash_receipt: 'cashReceipt',
};
const MOST_EXCHANGES = 20;

@Injectable()
export class QueueService {
  constructor(
    private readonly attention: AttentionService,
    private readonly evidence: EvidenceService,
    private readonly looks: QueueLooks,
    private readonly books: Books,
    private readonly calls: ProviderCalls,
    private readonly keys: BillingKeysService,
    private readonly requests: RefundRequestBook,
    private readonly dataSource: DataSource,
  ) {}

  /** A page of what waits, oldest first. @throws Problem `malformed_request` on a cursor that is none */
  async list(page: PageQuery, kind?: AttentionKind): Promise<QueuePage> {
    const [{ items, nextCursor }, counts] = await Promise.all([
      this.attention.list(page, kind && [kind]),
      this.attention.counts(),
    ]);
    const looks = await this.looks.newestOf(items.map(({ id }) => id));
    const waiting = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return documentOf(QueuePage, {
      items: items.map((item) => itemDocument(item, looks.get(item.id) ?? null)),
      nextCursor,
      waiting,
    });
  }

  /** One thing with everything that helps to decide, also when it has left the queue. @throws Problem `not_found` */
  async show(subject: QueueSubject): Promise<QueueEntryDocument> {
    const item = await this.attention.find(subject.kind, subject.id);
    if (!item) throw new Problem('not_found', { detail: 'There is no such thing.' });
    const isWaiting = item.attention !== null;
    const [payment, billingKey, evidence, exchanges, looks, waiting] = await Promise.all([
      this.#paymentOf(subject),
      this.#billingKeyOf(subject),
      this.evidenceOf(subject),
      this.#exchangesOf(subject),
      this.looks.of(subject.shownId),
      this.requests.openDecision(subject.id),
    ]);
    return documentOf(QueueEntryDocument, {
      ...itemDocument(item, looks[0] ?? null),
      isWaiting,
      decisions: isWaiting ? await this.#decisionsOf(subject, item, payment) : [],
      payment,
      billingKey,
      whatToDo: isWaiting ? whatToDo(subject.kind, item.status) : null,
      evidence,
      exchanges,
      looks,
      waitingRequest: waiting && refundRequestDocument(await this.requests.find(waiting.id)),
      settlement: isWaiting ? null : await this.settlementOf(subject, evidence),
    });
  }

  /**
   * How something left the queue: by the last verdict that moved it or saw to it, or, of a payment, by the record of what
   * went back elsewhere.
   *
   * @param evidence of it
   */
  async settlementOf(
    { kind, id }: QueueSubject,
    evidence: EvidenceDto | null,
  ): Promise<QueueSettlementDocument | null> {
    if (!evidence) return null;
    const external = kind === 'payment' ? await this.evidence.lastExternalOf(id) : null;
    return settlementIn(evidence, external);
  }

  /** The evidence of a payment or cancellation; nothing else has verdicts. */
  async evidenceOf({ kind, id }: QueueSubject): Promise<EvidenceDto | null> {
    if (kind === 'payment') return this.evidence.ofPayment(id);
    return kind === 'cancellation' ? this.evidence.ofCancellation(id) : null;
  }

  /** Of a payment or cancellation, with what its provider calls it. */
  async #paymentOf({ kind, id }: QueueSubject): Promise<QueuePaymentDocument | null> {
    if (kind !== 'payment' && kind !== 'cancellation') return null;
    const order = await this.books.load(kind === 'payment' ? { paymentId: id } : { cancellationId: id });
    if (!order) return null;
    const payment = kind === 'payment' ? paymentIn(order, id) : paymentOfCancellation(order, cancellationIn(order, id));
    return paymentDocument(order, payment);
  }

  async #billingKeyOf({ kind, id }: QueueSubject): Promise<DeskBillingKeyDocument | null> {
    return kind === 'billing_key' ? deskBillingKey(await this.keys.show(id)) : null;
  }

  async #decisionsOf(
    subject: QueueSubject,
    item: FoundItem,
    payment: QueuePaymentDocument | null,
  ): Promise<PossibleDecisionDocument[]> {
    const sayable: readonly string[] = isNotable(subject, item) ? [...item.decisions, 'noted'] : item.decisions;
    const possible = DESK_DECISIONS.filter((each) => each === 'not_known' || sayable.includes(each));
    const couldRefundTwice = possible.includes('try_again') && (await this.#couldRefundTwice(subject.id));
    const guided = payment && subject.kind === 'payment' ? { ...payment, amountWon: item.amountWon ?? 0 } : null;
    return possible.map((decision) =>
      decisionDocument(decision, guideOf(decision, guided), decision === 'try_again' && couldRefundTwice),
    );
  }

  async #couldRefundTwice(cancellationId: string): Promise<boolean> {
    const order = await this.books.load({ cancellationId });
    if (!order) return true;
    const cancellation = cancellationIn(order, cancellationId);
    const { can } = this.calls.providerOf(paymentOfCancellation(order, cancellation));
    return !cannotHappenTwice(can.repeatCancel, order, cancellation);
  }

  /** Of stored cards and cash receipts, which have no verdicts: what was asked last. */
  async #exchangesOf({ kind, id }: QueueSubject): Promise<EvidenceExchangeDto[]> {
    if (kind !== 'billing_key' && kind !== 'cash_receipt') return [];
    const query = this.dataSource.getRepository(Exchange).createQueryBuilder('e');
    if (kind === 'billing_key') query.where('e.billingKeyId = :id', { id });
    else {
      const receipt = (column: string) => `(SELECT ${column} FROM cash_receipts WHERE id = :id)`;
      query
        .where(`e.orderId = ${receipt('order_id')} AND e.paymentId = ${receipt('payment_id')}`, { id })
        // They are kept with the payment, and so are those about its money.
        .andWhere(`e.operation LIKE '%receipt%'`);
    }
    const exchanges = await query.orderBy('e.startedAt', 'DESC').limit(MOST_EXCHANGES).getMany();
    return exchanges.map(exchangeView);
  }
}

/** A stored card has no doubt of its own; one that is being removed leaves the queue by itself. */
function isNotable({ kind }: QueueSubject, { status }: FoundItem): boolean {
  return kind === 'billing_key' && status !== 'removing';
}

/** @throws Problem `not_found` when it cannot be the address of anything */
export function subjectOf(kind: string, shownId: string): QueueSubject {
  const known = Object.keys(ID_KINDS).find((each): each is AttentionKind => each === kind);
  const id = known && readId(ID_KINDS[known], shownId);
  if (!known || !id) throw new Problem('not_found', { detail: 'There is no such thing.' });
  return { kind: known, id, shownId };
}

/** @returns `null` where nothing came after the last call */
function settlementIn({ verdicts, status }: EvidenceDto, external: VerdictDto | null): QueueSettlementDocument | null {
  const calledAt = verdicts.filter(({ rule }) => isCall(rule)).at(-1)?.orderVersion ?? 0;
  const settling = [...verdicts.filter(settles), ...(external ? [external] : [])];
  const last = settling
    .filter(({ orderVersion }) => orderVersion > calledAt)
    .reduce<VerdictDto | null>(
      (latest, each) => (latest && latest.orderVersion > each.orderVersion ? latest : each),
      null,
    );
  if (!last) return null;
  const settled = whatItFollowedFrom(last, verdicts);
  return documentOf(QueueSettlementDocument, {
    at: settled.decidedAt,
    decidedBy: settled.decidedBy,
    decidedWith: settled.decidedWith,
    rule: settled.rule,
    sentence: settled.sentence,
    status,
    reason: settled.reason,
  });
}

/** Where the order could not take what a person found paid, it goes back by itself: the person decided, not the platform. */
function whatItFollowedFrom(last: VerdictDto, verdicts: readonly VerdictDto[]): VerdictDto {
  if (last.rule !== 'late_money_given_back' && last.rule !== 'order_cannot_take_it') return last;
  return verdicts.findLast(({ rule }) => rule === 'operator_said_paid') ?? last;
}

function settles({ fromStatus, toStatus, rule }: VerdictDto): boolean {
  return fromStatus !== toStatus || rule === 'operator_noted' || rule === 'told_refund_not_found';
}

function isCall(rule: VerdictRule): boolean {
  return PAYMENT_CALLS.some((each) => each === rule);
}

function itemDocument(item: FoundItem, lastLook: QueueLookDocument | null): QueueItemDocument {
  const { kind, id, orderId, orderNumber, provider, status, amountWon, attention, since } = item;
  return documentOf(QueueItemDocument, {
    kind,
    id,
    orderId,
    orderNumber,
    provider,
    status,
    amountWon,
    attention,
    since,
    lastLook,
  });
}

/** Where nothing was told of an account, and nothing has to go back, whoever gave it up may have been wrong. */
function paymentDocument(order: Order, payment: Payment): QueuePaymentDocument {
  const { id, status, providerReference, receipt, refusal, createdAt, authorizedAt } = payment;
  const isGivenUp = GIVEN_UP_STATES.includes(status) && receipt === null && !mustGoBack(payment);
  return documentOf(QueuePaymentDocument, {
    id: showId('payment', id),
    providerReference,
    providerPaymentId: receipt?.providerPaymentId ?? null,
    openedAt: createdAt.toISOString(),
    windowOpenedAt: authorizedAt?.toISOString() ?? null,
    isGivenUp,
    givenUpBecause: isGivenUp ? (refusal?.reason ?? null) : null,
    orderTakesIt: canTakeMoney(order, payment),
  });
}

function decisionDocument(
  decision: DeskDecision,
  { answer, means, next, needs, takes }: Guide,
  couldRefundTwice: boolean,
): PossibleDecisionDocument {
  return documentOf(PossibleDecisionDocument, {
    decision,
    answer,
    means,
    next,
    needs: [...needs],
    takes: [...takes],
    couldRefundTwice,
  });
}
