// Webhooks as a merchant's server gets them: a real receiver, a real database, the house's own jobs.
// Must never look into the database for what the API tells.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { says, UnrulyPeer } from '../../src/common/outbound/testing/unruly-peer.js';
import { newOrderNumber, visit, type ShownOrder } from '../support/merchant.js';
import { withClient } from '../support/read-rows.js';
import { approveAbout } from '../support/second-person.js';
import { waitFor } from '../support/wait-for.js';
import { WebhookOwner, type ShownAttempt, type ShownEndpoint } from '../support/webhook-owner.js';
import { isSignedWith, WebhookReceiver, type Arrival } from '../support/webhook-receiver.js';

/** What happens to an order that is paid with PAYCO and refunded whole. */
const STORY = [
  'order.created',
  'payment.open',
  'order.confirming',
  'payment.confirming',
  'payment.paid',
  'order.paid',
  'cancellation.executing',
  'cancellation.done',
  'order.cancelled',
];

let house: House;
let owner: WebhookOwner;
const receiver = new WebhookReceiver();
beforeAll(async () => {
  await receiver.start();
  house = await startHouse({ environment: { WEBHOOK_TIMEOUT_MS: '3000' } });
  owner = new WebhookOwner(house.merchant);
});
afterAll(async () => {
  await house.close();
  await receiver.stop();
});

const made: ShownEndpoint[] = [];
async function endpoint(path = '/hooks', eventTypes?: readonly string[]): Promise<ShownEndpoint> {
  const one = await owner.endpoint(receiver.url + path, eventTypes);
  made.push(one);
  return one;
}
afterEach(async () => {
  for (const one of made.splice(0)) await owner.call('DELETE', one);
  receiver.reset();
});

async function paidOrder(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  return order;
}

/** Lives through the whole story. */
async function refundedOrder(): Promise<ShownOrder> {
  const order = await paidOrder();
  expect((await house.merchant.cancel(order)).status).toBe(201);
  return order;
}

/** Waits until an order's events have arrived. */
async function arrivals(order: ShownOrder, count: number, path = '/hooks'): Promise<Arrival[]> {
  await waitFor(`${count} events of ${order.id}`, () => receiver.about(order, path).length >= count);
  return receiver.about(order, path);
}

const typesOf = (arrived: readonly Arrival[]) => arrived.map(({ event }) => event.type);

describe('what happens to an order', () => {
  it('arrives in order, once each, signed, with the facts a shop needs', async () => {
    const one = await endpoint();
    const order = await refundedOrder();
    const arrived = await arrivals(order, STORY.length);
    expect([...typesOf(arrived)].sort()).toEqual([...STORY].sort());
    const versions = arrived.map(({ event }) => event.version);
    expect(versions, 'events should arrive in the order of their versions').toEqual(versions.toSorted((a, b) => a - b));
    for (const each of arrived) {
      expect(isSignedWith(one.secret, each), `${each.event.type} should be signed`).toBe(true);
      expect(each.headers['webhook-id']).toBe(each.event.id);
      expect(each.event.data).toMatchObject({ orderNumber: order.orderNumber, sellerCode: 'default' });
      expect(each.headers['content-type']).toBe('application/json; charset=utf-8');
    }
    const factsOf = (type: string) => arrived.find(({ event }) => event.type === type)?.event.data;
    expect(factsOf('order.paid')).toMatchObject({ status: 'paid', amountWon: 10_000, cancelledWon: 0 });
    expect(factsOf('order.cancelled')).toMatchObject({ status: 'cancelled', cancelledWon: 10_000 });
    expect(factsOf('cancellation.done')).toMatchObject({ amountWon: 10_000, kind: 'refund' });
  });

  it('is told only of the types that an endpoint chose', async () => {
    await endpoint('/hooks', ['order.paid', 'cancellation.*']);
    await endpoint('/all');
    const order = await refundedOrder();
    await arrivals(order, STORY.length, '/all');
    const arrived = await arrivals(order, 3);
    expect(typesOf(arrived)).toEqual(['order.paid', 'cancellation.executing', 'cancellation.done']);
  });

  it('is told of stored cards without the card or whose it is', async () => {
    await endpoint('/hooks', ['billing_key.*']);
    const key = await house.merchant.registerCard({
      provider: 'payple',
      channel: 'pc',
      customerReference: 'kim@example.com',
    });
    await house.merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
    const arrived = await waitFor('both events of the key', () => receiver.arrivals.length >= 2 && receiver.arrivals);
    expect(arrived.map(({ event }) => [event.type, event.version])).toEqual([
      ['billing_key.registering', 1],
      ['billing_key.abandoned', 2],
    ]);
    expect(arrived.map(({ body }) => body).join()).not.toContain('kim@example.com');
  });

  it('reaches an endpoint soon after', async () => {
    await endpoint('/hooks', ['order.paid']);
    const waitsMs: number[] = [];
    for (let index = 0; index < 20; index += 1) {
      const order = await house.merchant.order();
      const returnUrl = await house.payco.agree(await house.merchant.pay(order));
      await visit(returnUrl);
      const answeredMs = performance.now();
      const [arrived] = await arrivals(order, 1);
      waitsMs.push((arrived?.arrivedMs ?? Infinity) - answeredMs);
    }
    const p95Ms = waitsMs.toSorted((a, b) => a - b)[18] ?? NaN;
    process.stdout.write(`webhooks: from the buyer's landing to the first attempt p95 ${p95Ms.toFixed(0)} ms\n`);
    expect(receiver.arrivals).toHaveLength(20);
  });
});

