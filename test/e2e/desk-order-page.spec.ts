// The page of an order at the desk: everything that happened to it, cheap to ask again, and buyers unmasked only with a reason.
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { OrderDesk, type ShownEntry } from '../support/order-desk.js';
import { deliver } from '../support/payple-control.js';
import { waitFor } from '../support/wait-for.js';
import { WebhookOwner } from '../support/webhook-owner.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const BUYER = { name: '<script>alert(1)</script>', phone: '010-1234-5678', email: 'kim@example.com' };

let house: House;
let desk: OrderDesk;
const receiver = new WebhookReceiver();

beforeAll(async () => {
  await receiver.start();
  house = await startHouse();
  desk = await OrderDesk.open(house);
  await new WebhookOwner(house.merchant).endpoint(`${receiver.url}/hooks`, ['*']);
});
afterAll(async () => {
  await house.close();
  await receiver.stop();
});

async function paidAtPayco(): Promise<ShownOrder> {
  const order = await house.merchant.order({ buyer: BUYER, metadata: { note: 'ring twice' } });
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  return order;
}

/** A refund at Payple whose answer is lost, and which is found by asking. */
async function doubtedAtPayple(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  const result = await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay');
  await deliver(result);
  const oid = result.fields['PCD_PAY_OID'];
  await house.payple.adopt({ inquiryShowsCancels: true });
  await house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect', oid });
  await house.merchant.cancel(order, 4_000);
  return order;
}

const nameOf = ({ kind, event, exchange, verdict, deed, delivery }: ShownEntry): string =>
  [kind, event?.type ?? exchange?.operation ?? verdict?.rule ?? deed?.action ?? delivery?.type].join(' ');

/** The names are there, in this order, whatever is between them. */
function expectInOrder(entries: readonly ShownEntry[], names: readonly string[]): void {
  const all = entries.map(nameOf);
  let place = -1;
  for (const name of names) {
    const next = all.indexOf(name, place + 1);
    expect(next, `${name} should come after what is before it, in\n${all.join('\n')}`).toBeGreaterThan(place);
    place = next;
  }
}

/** Every event, exchange and delivery that the database has of an order. */
async function countsOf({ id }: ShownOrder): Promise<Readonly<Record<string, number>>> {
  const uuid = `${id.slice(4, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20, 24)}-${id.slice(24)}`;
  const [counts] = await house.app.get(DataSource).query<Record<string, number>[]>(
    `SELECT (SELECT count(*)::integer FROM events WHERE order_id = $1) AS event,
       (SELECT count(*)::integer FROM exchanges WHERE order_id = $1) AS exchange,
       (SELECT count(*)::integer FROM webhook_deliveries d JOIN events e ON e.id = d.event_id WHERE e.order_id = $1) AS delivery`,
    [uuid],
  );
  return counts ?? {};
}

