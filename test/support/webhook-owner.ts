// The merchant's calls about webhooks in tests.
// Must never reach into the database.
import { expect } from 'vitest';
import type { Answer, Merchant, ShownProblem } from './merchant.js';
import type { ArrivedEvent } from './webhook-receiver.js';

/** An endpoint as far as tests look at it. */
export interface ShownEndpoint {
  readonly id: string;
  readonly url: string;
  readonly status: string;
  readonly eventTypes: readonly string[];
  readonly failingSince: string | null;
  readonly pausedAt: string | null;
  readonly previousSecretEndsAt: string | null;
  readonly secret: string;
}

/** A delivery as far as tests look at it. */
export interface ShownDelivery {
  readonly eventId: string;
  readonly eventType: string;
  readonly status: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly lastAttempts: readonly ShownAttempt[];
}

export interface ShownAttempt {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  readonly answer: string | null;
  readonly failure: string | null;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export class WebhookOwner {
  constructor(private readonly merchant: Merchant) {}

  /** Makes an endpoint; whoever does removes it. */
  async endpoint(url: string, eventTypes?: readonly string[]): Promise<ShownEndpoint> {
    const { status, body } = await this.tryEndpoint(url, eventTypes);
    expect(status, `making an endpoint should succeed, not ${JSON.stringify(body)}`).toBe(201);
    return body;
  }

  tryEndpoint(url: string, eventTypes?: readonly string[]): Promise<Answer<ShownEndpoint & ShownProblem>> {
    return this.merchant.call('POST', '/v1/webhook-endpoints', { url, ...(eventTypes && { eventTypes }) });
  }

  /** Calls something of an endpoint. */
  call<T>(
    method: string,
    endpoint: ShownEndpoint,
    path = '',
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<T & ShownProblem>> {
    return this.merchant.call(method, `/v1/webhook-endpoints/${endpoint.id}${path}`, body, headers);
  }

  async show(endpoint: ShownEndpoint): Promise<ShownEndpoint> {
    return (await this.call<ShownEndpoint>('GET', endpoint)).body;
  }

  async deliveries(endpoint: ShownEndpoint, query = ''): Promise<readonly ShownDelivery[]> {
    return (await this.call<Page<ShownDelivery>>('GET', endpoint, `/deliveries${query}`)).body.items;
  }

  async events(query: string): Promise<Page<ArrivedEvent>> {
    const { status, body } = await this.merchant.call<Page<ArrivedEvent>>('GET', `/v1/events${query}`);
    expect(status, `listing events should succeed, not ${JSON.stringify(body)}`).toBe(200);
    return body;
  }
}
