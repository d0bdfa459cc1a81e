// Speaks the platform's REST API: eleven calls, each with a deadline, each write about money with an Idempotency-Key.
// Must never decide what an answer means for an order, and never let the API key out of the shop's server.
import { readCard, type PlatformCard } from './gyeolje-card.js';
import { fields, readOrder, text, webAddress, type PlatformOrder } from './gyeolje-order.js';

export interface NewOrder {
  readonly orderNumber: string;
  readonly title: string;
  readonly amountWon: number;
  readonly taxFreeWon: number;
  readonly items: readonly NewOrderItem[];
  readonly discounts?: { readonly couponWon: number; readonly pointWon: number };
  readonly buyer?: { readonly name?: string; readonly phone?: string };
  readonly returnUrl: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

interface NewOrderItem {
  readonly reference: string;
  readonly name: string;
  readonly option?: string;
  readonly quantity: number;
  readonly amountWon: number;
  readonly taxFreeWon: number;
}

export interface NewPayment {
  readonly provider: 'payco';
  readonly channel: 'pc' | 'mobile';
  readonly inApp?: boolean;
}

export interface NewCancellation {
  /** Without an amount, all that is left is given back. */
  readonly amountWon?: number;
  readonly reason: string;
}

export interface NewCard {
  readonly provider: 'payple';
  readonly channel: 'pc' | 'mobile';
  /** The shop's own name for its customer. */
  readonly customerReference: string;
  readonly returnUrl: string;
}

export interface NewCharge {
  readonly orderNumber: string;
  readonly title: string;
  readonly amountWon: number;
  /** `YYYY-MM`: the platform charges a card at most once for a month. Absent: as often as it is asked. */
  readonly billingMonth?: string;
}

/** The shop's webhook endpoint at the platform. */
export interface PlatformWebhook {
  readonly id: string;
  readonly url: string;
  /** What its messages are signed with. */
  readonly secret: string;
}

/** What a refusal may say beyond its code. */
export interface RefusalFacts {
  /** Why, in the payment provider's own words, which are for buyers; `detail` is for engineers. */
  readonly providerMessage?: string | undefined;
  /** What stands in the way, such as the order of the month that is charged already. */
  readonly resourceId?: string | undefined;
}

/** The platform answered, and the answer is no: nothing happened. */
export class PlatformRefusal extends Error {
  override readonly name = 'PlatformRefusal';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly more: RefusalFacts = {},
  ) {
    super(`${code} (${status}): ${detail}`);
  }
}

/** No answer, or none that can be read: it may have happened. Repeat with the same Idempotency-Key, or look. */
export class PlatformSilence extends Error {
  override readonly name = 'PlatformSilence';
}

/** Reading is quick; calls behind which the platform asks a payment provider may take as long as that provider may. */
const patience = { readMs: 5_000, writeMs: 10_000, providerMs: 40_000 };

export class GyeoljeClient {
  constructor(
    private readonly baseUrl: string,
    private readonly apiKey: string,
  ) {}

  async createOrder(order: NewOrder, idempotencyKey: string): Promise<PlatformOrder> {
    const { body } = await this.call('POST', '/v1/orders', patience.writeMs, { body: order, idempotencyKey });
    return understand(() => readOrder(body));
  }

  async order(orderId: string): Promise<PlatformOrder> {
    const { body } = await this.call('GET', `/v1/orders/${encodeURIComponent(orderId)}`, patience.readMs);
    return understand(() => readOrder(body));
  }

  /** Answers the address the buyer's browser has to go to. */
  async openPayment(orderId: string, payment: NewPayment, idempotencyKey: string): Promise<string> {
    const path = `/v1/orders/${encodeURIComponent(orderId)}/payments`;
    const { body } = await this.call('POST', path, patience.providerMs, { body: payment, idempotencyKey });
    const url = webAddress(fields(fields(body)['handoff'])['url']);
    if (!url) throw new PlatformSilence('The payment came without an address to send the buyer to.');
    return url;
  }

  /** `waiting` when the platform could not finish it yet: it goes on by itself, the order tells how it ends. */
  async cancel(orderId: string, wish: NewCancellation, idempotencyKey: string): Promise<'done' | 'waiting'> {
    const path = `/v1/orders/${encodeURIComponent(orderId)}/cancellations`;
    const { status } = await this.call('POST', path, patience.providerMs, { body: wish, idempotencyKey });
    return status === 202 ? 'waiting' : 'done';
  }

  /** Begins to register a card; the buyer gives it at the provider, by way of the card's `registrationUrl`. */
  async registerCard(card: NewCard, idempotencyKey: string): Promise<PlatformCard> {
    const { body } = await this.call('POST', '/v1/billing-keys', patience.providerMs, { body: card, idempotencyKey });
    return understand(() => readCard(body));
  }

