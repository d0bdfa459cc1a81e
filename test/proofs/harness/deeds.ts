// What callers knock for: real orders, payments and cards in the state in which a door leads somewhere.
// Must never leave a door untried because what lies behind it is hard to make.
import type { House } from '../../support/house.js';
import { newOrderNumber, visit, type Merchant, type ShownBillingKey, type ShownOrder } from '../../support/merchant.js';
import type { ShownPayment } from '../../support/merchant.js';
import type { Desk } from './desk.js';
import { deliver, type WindowResult } from '../../support/payple-control.js';

/** A payment at PAYCO whose buyer agreed. */
export interface Agreed {
  readonly order: ShownOrder;
  readonly payment: ShownPayment;
  readonly returnUrl: string;
}

/** The house and who may do everything in it. */
export class Deeds {
  constructor(
    readonly house: Pick<House, 'url' | 'payco' | 'payple'>,
    readonly merchant: Merchant,
    private readonly ownDesk: Desk | null = null,
  ) {}

  /** The refund desk, for proofs that have the application at hand. */
  get desk(): Desk {
    if (!this.ownDesk) throw new Error('These deeds have no refund desk.');
    return this.ownDesk;
  }

  /** A body that makes a new order. */
  newOrder(): Readonly<Record<string, unknown>> {
    return {
      orderNumber: newOrderNumber(),
      title: 'Fried Chicken',
      amountWon: 10_000,
      returnUrl: 'https://shop.example.com/orders/return',
    };
  }

  order(): Promise<ShownOrder> {
    return this.merchant.order();
  }

  /** A payment at PAYCO whose buyer agreed; their browser has not come back. */
  async agreed(outcome: 'card' | 'virtual_account' = 'card'): Promise<Agreed> {
    const order = await this.order();
    const payment = await this.merchant.pay(order);
    return { order, payment, returnUrl: await this.house.payco.agree(payment, outcome) };
  }

  async paidOrder(): Promise<{ readonly id: string; readonly paymentId: string }> {
    const { order, payment, returnUrl } = await this.agreed();
    await visit(returnUrl);
    return { id: order.id, paymentId: payment.id };
  }

  /** A payment in Payple's window, with what its buyer's browser is about to post. */
  async inWindow(method?: string): Promise<{ readonly order: ShownOrder; readonly result: WindowResult }> {
    const order = await this.order();
    const result = await this.house.payple.finish(await this.merchant.pay(order, 'pc', 'payple', method), 'pay');
    return { order, result };
  }

  /** The address at which Payple's script asks for what opens a window. */
  async authorizationPath(): Promise<string> {
    const payment = await this.merchant.pay(await this.order(), 'pc', 'payple');
    return payment.handoff?.parameters?.['payple_auth_file'] ?? '';
  }

  async paidFromAccount(): Promise<ShownOrder> {
    const { order, result } = await this.inWindow('transfer');
    await deliver(result);
    return order;
  }

  async cashReceipt(): Promise<{ readonly orderId: string; readonly receiptId: string }> {
    const { id: orderId } = await this.paidFromAccount();
    const wish = { purpose: 'personal', identity: '010-9876-5432' };
    const { body } = await this.merchant.call<{ id: string }>('POST', `/v1/orders/${orderId}/cash-receipts`, wish);
    return { orderId, receiptId: body.id };
  }

  /** A card whose buyer has not come to the provider yet. */
  cardToRegister(): Promise<ShownBillingKey> {
    return this.merchant.registerCard({ provider: 'payple', channel: 'pc' });
  }

  /** A card whose buyer gave it in the window; their browser has not come back. */
  async cardInWindow(): Promise<{ readonly key: ShownBillingKey; readonly result: WindowResult }> {
    const key = await this.cardToRegister();
    return { key, result: await this.house.payple.finish(key, 'pay') };
  }

  async storedCard(): Promise<ShownBillingKey> {
    const { key, result } = await this.cardInWindow();
    await deliver(result);
    return key;
  }

  async apiKeyId(): Promise<string> {
    const wish = { name: 'to be revoked', scopes: ['orders:read'] };
    return (await this.merchant.call<{ id: string }>('POST', '/v1/api-keys', wish)).body.id;
  }

  async sellerCode(): Promise<string> {
    const code = newOrderNumber();
    await this.merchant.call('POST', '/v1/sellers', { code, name: 'A branch' });
    return code;
  }
}

/** The path and query of an address. */
export function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}