describe('the timeline', () => {
  it('of a PAYCO order that was refunded in part has all of it, in order, with who did it', async () => {
    const order = await paidAtPayco();
    await house.merchant.cancel(order, 4_000);
    await waitFor('all webhooks to arrive', () => Promise.resolve(receiver.about(order).length >= 9 || undefined));
    const page = await desk.page(order);
    const { entries } = page.timeline;
    expectInOrder(entries, [
      'event order.created',
      'exchange reserve',
      'event payment.open',
      'event payment.confirming',
      'exchange approval',
      'event payment.paid',
      'event cancellation.executing',
      'exchange cancel',
      'event cancellation.done',
    ]);
    const counts = await countsOf(order);
    for (const [kind, count] of Object.entries(counts)) {
      expect(entries.filter((entry) => entry.kind === kind).length, `${kind} entries`).toBe(count);
    }
    const actorOf = (name: string) => entries.find((entry) => nameOf(entry) === name)?.actor;
    expect(actorOf('event order.created')).toEqual({ kind: 'merchant', name: null });
    expect(actorOf('event payment.confirming')?.kind).toBe('buyer');
    expect(actorOf('event payment.paid')).toEqual({ kind: 'provider', name: 'payco' });
    expect(actorOf('event cancellation.executing')?.kind).toBe('merchant');
    expect(page.names[page.cancellations[0]?.requestedBy ?? '']).toBeTypeOf('string');
    expect(page.money.cancellable).toMatchObject({ totalWon: 6_000 });
    expect(page.verdicts.map(({ rule }) => rule).sort()).toEqual(['cancellation_answered', 'confirm_answered']);
  });

  it('tells a refund notice as what Payple told, and not as a question of the platform', async () => {
    await house.payple.tellNotices(`${house.url}/v1/payple/notices`);
    await house.payple.adopt({ inquiryShowsCancels: false });
    const order = await house.merchant.order();
    const payment = await house.merchant.pay(order, 'pc', 'payple');
    await deliver(await house.payple.finish(payment, 'pay'));
    await house.payple.refundAtSite(payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '', { amountWon: 3_000 });
    const notice = await waitFor('the notice', async () => {
      const { entries } = (await desk.page(order)).timeline;
      return entries.find((entry) => nameOf(entry) === 'exchange refund notice');
    });
    expect(notice.actor).toEqual({ kind: 'provider', name: 'payple' });
  });

  it('of a Payple order has the doubt of a refund, the questions, and how it was settled', async () => {
    const order = await doubtedAtPayple();
    const page = await waitFor('the refund to be found', async () => {
      const shown = await desk.page(order);
      return shown.cancellations[0]?.status === 'done' ? shown : undefined;
    });
    const { entries } = page.timeline;
    expectInOrder(entries, [
      'event payment.paid',
      'exchange cancel',
      'event cancellation.in_doubt',
      'event cancellation.done',
    ]);
    expect(entries.find((entry) => entry.exchange?.operation === 'cancel')?.exchange?.outcome).toBe('unknown');
    expect(entries.some(({ verdict }) => verdict?.toStatus === 'done')).toBe(true);
  });

  it('has what was found elsewhere, and that somebody was called, though nothing moved by it', async () => {
    const found = await paidAtPayco();
    await house.payco.refundAtSite(found.orderNumber, 3_000);
    await house.merchant.cancel(found, 1_000);
    const rulesOf = async (order: ShownOrder) =>
      (await desk.page(order)).timeline.entries.flatMap(({ verdict }) => verdict?.rule ?? []);
    expect(await rulesOf(found)).toContain('external_found');
    const beyond = await paidAtPayco();
    const byHand = {
      amountWon: 4_000,
      origin: 'by_hand',
      refundedAt: new Date().toISOString(),
      reason: 'transferred by the bank',
      decidedBy: 'Kim',
    };
    await house.merchant.call('POST', `/v1/orders/${beyond.id}/external-cancellations`, byHand);
    await house.payco.refundAtSite(beyond.orderNumber, 8_000);
    await house.merchant.cancel(beyond, 1_000);
    expect(await rulesOf(beyond)).toContain('refunded_beyond_books');
  });

  it('opens each exchange, scrubbed, and none of another order', async () => {
    const [order, other] = [await paidAtPayco(), await paidAtPayco()];
    const { timeline } = await desk.page(order);
    const approval = timeline.entries.find(({ exchange }) => exchange?.operation === 'approval');
    const path = (of: ShownOrder) => `/admin/orders/${of.id}/exchanges/${approval?.id ?? ''}`;
    const { status, body } = await desk.visitor.call<Record<string, unknown>>('GET', path(order));
    expect(status).toBe(200);
    expect(body).toMatchObject({ operation: 'approval', provider: 'payco', httpStatus: 200, outcome: 'done' });
    expect(JSON.stringify(body['request'])).toContain(order.orderNumber);
    expect(JSON.stringify(body)).not.toContain('S0FSJE');
    expect((await desk.visitor.call('GET', path(other))).status).toBe(404);
  });

  it('says what each webhook was answered', async () => {
    receiver.answer = ({ event }) =>
      event.type === 'payment.open' ? { status: 500, body: 'no <b>room</b>' } : { status: 204 };
    const order = await house.merchant.order();
    await house.merchant.pay(order);
    const entry = await waitFor('the failing webhook to be in the timeline', async () => {
      const { timeline } = await desk.page(order);
      return timeline.entries.find(
        ({ delivery }) => delivery?.type === 'payment.open' && delivery.lastAttempts.length > 0,
      );
    });
    receiver.reset();
    expect(entry.delivery?.lastAttempts[0]).toMatchObject({ httpStatus: 500, answer: 'no <b>room</b>' });
  });

  it('comes in parts when it is very long, without gaps and without anything twice', async () => {
    const order = await paidAtPayco();
    const page = await desk.page(order);
    const uuid = `${order.id.slice(4, 12)}-${order.id.slice(12, 16)}-${order.id.slice(16, 20)}-${order.id.slice(20, 24)}-${order.id.slice(24)}`;
    await house.app.get(DataSource).query(
      `INSERT INTO exchanges (id, provider, operation, order_id, url, request, outcome, started_at, duration_ms)
       SELECT gen_random_uuid(), 'payco', 'verify', $1, 'https://provider.example.com/verify', '{}', 'unknown', now(), 5
       FROM generate_series(1, 450)`,
      [uuid],
    );
    const seen: string[] = [];
    let part = (await desk.page(order)).timeline;
    seen.unshift(...part.entries.map(({ id }) => id));
    while (part.earlierCursor !== null) {
      const query = `?cursor=${part.earlierCursor}`;
      part = (await desk.visitor.call<typeof part>('GET', `/admin/orders/${order.id}/timeline${query}`)).body;
      seen.unshift(...part.entries.map(({ id }) => id));
    }
    expect(new Set(seen).size, 'nothing is there twice').toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(page.timeline.entries.length + 450);
  });
});

