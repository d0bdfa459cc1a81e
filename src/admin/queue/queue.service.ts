// The queue as the desk sees it: what waits, and of each thing the evidence and what can be said about it.
// Must never change anything.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AttentionKind } from '../../attention/attention.dto.js';
import { AttentionService, type FoundItem } from '../../attention/attention.service.js';
import { documentOf } from '../../common/document.js';
import { readId, type IdKind } from '../../common/ids.js';
import type { PageQuery } from '../../common/page.dto.js';
import { Problem } from '../../common/problems.js';
import { Books } from '../../orders/books.js';
import { cannotHappenTwice } from '../../orders/cancellation-moves.js';
import { cancellationIn } from '../../orders/cancelling.service.js';
import type { EvidenceDto, EvidenceExchangeDto, VerdictDto } from '../../orders/dto/evidence.dto.js';
import { Exchange } from '../../orders/entities/exchange.entity.js';
import { EvidenceService } from '../../orders/evidence.service.js';
import { exchangeView } from '../../orders/evidence.view.js';
import { paymentOfCancellation, ProviderCalls } from '../../orders/provider-calls.js';
import { DESK_DECISIONS, GUIDES, WHAT_TO_DO, type DeskDecision } from './decision-guide.js';
import { QueueLooks } from './queue-looks.js';
import {
  PossibleDecisionDocument,
  QueueEntryDocument,
  QueueItemDocument,
  QueuePage,
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
    const [evidence, exchanges, looks, decisions] = await Promise.all([
      this.evidenceOf(subject),
      this.#exchangesOf(subject),
      this.looks.of(subject.shownId),
      isWaiting ? this.#decisionsOf(subject, item) : [],
    ]);
    return documentOf(QueueEntryDocument, {
      ...itemDocument(item, looks[0] ?? null),
      isWaiting,
      decisions,
      whatToDo: isWaiting ? (WHAT_TO_DO[subject.kind] ?? null) : null,
      evidence,
      exchanges,
      looks,
      settlement: isWaiting ? null : settlementIn(evidence),
    });
  }

  /** The evidence of a payment or cancellation; nothing else has verdicts. */
  async evidenceOf({ kind, id }: QueueSubject): Promise<EvidenceDto | null> {
    if (kind === 'payment') return this.evidence.ofPayment(id);
    return kind === 'cancellation' ? this.evidence.ofCancellation(id) : null;
  }

  async #decisionsOf(subject: QueueSubject, item: FoundItem): Promise<PossibleDecisionDocument[]> {
    const possible = DESK_DECISIONS.filter((each) => each === 'not_known' || item.decisions.includes(each));
    const couldRefundTwice = possible.includes('try_again') && (await this.#couldRefundTwice(subject.id));
    return possible.map((decision) => decisionDocument(decision, decision === 'try_again' && couldRefundTwice));
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

/** @throws Problem `not_found` when it cannot be the address of anything */
export function subjectOf(kind: string, shownId: string): QueueSubject {
  const known = Object.keys(ID_KINDS).find((each): each is AttentionKind => each === kind);
  const id = known && readId(ID_KINDS[known], shownId);
  if (!known || !id) throw new Problem('not_found', { detail: 'There is no such thing.' });
  return { kind: known, id, shownId };
}

/** The last verdict that moved it, or saw to it. */
export function settlementIn(evidence: EvidenceDto | null): QueueSettlementDocument | null {
  const last = evidence?.verdicts.filter(settles).at(-1);
  if (!last) return null;
  return documentOf(QueueSettlementDocument, {
    at: last.decidedAt,
    decidedBy: last.decidedBy,
    decidedWith: last.decidedWith,
    rule: last.rule,
    sentence: last.sentence,
    status: last.toStatus,
    reason: last.reason,
  });
}

function settles({ fromStatus, toStatus, rule }: VerdictDto): boolean {
  return fromStatus !== toStatus || rule === 'operator_noted';
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

function decisionDocument(decision: DeskDecision, couldRefundTwice: boolean): PossibleDecisionDocument {
  const { answer, means, next, needs, takes } = GUIDES[decision];
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
