// Running the house from the desk, over the API: stored cards, sellers, API keys, webhook endpoints, simulators.
import { approveAbout } from '../support/second-person.js';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../proofs/harness/desk.js';
import { DeskVisitor, LOCAL_ADMINISTRATOR, type DeskProblem } from '../support/desk-visitor.js';
import { startHouse, type House } from '../support/house.js';
import { Merchant, visit, type ShownBillingKey } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { waitFor } from '../support/wait-for.js';
import { isSignedWith, WebhookReceiver } from '../support/webhook-receiver.js';
import type { ShownDelivery } from '../support/webhook-owner.js';

interface Trailed {
  readonly action: string;
  readonly person_name: string;
  readonly subject: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly reason: string | null;
}

let house: House;
let admin: DeskVisitor;
let operator: DeskVisitor;
let viewer: DeskVisitor;
const receiver = new WebhookReceiver();

beforeAll(async () => {
  await receiver.start();
  house = await startHouse({ environment: { WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true' } });
  const desk = new Desk(house, house.merchant);
  admin = new DeskVisitor(house.url);
  await admin.signIn(LOCAL_ADMINISTRATOR);
  operator = await desk.signedIn('operator');
  viewer = await desk.signedIn('viewer');
});
afterAll(async () => {
  await house.close();
  await receiver.stop();
});
beforeEach(async () => {
  receiver.reset();
  await house.payco.behave();
  await house.payple.behave();
});

/** A call that must succeed. */
async function ask<T>(by: DeskVisitor, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await by.call<T>(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Everything in the trail about a thing, the oldest first. */
function trailOf(subject: string): Promise<Trailed[]> {
  const dataSource = house.app.get(DataSource, { strict: false });
  return dataSource.query<Trailed[]>('SELECT * FROM audit_entries WHERE subject = $1 ORDER BY id', [subject]);
}

/** What the trail says of changes of something, the oldest first. */
function changesInTrail(about: string): Promise<Trailed[]> {
  const dataSource = house.app.get(DataSource, { strict: false });
  const statement = `SELECT * FROM audit_entries WHERE after ->> 'about' = $1 ORDER BY id`;
  return dataSource.query<Trailed[]>(statement, [about]);
}

/** How often a text stands in the database anywhere that people can read it. */
async function countInTrail(text: string): Promise<number> {
  const dataSource = house.app.get(DataSource, { strict: false });
  const statement = 'SELECT count(*)::integer AS count FROM audit_entries e WHERE strpos(e::text, $1) > 0';
  return (await dataSource.query<{ count: number }[]>(statement, [text]))[0]?.count ?? 0;
}

async function storedCard(customerReference = 'customer-1'): Promise<ShownBillingKey> {
  const wish = {
    provider: 'payple',
    channel: 'pc',
    customerReference,
    buyer: { name: '홍길동', phone: '010-1234-5678' },
  };
  const key = await house.merchant.registerCard(wish);
  await deliver(await house.payple.finish(key, 'pay'));
  return key;
}

describe('stored cards', () => {
  interface Shown {
    readonly id: string;
    readonly status: string;
    readonly card: { readonly number: string } | null;
  }
  interface Found {
    readonly items: readonly Shown[];
    readonly nextCursor: string | null;
  }
  const search = (wish: object) => ask<Found>(viewer, 'POST', '/admin/billing-keys/searches', wish);

  test('are found by customer, state and provider, page by page, and show neither whose they are nor how to register', async () => {
    const first = await storedCard('reader-7');
    const second = await storedCard('reader-7');
    await storedCard('reader-8');
    const found = await search({ customerReference: 'reader-7' });
    expect(found.items.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(found.items[0]?.card?.number, 'masked').toMatch(/\*{4}/);
    expect(JSON.stringify(found), 'neither the buyer nor an address to register at').not.toMatch(
      /홍길동|1234-5678|registrationUrl|handoff|returnUrl/,
    );
    expect((await search({ customerReference: 'reader-7', status: 'dead' })).items).toEqual([]);
    expect((await search({ customerReference: 'reader-7', provider: 'payco' })).items).toEqual([]);
    const page = await search({ customerReference: 'reader-7', provider: 'payple', status: 'active', limit: 1 });
    const next = await search({ customerReference: 'reader-7', limit: 1, cursor: page.nextCursor });
    expect([page.items[0]?.id, next.items[0]?.id, next.nextCursor]).toEqual([second.id, first.id, null]);
    for (const wish of [{ status: 'sleeping' }, { cursor: 'ord_0' }, { limit: 1000 }, { name: 'Kim' }]) {
      const answer = await viewer.call('POST', '/admin/billing-keys/searches', wish);
      expect([answer.status, answer.body.code], JSON.stringify(wish)).toEqual([400, 'malformed_request']);
    }
  });

  test('show what was charged on them, the newest first', async () => {
    const key = await storedCard();
    const charges = [await house.merchant.charge(key), await house.merchant.charge(key, { billingMonth: '2026-11' })];
    interface Charges {
      readonly items: readonly { orderId: string; status: string; billingMonth: string | null; amountWon: number }[];
      readonly nextCursor: string | null;
    }
    const path = `/admin/billing-keys/${key.id}/charges`;
    const { items } = await ask<Charges>(viewer, 'GET', path);
    expect(items.map(({ orderId }) => orderId)).toEqual(charges.map(({ body }) => body.id).reverse());
    expect(items[0]).toMatchObject({ status: 'paid', billingMonth: '2026-11' });
    const page = await ask<Charges>(viewer, 'GET', `${path}?limit=1`);
    const next = await ask<Charges>(viewer, 'GET', `${path}?limit=1&cursor=${page.nextCursor ?? ''}`);
    expect(next.items[0]?.orderId).toBe(charges[0]?.body.id);
    expect((await viewer.call('GET', '/admin/billing-keys/bk_0/charges')).status).toBe(404);
    expect((await viewer.call('GET', `${path}?cursor=${key.id}`)).status).toBe(400);
  });

  test('are ended by an administrator, for a reason, once; the provider is told, and the trail says who and why', async () => {
    const key = await storedCard();
    const path = `/admin/billing-keys/${key.id}/deregistrations`;
    for (const visitor of [viewer, operator]) {
      expect((await visitor.call('POST', path, { reason: 'because' })).body.code).toBe('permission_missing');
    }
    expect((await admin.call('POST', path, {})).body.code, 'without a reason').toBe('malformed_request');
    expect((await house.merchant.showKey(key)).status, 'nothing happened').toBe('active');
    const wish = { reason: 'The customer asked us to <b>forget</b> it.' };
    const answers = await Promise.all([admin, admin, admin].map((each) => each.call<Shown>('POST', path, wish)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(['removing', 'removed']).toContain(answers[0]?.body.status);
    await waitFor('the provider to have ended it', async () => {
      return (await ask<Shown>(viewer, 'GET', `/admin/billing-keys/${key.id}`)).status === 'removed';
    });
    expect(await trailOf(key.id)).toMatchObject([
      {
        action: 'billing_key.deregistered',
        before: { status: 'active' },
        after: { status: 'removing' },
        reason: wish.reason,
      },
    ]);
    const charge = await house.merchant.charge(key);
    expect([charge.status, (charge.body as unknown as DeskProblem).code]).toEqual([409, 'billing_key_not_usable']);
  });

  test('that a buyer has not finished registering are given up', async () => {
    const key = await house.merchant.registerCard({ provider: 'payple', channel: 'pc' });
    const path = `/admin/billing-keys/${key.id}/deregistrations`;
    expect((await ask<Shown>(admin, 'POST', path, { reason: 'a mistake' })).status).toBe('abandoned');
  });
});

describe('sellers', () => {
  interface Seller {
    readonly code: string;
    readonly name: string;
    readonly isConfigured: boolean;
    readonly credentials: readonly {
      readonly provider: string;
      readonly setAt: string;
      readonly idEnding: string | null;
    }[];
  }
  const FIRST = { sellerKey: 'SECRETSELLERKEY1', cpId: 'BRANCHCPID0042', productId: 'SECRETPRODUCT01' };
  const SECOND = { sellerKey: 'SECRETSELLERKEY2', cpId: 'BRANCHCPID0043', productId: 'SECRETPRODUCT02' };

  test('are set up and renamed, and the trail has both', async () => {
    const made = await ask<Seller>(admin, 'POST', '/admin/sellers', { code: 'jamsil', name: '잠실점' });
    expect(made).toMatchObject({ code: 'jamsil', name: '잠실점', isConfigured: false, credentials: [] });
    expect((await admin.call('POST', '/admin/sellers', { code: 'jamsil', name: 'x' })).body.code).toBe(
      'seller_code_used',
    );
    const renamed = await ask<Seller>(admin, 'PATCH', '/admin/sellers/jamsil', { name: '잠실새내점' });
    expect(renamed.name).toBe('잠실새내점');
    await ask(admin, 'PATCH', '/admin/sellers/jamsil', { name: '잠실새내점' });
    expect(await trailOf('jamsil'), 'what changes nothing is no entry').toMatchObject([
      { action: 'seller.created', after: { name: '잠실점' } },
      { action: 'seller.changed', before: { name: '잠실점' }, after: { name: '잠실새내점' } },
    ]);
    const { items } = await ask<{ items: Seller[] }>(admin, 'GET', '/admin/sellers');
    expect(items.map(({ code }) => code)).toEqual(expect.arrayContaining(['default', 'jamsil']));
    expect((await admin.call('PATCH', '/admin/sellers/nobody', { name: 'x' })).status).toBe(404);
  });

  test('take credentials that are never shown again, to nobody and nowhere', async () => {
    await ask(admin, 'POST', '/admin/sellers', { code: 'branch', name: 'A branch' });
    const path = '/admin/sellers/branch/credentials/payco';
    const said: unknown[] = [];
    said.push(await ask<Seller>(admin, 'PUT', path, { credentials: FIRST }));
    await approveAbout(house.app, 'branch/payco');
    said.push(await ask<Seller>(admin, 'PUT', path, { credentials: FIRST }));
    const waiting = await ask<Seller>(admin, 'PUT', path, { credentials: SECOND });
    expect(waiting.credentials, 'the ones before, until somebody approves').toMatchObject([{ idEnding: '0042' }]);
    await approveAbout(house.app, 'branch/payco');
    const last = await ask<Seller>(admin, 'GET', '/admin/sellers/branch');
    expect(last.credentials).toEqual([{ provider: 'payco', setAt: expect.any(String) as string, idEnding: '0043' }]);
    said.push(last, await ask(admin, 'GET', '/admin/sellers/branch'), await ask(admin, 'GET', '/admin/sellers'));
    for (const secret of [...Object.values(FIRST), ...Object.values(SECOND)]) {
      expect(JSON.stringify(said), 'answers').not.toContain(secret);
      expect(await countInTrail(secret), 'the trail').toBe(0);
    }
    expect(await trailOf('branch')).toMatchObject([{ action: 'seller.created' }]);
    const about = { about: 'branch/payco', fields: ['cpId', 'productId', 'sellerKey'] };
    expect(await changesInTrail('branch/payco'), 'the same once more is no entry').toMatchObject([
      { action: 'change.asked', before: { provider: 'payco', setAt: null }, after: about },
      { action: 'change.approved', after: about },
      { action: 'change.asked', before: { provider: 'payco', setAt: expect.any(String) as string }, after: about },
      { action: 'change.approved', after: about },
    ]);
  });

  test('refuse credentials that are none, without repeating them', async () => {
    await ask(admin, 'POST', '/admin/sellers', { code: 'wrong', name: 'Wrong' });
    const path = '/admin/sellers/wrong/credentials';
    const refused: readonly (readonly [string, unknown, string])[] = [
      ['payco', { sellerKey: 'SECRETSELLERKEY1' }, 'malformed_request'],
      ['payco', { ...FIRST, extra: 'SECRETSELLERKEY1' }, 'malformed_request'],
      ['payco', 'SECRETSELLERKEY1', 'malformed_request'],
      ['nobody', FIRST, 'unknown_provider'],
    ];
    for (const [provider, credentials, code] of refused) {
      const answer = await admin.call('PUT', `${path}/${provider}`, { credentials });
      expect(answer.body.code, JSON.stringify(answer.body)).toBe(code);
      expect(JSON.stringify(answer.body)).not.toContain('SECRETSELLERKEY1');
    }
    const configured = await admin.call('PUT', '/admin/sellers/default/credentials/payco', { credentials: FIRST });
    expect(configured.body.code, 'those of the default seller are configured').toBe('malformed_request');
    expect((await trailOf('wrong')).map(({ action }) => action)).toEqual(['seller.created']);
  });

  test('are nobody’s business but administrators’', async () => {
    for (const visitor of [viewer, operator]) {
      for (const [method, path, body] of [
        ['GET', '/admin/sellers'],
        ['POST', '/admin/sellers', { code: 'mine', name: 'Mine' }],
        ['PUT', '/admin/sellers/default/credentials/payco', { credentials: FIRST }],
      ] as const) {
        expect((await visitor.call(method, path, body)).body.code, `${method} ${path}`).toBe('permission_missing');
      }
    }
  });
});

describe('API keys', () => {
  interface Key {
    readonly id: string;
    readonly key?: string;
    readonly hint: string;
    readonly revokedAt: string | null;
  }

  test('are shown once, work with their scopes, and are refused from the moment they are revoked', async () => {
    const wish = { name: 'shop <script>', scopes: ['orders:read'] };
    const made = await admin.call<Key>('POST', '/admin/api-keys', wish);
    const { id, key = '' } = made.body;
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const shop = new Merchant(house.url, key);
    expect((await shop.call('GET', '/v1/orders')).status).toBe(200);
    expect((await shop.call('GET', '/v1/api-keys')).status, 'out of its scopes').toBe(403);
    expect(JSON.stringify(await ask(admin, 'GET', '/admin/api-keys?limit=100'))).not.toContain(key);
    const path = `/admin/api-keys/${id}/revocations`;
    const revoked = await ask<Key>(admin, 'POST', path, { reason: 'It was in a screenshot.' });
    expect(revoked.revokedAt).not.toBeNull();
    expect((await shop.call('GET', '/v1/orders')).status).toBe(401);
    expect((await ask<Key>(admin, 'POST', path, {})).revokedAt, 'again changes nothing').toBe(revoked.revokedAt);
    expect(await trailOf(id)).toMatchObject([
      { action: 'api_key.created', after: { name: wish.name, scopes: wish.scopes } },
      { action: 'api_key.revoked', reason: 'It was in a screenshot.' },
    ]);
    expect(await countInTrail(key)).toBe(0);
  });

  test('refuse scopes that do not exist, a past end, and whoever may not manage keys', async () => {
    for (const wish of [
      { name: 'x', scopes: ['everything'] },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['orders:read'], expiresAt: '2020-01-01T00:00:00Z' },
    ]) {
      expect((await admin.call('POST', '/admin/api-keys', wish)).status, JSON.stringify(wish)).toBe(400);
    }
    for (const visitor of [viewer, operator]) {
      expect((await visitor.call('GET', '/admin/api-keys')).status).toBe(403);
      expect((await visitor.call('POST', '/admin/api-keys', { name: 'x', scopes: ['admin:*'] })).status).toBe(403);
    }
    const { items } = await ask<{ items: string[] }>(admin, 'GET', '/admin/api-keys/scopes');
    expect(items).toContain('webhooks:write');
  });
});

describe('webhook endpoints', () => {
  interface Endpoint {
    readonly id: string;
    readonly host: string;
    readonly url: string | null;
    readonly status: string;
    readonly secret: string;
  }
  let made = 0;
  const make = (path: string, wish: object = {}): Promise<Endpoint> => {
    made += 1;
    return ask<Endpoint>(admin, 'POST', '/admin/webhook-endpoints', {
      url: `${receiver.url}${path}?key=ADDRESSSECRET${made}`,
      ...wish,
    });
  };
  const deliveries = async (endpoint: Endpoint, query = ''): Promise<readonly ShownDelivery[]> =>
    (await ask<{ items: ShownDelivery[] }>(viewer, 'GET', `/admin/webhook-endpoints/${endpoint.id}/deliveries${query}`))
      .items;
  const remove = (endpoint: Endpoint) => ask(admin, 'DELETE', `/admin/webhook-endpoints/${endpoint.id}`);

  test('are made with a secret that is shown once, tested, given another one, and removed', async () => {
    const endpoint = await make('/tested', { eventTypes: ['cash_receipt.refused'], description: 'the shop' });
    const path = `/admin/webhook-endpoints/${endpoint.id}`;
    expect((await ask<{ delivered: boolean }>(admin, 'POST', `${path}/test-deliveries`)).delivered).toBe(true);
    const [arrival] = receiver.arrivals;
    expect(arrival && isSignedWith(endpoint.secret, arrival)).toBe(true);
    const rotated = await ask<Endpoint>(admin, 'POST', `${path}/secret-rotations`, { keepPreviousMs: 0 });
    await ask(admin, 'POST', `${path}/test-deliveries`);
    const second = receiver.arrivals[1];
    expect(second && [endpoint.secret, rotated.secret].map((secret) => isSignedWith(secret, second))).toEqual([
      false,
      true,
    ]);
    const shown = [await ask(admin, 'GET', path), await ask(admin, 'GET', '/admin/webhook-endpoints')];
    for (const secret of [endpoint.secret, rotated.secret]) {
      expect(JSON.stringify(shown)).not.toContain(secret.slice(6));
      expect(await countInTrail(secret.slice(6))).toBe(0);
    }
    await remove(endpoint);
    expect((await admin.call('GET', path)).status).toBe(404);
    expect(await trailOf(endpoint.id)).toMatchObject([
      { action: 'webhook_endpoint.created', after: { description: 'the shop', status: 'active' } },
      { action: 'webhook_endpoint.tested', after: { delivered: true, httpStatus: 204 } },
      { action: 'webhook_endpoint.secret_rotated', after: { changed: ['secret'] } },
      { action: 'webhook_endpoint.tested' },
      { action: 'webhook_endpoint.removed', before: { status: 'active' }, after: { status: 'removed' } },
    ]);
    expect(await countInTrail('ADDRESSSECRET'), 'what follows the host may be a secret').toBe(0);
  });

  test('show their whole address to those alone who may change it', async () => {
    const endpoint = await make('/private', { eventTypes: ['cash_receipt.refused'] });
    const path = `/admin/webhook-endpoints/${endpoint.id}`;
    expect((await ask<Endpoint>(admin, 'GET', path)).url).toContain('/private?key=');
    for (const visitor of [viewer, operator]) {
      const shown = await ask<Endpoint>(visitor, 'GET', path);
      expect([shown.url, shown.host]).toEqual([null, new URL(receiver.url).host]);
      expect(JSON.stringify(await ask(visitor, 'GET', '/admin/webhook-endpoints'))).not.toContain('ADDRESSSECRET');
      for (const [method, below, body] of [
        ['PATCH', '', { description: 'mine' }],
        ['DELETE', ''],
        ['POST', '/secret-rotations', {}],
        ['POST', '/test-deliveries'],
        ['POST', '/pause'],
        ['POST', '/resume'],
      ] as const) {
        expect((await visitor.call(method, `${path}${below}`, body)).body.code, `${method} ${below}`).toBe(
          'permission_missing',
        );
      }
    }
    await remove(endpoint);
  });

  test('get nothing while they are paused, and all of it when they are resumed', async () => {
    const endpoint = await make('/paused', { eventTypes: ['order.created'] });
    const path = `/admin/webhook-endpoints/${endpoint.id}`;
    expect((await ask<Endpoint>(admin, 'POST', `${path}/pause`)).status).toBe('paused');
    expect((await ask<Endpoint>(admin, 'POST', `${path}/pause`)).status, 'again changes nothing').toBe('paused');
    const order = await house.merchant.order();
    const [collected] = await deliveries(endpoint);
    expect([collected?.eventType, collected?.status, collected?.attempts]).toEqual(['order.created', 'waiting', 0]);
    expect(receiver.arrivals).toEqual([]);
    expect((await ask<Endpoint>(admin, 'POST', `${path}/resume`)).status).toBe('active');
    await waitFor('the event to arrive', () =>
      receiver.arrivals.some(({ event }) => event.data['orderId'] === order.id),
    );
    expect((await trailOf(endpoint.id)).map(({ action }) => action)).toEqual([
      'webhook_endpoint.created',
      'webhook_endpoint.paused',
      'webhook_endpoint.resumed',
    ]);
    await remove(endpoint);
  });

  test('show what they answered, and are sent events again by an operator: one, or all of a time', async () => {
    const endpoint = await make('/again', { eventTypes: ['order.created'] });
    const path = `/admin/webhook-endpoints/${endpoint.id}`;
    const from = new Date().toISOString();
    receiver.answer = () => ({ status: 500, body: 'the shop is <b>closed</b>' });
    const orders = [await house.merchant.order(), await house.merchant.order()];
    const failed = await waitFor('an answer of both', async () => {
      const all = await deliveries(endpoint);
      return all.length === 2 && all.every(({ attempts }) => attempts > 0) && all;
    });
    expect(failed[0]?.lastAttempts[0]).toMatchObject({ httpStatus: 500, answer: 'the shop is <b>closed</b>' });
    receiver.reset();
    await waitFor('both to be delivered', async () => (await deliveries(endpoint, '?status=delivered')).length === 2);
    receiver.reset();
    const eventId = failed[0]?.eventId;
    const refused = await viewer.call('POST', `${path}/redeliveries`, { eventId });
    expect(refused.body.code).toBe('permission_missing');
    const one = await operator.call<{ eventCount: number }>('POST', `${path}/redeliveries`, { eventId });
    expect([one.status, one.body.eventCount]).toEqual([202, 1]);
    await waitFor('it to arrive again', () => receiver.arrivals.some(({ event }) => event.id === eventId));
    receiver.reset();
    const range = { from, to: new Date(Date.now() + 1_000).toISOString() };
    const all = await ask<{ eventCount: number }>(operator, 'POST', `${path}/redeliveries`, range);
    expect(all.eventCount).toBe(2);
    await waitFor('both to arrive again', () => new Set(receiver.arrivals.map(({ event }) => event.id)).size === 2);
    const given = { ...range, onlyFailed: true };
    expect((await ask<{ eventCount: number }>(operator, 'POST', `${path}/redeliveries`, given)).eventCount).toBe(0);
    for (const wish of [{}, { eventId, ...range }, { from: range.to, to: range.from }, { eventId: 'evt_0' }]) {
      expect((await operator.call('POST', `${path}/redeliveries`, wish)).status, JSON.stringify(wish)).toBe(400);
    }
    const told = (await trailOf(endpoint.id)).filter(({ action }) => action === 'webhook_endpoint.redelivered');
    expect(told.map(({ after }) => after?.['eventCount'])).toEqual([1, 2, 0]);
    expect(orders).toHaveLength(2);
    await remove(endpoint);
  });

  test('refuse addresses and event types that cannot be', async () => {
    const path = '/admin/webhook-endpoints';
    const endpoint = await make('/once', { eventTypes: ['cash_receipt.refused'] });
    const url = `${receiver.url}/once?key=ADDRESSSECRET${made}`;
    for (const [wish, code] of [
      [{ url }, 'webhook_url_used'],
      [{ url: 'ftp://shop.example.com' }, 'malformed_request'],
      [{ url: 'https://user:secret@shop.example.com' }, 'malformed_request'],
      [{ url: `${receiver.url}/other`, eventTypes: ['payment.pid'] }, 'malformed_request'],
    ] as const) {
      expect((await admin.call('POST', path, wish)).body.code, JSON.stringify(wish)).toBe(code);
    }
    const { items } = await ask<{ items: string[] }>(viewer, 'GET', `${path}/event-types`);
    expect(items).toEqual(expect.arrayContaining(['order.created', 'payment.paid', 'cancellation.done']));
    await remove(endpoint);
  });
});

describe('simulators', () => {
  interface Fault {
    readonly id: number;
    readonly endpoint: string;
    readonly fault: string;
    readonly left: number | null;
    readonly percent: number | null;
    readonly reference: string | null;
  }
  interface Simulator {
    readonly provider: string;
    readonly isReachable: boolean;
    readonly endpoints: readonly { readonly name: string; readonly faults: readonly string[] }[];
    readonly faults: readonly Fault[];
  }
  const list = async (): Promise<readonly Simulator[]> =>
    (await ask<{ items: Simulator[] }>(admin, 'GET', '/admin/simulators')).items;

  test('make the trouble that was ordered, and stop when it is taken back', async () => {
    const placed = await ask<Fault>(admin, 'POST', '/admin/simulators/payco/faults', {
      endpoint: 'approval',
      fault: 'decline',
      code: 'CC61',
    });
    const declined = await house.merchant.order();
    await visit(await house.payco.agree(await house.merchant.pay(declined)));
    const shown = await house.merchant.show(declined);
    expect([shown.status, shown.payments[0]?.status], 'PAYCO declined').toEqual(['unpaid', 'refused']);
    expect((await list()).find(({ provider }) => provider === 'payco')?.faults, 'used up').toEqual([]);

    await ask(admin, 'POST', '/admin/simulators/payco/faults', {
      endpoint: 'approval',
      fault: 'decline',
      percent: 100,
    });
    await ask(admin, 'DELETE', '/admin/simulators/payco/faults');
    const paid = await house.merchant.order();
    await visit(await house.payco.agree(await house.merchant.pay(paid)));
    expect((await house.merchant.show(paid)).status, 'it works well again').toBe('paid');
    expect(placed).toMatchObject({ endpoint: 'approval', fault: 'decline', left: 1, percent: null });
    expect((await trailOf('payco')).map(({ action }) => action)).toEqual([
      'simulator.fault_placed',
      'simulator.fault_placed',
      'simulator.faults_cleared',
    ]);
  });

  test('limit trouble to one payment, and take one of several back', async () => {
    const path = '/admin/simulators/payple/faults';
    const mine = await ask<Fault>(admin, 'POST', path, {
      endpoint: 'cancel',
      fault: 'delay',
      delayMs: 50,
      reference: 'ORDER-1',
      count: 3,
    });
    await ask(admin, 'POST', path, { endpoint: 'notice', fault: 'duplicate', percent: 50 });
    expect([mine.reference, mine.left]).toEqual(['ORDER-1', 3]);
    expect(await house.payple.isToCome(mine.id)).toBe(true);
    await ask(admin, 'DELETE', `${path}/${mine.id}`);
    expect(await house.payple.isToCome(mine.id)).toBe(false);
    expect((await list()).find(({ provider }) => provider === 'payple')?.faults).toMatchObject([
      { endpoint: 'notice', fault: 'duplicate', percent: 50, left: null },
    ]);
    await ask(admin, 'DELETE', `${path}/${mine.id}`);
  });

  test('know every trouble that they offer', async () => {
    for (const { provider, endpoints } of await list()) {
      for (const { name, faults } of endpoints) {
        for (const fault of faults) {
          const wish = { endpoint: name, fault, ...(fault === 'delay' && { delayMs: 1 }) };
          const { status } = await admin.call('POST', `/admin/simulators/${provider}/faults`, wish);
          expect(status, `${provider}: ${fault} with ${name}`).toBe(201);
        }
      }
    }
  });

  test('refuse what they cannot do, in their own words, and whoever may not steer them', async () => {
    const path = '/admin/simulators/payco/faults';
    for (const wish of [
      { endpoint: 'approval', fault: 'earthquake' },
      { endpoint: 'moon', fault: 'decline' },
      { endpoint: 'approval', fault: 'delay' },
      { endpoint: 'approval', fault: 'decline', count: 1, percent: 1 },
      { endpoint: 'approval', fault: 'decline', percent: 101 },
      { endpoint: '../reset', fault: 'decline' },
    ]) {
      expect((await admin.call('POST', path, wish)).body.code, JSON.stringify(wish)).toBe('malformed_request');
    }
    expect(await house.payco.faultsToCome(), 'nothing was ordered').toBe(0);
    expect((await admin.call('POST', '/admin/simulators/nobody/faults', { endpoint: 'a', fault: 'b' })).status).toBe(
      404,
    );
    expect((await admin.call('DELETE', `${path}/x`)).status).toBe(404);
    for (const visitor of [viewer, operator]) {
      expect((await visitor.call('GET', '/admin/simulators')).body.code).toBe('permission_missing');
      expect((await visitor.call('DELETE', path)).body.code).toBe('permission_missing');
    }
  });
});
