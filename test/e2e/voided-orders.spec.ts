// Orders that nobody paid: withdrawn by the merchant, opened again under their number, and deposits that are not waited for
// any more. Money that comes all the same goes back, or is taken when it still may be.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type Answer, type ShownOrder, type ShownProblem } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { readRows, withClient } from '../support/read-rows.js';
import { letTimeBeUp } from '../support/time-is-up.js';
import { differencesFromHistory } from '../support/replay-events.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

type OrderAnswer = Answer<ShownOrder & ShownProblem>;
const post = (order: ShownOrder, what: string, body?: object, key = randomUUID()): Promise<OrderAnswer> =>
  house.merchant.call('POST', `/v1/orders/${order.id}/${what}`, body, { 'idempotency-key': key });
const show = (order: ShownOrder) => house.merchant.show(order);

async function awaitingDeposit(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  await visit(await house.payco.agree(await house.merchant.pay(order), 'virtual_account'));
  return show(order);
}

const accountOf = (order: ShownOrder): string => order.payments[0]?.receipt?.providerPaymentId ?? '';

async function pageOf(order: ShownOrder, language: 'ko' | 'en'): Promise<string> {
  const response = await fetch(`${order.checkoutUrl}?lang=${language}`);
  expect(response.status).toBe(200);
  return response.text();
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

describe('an order that is withdrawn', () => {
  it('is voided, and its page says so in both languages', async () => {
    const order = await house.merchant.order();
    expect(await post(order, 'void')).toMatchObject({ status: 200, body: { status: 'voided' } });
    expect(await pageOf(order, 'ko')).toContain('취소된 주문입니다');
    expect(await pageOf(order, 'en')).toContain('This order was cancelled');
    expect((await house.merchant.tryToPay(order)).body).toMatchObject({ code: 'order_not_payable' });
    expect(await post(order, 'void'), 'once more changes nothing').toMatchObject({
      status: 200,
      body: { status: 'voided' },
    });
  });

  it('is answered the same again under its Idempotency-Key', async () => {
    const [order, key] = [await house.merchant.order(), randomUUID()];
    const [first, second] = [await post(order, 'void', undefined, key), await post(order, 'void', undefined, key)];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  it('ends the open sheets: who comes back from PAYCO is not charged', async () => {
    const order = await house.merchant.order();
    const returnUrl = await house.payco.agree(await house.merchant.pay(order));
    await post(order, 'void');
    await visit(returnUrl);
    expect(await show(order)).toMatchObject({ status: 'voided', payments: [{ status: 'abandoned' }] });
    expect(await house.payco.bookOf(order.orderNumber)).toBeUndefined();
  });

  it('ends the open windows: who comes back from Payple is not charged', async () => {
    const order = await house.merchant.order();
    const result = await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay');
    await post(order, 'void');
    await deliver(result);
    expect(await show(order)).toMatchObject({ status: 'voided', payments: [{ status: 'abandoned' }] });
    expect(await house.payple.booksOf(order)).toEqual([]);
  });

  it('gives money back that Payple took by itself in a window that was open', async () => {
    const order = await house.merchant.order();
    const wish = { provider: 'payple', channel: 'pc', mode: 'immediate' };
    const payment = await house.merchant.call<ShownOrder['payments'][number]>(
      'POST',
      `/v1/orders/${order.id}/payments`,
      wish,
    );
    const result = await house.payple.finish(payment.body, 'pay');
    await post(order, 'void');
    await deliver(result);
    // Nobody confirms it any more; Payple's notice tells that it has money.
    const { PCD_PAY_OID: reference = '' } = payment.body.handoff?.parameters ?? {};
    await fetch(`${house.url}/v1/payple/notices`, {
      method: 'POST',
      body: new URLSearchParams({ PCD_PAY_OID: reference }),
    });
    await waitFor('the money to go back', async () => (await show(order)).payments[0]?.status === 'reversed');
    expect(await show(order)).toMatchObject({ status: 'voided' });
    await untilNothingMoves(house.databaseUrl);
    await requireSameBooks(house.databaseUrl, house.payco, house.payple);
  });

  it('does not wait for a deposit any more, and PAYCO is told so', async () => {
    const order = await awaitingDeposit();
    expect(await post(order, 'void')).toMatchObject({ status: 200, body: { status: 'voided' } });
    await waitFor('PAYCO to be told', async () => {
      const rows = await readRows(
        house.databaseUrl,
        `SELECT x.id FROM exchanges x JOIN orders o ON o.id = x.order_id
         WHERE o.order_number = $1 AND x.operation = 'productStatus' AND x.outcome = 'done'`,
        [order.orderNumber],
      );
      return rows.length > 0;
    });
    await expect(house.payco.deposit(accountOf(order), { notify: 'normal' })).rejects.toThrow(
      /closed the virtual account/,
    );
  });

  it('finds a deposit that had come already, and calls an operator: PAYCO gives none back', async () => {
    const order = await awaitingDeposit();
    await house.payco.deposit(accountOf(order), { notify: 'none' });
    await post(order, 'void');
    await waitFor('an operator to be called', async () => (await show(order)).payments[0]?.attention != null);
    const found = await show(order);
    expect(found).toMatchObject({ status: 'voided', payments: [{ status: 'in_doubt' }] });
    const decision = { decision: 'given_back', reason: 'transferred by the bank', decidedBy: 'Kim' };
    const decided = await house.merchant.call(
      'POST',
      `/v1/payments/${found.payments[0]?.id ?? ''}/decisions`,
      decision,
    );
    expect(decided).toMatchObject({ status: 201, body: { status: 'reversed' } });
  });

  it('may have expired before', async () => {
    const order = await house.merchant.order();
    await letTimeBeUp(house, order);
    await waitFor('the order to expire', async () => (await show(order)).status === 'expired');
    expect(await post(order, 'void')).toMatchObject({ status: 200, body: { status: 'voided' } });
  });

  it('must not be paid', async () => {
    const order = await house.merchant.order();
    await visit(await house.payco.agree(await house.merchant.pay(order)));
    const answer = await post(order, 'void');
    expect(answer).toMatchObject({ status: 409, body: { code: 'order_not_voidable' } });
    expect(answer.body.detail).toBe('The order is paid; refund it instead.');
  });

  it('must not be in doubt', async () => {
    const order = await house.merchant.order();
    const returnUrl = await house.payco.agree(await house.merchant.pay(order));
    await house.payco.fail({ endpoint: 'approval', fault: 'drop_before_effect' });
    await house.payco.fail({ endpoint: 'verify', fault: 'http_500', count: 1_000 });
    await visit(returnUrl);
    expect(await post(order, 'void')).toMatchObject({ status: 409, body: { code: 'order_not_voidable' } });
    await house.payco.behave();
  });

  it('of two who withdraw and pay at once, one wins', async () => {
    const order = await house.merchant.order();
    const returnUrl = await house.payco.agree(await house.merchant.pay(order));
    const [voided] = await Promise.all([post(order, 'void'), visit(returnUrl)]);
    await untilNothingMoves(house.databaseUrl);
    const { status } = await show(order);
    expect(status).toBe(voided.status === 200 ? 'voided' : 'paid');
    await requireSameBooks(house.databaseUrl, house.payco, house.payple);
  });
});

describe('an order that is opened again', () => {
  it('is paid under the same number and page after its time was up', async () => {
    const order = await house.merchant.order();
    await house.merchant.pay(order);
    await letTimeBeUp(house, order);
    await waitFor('the order to expire', async () => (await show(order)).status === 'expired');
    const expiresAt = tomorrow();
    expect(await post(order, 'reopen', { expiresAt })).toMatchObject({
      status: 200,
      body: { status: 'unpaid', orderNumber: order.orderNumber, checkoutUrl: order.checkoutUrl, expiresAt },
    });
    await visit(await house.payco.agree(await house.merchant.pay(order)));
    expect(await show(order)).toMatchObject({ status: 'paid' });
  });

  it('may be unpaid still: its time is another', async () => {
    const order = await house.merchant.order();
    const expiresAt = tomorrow();
    expect(await post(order, 'reopen', { expiresAt })).toMatchObject({
      status: 200,
      body: { status: 'unpaid', expiresAt },
    });
    expect(await show(order)).toMatchObject({ status: 'unpaid', expiresAt });
  });

  it('is in doubt while a try from before is', async () => {
    const order = await house.merchant.order();
    const returnUrl = await house.payco.agree(await house.merchant.pay(order));
    await house.payco.fail({ endpoint: 'approval', fault: 'drop_after_effect' });
    await house.payco.fail({ endpoint: 'verify', fault: 'http_500', count: 1_000 });
    await visit(returnUrl);
    // Each lookup writes the order as it read it.
    await waitFor('the order to expire', async () => {
      await letTimeBeUp(house, order);
      return (await show(order)).status === 'expired';
    });
    expect(await post(order, 'reopen', { expiresAt: tomorrow() })).toMatchObject({ body: { status: 'in_doubt' } });
    await house.payco.behave();
    await waitFor('the order to be paid', async () => (await show(order)).status === 'paid');
  });

  it.each([
    ['a moment in the past', { expiresAt: '2026-01-01T00:00:00Z' }, 400, 'malformed_request'],
    ['no moment', {}, 400, 'malformed_request'],
    [
      'a hundred days ahead',
      { expiresAt: new Date(Date.now() + 100 * 86_400_000).toISOString() },
      400,
      'malformed_request',
    ],
  ])('not until %s', async (_, body, status, code) => {
    expect(await post(await house.merchant.order(), 'reopen', body)).toMatchObject({ status, body: { code } });
  });

  it('must not be voided', async () => {
    const order = await house.merchant.order();
    await post(order, 'void');
    expect(await post(order, 'reopen', { expiresAt: tomorrow() })).toMatchObject({
      status: 409,
      body: { code: 'order_not_reopenable' },
    });
  });
});

describe('a deposit that PAYCO was told not to wait for', () => {
  const tell = (order: ShownOrder, body: object) =>
    house.merchant.call('POST', `/v1/payco/payments/${order.payments[0]?.id ?? ''}/product-status`, body, {
      'idempotency-key': randomUUID(),
    });

  it('is not waited for here either, and the order can be paid otherwise', async () => {
    const order = await awaitingDeposit();
    expect((await tell(order, { status: 'cancelled' })).status).toBe(204);
    expect(await show(order)).toMatchObject({
      status: 'unpaid',
      payments: [{ status: 'abandoned', refusal: { reason: 'deposit_withdrawn' } }],
    });
    const payment = await house.merchant.pay(order, 'pc', 'payple');
    await deliver(await house.payple.finish(payment, 'pay'));
    expect(await show(order)).toMatchObject({ status: 'paid' });
  });

  it('is not waited for though the answer of PAYCO was lost: it is told again until it answers', async () => {
    const order = await awaitingDeposit();
    await house.payco.fail({ endpoint: 'productStatus', fault: 'drop_after_effect', count: 1 });
    expect(await tell(order, { status: 'cancelled' })).toMatchObject({
      status: 503,
      body: { code: 'provider_not_reached' },
    });
    await withClient(house.databaseUrl, (client) =>
      client.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'tell_payco_cancelled:%'`),
    );
    await waitFor('the order to be unpaid', async () => (await show(order)).status === 'unpaid');
    expect(await show(order)).toMatchObject({ payments: [{ refusal: { reason: 'deposit_withdrawn' } }] });
  });

  it.each([
    ['', 0, 204],
    [', also when the answer to that is lost too', 1, 503],
  ])('is waited for when the merchant has changed their mind after a lost answer%s', async (_, lost, status) => {
    const order = await awaitingDeposit();
    await house.payco.fail({ endpoint: 'productStatus', fault: 'drop_before_effect', count: 1 + lost });
    expect((await tell(order, { status: 'cancelled' })).status).toBe(503);
    expect((await tell(order, { status: 'awaiting_deposit' })).status).toBe(status);
    expect(
      await readRows(house.databaseUrl, `SELECT key FROM graphile_worker.jobs WHERE key LIKE 'tell_payco_cancelled:%'`),
      'what is to be told again',
    ).toEqual([]);
    expect((await show(order)).status).toBe('awaiting_deposit');
  });

  it('is not waited for once every line was told as cancelled, one after the other', async () => {
    const items = [
      { reference: 'PEN', name: 'Pen', quantity: 1, amountWon: 4_000 },
      { reference: 'INK', name: 'Ink', quantity: 1, amountWon: 6_000 },
    ];
    const opened = await house.merchant.order({ items });
    await visit(await house.payco.agree(await house.merchant.pay(opened), 'virtual_account'));
    const order = await show(opened);
    const statusAfter = async (itemReference: string, status: string): Promise<string> => {
      expect((await tell(order, { status, itemReference })).status).toBe(204);
      return (await show(order)).status;
    };
    expect(await statusAfter('PEN', 'cancelled'), 'one line is left').toBe('awaiting_deposit');
    expect(await statusAfter('PEN', 'awaiting_deposit'), 'both are again').toBe('awaiting_deposit');
    expect(await statusAfter('INK', 'cancelled'), 'the other line is left').toBe('awaiting_deposit');
    expect(await statusAfter('PEN', 'cancelled'), 'none is left').toBe('unpaid');
    expect((await show(order)).payments).toMatchObject([
      { status: 'abandoned', refusal: { reason: 'deposit_withdrawn' } },
    ]);
  });

  it('that PAYCO goes on waiting for calls an operator, who says when they have seen to it', async () => {
    const order = await awaitingDeposit();
    await house.payco.fail({ endpoint: 'productStatus', fault: 'decline', count: 1 });
    await post(order, 'void');
    const payment = await waitFor('an operator to be called', async () =>
      (await show(order)).payments.find(({ attention }) => attention !== null),
    );
    expect(payment).toMatchObject({
      status: 'abandoned',
      attention: expect.stringMatching(/^The provider refused to end the wait for this deposit/) as string,
    });
    const decision = { decision: 'noted', reason: 'the account is closed by hand', decidedBy: 'Kim' };
    const decided = await house.merchant.call('POST', `/v1/payments/${payment.id}/decisions`, decision, {
      'idempotency-key': randomUUID(),
    });
    expect(decided).toMatchObject({ status: 201, body: { status: 'abandoned', attention: null } });
  });

  it('is taken when it comes all the same and nothing else was paid', async () => {
    const order = await awaitingDeposit();
    await house.payco.fail({ endpoint: 'verify', fault: 'http_500' });
    // It came, PAYCO could not say so, and the merchant gave it up.
    await house.payco.deposit(accountOf(order), { notify: 'none' });
    expect((await tell(order, { status: 'cancelled' })).status).toBe(204);
    await waitFor('the order to be paid', async () => (await show(order)).status === 'paid');
  });

  it('goes on being waited for after any other status', async () => {
    const order = await awaitingDeposit();
    expect((await tell(order, { status: 'awaiting_deposit' })).status).toBe(204);
    expect(await show(order)).toMatchObject({ status: 'awaiting_deposit' });
  });
});

it('history leads to where all of them are', async () => {
  expect(await differencesFromHistory(house.databaseUrl)).toEqual([]);
});
