// Takes orders through the platform: places them, opens payments, asks for refunds, learns what became of them.
// Must never call the platform for a write before the shop has stored what it is about to ask.
import { randomInt, randomUUID } from 'node:crypto';
import type { Bill } from './cart.js';
import { PlatformRefusal, PlatformSilence, type GyeoljeClient, type NewCancellation } from './gyeolje-client.js';
import type { NewOrder, NewPayment } from './gyeolje-client.js';
import type { PlatformOrder } from './gyeolje-order.js';
import type { OrderStore, Refund, ShopOrder } from './order-store.js';

export interface Buyer {
  readonly name: string;
  readonly phone: string;
}

export class OrderDesk {
  constructor(
    private readonly platform: GyeoljeClient,
    private readonly store: OrderStore,
  ) {}

  /** Writes the order into the shop's own book. The same form sent twice finds the order of the first time. */
  async take(owner: string, attempt: string, bill: Bill, buyer: Buyer, shopUrl: string): Promise<ShopOrder> {
    const taken = this.store.findAttempt(owner, attempt);
    if (taken) return taken;
    const orderNumber = newOrderNumber(new Date());
    return this.store.add({
      orderNumber,
      owner,
      attempt,
      placedAt: new Date().toISOString(),
      request: orderRequest(orderNumber, bill, buyer, shopUrl),
      idempotencyKey: randomUUID(),
      refunds: [],
    });
  }

  /** Makes sure the platform has the order. After a failure it may simply be called again. */
  async place(order: ShopOrder): Promise<PlatformOrder> {
    if (order.platform) return order.platform;
    const placed = await this.platform.createOrder(order.request, order.idempotencyKey);
    if (placed.orderNumber !== order.orderNumber || placed.amountWon !== order.request.amountWon) {
      throw new PlatformSilence(`The platform's answer about ${order.orderNumber} is about another order.`);
    }
    await this.store.change(order.orderNumber, (newest) => ({ ...newest, platform: placed }));
    return placed;
  }

  /** Answers where to send the buyer. Opening moves no money, so each try is a new payment under a new key. */
  async openPayco(order: ShopOrder, device: Omit<NewPayment, 'provider'>): Promise<string> {
    const placed = await this.place(order);
    return this.platform.openPayment(placed.id, { provider: 'payco', ...device }, randomUUID());
  }

  /** The truth about an order; throws when the platform cannot tell it now. An order it never got has none. */
  async look(order: ShopOrder): Promise<ShopOrder> {
    if (!order.platform) return order;
    const seen = await this.platform.order(order.platform.id);
    return this.store.change(order.orderNumber, (newest) =>
      JSON.stringify(newest.platform) === JSON.stringify(seen) ? newest : { ...newest, platform: seen },
    );
  }

  /** Like `look`, but content with what was last known. */
  async lookIfPossible(order: ShopOrder): Promise<{ order: ShopOrder; current: boolean }> {
    try {
      return { order: await this.look(order), current: true };
    } catch (error) {
      if (error instanceof PlatformSilence || error instanceof PlatformRefusal) return { order, current: false };
      throw error;
    }
  }

  /**
   * Asks for a refund once: the key is on the disk before the call, a form sent twice uses the same key, and no second
   * refund starts while the answer to one is missing.
   */
  async refund(order: ShopOrder, attempt: string, request: NewCancellation): Promise<RefundOutcome> {
    const noted = await this.store.change(order.orderNumber, (newest) => {
      if (newest.refunds.some((refund) => refund.attempt === attempt || refund.answer === 'none')) return newest;
      const idempotencyKey = randomUUID();
      const askedAt = new Date().toISOString();
      const refund: Refund = { attempt, idempotencyKey, request, askedAt, answer: 'none' };
      return { ...newest, refunds: [...newest.refunds, refund] };
    });
    const refund = noted.refunds.find((known) => known.attempt === attempt);
    return refund ? this.send(noted, refund) : { is: 'busy' };
  }

  /** Repeats a refund whose answer never came, under its old key: the platform does it at most once. */
  async repeatRefund(order: ShopOrder): Promise<RefundOutcome> {
    const unanswered = order.refunds.find((refund) => refund.answer === 'none');
    return unanswered ? this.send(order, unanswered) : { is: 'accepted' };
  }

  private async send(order: ShopOrder, refund: Refund): Promise<RefundOutcome> {
    if (!order.platform) throw new Error(`Order ${order.orderNumber} was never placed, so nothing can be refunded.`);
    try {
      await this.platform.cancel(order.platform.id, refund.request, refund.idempotencyKey);
      await this.answered(order, refund, 'accepted');
      return { is: 'accepted' };
    } catch (error) {
      if (error instanceof PlatformSilence) return { is: 'unanswered' };
      if (!(error instanceof PlatformRefusal)) throw error;
      await this.answered(order, refund, 'refused');
      return { is: 'refused', refusal: error };
    }
  }

  private answered(order: ShopOrder, refund: Refund, answer: 'accepted' | 'refused'): Promise<ShopOrder> {
    return this.store.change(order.orderNumber, (newest) => ({
      ...newest,
      refunds: newest.refunds.map((known) => (known.attempt === refund.attempt ? { ...known, answer } : known)),
    }));
  }
}

export type RefundOutcome =
  { is: 'accepted' } | { is: 'unanswered' } | { is: 'busy' } | { is: 'refused'; refusal: PlatformRefusal };

function orderRequest(orderNumber: string, bill: Bill, buyer: Buyer, shopUrl: string): NewOrder {
  const [first, ...others] = bill.lines;
  if (!first) throw new Error('An empty cart cannot be ordered.');
  return {
    orderNumber,
    title: others.length === 0 ? first.product.name.ko : `${first.product.name.ko} 외 ${others.length}건`,
    amountWon: bill.amountWon,
    taxFreeWon: bill.taxFreeWon,
    items: bill.lines.map((line) => ({
      reference: line.product.id,
      name: line.product.name.ko,
      ...(line.product.option && { option: line.product.option.ko }),
      quantity: line.quantity,
      amountWon: line.amountWon,
      taxFreeWon: line.taxFreeWon,
    })),
    ...(bill.couponWon > 0 && { discounts: { couponWon: bill.couponWon, pointWon: 0 } }),
    buyer: { name: buyer.name, ...(buyer.phone && { phone: buyer.phone }) },
    returnUrl: `${shopUrl}/orders/${orderNumber}/result`,
    metadata: { shop: 'slow-books' },
  };
}

/** A date for people, then enough chance that two shops on one platform never meet. No letters that look like digits. */
export function newOrderNumber(now: Date): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(now).replaceAll('-', '');
  const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
  const chance = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `SB${day}-${chance}`;
}
