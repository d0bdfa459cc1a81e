// What callers knock for: real orders, payments and cards in the state in which a door leads somewhere.
// Must never leave a door untried because what lies behind it is hard to make.
import type { House } from '../../support/house.js';
import { newOrderNumber, visit, type Merchant, type ShownBillingKey, type ShownOrder } from '../../support/merchant.js';
import type { ShownPayment } from '../../support/merchant.js';
import type { Desk } from './desk.js';
import { deliver, type WindowResult } from '../../support/payple-control.js';
import { waitFor } from '../../support/wait-for.js';
import { WebhookOwner, type ShownEndpoint } from '../../support/webhook-owner.js';

/** A payment at PAYCO whose buyer agreed. */
export interface Agreed {
  readonly order: ShownOrder;
  readonly payment: ShownPayment;
  readonly returnUrl: string;
}

/** What no call brings about: it comes with time. */
export interface Time {
  /** Returns when an operator was called for what is in doubt, `pay_…` or `can_…`. */
  untilOperatorIsCalled(id: string): Promise<void>;
  /** Returns when an endpoint that always fails, and for which something waits, is paused. */
  untilPaused(endpoint: ShownEndpoint): Promise<void>;
}

/** No event is ever of this type, so whoever wants it alone costs nothing. */
const NOTHING_MUCH = ['cash_receipt.refused'];

/** The house, who may do everything in it, and where its webhooks may go. */
export class Deeds {
  readonly #webhooks: WebhookOwner;
  #made = 0;

  /** @param receiverUrl a receiver that answers well, but for `/broken`, where it never does */
  constructor(
    readonly house: Pick<House, 'url' | 'payco' | 'payple'>,
    readonly merchant: Merchant,
    readonly time: Time,
    readonly receiverUrl: string,
    private readonly ownDesk: Desk | null = null,
  ) {
    this.#webhooks = new WebhookOwner(merchant);
  }

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

  async storedAccount(): Promise<ShownBillingKey> {
    const key = await this.merchant.registerCard({ provider: 'payple', method: 'transfer', channel: 'pc' });
    await deliver(await this.house.payple.finish(key, 'pay'));
    return key;
  }

  async apiKeyId(): Promise<string> {
    const wish = { name: 'to be revoked', scopes: ['orders:read'] };
    return (await this.merchant.call<{ id: string }>('POST', '/v1/api-keys', wish)).body.id;
  }

  /** A change that a key asked for, so that any administrator may decide about it. */
  async waitingChangeId(): Promise<string> {
    const wish = { name: 'to be approved', scopes: ['cancellations:write'] };
    return (await this.merchant.call<{ waitsForChangeId: string }>('POST', '/v1/api-keys', wish)).body.waitsForChangeId;
  }

  /** A payment that Payple took and of which it answers no question any more: it waits for an operator. */
  async paymentForOperator(): Promise<{ readonly orderId: string; readonly paymentId: string }> {
    const doubtful = await this.doubtfulPayment();
    await this.time.untilOperatorIsCalled(doubtful.paymentId);
    return doubtful;
  }

  /** The same before an operator was called. */
  async doubtfulPayment(): Promise<{ readonly orderId: string; readonly paymentId: string }> {
    const order = await this.order();
    const payment = await this.merchant.pay(order, 'pc', 'payple');
    const result = await this.house.payple.finish(payment, 'pay');
    const oid = result.fields['PCD_PAY_OID'];
    await this.house.payple.fail({ endpoint: 'confirm', fault: 'drop_after_effect', oid });
    await this.house.payple.fail({ endpoint: 'inquiry', fault: 'drop_before_effect', oid, count: 10_000 });
    await deliver(result);
    return { orderId: order.id, paymentId: payment.id };
  }

  /** A refund of a part whose answer was lost, and of which Payple does not tell: it waits for an operator. */
  async refundForOperator(): Promise<{ readonly orderId: string; readonly cancellationId: string }> {
    const doubtful = await this.doubtfulRefund();
    await this.time.untilOperatorIsCalled(doubtful.cancellationId);
    return doubtful;
  }

  /** The same before an operator was called. */
  async doubtfulRefund(): Promise<{ readonly orderId: string; readonly cancellationId: string }> {
    const { order, result } = await this.inWindow();
    await deliver(result);
    const oid = result.fields['PCD_PAY_OID'];
    await this.house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect', oid });
    const { body } = await this.merchant.cancel(order, 4_000);
    return { orderId: order.id, cancellationId: body.id };
  }

  /** A refund that was made. */
  async refund(): Promise<{ readonly orderId: string; readonly cancellationId: string }> {
    const order = await this.paidOrder();
    const { body } = await this.merchant.call<{ id: string }>('POST', `/v1/orders/${order.id}/cancellations`, {
      amountWon: 4_000,
      reason: 'the buyer changed their mind',
    });
    return { orderId: order.id, cancellationId: body.id };
  }

  /** An address that no endpoint has. */
  newHook(path = '/hooks'): string {
    this.#made += 1;
    return `${this.receiverUrl}${path}?of=${this.#made}`;
  }

  /** An endpoint to which hardly anything is sent unless told. */
  endpoint(path = '/hooks', eventTypes = NOTHING_MUCH): Promise<ShownEndpoint> {
    return this.#webhooks.endpoint(this.newHook(path), eventTypes);
  }

  /** The same, with an event on its way to it. */
  async endpointWithDelivery(path?: string): Promise<ShownEndpoint> {
    const endpoint = await this.endpoint(path);
    const answer = await this.#webhooks.call('POST', endpoint, '/redeliveries', { eventId: await this.eventId() });
    if (answer.status !== 202) throw new Error(`An event should be sent again, not ${JSON.stringify(answer.body)}`);
    return endpoint;
  }

  /** An endpoint that failed until it was paused. */
  async pausedEndpoint(): Promise<ShownEndpoint> {
    const endpoint = await this.endpointWithDelivery('/broken');
    await this.time.untilPaused(endpoint);
    return endpoint;
  }

  /** Something that happened. The history shows it when no earlier writing is under way, anywhere in PostgreSQL. */
  async eventId(): Promise<string> {
    const { id } = await this.order();
    return waitFor('the history to tell of an order', async () => {
      const { items } = await this.#webhooks.events(`?orderId=${id}&limit=1`);
      return items[0]?.id;
    });
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
