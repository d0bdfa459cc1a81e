// Reads an order whole for the desk: what belongs to it, what happened, and what the platform does next.
// Must never change anything, nor show a buyer unmasked.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { BillingKey } from '../../billing/billing-key.entity.js';
import { CashReceipt } from '../../cash-receipts/cash-receipt.entity.js';
import { readId, showId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { readAccounts, type OrderAccount } from '../../money/order-accounts.js';
import type { EvidenceDto } from '../../orders/dto/evidence.dto.js';
import { Exchange } from '../../orders/entities/exchange.entity.js';
import type { Order } from '../../orders/entities/order.entity.js';
import { EvidenceService } from '../../orders/evidence.service.js';
import { nextStepsOfOrder, settlingKeys, type NextStep } from '../../orders/next-steps.js';
import { PendingJobs } from '../../orders/pending-jobs.js';
import type { KnownRequest } from '../refunds/refund-request.entity.js';
import { RefundRequestBook } from '../refunds/refund-request-book.js';
import { Seller } from '../../sellers/seller.entity.js';
import type { ActorNames } from './actors.js';
import type { OrderExchangeDto, DeskOrderDto, TimelineDto } from './order-page.dto.js';
import { exchangeDocument, orderPage } from './order-page.view.js';
import { readTimeline, timelineDocument } from './timeline.js';
import { SELECT_FINGERPRINT, SELECT_LAST_VERDICTS, SELECT_NAMES } from './timeline.sql.js';

/** The last verdict of a payment or cancellation. */
export interface LastVerdict {
  readonly paymentId: string | null;
  readonly cancellationId: string | null;
  readonly rule: string;
  readonly fromStatus: string;
  readonly toStatus: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

/** Everything of an order that its page is made of. */
export interface WholeOrder {
  readonly account: OrderAccount;
  readonly seller: Seller | null;
  readonly steps: readonly NextStep[];
  readonly cashReceipts: readonly CashReceipt[];
  readonly billingKeys: readonly BillingKey[];
  readonly verdicts: readonly LastVerdict[];
  readonly requests: readonly KnownRequest[];
}

/** Rises when the page of an order says other things of the same rows. */
const EDITION = 2;
/** More than anybody asks for of one order. */
const MOST_REQUESTS = 100;

@Injectable()
export class OrderPages {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly jobs: PendingJobs,
    private readonly evidence: EvidenceService,
    private readonly requests: RefundRequestBook,
  ) {}

  /** What differs as soon as anything on the page does. @throws Problem `not_found` */
  async fingerprint(orderId: string): Promise<string> {
    const rows = await this.dataSource.query<{ fingerprint: string }[]>(SELECT_FINGERPRINT, [orderId]);
    const [row] = rows;
    if (!row) throw noSuchOrder();
    return `${EDITION}.${row.fingerprint}`;
  }

  /** @throws Problem `not_found` */
  async show(orderId: string): Promise<DeskOrderDto> {
    const [account] = await readAccounts(this.dataSource, [orderId]);
    if (!account) throw noSuchOrder();
    const { order } = account;
    const keyIds = order.payments.flatMap(({ billingKeyId, registersKeyId }) => [billingKeyId, registersKeyId]);
    const manager = this.dataSource.manager;
    const whole: WholeOrder = {
      account,
      seller: await manager.findOneBy(Seller, { code: order.sellerCode }),
      steps: nextStepsOfOrder(order, await this.jobs.among(settlingKeys(order))),
      cashReceipts: await manager.find(CashReceipt, { where: { orderId }, order: { id: 'ASC' } }),
      billingKeys: await manager.findBy(BillingKey, { id: In(keyIds.filter((id) => id !== null)) }),
      verdicts: await this.dataSource.query<LastVerdict[]>(SELECT_LAST_VERDICTS, [orderId]),
      requests: await this.requests.ofOrder(orderId, MOST_REQUESTS),
    };
    const known = await this.#names(order, whole.cashReceipts);
    return orderPage(whole, await this.#timeline(whole, known, undefined), known.names);
  }

  /** What happened before a place in the timeline. @throws Problem `not_found`, `malformed_request` */
  async timeline(orderId: string, cursor: string | undefined): Promise<TimelineDto> {
    const [account] = await readAccounts(this.dataSource, [orderId]);
    if (!account) throw noSuchOrder();
    const cashReceipts = await this.dataSource.manager.findBy(CashReceipt, { orderId });
    const requests = await this.requests.ofOrder(orderId, MOST_REQUESTS);
    const known = await this.#names(account.order, cashReceipts);
    return this.#timeline({ account, cashReceipts, requests }, known, cursor);
  }

  /** @throws Problem `not_found`, also for an exchange of another order */
  async exchange(orderId: string, exchangeId: string): Promise<OrderExchangeDto> {
    const exchange = await this.dataSource.manager.findOneBy(Exchange, { id: exchangeId, orderId });
    if (!exchange) throw new Problem('not_found', { detail: 'There is no such exchange; old ones are removed.' });
    return exchangeDocument(exchange);
  }

  /** The evidence of a payment or cancellation, `pay_…` or `can_…`. @throws Problem `not_found`, also of another order's */
  async evidenceOf(orderId: string, subject: string): Promise<EvidenceDto> {
    const [paymentId, cancellationId] = [readId('payment', subject), readId('cancellation', subject)];
    const found =
      paymentId !== null
        ? await this.evidence.ofPayment(paymentId)
        : cancellationId !== null
          ? await this.evidence.ofCancellation(cancellationId)
          : null;
    if (found?.orderId === showId('order', orderId)) return found;
    throw new Problem('not_found', { detail: 'The order has no such payment or cancellation.' });
  }

  async #timeline(
    { account: { order }, cashReceipts, requests }: Pick<WholeOrder, 'account' | 'cashReceipts' | 'requests'>,
    known: ActorNames,
    cursor: string | undefined,
  ): Promise<TimelineDto> {
    const subjects = [
      showId('order', order.id),
      ...order.payments.map(({ id }) => showId('payment', id)),
      ...order.cancellations.map(({ id }) => showId('cancellation', id)),
      ...cashReceipts.map(({ id }) => showId('cashReceipt', id)),
      // A decision tells of itself, at what it is about.
      ...requests.filter(({ kind }) => kind !== 'decision').map(({ id }) => showId('refundRequest', id)),
    ];
    const { rows, earlierCursor } = await readTimeline(this.dataSource, order.id, subjects, cursor);
    return timelineDocument(rows, earlierCursor, known);
  }

  async #names({ payments, cancellations }: Order, cashReceipts: readonly CashReceipt[]): Promise<ActorNames> {
    const asking = [...cancellations, ...cashReceipts].map(({ requestedBy }) => requestedBy);
    const ids = (kind: 'apiKey' | 'person') => asking.flatMap((shown) => readId(kind, shown) ?? []);
    const rows = await this.dataSource.query<{ id: string; name: string }[]>(SELECT_NAMES, [
      ids('apiKey'),
      ids('person'),
    ]);
    const providers = new Map(payments.map(({ id, provider }) => [id, provider]));
    return {
      names: new Map(rows.map(({ id, name }) => [id, name])),
      askedBy: new Map(cancellations.map(({ id, requestedBy }) => [showId('cancellation', id), requestedBy])),
      providers: new Map([
        ...payments.map(({ id, provider }) => [showId('payment', id), provider] as const),
        ...cancellations.map(
          ({ id, paymentId }) => [showId('cancellation', id), providers.get(paymentId) ?? ''] as const,
        ),
      ]),
    };
  }
}

function noSuchOrder(): Problem {
  return new Problem('not_found', { detail: 'There is no such order.' });
}
