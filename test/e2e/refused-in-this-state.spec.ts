import { randomUUID } from 'node:crypto';
import { approveAbout } from '../support/second-person.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdCalls, PATIENT_WITH_PROVIDERS } from '../support/hold-calls.js';
import { startHouse, type House } from '../support/house.js';
import { newOrderNumber, visit, type ShownOrder } from '../support/merchant.js';
import { withClient } from '../support/read-rows.js';
import { expectRefusal, Ledger, type Refusal } from '../support/refusal.js';
import { SIMULATOR_MODE_KEY } from '../support/simulator-mode-key.js';
import { letTimeBeUp } from '../support/time-is-up.js';
import { waitFor } from '../support/wait-for.js';

type Json = Record<string, unknown>;

const NOT_PAYABLE: Refusal = [409, 'order_not_payable'];
const NOT_CANCELLABLE: Refusal = [409, 'order_not_cancellable'];
const OVER_BALANCE: Refusal = [422, 'over_balance'];

let house: House;
let ledger: Ledger;
beforeAll(async () => {
  house = await startHouse({ environment: PATIENT_WITH_PROVIDERS });
  ledger = await Ledger.of(house.databaseUrl);
});
afterAll(async () => {
  await ledger.close();
  await house.close();
});

function post(path: string, body: Json, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const standard = {
    authorization: `Bearer ${SIMULATOR_MODE_KEY}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  return fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: { ...standard, ...headers },
    body: JSON.stringify(body),
  });
}

const pay = (order: ShownOrder) => post(`/v1/orders/${order.id}/payments`, { provider: 'payco', channel: 'pc' });
const cancel = (order: ShownOrder, wish: Json = {}) =>
  post(`/v1/orders/${order.id}/cancellations`, { reason: 'the buyer changed their mind', ...wish });

function content(changes: Json = {}): Json {
  const returnUrl = 'https://shop.example.com/orders/return';
  return { orderNumber: newOrderNumber(), title: 'Fried Chicken', amountWon: 10_000, returnUrl, ...changes };
}

async function paidOrder(wish: Json = {}): Promise<ShownOrder> {
  const order = await house.merchant.order(wish);
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  const shown = await house.merchant.show(order);
  expect(shown.status).toBe('paid');
  return shown;
}

/** Waits until the order is in a state. */
function until(order: ShownOrder, status: string): Promise<ShownOrder> {
  return waitFor(`the order to be ${status}`, async () => {
    const shown = await house.merchant.show(order);
    return shown.status === status ? shown : null;
  });
}

describe('an order number', () => {
  it('gives the first order back when it comes with the same content, in whatever order its fields are', async () => {
    const body = content({ metadata: { a: '1', b: '2' } });
    const first = await post('/v1/orders', body);
    expect(first.status).toBe(201);
    const before = await ledger.read();
    const reordered = Object.fromEntries(Object.entries({ ...body, metadata: { b: '2', a: '1' } }).reverse());
    const again = await post('/v1/orders', reordered);
    expect(again.status).toBe(200);
    expect(again.headers.has('idempotency-replayed'), 'no Idempotency-Key was sent').toBe(false);
    expect(await again.json()).toEqual(await first.json());
    expect(await ledger.read(), 'nothing more should be written').toEqual(before);
  });

  it('makes one order of ten requests at the same moment', async () => {
    const body = content();
    const responses = await Promise.all(Array.from({ length: 10 }, () => post('/v1/orders', body)));
    expect(responses.map(({ status }) => status).sort()).toEqual([...Array<number>(9).fill(200), 201]);
    const ids = await Promise.all(responses.map(async (response) => ((await response.json()) as ShownOrder).id));
    expect(new Set(ids).size).toBe(1);
  });

  it.each<[string, Json]>([
    ['amount', { amountWon: 10_001 }],
    ['title', { title: 'Fried chicken' }],
    ['return address', { returnUrl: 'https://shop.example.com/elsewhere' }],
    ['tax-free part', { taxFreeWon: 1 }],
    ['note', { metadata: { a: '1' } }],
  ])('is refused with another %s, and says whose it is', async (_, changes) => {
    const body = content();
    const first = (await (await post('/v1/orders', body)).json()) as ShownOrder;
    const refuse = () => post('/v1/orders', { ...body, ...changes });
    const problem = await expectRefusal(ledger, [409, 'order_number_used'], refuse);
    expect(problem['resourceId']).toBe(first.id);
  });

  it('may be used by another seller', async () => {
    await post('/v1/sellers', { code: 'another', name: 'Another' });
    const body = content();
    expect((await post('/v1/orders', body)).status).toBe(201);
    expect((await post('/v1/orders', { ...body, sellerCode: 'another' })).status).toBe(201);
  });
});

describe('a payment is refused', () => {
  it('for an order that is paid', async () => {
    const order = await paidOrder();
    const problem = await expectRefusal(ledger, NOT_PAYABLE, () => pay(order));
    expect(problem).toMatchObject({ detail: 'The order is paid.', resourceId: order.id });
  });

  it('for an order that is cancelled, in part or as a whole', async () => {
    const order = await paidOrder();
    expect((await cancel(order, { amountWon: 1 })).status).toBe(201);
    await expectRefusal(ledger, NOT_PAYABLE, () => pay(order));
    expect((await cancel(order)).status).toBe(201);
    await expectRefusal(ledger, NOT_PAYABLE, () => pay(order));
  });

  it('for an order that has expired', async () => {
    const order = await house.merchant.order();
    await letTimeBeUp(house, order);
    await until(order, 'expired');
    await expectRefusal(ledger, NOT_PAYABLE, () => pay(order));
  });

  it('for an order whose money is being taken', async () => {
    const order = await house.merchant.order();
    const returnUrl = await house.payco.agree(await house.merchant.pay(order));
    const approval = holdCalls('/payment/approval');
    const landing = visit(returnUrl);
    await approval.untilHeld();
    await until(order, 'confirming');
    await expectRefusal(ledger, NOT_PAYABLE, () => pay(order));
    await expectRefusal(ledger, NOT_CANCELLABLE, () => cancel(order));
    approval.letGo();
    await landing;
    expect((await house.merchant.show(order)).status, 'the first try should go on undisturbed').toBe('paid');
  });

  it('for a seller without credentials', async () => {
    await post('/v1/sellers', { code: 'penniless', name: 'Penniless' });
    const order = await house.merchant.order({ sellerCode: 'penniless' });
    await expectRefusal(ledger, [422, 'provider_not_set_up'], () => pay(order));
  });
});

describe('a cancellation is refused', () => {
  it('for an order that is unpaid, or being paid', async () => {
    const order = await house.merchant.order();
    await expectRefusal(ledger, NOT_CANCELLABLE, () => cancel(order));
    await house.merchant.pay(order);
    await expectRefusal(ledger, NOT_CANCELLABLE, () => cancel(order));
  });

  it('for an order that is cancelled already', async () => {
    const order = await paidOrder();
    expect((await cancel(order)).status).toBe(201);
    await expectRefusal(ledger, NOT_CANCELLABLE, () => cancel(order));
    await expectRefusal(ledger, NOT_CANCELLABLE, () => cancel(order, { amountWon: 1 }));
  });

  it('above what is left, as a whole or in its tax-free part', async () => {
    const order = await paidOrder({ taxFreeWon: 2_000 });
    await expectRefusal(ledger, OVER_BALANCE, () => cancel(order, { amountWon: 10_001 }));
    await expectRefusal(ledger, OVER_BALANCE, () => cancel(order, { amountWon: 1_000_000_000_000 }));
    await expectRefusal(ledger, OVER_BALANCE, () => cancel(order, { amountWon: 5_000, taxFreeWon: 2_001 }));
    await expectRefusal(ledger, OVER_BALANCE, () => cancel(order, { amountWon: 1_000, taxFreeWon: 1_001 }));
    await expectRefusal(ledger, OVER_BALANCE, () => cancel(order, { amountWon: 9_000, taxFreeWon: 0 }));
    expect((await cancel(order, { amountWon: 4_000 })).status).toBe(201);
    const problem = await expectRefusal(ledger, OVER_BALANCE, () => cancel(order, { amountWon: 6_001 }));
    expect(problem['detail']).toBe('6001 won were asked for; 6000 won are left.');
  });

  it('without a reason', async () => {
    const order = await paidOrder();
    for (const reason of [undefined, '', '  ', 1, null, 'x'.repeat(501)]) {
      await expectRefusal(ledger, [400, 'malformed_request'], () => cancel(order, { reason }));
    }
  });

  it('while another one runs', async () => {
    const order = await paidOrder();
    const running = holdCalls('/order/cancel');
    const first = cancel(order, { amountWon: 1_000 });
    await running.untilHeld();
    await waitFor('the first one to run', async () => (await house.merchant.show(order)).cancellations.length === 1);
    await expectRefusal(ledger, [409, 'cancellation_running'], () => cancel(order, { amountWon: 1_000 }));
    await expectRefusal(ledger, [409, 'cancellation_running'], () => cancel(order));
    running.letGo();
    expect((await first).status, 'the first one should go on undisturbed').toBe(201);
    expect(await house.payco.bookOf(order.orderNumber)).toMatchObject({ cancelledWon: 1_000, cancels: 1 });
  });
});

describe('a caller is refused', () => {
  interface Made {
    readonly id: string;
    readonly key: string;
  }

  async function makeKey(scopes: readonly string[]): Promise<Made> {
    const made = (await (await post('/v1/api-keys', { name: 'a test', scopes })).json()) as Made;
    await approveAbout(house.app, made.id);
    return made;
  }

  /** Every write of money, tried with a header. */
  async function tryAll(refusal: Refusal, authorization: string | undefined): Promise<void> {
    const headers = { authorization: authorization ?? '' };
    const order = await paidOrder();
    const wish = { provider: 'payco', channel: 'pc' };
    await expectRefusal(ledger, refusal, () => post('/v1/orders', content(), headers));
    await expectRefusal(ledger, refusal, () => post(`/v1/orders/${order.id}/payments`, wish, headers));
    await expectRefusal(ledger, refusal, () => post(`/v1/orders/${order.id}/cancellations`, { reason: 'x' }, headers));
  }

  it.each([
    ['no key', undefined, 'missing_api_key'],
    ['a key of another kind', `Basic ${SIMULATOR_MODE_KEY}`, 'missing_api_key'],
    ['half a header', 'Bearer', 'missing_api_key'],
    ['a wrong key', `Bearer gy_test_${'A'.repeat(43)}`, 'wrong_api_key'],
    ['a key for real money', `Bearer gy_live_${'A'.repeat(43)}`, 'wrong_api_key'],
    ['a key and a piece of SQL', `Bearer ${SIMULATOR_MODE_KEY}'--`, 'wrong_api_key'],
  ])('with %s', async (_, authorization, code) => {
    await tryAll([401, code], authorization);
  });

  it('with a key that was revoked', async () => {
    const { id, key } = await makeKey(['orders:write', 'cancellations:write']);
    expect((await post('/v1/orders', content(), { authorization: `Bearer ${key}` })).status).toBe(201);
    expect((await house.merchant.call('DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    await tryAll([401, 'wrong_api_key'], `Bearer ${key}`);
  });

  it('with a key that has expired', async () => {
    const { key } = await makeKey(['orders:write', 'cancellations:write']);
    expect((await post('/v1/orders', content(), { authorization: `Bearer ${key}` })).status).toBe(201);
    await withClient(house.databaseUrl, (client) =>
      client.query(`UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE hint = left($1, 12)`, [key]),
    );
    await tryAll([401, 'wrong_api_key'], `Bearer ${key}`);
  });

  it('with a key that may do something else', async () => {
    const { key } = await makeKey(['orders:read', 'webhooks:write']);
    await tryAll([403, 'scope_missing'], `Bearer ${key}`);
  });

  it('who may write orders and wants to refund one', async () => {
    const { key } = await makeKey(['orders:read', 'orders:write']);
    const order = await paidOrder();
    const headers = { authorization: `Bearer ${key}` };
    await expectRefusal(ledger, [403, 'scope_missing'], () =>
      post(`/v1/orders/${order.id}/cancellations`, { reason: 'x' }, headers),
    );
  });
});

describe('an Idempotency-Key', () => {
  let count = 0;
  const newKey = (): Record<string, string> => ({ 'idempotency-key': `test ${(count += 1)}` });

  /** Asks twice: the second answer is the first one again, and nothing more is written. */
  async function expectReplay(ask: () => Promise<Response>, status: number): Promise<void> {
    const first = await ask();
    const text = await first.text();
    expect([first.status, first.headers.has('idempotency-replayed')], text).toEqual([status, false]);
    const before = await ledger.read();
    const again = await ask();
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([status, 'true']);
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(JSON.parse(await again.text()), 'the same answer').toEqual(JSON.parse(text));
    expect(await ledger.read(), 'nothing more should be written').toEqual(before);
  }

  it('gives the first answer again for an order, a payment, a refund and a refused refund', async () => {
    const [body, keys] = [content(), [newKey(), newKey(), newKey(), newKey()]];
    await expectReplay(() => post('/v1/orders', body, keys[0]), 201);

    const order = await house.merchant.order();
    const wish = { provider: 'payco', channel: 'pc' };
    await expectReplay(() => post(`/v1/orders/${order.id}/payments`, wish, keys[1]), 201);

    const { payments } = await house.merchant.show(order);
    expect(payments, 'one payment, not two').toHaveLength(1);
    const { id, orderNumber } = await paidOrder();
    const part = { amountWon: 1_000, reason: 'x' };
    await expectReplay(() => post(`/v1/orders/${id}/cancellations`, part, keys[2]), 201);
    expect(await house.payco.bookOf(orderNumber)).toMatchObject({ cancelledWon: 1_000, cancels: 1 });

    await house.payco.fail({ endpoint: 'cancel', fault: 'decline', code: 1021, orderKey: orderNumber });
    await expectReplay(() => post(`/v1/orders/${id}/cancellations`, part, keys[3]), 402);
    expect(await house.payco.bookOf(orderNumber)).toMatchObject({ cancelledWon: 1_000, cancels: 1 });
  });

  it('replays an order as it was made, whatever became of it', async () => {
    const [body, key] = [content(), newKey()];
    const order = (await (await post('/v1/orders', body, key)).json()) as ShownOrder;
    await visit(await house.payco.agree(await house.merchant.pay(order)));
    expect(await (await post('/v1/orders', body, key)).json()).toEqual(order);
  });

  it('is refused for another body, and for another path', async () => {
    const [body, key] = [content(), newKey()];
    expect((await post('/v1/orders', body, key)).status).toBe(201);
    const reused: Refusal = [422, 'idempotency_key_reused'];
    await expectRefusal(ledger, reused, () => post('/v1/orders', { ...body, amountWon: 1 }, key));
    await expectRefusal(ledger, reused, () => post('/v1/orders', content(), key));
    await expectRefusal(ledger, reused, () => post('/v1/orders', content({ sellerCode: 'nobody' }), key));
    const order = await paidOrder();
    await expectRefusal(ledger, reused, () => post(`/v1/orders/${order.id}/cancellations`, { reason: 'x' }, key));
    await expectRefusal(ledger, reused, () =>
      post(`/v1/orders/${order.id}/payments`, { provider: 'payco', channel: 'pc' }, key),
    );
  });

  it('is not the same under another API key', async () => {
    const made = await post('/v1/api-keys', { name: 'a test', scopes: ['orders:write'] });
    const { key } = (await made.json()) as { key: string };
    const idempotency = newKey();
    expect((await post('/v1/orders', content(), idempotency)).status).toBe(201);
    const other = { ...idempotency, authorization: `Bearer ${key}` };
    expect((await post('/v1/orders', content(), other)).status).toBe(201);
  });

  it('is refused while the first request under it still runs', async () => {
    const key = newKey();
    const order = await paidOrder();
    const running = holdCalls('/order/cancel');
    const ask = () => post(`/v1/orders/${order.id}/cancellations`, { reason: 'x' }, key);
    const first = ask();
    await running.untilHeld();
    await waitFor('the first one to run', async () => (await house.merchant.show(order)).cancellations.length === 1);
    const problem = await expectRefusal(ledger, [409, 'idempotency_key_running'], ask);
    expect(problem['retryAfterSeconds']).toBe(1);
    running.letGo();
    const answer = await first;
    expect(answer.status).toBe(201);
    const again = await ask();
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(await again.json()).toEqual(await answer.json());
  });

  it('may be used again when nothing was done under it', async () => {
    const key = newKey();
    const order = await house.merchant.order();
    await expectRefusal(ledger, NOT_CANCELLABLE, () =>
      post(`/v1/orders/${order.id}/cancellations`, { reason: 'x' }, key),
    );
    await visit(await house.payco.agree(await house.merchant.pay(order)));
    const done = await post(`/v1/orders/${order.id}/cancellations`, { reason: 'x' }, key);
    expect([done.status, done.headers.has('idempotency-replayed')]).toEqual([201, false]);
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(256)],
    ['not ASCII', 'ä'],
    ['with a tab', 'a\tb'],
  ])('is refused when it is %s', async (_, text) => {
    await expectRefusal(ledger, [400, 'malformed_request'], () =>
      post('/v1/orders', content(), { 'idempotency-key': text }),
    );
  });
});
