// Writes under Idempotency-Keys: which take one and which need one, as published; and what is answered when a request is
// repeated, changed, still running or cut short. That each route repeats its answer is held by test/proofs/doors.proof.spec.ts.
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIdempotencyTicket, type IdempotencyTicket } from '../../src/common/http/idempotency-key.js';
import { asRunningWrite } from '../../src/common/http/running-write.js';
import { LOCAL_API_KEY_ID } from '../../src/access/local-key.js';
import { KeyClaims } from '../../src/orders/key-claims.js';
import { operationsOf, readDocument } from '../proofs/fuzz/operations.js';
import { holdCalls } from '../support/hold-calls.js';
import { startHouse, type House } from '../support/house.js';
import { newOrderNumber, type ShownProblem } from '../support/merchant.js';
import { readRows } from '../support/read-rows.js';
import { SIMULATOR_MODE_KEY } from '../support/simulator-mode-key.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(async () => {
  await house.close();
});

const withKey = (key: string) => ({ 'idempotency-key': key });
const seller = () => ({ code: newOrderNumber(), name: 'A branch' });

/** Without a header that a merchant's server would have. */
function withoutKey(path: string, body: object): Promise<Response> {
  const headers = { authorization: `Bearer ${SIMULATOR_MODE_KEY}`, 'content-type': 'application/json' };
  return fetch(`${house.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('openapi.json', () => {
  /** Each with the reason why a repetition does no harm, or why a key could not help. */
  const TAKE_NONE = {
    'POST /admin/billing-keys/searches': 'reads',
    'POST /admin/invitations/{token}': 'works once, and nobody is known yet whose key it could be',
    'POST /admin/orders/exports': 'reads',
    'POST /admin/orders/searches': 'reads',
    'POST /admin/orders/unmasked-exports': 'reads, and each look is in the trail',
    'POST /admin/orders/{id}/external-cancellation-previews': 'reads',
    'POST /admin/orders/{id}/refund-previews': 'reads',
    'POST /admin/orders/{id}/unmaskings': 'reads, and each look is in the trail',
    'POST /admin/password': 'belongs to a session',
    'POST /admin/recovery-codes': 'its code works once',
    'POST /admin/second-factor': 'its code works once',
    'POST /admin/second-factor/enrolments': 'belongs to a session',
    'DELETE /admin/sessions': 'belongs to a session',
    'DELETE /admin/sessions/{id}': 'belongs to a session',
    'POST /admin/sign-in': 'nobody is known yet whose key it could be',
    'POST /admin/sign-in/second-factor': 'its code works once',
    'POST /admin/sign-out': 'belongs to a session',
  };
  const NEED_ONE = [
    'POST /admin/approvals/{id}/approvals',
    'POST /admin/orders/{id}/external-cancellations',
    'POST /admin/orders/{id}/refunds',
    'POST /admin/queue/{kind}/{id}/decisions',
    'POST /admin/refund-batches/{id}/start',
    'POST /v1/billing-keys/{id}/charges',
    'POST /v1/cancellations/{id}/decisions',
    'POST /v1/orders/{id}/cancellations',
    'POST /v1/orders/{id}/external-cancellations',
    'POST /v1/payco/payments/{id}/mileage-cancellations',
    'POST /v1/payments/{id}/decisions',
  ];

  it('has every write take an Idempotency-Key, but those of which is said why not', async () => {
    const writes = operationsOf(await readDocument()).filter(
      ({ answers, method }) => answers === null && method !== 'GET',
    );
    const none = writes.filter(({ takesIdempotencyKey }) => !takesIdempotencyKey).map(({ name }) => name);
    expect(none.sort()).toEqual(Object.keys(TAKE_NONE).sort());
    expect(writes.length).toBeGreaterThan(50);
  });

  it('has every write that moves money need one', async () => {
    const needing = operationsOf(await readDocument()).filter(({ needsIdempotencyKey }) => needsIdempotencyKey);
    expect(needing.map(({ name }) => name).sort()).toEqual(NEED_ONE);
  });
});

describe('a request without a key', () => {
  it('is refused where money moves, and says how to make one', async () => {
    const answer = await withoutKey(`/v1/orders/ord_${'0'.repeat(32)}/cancellations`, { reason: 'x' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'idempotency_key_required',
      whatToDo: expect.stringContaining('Make a UUID for each thing you want done') as unknown,
    });
  });

  it('opens a payment, but takes none on a stored card', async () => {
    const order = await house.merchant.order();
    const path = `/v1/orders/${order.id}/payments`;
    const card = await withoutKey(path, { provider: 'payple', channel: 'pc', billingKeyId: `bk_${'0'.repeat(32)}` });
    expect([card.status, ((await card.json()) as ShownProblem).code]).toEqual([400, 'idempotency_key_required']);
    expect((await withoutKey(path, { provider: 'payco', channel: 'pc' })).status).toBe(201);
  });
});

describe('a write that keeps no record of its own', () => {
  it('happens once under a key, and answers the same again', async () => {
    const [key, body] = [withKey(randomUUID()), seller()];
    const first = await house.merchant.call('POST', '/v1/sellers', body, key);
    const again = await house.merchant.call('POST', '/v1/sellers', body, key);
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    const other = await house.merchant.call<ShownProblem>('POST', '/v1/sellers', seller(), key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const order = { orderNumber: newOrderNumber(), title: 'A', amountWon: 100, returnUrl: 'https://shop.example.com/' };
    const elsewhere = await house.merchant.call<ShownProblem>('POST', '/v1/orders', order, key);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('may be asked for again under its key when it was refused and nothing was done', async () => {
    const [taken, key] = [seller(), withKey(randomUUID())];
    await house.merchant.call('POST', '/v1/sellers', taken);
    const refused = await house.merchant.call<ShownProblem>('POST', '/v1/sellers', taken, key);
    expect([refused.status, refused.body.code]).toEqual([409, 'seller_code_used']);
    expect((await house.merchant.call('POST', '/v1/sellers', seller(), key)).status).toBe(201);
  });

  it('shows a secret again to who asked for it, and keeps it sealed', async () => {
    const [key, body] = [withKey(randomUUID()), { name: 'for the till', scopes: ['orders:read'] }];
    const first = await house.merchant.call<{ key: string }>('POST', '/v1/api-keys', body, key);
    const again = await house.merchant.call<{ key: string }>('POST', '/v1/api-keys', body, key);
    expect(again.body).toEqual(first.body);
    expect(first.body.key).toMatch(/^gy_test_/);
    const kept = await readRows(house.databaseUrl, 'SELECT * FROM idempotency_records');
    expect(JSON.stringify(kept)).not.toContain(first.body.key);
  });

  it('is refused while the first request under its key runs', async () => {
    const key = withKey(randomUUID());
    const order = await house.merchant.order();
    const path = `/v1/payco/payments/${await paidWithPayco(order)}/product-status`;
    const held = holdCalls('updateOrderProductStatus');
    const ask = () => house.merchant.call<ShownProblem>('POST', path, { status: 'delivery_started' }, key);
    const first = ask();
    await held.untilHeld();
    const meanwhile = await ask();
    expect([meanwhile.status, meanwhile.body.code]).toEqual([409, 'idempotency_key_running']);
    expect(meanwhile.headers.get('retry-after')).toBe('1');
    held.letGo();
    expect((await first).status).toBe(204);
    const again = await ask();
    expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([204, null, 'true']);
  });
});

describe('a write whose process died before it answered', () => {
  /** As the request leaves it behind: claimed, perhaps done, not answered. */
  async function leaveBehind(body: object, work: (ticket: IdempotencyTicket) => Promise<unknown>): Promise<string> {
    const key = randomUUID();
    const caller = { apiKeyId: LOCAL_API_KEY_ID };
    const ticket = readIdempotencyTicket({ method: 'POST', url: '/v1/sellers', headers: withKey(key), body, caller });
    if (!ticket) throw new Error('There is no ticket.');
    expect(await house.app.get(KeyClaims, { strict: false }).claim(ticket)).toBeNull();
    await work(ticket);
    return key;
  }
  const ask = (body: object, key: string) =>
    house.merchant.call<ShownProblem>('POST', '/v1/sellers', body, withKey(key));
  const age = (key: string) =>
    house.app
      .get(DataSource, { strict: false })
      .query(`UPDATE idempotency_records SET created_at = now() - interval '301 seconds' WHERE key = $1`, [key]);

  it('counts as running at first, and then says that nobody knows whether anything was done', async () => {
    const body = seller();
    const key = await leaveBehind(body, () => Promise.resolve());
    expect((await ask(body, key)).body.code).toBe('idempotency_key_running');
    await age(key);
    expect((await ask(body, key)).body).toMatchObject({
      code: 'idempotency_key_unfinished',
      detail: 'Whether anything was done is not known.',
    });
  });

  it('says that it was done when its change was committed', async () => {
    const body = seller();
    const dataSource = house.app.get(DataSource, { strict: false });
    const commit = (ticket: IdempotencyTicket) =>
      asRunningWrite(ticket, () => dataSource.transaction((manager) => manager.query('SELECT 1')));
    const key = await leaveBehind(body, commit);
    await age(key);
    expect((await ask(body, key)).body).toMatchObject({
      code: 'idempotency_key_unfinished',
      detail: 'What the first request asked for was done, or begun; its answer is lost.',
    });
  });

  it('says nothing of a change that was rolled back', async () => {
    const body = seller();
    const dataSource = house.app.get(DataSource, { strict: false });
    const fail = (ticket: IdempotencyTicket) =>
      expect(
        asRunningWrite(ticket, () => dataSource.transaction(() => Promise.reject(new Error('the disk is full')))),
      ).rejects.toThrow('the disk is full');
    const key = await leaveBehind(body, fail);
    await age(key);
    expect((await ask(body, key)).body.detail).toBe('Whether anything was done is not known.');
  });
});

async function paidWithPayco(order: Awaited<ReturnType<House['merchant']['order']>>): Promise<string> {
  const payment = await house.merchant.pay(order);
  await fetch(await house.payco.agree(payment), { redirect: 'manual' });
  return payment.id;
}
