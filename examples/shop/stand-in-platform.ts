// A stand-in for the platform that the tests of the shop talk to over HTTP: orders, payments and cancellations in memory.
// Must never be used by the shop itself, and knows nothing of the real platform but its REST API.
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';

export interface ReceivedCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly key: string | undefined;
  readonly body: Record<string, unknown>;
}

export type StandInOrder = Record<string, unknown> & { id: string; orderNumber: string };

/** What happens to the next call: the answer is lost after or before it took effect, or it is this one. */
export type Mishap = 'lost after it took effect' | 'lost before it took effect' | { status: number; body: unknown };

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export class StandInPlatform {
  readonly calls: ReceivedCall[] = [];
  readonly orders = new Map<string, StandInOrder>();
  /** Where buyers are sent; the tests change it to see what the shop does with an address that is none. */
  handoffUrl = 'https://payco.example/sheet/1';
  url = '';
  private readonly answers = new Map<string, Answer>();
  private readonly mishaps: { call: string; mishap: Mishap }[] = [];
  private server: FastifyInstance | undefined;

  async start(): Promise<this> {
    const server = fastify({ forceCloseConnections: true });
    server.post('/v1/orders', (request, reply) => this.answer('create', request, reply, (body) => this.create(body)));
    server.get<{ Params: { id: string } }>('/v1/orders/:id', (request, reply) =>
      this.answer('read', request, reply, () => this.read(request.params.id)),
    );
    server.post<{ Params: { id: string } }>('/v1/orders/:id/payments', (request, reply) =>
      this.answer('pay', request, reply, (body) => this.pay(request.params.id, body)),
    );
    server.post<{ Params: { id: string } }>('/v1/orders/:id/cancellations', (request, reply) =>
      this.answer('cancel', request, reply, (body) => this.cancel(request.params.id, body)),
    );
    this.server = server;
    this.url = await server.listen({ host: '127.0.0.1', port: 0 });
    return this;
  }

  async stop(): Promise<void> {
    await this.server?.close();
  }

  next(call: 'create' | 'read' | 'pay' | 'cancel', mishap: Mishap): void {
    this.mishaps.push({ call, mishap });
  }

  /** The only order there is; most tests have one. */
  get order(): StandInOrder {
    const [order] = this.orders.values();
    if (!order) throw new Error('The shop has not placed an order.');
    return order;
  }

  change(changes: Record<string, unknown>): void {
    Object.assign(this.order, changes);
  }

  /** The buyer paid, by card unless told otherwise. */
  paid(payment: Record<string, unknown> = {}): void {
    const card = {
      company: '신한카드',
      number: '9410-****-****-1234',
      approvalNumber: '30001234',
      installmentMonths: 3,
    };
    const done = { id: 'pay_1', provider: 'payco', status: 'paid', method: 'card', receipt: { card }, ...payment };
    this.change({ status: 'paid', cancellableWon: this.order['amountWon'], payments: [done] });
  }

  callsTo(ending: RegExp): ReceivedCall[] {
    return this.calls.filter((call) => ending.test(`${call.method} ${call.path}`));
  }

  private answer(
    call: string,
    request: { method: string; url: string; headers: Record<string, unknown>; body?: unknown },
    reply: FastifyReply,
    act: (body: Record<string, unknown>) => Answer,
  ): FastifyReply {
    const body = (request.body ?? {}) as Record<string, unknown>;
    const key = request.headers['idempotency-key'] as string | undefined;
    const authorization = request.headers['authorization'] as string | undefined;
    this.calls.push({ method: request.method, path: request.url, authorization, key, body });
    const mishap = this.takeMishap(call);
    if (typeof mishap === 'object') return reply.code(mishap.status).send(mishap.body);
    if (mishap === 'lost before it took effect') return hangUp(reply);
    const known = key === undefined ? undefined : this.answers.get(key);
    const answer = known ?? act(body);
    if (key !== undefined) this.answers.set(key, answer);
    if (mishap === 'lost after it took effect') return hangUp(reply);
    return reply.code(answer.status).send(answer.body);
  }

  private takeMishap(call: string): Mishap | undefined {
    const index = this.mishaps.findIndex((planned) => planned.call === call);
    return index < 0 ? undefined : this.mishaps.splice(index, 1)[0]?.mishap;
  }

  private create(body: Record<string, unknown>): Answer {
    const taxFreeWon = Number(body['taxFreeWon'] ?? 0);
    const rest = Number(body['amountWon']) - taxFreeWon;
    const vatWon = Math.round(rest / 11);
    const id = `ord_${this.orders.size + 1}`;
    const order = {
      ...body,
      id,
      orderNumber: String(body['orderNumber']),
      status: 'unpaid',
      taxFreeWon,
      taxableWon: rest - vatWon,
      vatWon,
      cancelledWon: 0,
      cancellableWon: 0,
      checkoutUrl: `https://pay.example/checkout/${id}`,
      payments: [],
      cancellations: [],
    };
    this.orders.set(id, order);
    return { status: 201, body: order };
  }

  private read(id: string): Answer {
    return { status: 200, body: this.orders.get(id) };
  }

  private pay(id: string, body: Record<string, unknown>): Answer {
    const order = this.orders.get(id);
    if (order?.['status'] !== 'unpaid')
      return { status: 409, body: { code: 'order_not_payable', detail: 'Not payable.' } };
    const payment = { id: 'pay_1', provider: body['provider'], status: 'open' };
    order['payments'] = [payment];
    return { status: 201, body: { ...payment, handoff: { type: 'redirect', url: this.handoffUrl } } };
  }

  private cancel(id: string, body: Record<string, unknown>): Answer {
    const order = this.orders.get(id) ?? this.order;
    const leftWon = Number(order['cancellableWon']);
    const amountWon = Number(body['amountWon'] ?? leftWon);
    const cancellation = { id: 'can_1', status: 'done', amountWon, reason: body['reason'] };
    Object.assign(order, {
      status: amountWon === leftWon ? 'cancelled' : 'partially_cancelled',
      cancelledWon: Number(order['cancelledWon']) + amountWon,
      cancellableWon: leftWon - amountWon,
      cancellations: [...(order['cancellations'] as unknown[]), cancellation],
    });
    return { status: 201, body: cancellation };
  }
}

function hangUp(reply: FastifyReply): FastifyReply {
  reply.raw.destroy();
  return reply.hijack();
}