describe('an attempt that fails', () => {
  it.each([
    ['a status of 500', { status: 500, body: 'the shop is ill' }, { httpStatus: 500, answer: 'the shop is ill' }],
    ['no answer in time', 'hang', { httpStatus: null, failure: 'no answer within 3000 ms' }],
    ['a redirect', { status: 307, headers: { location: '/elsewhere' } }, { httpStatus: 307 }],
    ['a status of 404', { status: 404, body: 'x'.repeat(5_000) }, { httpStatus: 404, answer: 'x'.repeat(1_024) }],
  ] as const)('because of %s is repeated, under the same id, and holds later events back', async (_, answer, noted) => {
    const one = await endpoint();
    receiver.answer = ({ event }) =>
      event.type === 'order.created' && receiver.arrivals.length < 3 ? answer : { status: 200, body: 'thanks' };
    const order = await paidOrder();
    const arrived = await arrivals(order, 8);
    const [first, second, third, ...others] = typesOf(arrived);
    expect([first, second, third], 'the first event should be repeated until it is delivered').toEqual(
      Array(3).fill('order.created'),
    );
    expect(others).not.toContain('order.created');
    expect(new Set(arrived.slice(0, 3).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(
      receiver.arrivals.filter(({ path }) => path !== '/hooks'),
      'redirects are not followed',
    ).toEqual([]);
    const delivery = await waitFor('the delivery to be noted', async () =>
      (await owner.deliveries(one, '?status=delivered')).find(({ eventId }) => eventId === arrived[0]?.event.id),
    );
    expect(delivery.attempts).toBe(3);
    expect(delivery.lastAttempts.at(-1)).toMatchObject(noted);
    expect(delivery.lastAttempts[0]).toMatchObject({ httpStatus: 200, answer: 'thanks' });
  });

  it('of one order does not hold back another', async () => {
    await endpoint();
    const orderNumber = newOrderNumber();
    // Before there is an order: its event is there as soon as it is.
    receiver.answer = ({ event }) => ({ status: event.data['orderNumber'] === orderNumber ? 500 : 204 });
    const ill = await house.merchant.order({ orderNumber });
    const well = await house.merchant.order();
    await arrivals(ill, 2);
    expect(typesOf(await arrivals(well, 1))).toEqual(['order.created']);
  });
});

describe('a secret', () => {
  it('is replaced without a gap: both sign until the old one ends', async () => {
    const one = await endpoint('/hooks', ['order.created']);
    const rotated = await owner.call<ShownEndpoint>('POST', one, '/secret-rotations', {});
    expect(rotated.status).toBe(201);
    expect(rotated.headers.get('cache-control')).toBe('no-store');
    const [both] = await arrivals(await house.merchant.order(), 1);
    expect(both && [isSignedWith(one.secret, both), isSignedWith(rotated.body.secret, both)]).toEqual([true, true]);

    const last = await owner.call<ShownEndpoint>('POST', one, '/secret-rotations', { keepPreviousMs: 0 });
    expect(last.body.previousSecretEndsAt).toBeNull();
    const [only] = await arrivals(await house.merchant.order(), 1);
    const signers = [one.secret, rotated.body.secret, last.body.secret];
    expect(only && signers.map((secret) => isSignedWith(secret, only))).toEqual([false, false, true]);
  });

  it('is shown when it is made and never again', async () => {
    const one = await endpoint();
    expect(one.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const all = await house.merchant.call('GET', '/v1/webhook-endpoints');
    expect(JSON.stringify([await owner.show(one), all.body])).not.toContain('whsec_');
  });
});

describe('redelivery', () => {
  it('sends one event again under its id, whatever became of it', async () => {
    const one = await endpoint('/hooks', ['order.paid']);
    const order = await paidOrder();
    const [first] = await arrivals(order, 1);
    const eventId = first?.event.id;
    const asked = await owner.call('POST', one, '/redeliveries', { eventId });
    expect([asked.status, asked.body]).toEqual([202, { eventCount: 1 }]);
    const [, again] = await arrivals(order, 2);
    expect(again?.headers['webhook-id']).toBe(eventId);
    expect(again?.body).toBe(first?.body);
  });

  it('sends what happened in a time, also before there was an endpoint, and by type', async () => {
    const from = new Date().toISOString();
    const order = await paidOrder();
    const to = new Date(Date.now() + 1).toISOString();
    const one = await endpoint();
    const asked = await owner.call('POST', one, '/redeliveries', { from, to, types: ['payment.*'] });
    expect(asked.body).toEqual({ eventCount: 3 });
    expect(typesOf(await arrivals(order, 3))).toEqual(['payment.open', 'payment.confirming', 'payment.paid']);
    const failed = await owner.call('POST', one, '/redeliveries', { from, to, onlyFailed: true });
    expect(failed.body, 'nothing failed').toEqual({ eventCount: 0 });
  });

  it('asked for twice under one Idempotency-Key is done once', async () => {
    const one = await endpoint('/hooks', ['order.created']);
    const order = await house.merchant.order();
    const [first] = await arrivals(order, 1);
    const key = { 'idempotency-key': randomUUID() };
    const ask = () => owner.call('POST', one, '/redeliveries', { eventId: first?.event.id }, key);
    expect((await ask()).headers.get('idempotency-replayed')).toBeNull();
    await arrivals(order, 2);
    expect((await ask()).headers.get('idempotency-replayed')).toBe('true');
    const other = await owner.call('POST', one, '/redeliveries', { eventId: `evt_${'0'.repeat(32)}` }, key);
    expect(other.body.code).toBe('idempotency_key_reused');
  });

  it.each([
    ['nothing', {}, 'There must be an eventId, or from and to.'],
    ['half a time', { from: '2026-11-22T00:00:00Z' }, 'There must be an eventId, or from and to.'],
    [
      'a time that runs backwards',
      { from: '2026-11-22T00:00:00Z', to: '2026-11-21T00:00:00Z' },
      'from must be before to.',
    ],
    [
      'an event and a time',
      { eventId: `evt_${'0'.repeat(32)}`, from: '2026-11-22T00:00:00Z' },
      'eventId stands alone, or is left out.',
    ],
  ])('of %s is refused', async (_, body, detail) => {
    const answer = await owner.call('POST', await endpoint(), '/redeliveries', body);
    expect([answer.status, answer.body.detail]).toEqual([400, detail]);
  });

  it('of an event that does not exist is refused', async () => {
    const answer = await owner.call('POST', await endpoint(), '/redeliveries', { eventId: `evt_${'0'.repeat(32)}` });
    expect(answer.status).toBe(404);
  });
});

describe('a test delivery', () => {
  it('shows at once what the endpoint answers', async () => {
    const one = await endpoint();
    receiver.answer = () => ({ status: 418, body: '나는 찻주전자' });
    const { status, body } = await owner.call<ShownAttempt & { delivered: boolean }>('POST', one, '/test-deliveries');
    expect(status).toBe(201);
    expect(body).toMatchObject({ delivered: false, httpStatus: 418, answer: '나는 찻주전자', failure: null });
    const [arrived] = receiver.arrivals;
    expect(arrived?.event.type).toBe('webhook_endpoint.test');
    expect(arrived && isSignedWith(one.secret, arrived)).toBe(true);
    expect((await owner.events('?type=webhook_endpoint.*')).items.map(({ id }) => id)).not.toContain(arrived?.event.id);
  });
});

describe('an endpoint', () => {
  it('that is removed is told nothing more, and is not found', async () => {
    const one = await endpoint();
    expect((await owner.call('DELETE', one)).status).toBe(204);
    expect((await owner.call('DELETE', one)).status, 'again').toBe(204);
    expect((await owner.call('GET', one)).status).toBe(404);
    const other = await endpoint('/other', ['order.*']);
    const order = await house.merchant.order();
    await arrivals(order, 1, '/other');
    expect(receiver.about(order)).toEqual([]);
    expect((await owner.show(other)).status).toBe('active');
  });

  it('that is removed while an event is being written leaves nothing that waits for ever', async () => {
    const one = await endpoint();
    const order = await house.merchant.order();
    await arrivals(order, 1);
    const eventId = randomUUID();
    await withClient(house.databaseUrl, async (client) => {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO events (id, subject_id, order_id, version, type, data, occurred_at)
         SELECT $1, id, id, 99, 'order.expired', '{}', now() FROM orders WHERE order_number = $2`,
        [eventId, order.orderNumber],
      );
      expect((await owner.call('DELETE', one)).status).toBe(204);
      await client.query('COMMIT');
      await waitFor('the delivery to be given up', async () => {
        const { rows } = await client.query<{ status: string }>(
          'SELECT status FROM webhook_deliveries WHERE event_id = $1',
          [eventId],
        );
        return rows.length === 1 && rows[0]?.status === 'failed';
      });
    });
  });

  it('is one for an address', async () => {
    const one = await endpoint();
    const { status, body } = await owner.tryEndpoint(one.url);
    expect([status, body.code, body.resourceId]).toEqual([409, 'webhook_url_used', one.id]);
  });

  it('that switches protocols fails like any other, and holds up nobody', async () => {
    const peer = new UnrulyPeer(
      says('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'),
    );
    const one = await owner.endpoint(`http://127.0.0.1:${await peer.start()}/hooks`, ['order.created']);
    try {
      made.push(one);
      await endpoint('/hooks', ['order.created']);
      // More than there are workers for deliveries.
      const orders: ShownOrder[] = [];
      for (let index = 0; index < 12; index += 1) orders.push(await house.merchant.order());
      for (const order of orders) await arrivals(order, 1);
      const failures = await waitFor('an attempt for each order', async () => {
        const attempts = (await owner.deliveries(one, '?limit=100')).flatMap(({ lastAttempts }) => lastAttempts);
        return attempts.length >= orders.length && attempts.map(({ httpStatus, failure }) => [httpStatus, failure]);
      });
      const sentence = 'switched to another protocol instead of answering (HTTP status 101)';
      expect(failures).toEqual(failures.map(() => [null, sentence]));
      await owner.call('DELETE', one);
      await waitFor('its connections to be gone', () => peer.open === 0);
    } finally {
      await peer.stop();
    }
  });

  it('may be changed: where to, what, and the note', async () => {
    const one = await endpoint();
    const asked = await owner.call('PATCH', one, '', { url: `${receiver.url}/moved`, eventTypes: ['order.created'] });
    expect(asked.body, 'until somebody else approves it').toMatchObject({ url: `${receiver.url}/hooks` });
    await approveAbout(house.app, one.id);
    expect(await owner.show(one)).toMatchObject({
      url: `${receiver.url}/moved`,
      eventTypes: ['order.created'],
      status: 'active',
    });
    const order = await house.merchant.order();
    expect(typesOf(await arrivals(order, 1, '/moved'))).toEqual(['order.created']);
  });

  it.each([
    ['a type that does not exist', { eventTypes: ['payment.payed'] }],
    ['no types', { eventTypes: [] }],
    ['a pattern in the wrong place', { eventTypes: ['*.paid'] }],
    ['an address that is none', { url: 'javascript:alert(1)' }],
    ['a field of ours', { status: 'paused' }],
  ])('is not made with %s', async (_, wish) => {
    const url = `${receiver.url}/${randomUUID()}`;
    const { status, body } = await house.merchant.call<{ code: string }>('POST', '/v1/webhook-endpoints', {
      url,
      ...wish,
    });
    expect([status, body.code]).toEqual([400, 'malformed_request']);
  });
});

describe('the history', () => {
  it('is paged from the oldest on, and any event is a place to go on from', async () => {
    const order = await paidOrder();
    const everything = await waitFor('the whole history', async () => {
      const { items } = await owner.events(`?orderId=${order.id}`);
      return items.length === 6 && items;
    });
    expect(everything.map(({ type }) => type).toSorted()).toEqual(STORY.slice(0, 6).toSorted());
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await owner.events(`?orderId=${order.id}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(everything.map(({ id }) => id));
    const later = await owner.events(`?orderId=${order.id}&cursor=${everything[3]?.id ?? ''}&type=order.*`);
    const expected = everything.slice(4).filter(({ type }) => type.startsWith('order.'));
    expect(later.items).toEqual(expected);
  });

  it('never passes over what is being written at this moment: it waits for it', async () => {
    const startedAt = new Date().toISOString();
    const slow = await house.merchant.order();
    const id = randomUUID();
    await withClient(house.databaseUrl, async (client) => {
      // A process of the house that was slow to commit.
      await client.query(`SET application_name = 'gyeolje'`);
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO events (id, subject_id, order_id, version, type, data, occurred_at)
         SELECT $1, id, id, 99, 'order.expired', '{}', now() FROM orders WHERE order_number = $2`,
        [id, slow.orderNumber],
      );
      const quick = await house.merchant.order();
      const shown = await owner.events(`?orderId=${quick.id}`);
      expect(shown.items, 'what is later than something unwritten is not shown yet').toEqual([]);
      await client.query('COMMIT');
      const page = await waitFor('both to be shown', async () => {
        const { items } = await owner.events(`?from=${encodeURIComponent(startedAt)}&limit=100`);
        return items.some(({ data }) => data['orderId'] === quick.id) && items;
      });
      const order = page.map(({ id: eventId, data }) =>
        eventId === `evt_${id.replaceAll('-', '')}` ? 'slow' : data['orderId'],
      );
      expect(order.indexOf('slow')).toBeGreaterThanOrEqual(0);
      expect(order.indexOf('slow')).toBeLessThan(order.indexOf(quick.id));
    });
  });

  it('holds what webhooks hold, to the letter', async () => {
    await endpoint('/hooks', ['order.paid']);
    const order = await paidOrder();
    const [arrived] = await arrivals(order, 1);
    const held = await waitFor('the history to show it', async () => {
      const { items } = await owner.events(`?orderId=${order.id}&type=order.paid`);
      return items.length > 0 && items;
    });
    expect(held).toEqual([arrived?.event]);
  });

  it.each(['cursor=evt_1', `cursor=evt_${'0'.repeat(32)}`, 'type=x', 'orderId=1', 'from=yesterday', 'limit=1000'])(
    'is not shown for %s',
    async (query) => {
      const { status } = await house.merchant.call('GET', `/v1/events?${query}`);
      expect(status).toBe(400);
    },
  );
});
