// Charging a stored card: intent committed, provider called with nothing held, answer applied. What is lost on the way is
// settled like any payment. Must never charge twice for one order number, one Idempotency-Key or one month.
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../common/clock.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { Answers, type Answer } from '../orders/answers.js';
import { Books } from '../orders/books.js';
import { beginCharge } from '../orders/charge-moves.js';
import type { OrderDto } from '../orders/dto/order.dto.js';
import { Payment } from '../orders/entities/payment.entity.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import { OrderDraft } from '../orders/order-draft.js';
import { OrdersService } from '../orders/orders.service.js';
import { whyNoNewPayment } from '../orders/payment-moves.js';
import type { BillingKey } from './billing-key.entity.js';
import type { ChargeCardDto } from './billing-key.dto.js';
import { BillingPorts, requireChargeable, type BillingProvider } from './billing-ports.js';
import { chargeAnswer, wasNotSent } from './charge-answer.js';
import { ChargeRunner } from './charge-runner.service.js';
import { chargeOrder, chargePayment } from './charge-order.js';
import { KeyBook } from './key-book.js';

/** A charge that was asked for, with all that is known before anything is written. */
interface Asked {
  readonly key: BillingKey;
  readonly wish: ChargeCardDto;
  readonly order: LoadedOrder;
  readonly ticket: IdempotencyTicket | null;
}

@Injectable()
export class ChargingService {
  constructor(
    private readonly book: KeyBook,
    private readonly ports: BillingPorts,
    private readonly books: Books,
    private readonly answers: Answers,
    private readonly orders: OrdersService,
    private readonly runner: ChargeRunner,
    private readonly clock: Clock,
    @InjectRepository(Payment) private readonly payments: Repository<Payment>,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Charges a stored card for a new order, or for the order that the same number and content made earlier and that was
   * refused on another card.
   *
   * @returns 201 when it is charged, 202 when that is being looked up, 200 when it was charged by an earlier request
   * @throws Problem `not_found`, `billing_key_not_usable`, `month_charged`, `not_supported`, `order_number_used`,
   *   `order_not_payable`, `amounts_do_not_add_up`, `provider_refused`, `provider_not_reached`
   */
  async charge(keyId: string, wish: ChargeCardDto, ticket: IdempotencyTicket | null): Promise<Answer<OrderDto>> {
    return this.answers.once(ticket, async () => {
      const key = await this.book.load({ id: keyId });
      if (!key) throw new Problem('not_found', { detail: 'There is no such billing key.' });
      const order = chargeOrder(key, wish, this.clock.now(), this.config.defaultLifetimeMs);
      const asked: Asked = { key, wish, order, ticket };
      if (key.status !== 'active') return (await this.#earlier(asked)) ?? notUsable(key);
      const at = this.ports.get(key.provider);
      requireChargeable(at, key, order.amountWon);
      return this.#begin(asked, at);
    });
  }

  /** Order, payment, watchdog job and Idempotency-Key in one statement; then the call. */
  async #begin(asked: Asked, at: BillingProvider): Promise<Answer<OrderDto>> {
    const { key, wish, order, ticket } = asked;
    // A seal that does not open must be found out before anything is promised.
    const keySecret = this.book.open(key);
    const draft = new OrderDraft(order, order.createdAt);
    draft.tellCreated();
    const payment = chargePayment(key, order, at.provider, wish.billingMonth ?? null, draft.now);
    beginCharge(draft, payment, at.provider.deadlineMs);
    draft.beginRequest(ticket, payment.id);
    switch (await this.books.create(draft)) {
      case 'written':
        return this.#run(asked, at, order, payment.id, keySecret);
      case 'key_not_usable':
        return (await this.#earlier(asked)) ?? notUsable(key);
      case 'month_charged':
        return (await this.#earlier(asked)) ?? this.#refuseMonth(asked);
      case 'unknown_seller':
      case 'stale':
      case 'provider_number_used':
        throw new Problem('busy');
      case 'idempotency_key_used':
      case 'order_number_used':
        return (await this.#earlier(asked)) ?? this.#chargeAgain(asked, at, keySecret);
    }
  }

  /** What an earlier request with the same Idempotency-Key, or the same number, content and card, came to. */
  async #earlier({ key, order, ticket }: Asked): Promise<Answer<OrderDto> | null> {
    const record = ticket && (await this.answers.find(ticket));
    if (record) {
      const { resourceId } = record;
      const begun = resourceId === null ? null : await this.books.load({ paymentId: resourceId });
      return this.answers.replay(ticket, record, () => this.#stateAnswer(begun, resourceId));
    }
    const { sellerCode, orderNumber } = order;
    const first = await this.books.load({ sellerCode, orderNumber });
    if (!first) return null;
    if (first.contentHash !== order.contentHash) {
      throw new Problem('order_number_used', { resourceId: showId('order', first.id) });
    }
    const last = first.payments.filter(({ billingKeyId }) => billingKeyId === key.id).at(-1);
    if (!last || wasNotSent(last)) return null;
    const answer = chargeAnswer(last, () => this.orders.view(first));
    return answer.status === 201 ? { ...answer, status: 200 } : answer;
  }

  /** A new try for the order that was refused on another card, or whose charge never left. */
  async #chargeAgain(asked: Asked, at: BillingProvider, keySecret: string): Promise<Answer<OrderDto>> {
    const { key, wish, ticket } = asked;
    const { sellerCode, orderNumber } = asked.order;
    const begun = await this.books
      .change({ sellerCode, orderNumber }, null, (draft) => {
        const detail = whyNoNewPayment(draft.order, draft.now);
        const resourceId = showId('order', draft.order.id);
        if (detail !== null) throw new Problem('order_not_payable', { detail, resourceId });
        const payment = chargePayment(key, draft.order, at.provider, wish.billingMonth ?? null, draft.now);
        beginCharge(draft, payment, at.provider.deadlineMs);
        draft.beginRequest(ticket, payment.id);
        return payment.id;
      })
      .catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'month_charged') return this.#refuseMonth(asked);
        throw error;
      });
    return this.#run(asked, at, begun.order, begun.value, keySecret);
  }

  #run(asked: Asked, at: BillingProvider, order: LoadedOrder, paymentId: string, keySecret: string) {
    const { key, ticket } = asked;
    const view = (current: LoadedOrder): OrderDto => this.orders.view(current);
    return this.runner.run({ key, keySecret, at, order, paymentId, ticket, view });
  }

  /** The answer to a request whose process died before it could answer: whatever became of its charge. */
  #stateAnswer(order: LoadedOrder | null, paymentId: string | null): Answer<OrderDto> {
    const payment = order?.payments.find((each) => each.id === paymentId);
    if (!order || !payment || payment.status === 'confirming') throw new Problem('idempotency_key_running');
    return chargeAnswer(payment, () => this.orders.view(order));
  }

  async #refuseMonth({ key, wish }: Asked): Promise<never> {
    const standing = await this.payments
      .createQueryBuilder('p')
      .where('p.billingKeyId = :keyId AND p.billingMonth = :month AND p.holdsMonth', {
        keyId: key.id,
        month: wish.billingMonth,
      })
      .andWhere(`p.status NOT IN ('refused', 'abandoned', 'reversed')`)
      .getOne();
    throw new Problem('month_charged', standing ? { resourceId: showId('order', standing.orderId) } : {});
  }
}

function notUsable({ status }: BillingKey): never {
  const detail = status === 'active' ? 'It was ended at this moment.' : `The billing key is ${status}.`;
  throw new Problem('billing_key_not_usable', { detail });
}