  async card(cardId: string): Promise<PlatformCard> {
    const { body } = await this.call('GET', `/v1/billing-keys/${encodeURIComponent(cardId)}`, patience.readMs);
    return understand(() => readCard(body));
  }

  /** Answers the order that was made: `paid`, or still being looked up. What the card refused is a `PlatformRefusal`. */
  async charge(cardId: string, charge: NewCharge, idempotencyKey: string): Promise<PlatformOrder> {
    const path = `/v1/billing-keys/${encodeURIComponent(cardId)}/charges`;
    const { body } = await this.call('POST', path, patience.providerMs, { body: charge, idempotencyKey });
    return understand(() => readOrder(body));
  }

  /** From here on the card cannot be charged. Needs no Idempotency-Key: removing a card again changes nothing. */
  async removeCard(cardId: string): Promise<void> {
    await this.call('DELETE', `/v1/billing-keys/${encodeURIComponent(cardId)}`, patience.writeMs);
  }

  /** The answer is the only time the secret is shown. @throws PlatformRefusal `webhook_url_used` with the standing one's id */
  async createWebhook(url: string, eventTypes: readonly string[]): Promise<PlatformWebhook> {
    const { body } = await this.call('POST', '/v1/webhook-endpoints', patience.writeMs, { body: { url, eventTypes } });
    return understand(() => readWebhook(body));
  }

  /** A new secret from this moment on; the old one ends. */
  async rotateWebhookSecret(id: string): Promise<PlatformWebhook> {
    const path = `/v1/webhook-endpoints/${encodeURIComponent(id)}/secret-rotations`;
    const { body } = await this.call('POST', path, patience.writeMs, { body: { keepPreviousMs: 0 } });
    return understand(() => readWebhook(body));
  }

  /** Has an endpoint told again, in case it was paused while the shop was closed. Answers whether it still exists. */
  async resumeWebhook(id: string): Promise<boolean> {
    try {
      await this.call('POST', `/v1/webhook-endpoints/${encodeURIComponent(id)}/resume`, patience.writeMs, { body: {} });
      return true;
    } catch (error) {
      if (error instanceof PlatformRefusal && error.status === 404) return false;
      throw error;
    }
  }

  private async call(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    timeoutMs: number,
    write?: { body: object; idempotencyKey?: string },
  ): Promise<{ status: number; body: unknown }> {
    const headers = new Headers({ accept: 'application/json', authorization: `Bearer ${this.apiKey}` });
    if (write) {
      headers.set('content-type', 'application/json');
      if (write.idempotencyKey !== undefined) headers.set('idempotency-key', write.idempotencyKey);
    }
    const signal = AbortSignal.timeout(timeoutMs);
    // A redirect is not an answer of the API, and the key must not travel to wherever it points.
    const request: RequestInit = { method, headers, signal, redirect: 'error' };
    if (write) request.body = JSON.stringify(write.body);

    let status: number;
    let body: unknown;
    try {
      const response = await fetch(new URL(path, this.baseUrl), request);
      status = response.status;
      const answer = await response.text();
      body = status === 204 ? null : JSON.parse(answer);
    } catch (cause) {
      throw new PlatformSilence(`${method} ${path} brought no readable answer.`, { cause });
    }
    if (status >= 200 && status < 300) return { status, body };
    throw refusalOrSilence(`${method} ${path}`, status, fields(body));
  }
}

/** Only a problem the platform itself described is a no. A 500, or a gateway's error page, says nothing about the money. */
function refusalOrSilence(call: string, status: number, problem: Record<string, unknown>): Error {
  const code = text(problem['code']);
  const stillRunning = status === 409 && code?.startsWith('idempotency') === true;
  if (!code || stillRunning || (status >= 500 && status !== 503)) {
    return new PlatformSilence(`${call} was answered with ${status} ${code ?? 'and no reason'}.`);
  }
  const detail = text(problem['detail']) ?? text(problem['title']) ?? code;
  const more = { providerMessage: text(problem['providerMessage']), resourceId: text(problem['resourceId']) };
  return new PlatformRefusal(status, code, detail, more);
}

function readWebhook(body: unknown): PlatformWebhook {
  const webhook = fields(body);
  const [id, url, secret] = [text(webhook['id']), text(webhook['url']), text(webhook['secret'])];
  if (!id || !url || !secret) throw new TypeError('The answer is not a webhook endpoint with its secret.');
  return { id, url, secret };
}

function understand<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new PlatformSilence('The answer could not be understood.', { cause });
  }
}