describe('the evidence', () => {
  it('of a payment is shown with its exchanges, and not under another order', async () => {
    const [order, other] = [await paidAtPayco(), await paidAtPayco()];
    const { payments } = await desk.page(order);
    const path = (of: ShownOrder) => `/admin/orders/${of.id}/evidence/${payments[0]?.id ?? ''}`;
    const { body } = await desk.visitor.call<{ verdicts: { rule: string; exchanges: unknown[] }[] }>(
      'GET',
      path(order),
    );
    expect(body.verdicts.map(({ rule }) => rule)).toEqual(['confirm_answered']);
    expect(body.verdicts[0]?.exchanges.length).toBeGreaterThan(0);
    expect((await desk.visitor.call('GET', path(other))).status).toBe(404);
    expect((await desk.visitor.call('GET', `/admin/orders/${order.id}/evidence/nonsense`)).status).toBe(404);
  });
});

describe('asking again', () => {
  it('is answered 304 without a word while nothing is new, and whole as soon as something is', async () => {
    const order = await paidAtPayco();
    await waitFor('all webhooks to arrive', () => Promise.resolve(receiver.about(order).length >= 6 || undefined));
    const first = await waitFor('the page to rest', async () => {
      const [one, two] = [await desk.ask(order), await desk.ask(order)];
      return one.headers.get('etag') === two.headers.get('etag') ? one : undefined;
    });
    const etag = first.headers.get('etag') ?? '';
    const again = await desk.ask(order, etag);
    expect([again.status, again.body]).toEqual([304, {}]);
    expect((await desk.ask(order, `W/${etag}`)).status).toBe(304);
    expect((await desk.ask(order, '"something else"')).status).toBe(200);
    await house.merchant.cancel(order, 1_000);
    const changed = await desk.ask(order, etag);
    expect([changed.status, changed.body.status]).toEqual([200, 'partially_cancelled']);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('is whole when a webhook was answered, or a person looked at the buyer', async () => {
    const order = await house.merchant.order({ buyer: BUYER });
    const delivered = await waitFor('the webhook to be answered', async () => {
      const answer = await desk.ask(order);
      const isThere = answer.body.timeline.entries.some(({ delivery }) => delivery?.status === 'delivered');
      return isThere ? answer : undefined;
    });
    const etag = delivered.headers.get('etag') ?? '';
    await desk.visitor.call('POST', `/admin/orders/${order.id}/unmaskings`, { reason: 'the buyer calls' });
    const answer = await desk.ask(order, etag);
    expect(answer.status).toBe(200);
    expect(answer.body.timeline.entries.at(-1)).toMatchObject({
      kind: 'deed',
      actor: { kind: 'person' },
      deed: { action: 'order.unmasked', reason: 'the buyer calls' },
    });
  });

  it.each([['ord_ffffffffffffffffffffffffffffffff'], ['nonsense']])(
    'about %s is answered that there is none',
    async (id) => {
      expect((await desk.ask({ id })).status).toBe(404);
    },
  );
});

describe('a buyer', () => {
  it('is masked, and nothing that opens a payment or a checkout page is shown', async () => {
    const order = await house.merchant.order({ buyer: BUYER, metadata: { note: 'ring twice' } });
    await house.merchant.pay(order);
    const page = await desk.page(order);
    expect(page.buyer).toEqual({ name: '<*****', phone: '010-****-5678', email: 'k***@example.com' });
    const text = JSON.stringify(page);
    for (const hidden of [
      'alert(1)',
      '1234-5678',
      'kim@',
      'ring twice',
      order.checkoutUrl.split('/').at(-1) ?? '',
      'handoff',
    ])
      expect(text).not.toContain(hidden);
  });

  it('is shown in full to an operator who says why, and the trail knows who, what and why', async () => {
    const order = await house.merchant.order({ buyer: BUYER, metadata: { note: 'ring twice' } });
    const operator = await OrderDesk.open(house, 'operator');
    const path = `/admin/orders/${order.id}/unmaskings`;
    const { status, body, headers } = await operator.visitor.call<object>('POST', path, { reason: '배송지 확인' });
    expect([status, body]).toEqual([201, { buyer: BUYER, metadata: { note: 'ring twice' } }]);
    expect(headers.get('cache-control')).toBe('no-store');
    const { body: trail } = await desk.visitor.call<{ items: Record<string, unknown>[] }>(
      'GET',
      `/admin/audit?action=order.unmasked&subject=${order.id}`,
    );
    expect(trail.items).toHaveLength(1);
    expect(trail.items[0]).toMatchObject({
      reason: '배송지 확인',
      after: { shown: ['name', 'email', 'phone', 'metadata'] },
    });
    expect(JSON.stringify(trail.items)).not.toContain('5678');
  });

  it('stays masked without a reason, for a viewer, and when the trail cannot be written', async () => {
    const order = await house.merchant.order({ buyer: BUYER });
    const path = `/admin/orders/${order.id}/unmaskings`;
    for (const body of [{}, { reason: '' }, { reason: '  ' }, { reason: 'x'.repeat(501) }]) {
      expect((await desk.visitor.call('POST', path, body)).status).toBe(400);
    }
    const viewer = await OrderDesk.open(house, 'viewer');
    const refused = await viewer.visitor.call('POST', path, { reason: 'because' });
    expect([refused.status, refused.body.code]).toEqual([403, 'permission_missing']);
    const dataSource = house.app.get(DataSource);
    await dataSource.query('ALTER TABLE audit_entries RENAME COLUMN reason TO reason_elsewhere');
    const broken = await desk.visitor.call('POST', path, { reason: 'because' });
    await dataSource.query('ALTER TABLE audit_entries RENAME COLUMN reason_elsewhere TO reason');
    expect(broken.status).toBe(500);
    expect(JSON.stringify(broken.body)).not.toContain('5678');
  });
});
