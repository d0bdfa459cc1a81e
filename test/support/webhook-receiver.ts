// A merchant's server that webhooks are sent to: notes what arrives, verifies it, and answers as a test tells it.
// Must never use the house's own code to verify; a receiver has none of it.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** An event as it arrived. */
export interface ArrivedEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A request as it arrived. */
export interface Arrival {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly event: ArrivedEvent;
  readonly arrivedMs: number;
}

/** How to answer: a status, with headers and a body; or `hang`: not at all; or `cut`: the connection breaks. */
export type ReceiverAnswer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      /** How long to wait before, in ms; at once unless told. */
      readonly afterMs?: number;
    }
  | 'hang'
  | 'cut';

export class WebhookReceiver {
  readonly arrivals: Arrival[] = [];
  url = '';
  /** Decides on each request; 204 unless told. */
  answer: (arrival: Arrival) => ReceiverAnswer = () => ({ status: 204 });
  #server: Server | null = null;

  async start(): Promise<this> {
    const server = createServer((request, response) => void this.#receive(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** Forgets what arrived and answers well again. */
  reset(): void {
    this.arrivals.length = 0;
    this.answer = () => ({ status: 204 });
  }

  /** What arrived about an order, in the order it arrived. */
  about(order: { readonly id: string }, path = '/hooks'): Arrival[] {
    return this.arrivals.filter((each) => each.path === path && each.event.data['orderId'] === order.id);
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedMs = performance.now();
    const body = await wholeBody(request);
    if (body === null) return;
    const headers = request.headers as Record<string, string>;
    const arrival = { path: request.url ?? '', headers, body, event: JSON.parse(body) as ArrivedEvent, arrivedMs };
    this.arrivals.push(arrival);
    const answer = this.answer(arrival);
    if (answer === 'hang') return;
    if (answer === 'cut') return void response.destroy();
    if (answer.afterMs !== undefined) await delay(answer.afterMs);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }
}

/** `null` when the sender died on the way: nothing has arrived then. */
async function wholeBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Whether one of an arrival's signatures is made with a secret, told by the Standard Webhooks rules. */
export function isSignedWith(secret: string, { headers, body }: Arrival): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${headers['webhook-id'] ?? ''}.${headers['webhook-timestamp'] ?? ''}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
}
