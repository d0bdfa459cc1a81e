// The merchant's orders: created, shown, listed.
// Must never call a provider.
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../common/clock.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { requireListedScheme } from '../common/http/return-schemes.js';
import { readId, showId } from '../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT } from '../common/page.dto.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { Answers, type Answer } from './answers.js';
import { Books, type WriteOutcome } from './books.js';
import type { CreateOrderDto, ListOrdersDto, OrderDto, OrderPageDto } from './dto/order.dto.js';
import { Order } from './entities/order.entity.js';
import { newOrder, readExpiry } from './new-order.js';
import { reopenOrder, voidOrder } from './order-moves.js';
import { OrderDraft } from './order-draft.js';
import { orderView } from './order.view.js';

@Injectable()
export class OrdersService {
  constructor(
    private readonly books: Books,
    private readonly answers: Answers,
    private readonly clock: Clock,
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /**
   * Creates an order. The same number with the same content returns the first order (200); with other content 409.
   *
   * @throws Problem `malformed_request`, `amounts_do_not_add_up`, `order_number_used`, `unknown_seller`, `idempotency_key_reused`
   */
  create(wish: CreateOrderDto, ticket: IdempotencyTicket | null): Promise<Answer<OrderDto>> {
    return this.answers.once(ticket, async () => {
      requireListedScheme(wish.returnUrl, this.platform.returnUrlSchemes);
      const now = this.clock.now();
      const order = newOrder(wish, now, this.config.defaultLifetimeMs);
      const draft = new OrderDraft(order, now);
      draft.tellCreated();
      const body = this.view({ ...order, version: draft.events.length });
      draft.completeRequest(ticket, order.id, 201, body);
      const outcome = await this.books.create(draft);
      if (outcome === 'written') return { status: 201, body, replayed: false };
      return this.#notWritten(outcome, order, ticket);
    });
  }

  /** @throws Problem `not_found` */
  async show(orderId: string): Promise<OrderDto> {
    const order = await this.books.load({ orderId });
    if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
    return this.view(order);
  }

  /** A page of orders, newest first, by keyset: as fast on the last page as on the first. */
  async list(filter: ListOrdersDto): Promise<OrderPageDto> {
    const limit = filter.limit ?? DEFAULT_PAGE_LIMIT;
    const ids = await this.#pageIds(filter, limit + 1);
    const { rows, nextCursor } = cutPage(ids, limit, (id) => showId('order', id));
    const found = rows.length === 0 ? [] : await this.#loadAll(rows);
    return { items: found.map((order) => this.view(order)), nextCursor };
  }

  /**
   * Withdraws an order that is not paid. Withdrawing it again changes nothing.
   *
   * @throws Problem `not_found`, `order_not_voidable`, `idempotency_key_reused`
   */
  void(orderId: string, ticket: IdempotencyTicket | null): Promise<Answer<OrderDto>> {
    return this.#change(orderId, ticket, (draft) => void voidOrder(draft, this.config));
  }

  /**
   * Lets an order that is not paid, or whose time was up, be paid until another moment, under the same number and page.
   *
   * @throws Problem `not_found`, `order_not_reopenable`, `malformed_request`, `idempotency_key_reused`
   */
  reopen(orderId: string, expiresAt: string, ticket: IdempotencyTicket | null): Promise<Answer<OrderDto>> {
    return this.#change(orderId, ticket, (draft) => reopenOrder(draft, readExpiry(expiresAt, draft.now)));
  }

  async #change(
    orderId: string,
    ticket: IdempotencyTicket | null,
    move: (draft: OrderDraft) => void,
  ): Promise<Answer<OrderDto>> {
    return this.answers.once(ticket, async () => {
      const order = await this.books.load({ orderId }, { ticket });
      if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
      if (order.earlier) return this.answers.replay(ticket, order.earlier);
      const { value: body } = await this.books.change({ orderId }, order, (draft) => {
        move(draft);
        const shown = this.view({ ...draft.order, version: draft.isEmpty ? draft.order.version : draft.nextVersion });
        draft.completeRequest(ticket, orderId, 200, shown);
        return shown;
      });
      return { status: 200, body, replayed: false };
    });
  }

  /** The order as the API shows it. */
  view(order: Order): OrderDto {
    return orderView(order, this.platform.publicUrl);
  }

  async #notWritten(
    outcome: Exclude<WriteOutcome, 'written'>,
    order: Order,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<OrderDto>> {
    if (outcome === 'unknown_seller') {
      throw new Problem('unknown_seller', { detail: `There is no seller "${order.sellerCode}".` });
    }
    const record = ticket && (await this.answers.find(ticket));
    if (record) return this.answers.replay(ticket, record);
    const { sellerCode, orderNumber } = order;
    const first = await this.books.load({ sellerCode, orderNumber });
    if (!first) throw new Problem('busy');
    if (first.contentHash === order.contentHash) return { status: 200, body: this.view(first), replayed: false };
    throw new Problem('order_number_used', { resourceId: showId('order', first.id) });
  }

  /** An order number is looked for as it is; everything else walks an index from the newest. */
  async #pageIds(filter: ListOrdersDto, limit: number): Promise<string[]> {
    const query = this.orders.createQueryBuilder('o').select('o.id', 'id').orderBy('o.id', 'DESC').limit(limit);
    if (filter.orderNumber !== undefined) query.andWhere('o.orderNumber = :number', { number: filter.orderNumber });
    if (filter.status !== undefined) query.andWhere('o.status = :status', { status: filter.status });
    if (filter.from !== undefined) query.andWhere('o.createdAt >= :from', { from: new Date(filter.from) });
    if (filter.to !== undefined) query.andWhere('o.createdAt < :to', { to: new Date(filter.to) });
    if (filter.cursor !== undefined) query.andWhere('o.id < :cursor', { cursor: readCursor(filter.cursor) });
    const rows = await query.getRawMany<{ id: string }>();
    return rows.map((row) => row.id);
  }

  async #loadAll(ids: readonly string[]): Promise<Order[]> {
    return this.orders
      .createQueryBuilder('o')
      .leftJoinAndSelect('o.payments', 'p')
      .leftJoinAndSelect('o.cancellations', 'x')
      .whereInIds([...ids])
      .orderBy('o.id', 'DESC')
      .addOrderBy('p.id', 'ASC')
      .addOrderBy('x.id', 'ASC')
      .getMany();
  }
}

function readCursor(cursor: string): string {
  const id = readId('order', cursor);
  if (id === null) throw new Problem('malformed_request', { detail: 'cursor must be the nextCursor of a page.' });
  return id;
}
