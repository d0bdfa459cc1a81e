// Paying an order that exists on a stored card, without the buyer.
// Must never pay an order that its buyer has paid or is paying.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { readId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { Answers, type Answer } from '../orders/answers.js';
import { Books } from '../orders/books.js';
import { beginCharge } from '../orders/charge-moves.js';
import type { PaymentDto } from '../orders/dto/payment.dto.js';
import type { IdempotencyRecord } from '../orders/entities/idempotency-record.entity.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import { paymentView } from '../orders/order.view.js';
import { whyNoNewPayment } from '../orders/payment-moves.js';
import { StoredCardDesk, type StoredCardWish } from '../orders/stored-card-desk.js';
import type { BillingKey } from './billing-key.entity.js';
import { BillingPorts, requireChargeable } from './billing-ports.js';
import { chargeAnswer } from './charge-answer.js';
import { chargePayment } from './charge-order.js';
import { ChargeRunner } from './charge-runner.service.js';
import { KeyBook } from './key-book.js';

@Injectable()
export class CardPaymentsService implements OnModuleInit {
  constructor(
    private readonly desk: StoredCardDesk,
    private readonly book: KeyBook,
    private readonly ports: BillingPorts,
    private readonly books: Books,
    private readonly answers: Answers,
    private readonly runner: ChargeRunner,
  ) {}

  onModuleInit(): void {
    this.desk.register(
      (orderId, wish, ticket) => this.pay(orderId, wish, ticket),
      (billingKeyId) => this.#openKey(billingKeyId),
    );
  }

  /**
   * Pays an order on a stored card. A refused one leaves the order to be paid in any way.
   *
   * @returns 201 when it is paid, 202 when that is being looked up
   * @throws Problem `not_found`, `not_supported`, `billing_key_not_usable`, `order_not_payable`, `provider_refused`,
   *   `provider_not_reached`, `idempotency_key_reused`, `idempotency_key_running`
   */
  pay(orderId: string, wish: StoredCardWish, ticket: IdempotencyTicket | null): Promise<Answer<PaymentDto>> {
    return this.answers.once(ticket, async () => {
      const record = ticket && (await this.answers.find(ticket));
      if (record) return this.#replay(ticket, record);
      const key = await this.#keyOf(wish);
      const order = await this.books.load({ orderId });
      if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
      if (order.sellerCode !== key.sellerCode) {
        throw new Problem('not_supported', { detail: `The card is stored for the seller "${key.sellerCode}".` });
      }
      return this.#begin(key, order, ticket);
    });
  }

  async #openKey(id: string): Promise<string | null> {
    const key = await this.book.load({ id });
    return key === null || key.sealedKey === null ? null : this.book.open(key);
  }

  async #begin(key: BillingKey, order: LoadedOrder, ticket: IdempotencyTicket | null): Promise<Answer<PaymentDto>> {
    const at = this.ports.get(key.provider);
    requireChargeable(at, key, order.amountWon);
    // A seal that does not open must be found out before anything is promised.
    const keySecret = this.book.open(key);
    const begun = await this.books.change({ orderId: order.id }, order, (draft) => {
      const detail = whyNoNewPayment(draft.order, draft.now);
      const resourceId = showId('order', draft.order.id);
      if (detail !== null) throw new Problem('order_not_payable', { detail, resourceId });
      const payment = chargePayment(key, draft.order, at.provider, null, draft.now);
      beginCharge(draft, payment, at.provider.deadlineMs);
      draft.beginRequest(ticket, payment.id);
      return payment.id;
    });
    const view = (_: LoadedOrder, payment: Parameters<typeof paymentView>[0]) => paymentView(payment);
    return this.runner.run({ key, keySecret, at, order: begun.order, paymentId: begun.value, ticket, view });
  }

  async #keyOf({ provider, billingKeyId }: StoredCardWish): Promise<BillingKey> {
    const id = readId('billingKey', billingKeyId);
    const key = id === null ? null : await this.book.load({ id });
    if (!key) throw new Problem('not_found', { detail: 'There is no such billing key.' });
    if (key.provider !== provider) {
      throw new Problem('not_supported', { detail: `The card is stored at ${key.provider}, not at ${provider}.` });
    }
    if (key.status !== 'active') {
      throw new Problem('billing_key_not_usable', { detail: `The billing key is ${key.status}.` });
    }
    return key;
  }

  /** What became of the payment that the first request began, also when its process died before it could answer. */
  async #replay(ticket: IdempotencyTicket | null, record: IdempotencyRecord): Promise<Answer<PaymentDto>> {
    const { resourceId } = record;
    const order = resourceId === null ? null : await this.books.load({ paymentId: resourceId });
    return this.answers.replay(ticket, record, () => {
      const payment = order?.payments.find((each) => each.id === resourceId);
      if (!payment || payment.status === 'confirming') throw new Problem('idempotency_key_running');
      return chargeAnswer(payment, () => paymentView(payment));
    });
  }
}
