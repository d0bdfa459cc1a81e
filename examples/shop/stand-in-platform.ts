// A stand-in for the platform that the tests of the shop talk to over HTTP: orders, payments, cancellations and cards.
// Must never be used by the shop itself, and knows nothing of the real platform but its REST API.
import { randomBytes } from 'node:crypto';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';

export interface ReceivedCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly key: string | undefined;
  readonly body: Record<string, unknown>;
}

export type StandInCard = Record<string, unknown> & { id: string; status: string };
export type StandInOrder = Record<string, unknown> & { id: string; orderNumber: string };

/** What happens to the next call: the answer is lost after or before it took effect, or it is this one. */
export type Mishap = 'lost after it took effect' | 'lost before it took effect' | { status: number; body: unknown };

export interface StandInWebhook {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

export type StandInCall = 'create' | 'read' | 'pay' | 'cancel' | 'register' | 'read card' | 'charge' | 'remove';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export class StandInPlatform {
  readonly calls: ReceivedCall[] = [];
  readonly orders = new Map<string, StandInOrder>();
  readonly cards = new Map<string, StandInCard>();
  /** Where buyers are sent; the tests change it to see what the shop does with an address that is none. */
  handoffUrl = 'https://payco.example/sheet/1';
  /** What the next charges come to. */
  chargesAre: 'paid' | 'in_doubt' = 'paid';
  url = '';
  /** The shop's endpoint. */
  webhook: StandInWebhook | undefined;
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
    this.takeCards(server);
    this.takeWebhooks(server);
    this.server = server;
    this.url = await server.listen({ host: '127.0.0.1', port: 0 });
    return this;
  }

  async stop(): Promise<void> {
    await this.server?.close();
  }

  next(call: StandInCall, mishap: Mishap): void {
    this.mishaps.push({ call, mishap });
  }

  /** The only order there is; most tests have one. */
  get order(): StandInOrder {
    const [order] = this.orders.values();
    if (!order) throw new Error('The shop has not placed an order.');
    return order;
  }

  /** The card that was registered last. */
  get card(): StandInCard {
    const card = [...this.cards.values()].at(-1);
    if (!card) throw new Error('The shop has not registered a card.');
    return card;
  }

  /** The buyer gave the card at the provider. */
  registered(): void {
    Object.assign(this.card, { status: 'active', card: { company: '신한', number: '12345678****123*' } });
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

  private takeCards(server: FastifyInstance): void {
    interface OfCard {
      Params: { id: string };
    }
    server.post('/v1/billing-keys', (request, reply) =>
      this.answer('register', request, reply, (body) => this.register(body)),
    );
    server.get<OfCard>('/v1/billing-keys/:id', (request, reply) =>
      this.answer('read card', request, reply, () =>
        this.withCard(request.params.id, (body) => ({ status: 200, body })),
      ),
    );
    server.delete<OfCard>('/v1/billing-keys/:id', (request, reply) =>
      this.answer('remove', request, reply, () => this.withCard(request.params.id, (card) => this.remove(card))),
    );
    server.post<OfCard>('/v1/billing-keys/:id/charges', (request, reply) =>
      this.answer('charge', request, reply, (body) =>
        this.withCard(request.params.id, (card) => this.charge(card, body)),
      ),
    );
  }

  private takeWebhooks(server: FastifyInstance): void {
    const made = (url: string): StandInWebhook => ({
      id: 'whe_1',
      url,
      secret: `whsec_${randomBytes(32).toString('base64')}`,
    });
    server.post<{ Body: { url: string } }>('/v1/webhook-endpoints', ({ body: { url } }, reply) => {
      if (this.webhook?.url === url) return reply.code(409).send({ code: 'webhook_url_used', resourceId: 'whe_1' });
      return reply.code(201).send((this.webhook = made(url)));
    });
    server.post('/v1/webhook-endpoints/whe_1/secret-rotations', (_request, reply) =>
      reply.code(201).send((this.webhook = made(this.webhook?.url ?? ''))),
    );
    server.post('/v1/webhook-endpoints/whe_1/resume', (_request, reply) =>
      reply.send({ id: 'whe_1', status: 'active' }),
    );
  }

  private answer(
    call: StandInCall,
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

  private register(body: Record<string, unknown>): Answer {
    const id = `bk_${this.cards.size + 1}`;
    const registrationUrl = `https://pay.example/checkout/cards/${id}`;
    const card = { ...body, id, status: 'registering', card: null, registrationUrl };
    this.cards.set(id, card);
    return { status: 201, body: card };
  }

  private withCard(id: string, act: (card: StandInCard) => Answer): Answer {
    const card = this.cards.get(id);
    return card ? act(card) : { status: 404, body: { code: 'not_found', detail: 'There is no such billing key.' } };
  }

  private remove(card: StandInCard): Answer {
    card.status = card.status === 'active' ? 'removing' : 'abandoned';
    return card.status === 'removing' ? { status: 202, body: card } : { status: 204, body: undefined };
  }

  /** At most once for a card and a month, like the platform itself. */
  private charge(card: StandInCard, body: Record<string, unknown>): Answer {
    const { billingMonth } = body;
    if (card.status !== 'active') {
      return { status: 409, body: { code: 'billing_key_not_usable', detail: `The billing key is ${card.status}.` } };
    }
    const standing = [...this.orders.values()].find(
      (order) => order['chargedMonth'] === `${card.id} ${String(billingMonth)}`,
    );
    if (standing && billingMonth !== undefined) {
      return { status: 409, body: { code: 'month_charged', resourceId: standing.id } };
    }
    const { body: order } = this.create(body) as { body: StandInOrder };
    const status = this.chargesAre;
    const payment = { id: 'pay_1', provider: 'payple', status, method: 'card' };
    const chargedMonth = `${card.id} ${String(billingMonth)}`;
    Object.assign(order, { status, cancellableWon: body['amountWon'], payments: [payment], chargedMonth });
    return { status: status === 'paid' ? 201 : 202, body: order };
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
