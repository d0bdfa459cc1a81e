// A merchant's server in tests: calls the REST API with its key, and plays the buyer's browser.
// Must never reach into the database.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { SIMULATOR_MODE_KEY } from './simulator-mode-key.js';

/** The answer to a call. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** A payment as far as tests look at it. */
export interface ShownPayment {
  readonly id: string;
  readonly status: string;
  readonly askedMethod: string | null;
  readonly method: string | null;
  readonly handoff?: {
    readonly type: string;
    readonly url: string;
    readonly parameters?: Readonly<Record<string, string>>;
  };
  readonly refusal: {
    readonly reason: string;
    readonly providerCode?: string;
    readonly providerMessage?: string;
  } | null;
  readonly receipt: {
    readonly providerPaymentId: string;
    readonly cancels: string;
    readonly account: { readonly bankName: string; readonly number: string } | null;
  } | null;
  readonly paidAt: string | null;
  readonly billingKeyId: string | null;
  readonly registersBillingKeyId: string | null;
  readonly deposit?: { readonly bankCode: string; readonly accountNumber: string; readonly amountWon: number };
  readonly attention: string | null;
}

/** A cancellation as far as tests look at it. */
export interface ShownCancellation {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly amountWon: number;
  readonly taxFreeWon: number;
  readonly taxableWon: number;
  readonly vatWon: number;
  readonly taxSplitAssumed: boolean;
  readonly attention: string | null;
}

/** An order as far as tests look at it. */
export interface ShownOrder {
  readonly id: string;
  readonly createdAt: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly version: number;
  readonly amountWon: number;
  readonly taxFreeWon: number;
  readonly taxableWon: number;
  readonly vatWon: number;
  readonly cancelledWon: number;
  readonly cancellableWon: number;
  readonly checkoutUrl: string;
  readonly payments: readonly ShownPayment[];
  readonly cancellations: readonly ShownCancellation[];
}

/** A billing key as far as tests look at it. */
export interface ShownBillingKey {
  readonly id: string;
  readonly status: string;
  readonly method: string;
  readonly customerReference: string | null;
  readonly account: { readonly bankName: string; readonly bankCode: string; readonly number: string } | null;
  readonly card: { readonly company: string; readonly number: string } | null;
  readonly registrationUrl?: string;
  readonly handoff?: NonNullable<ShownPayment['handoff']>;
  readonly refusal: { readonly reason: string; readonly providerCode?: string } | null;
  readonly deadReason: string | null;
  readonly attention: string | null;
}

/** A problem document. */
export interface ShownProblem {
  readonly code: string;
  readonly detail?: string;
  readonly providerCode?: string;
  readonly resourceId?: string;
}

let orderCount = 0;

/** An order number that no test has used. */
export function newOrderNumber(): string {
  orderCount += 1;
  return `T-${process.pid}-${Date.now().toString(36)}-${orderCount}`;
}

export class Merchant {
  constructor(
    readonly url: string,
    private readonly key = SIMULATOR_MODE_KEY,
  ) {}

  /** Any call. `body` is sent as JSON. A write has an Idempotency-Key of its own, unless one is given. */
  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T, headers: response.headers };
  }

  /** Creates an order of 10,000 won unless told otherwise. */
  async order(wish: Readonly<Record<string, unknown>> = {}): Promise<ShownOrder> {
    const answer = await this.call<ShownOrder>('POST', '/v1/orders', {
      orderNumber: newOrderNumber(),
      title: 'Fried Chicken',
      amountWon: 10_000,
      returnUrl: 'https://shop.example.com/orders/return',
      ...wish,
    });
    expect(answer.status, `creating an order should succeed, not ${JSON.stringify(answer.body)}`).toBe(201);
    return answer.body;
  }

  /** Opens a payment of an order, with PAYCO unless told otherwise. */
  async pay(
    order: ShownOrder,
    channel: 'pc' | 'mobile' = 'pc',
    provider = 'payco',
    method?: string,
  ): Promise<ShownPayment> {
    const answer = await this.tryToPay(order, channel, provider, method);
    expect(answer.status, `opening a payment should succeed, not ${JSON.stringify(answer.body)}`).toBe(201);
    return answer.body;
  }

  tryToPay(
    order: ShownOrder,
    channel: 'pc' | 'mobile' = 'pc',
    provider = 'payco',
    method?: string,
  ): Promise<Answer<ShownPayment>> {
    const wish = { provider, channel, ...(method === undefined ? {} : { method }) };
    return this.call('POST', `/v1/orders/${order.id}/payments`, wish);
  }

  cancel(
    order: ShownOrder,
    amountWon?: number,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<ShownCancellation & ShownProblem>> {
    const wish = { reason: 'the buyer changed their mind', ...(amountWon === undefined ? {} : { amountWon }) };
    return this.call('POST', `/v1/orders/${order.id}/cancellations`, wish, headers);
  }

  /** Begins to register a card. */
  async registerCard(wish: Readonly<Record<string, unknown>>): Promise<ShownBillingKey> {
    const answer = await this.call<ShownBillingKey>('POST', '/v1/billing-keys', {
      returnUrl: 'https://shop.example.com/cards?from=1',
      ...wish,
    });
    expect(answer.status, `registering a card should begin, not ${JSON.stringify(answer.body)}`).toBe(201);
    return answer.body;
  }

  /** Charges 10,000 won on a stored card unless told otherwise. */
  charge(
    key: { readonly id: string },
    wish: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<ShownOrder & ShownProblem>> {
    const charge = { orderNumber: newOrderNumber(), title: 'Chicken of the month', amountWon: 10_000, ...wish };
    return this.call('POST', `/v1/billing-keys/${key.id}/charges`, charge, headers);
  }

  async showKey(key: { readonly id: string }): Promise<ShownBillingKey> {
    return (await this.call<ShownBillingKey>('GET', `/v1/billing-keys/${key.id}`)).body;
  }

  async show(order: { readonly id: string }): Promise<ShownOrder> {
    return (await this.call<ShownOrder>('GET', `/v1/orders/${order.id}`)).body;
  }
}

/** The buyer's browser: goes where it is sent, without following further. */
export async function visit(url: string): Promise<Response> {
  const response = await fetch(url, { redirect: 'manual' });
  await response.arrayBuffer();
  return response;
}

/** The name of the order sheet a payment was handed off to. */
export function sheetOf(payment: ShownPayment): string {
  const path = new URL(payment.handoff?.url ?? '').pathname;
  return path.slice(path.lastIndexOf('/') + 1);
}
