import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceOf } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import { sheetOf, visit, type ShownOrder, type ShownPayment } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { alterStored } from '../support/alter-stored.js';
import { readRows } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

/** An order whose buyer chose to send money to a virtual account. */
interface Awaited {
  readonly order: ShownOrder;
  readonly payment: ShownPayment;
  /** PAYCO's number of the payment. */
  readonly orderNo: string;
}

async function awaitDeposit(): Promise<Awaited> {
  const order = await house.merchant.order();
  const payment = await house.merchant.pay(order);
  await visit(await house.payco.agree(payment, 'virtual_account'));
  const shown = await house.merchant.show(order);
  expect(shown.status, 'the order should wait for the deposit').toBe('awaiting_deposit');
  return { order: shown, payment, orderNo: shown.payments[0]?.receipt?.providerPaymentId ?? '' };
}

/** What a notice of the deposit says; anybody could write it. */
function noticeOf({ order, payment, orderNo }: Awaited, changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    sellerOrderReferenceKey: order.orderNumber,
    reserveOrderNo: sheetOf(payment),
    orderNo,
    totalPaymentAmt: 10_000,
    paymentCompletionYn: 'Y',
    paymentCompleteYmdt: '20260101120000',
    orderCertifyKey: 'FORGEDCC',
    paymentDetails: [{ paymentMethodCode: '02', paymentAmt: 10_000 }],
    ...changes,
  });
}

async function tell(form: Readonly<Record<string, string>> | string): Promise<string> {
  const response = await fetch(`${house.url}/v1/payco/deposits`, { method: 'POST', body: new URLSearchParams(form) });
  expect(response.status, 'PAYCO reads the word, not the status').toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  return response.text();
}

/** Lets the money arrive. Returns the words with which the house answered the notices sent at once. */
async function deposit(orderNo: string, notify: 'normal' | 'duplicate' | 'none' | 'early'): Promise<string[]> {
  const { notices } = (await house.payco.deposit(orderNo, { notify })) as { notices: { body: string }[] };
  return notices.map(({ body }) => body);
}

/** The order's events of a kind, in their order. */
async function eventsOf({ order }: Awaited, pattern: string): Promise<string[]> {
  const rows = await readRows<{ type: string }>(
    house.databaseUrl,
    `SELECT type FROM events e JOIN orders o ON o.id = e.order_id
     WHERE o.order_number = $1 AND type LIKE $2 ORDER BY e.version`,
    [order.orderNumber, pattern],
  );
  return rows.map(({ type }) => type);
}

/** At PAYCO’s own pages: each line is cancelled, and with them the account. Nobody tells us. */
async function cancelAccount({ orderNo, order }: Awaited): Promise<void> {
  const { body } = await house.merchant.call<{ items: { reference: string }[] }>('GET', `/v1/orders/${order.id}`);
  for (const { reference } of body.items) {
    const response = await fetch(`${house.payco.url}/outseller/order/updateOrderProductStatus`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        sellerKey: 'S0FSJE',
        orderNo,
        sellerOrderProductReferenceKey: reference,
        orderProductStatus: 'CANCELED',
      }),
    });
    expect(await response.json(), 'PAYCO cancels the line').toMatchObject({ code: 0 });
  }
  await expect(house.payco.deposit(orderNo, { notify: 'none' }), 'no money comes in any more').rejects.toThrow();
}

/** Lets the account have closed a while ago; two hours unless told. */
async function closeAccount({ order }: Awaited, agoMs = 7_200_000): Promise<void> {
  const closed = `receipt = jsonb_set(receipt, '{deposit,expiresAt}', to_jsonb($2::text))`;
  await alterStored(house, order, 'payments', closed, [new Date(Date.now() - agoMs).toISOString()]);
}

/** A notice that is not true has PAYCO asked at once. */
async function lookAt(awaited: Awaited): Promise<void> {
  expect(await tell({ response: noticeOf(awaited) })).toBe('ERROR');
}

async function expectUncredited({ order }: Awaited): Promise<void> {
  expect(await house.merchant.show(order), 'nothing should have changed').toEqual(order);
}

async function expectPaid({ order }: Awaited): Promise<ShownOrder> {
  const shown = await house.merchant.show(order);
  expect(shown).toMatchObject({ status: 'paid', cancelledWon: 0 });
  expect(shown.payments).toMatchObject([{ status: 'paid', method: 'virtual_account', attention: null }]);
  expect(await house.payco.bookOf(order.orderNumber)).toMatchObject({ state: 'DEPOSITED', paidWon: 10_000 });
  return shown;
}

describe('an order whose buyer pays by deposit', () => {
  it('shows the account to pay into, and takes no other payment meanwhile', async () => {
    const { order } = await awaitDeposit();
    expect(order.payments[0]).toMatchObject({
      status: 'awaiting_deposit',
      method: 'virtual_account',
      deposit: { bankName: '우리은행', bankCode: '020', amountWon: 10_000 },
    });
    expect(order.payments[0]?.deposit?.accountNumber).toMatch(/^\d{6,}$/);
    expect((await house.merchant.tryToPay(order)).body).toMatchObject({ code: 'order_not_payable' });
    expect((await house.merchant.cancel(order)).body).toMatchObject({ code: 'order_not_cancellable' });
  });

  it('is paid when PAYCO tells so and confirms it', async () => {
    const awaited = await awaitDeposit();
    expect(await deposit(awaited.orderNo, 'normal')).toEqual(['OK']);
    const paid = await expectPaid(awaited);
    expect(paid.payments[0]?.deposit, 'an account that is paid into is not shown any more').toBeUndefined();
  });

  it('is credited once, however often PAYCO tells', async () => {
    const awaited = await awaitDeposit();
    expect(await deposit(awaited.orderNo, 'duplicate')).toEqual(['OK', 'OK']);
    const { version } = await expectPaid(awaited);
    expect(await deposit(awaited.orderNo, 'normal'), 'told again').toEqual(['OK']);
    expect((await expectPaid(awaited)).version).toBe(version);
  });

  it('is credited once when PAYCO tells five times at the same moment', async () => {
    const awaited = await awaitDeposit();
    await deposit(awaited.orderNo, 'none');
    const words = await Promise.all([1, 2, 3, 4, 5].map(() => tell({ response: noticeOf(awaited) })));
    expect(words).toEqual(['OK', 'OK', 'OK', 'OK', 'OK']);
    await expectPaid(awaited);
    expect(await eventsOf(awaited, '%paid')).toEqual(['payment.paid', 'order.paid']);
  });

  it('is not credited by a forged notice', async () => {
    const awaited = await awaitDeposit();
    expect(await tell({ response: noticeOf(awaited) })).toBe('ERROR');
    // PAYCO was asked, and that is on record; beyond that nothing has changed.
    const { version, ...shown } = await house.merchant.show(awaited.order);
    expect({ ...shown, version: version - 1 }).toEqual(awaited.order);
    expect(await deposit(awaited.orderNo, 'normal'), 'the true one still counts').toEqual(['OK']);
    await expectPaid(awaited);
  });

  it('is not credited by a notice that comes before the money, but by the one after it', async () => {
    const awaited = await awaitDeposit();
    expect(await deposit(awaited.orderNo, 'early')).toEqual(['ERROR', 'OK']);
    await expectPaid(awaited);
  });

  it('is credited when the notice comes before the account was even answered, as soon as PAYCO tells again', async () => {
    const order = await house.merchant.order();
    const payment = await house.merchant.pay(order);
    await house.payco.fail({ endpoint: 'deposit', fault: 'early', orderKey: order.orderNumber });
    await visit(await house.payco.agree(payment, 'virtual_account'));
    await waitFor('the order to be paid', async () => (await house.merchant.show(order)).status === 'paid');
    expect(await house.payco.bookOf(order.orderNumber)).toMatchObject({ paidWon: 10_000, approvals: 1 });
  });

  it.each<[string, (awaited: Awaited) => Record<string, unknown>]>([
    ['another amount', () => ({ totalPaymentAmt: 9_999 })],
    ['no amount', () => ({ totalPaymentAmt: undefined })],
    ['a fraction', () => ({ totalPaymentAmt: 10_000.5 })],
    ['another sheet', () => ({ reserveOrderNo: '209901012000000001' })],
    ['another order number', () => ({ sellerOrderReferenceKey: 'NOBODYS' })],
    ['another payment', () => ({ orderNo: '209901012000000101' })],
    ['a payment that is not complete', () => ({ paymentCompletionYn: 'N' })],
    ['a payment that is said to be complete in other words', () => ({ paymentCompletionYn: 'y' })],
  ])('is not credited by a notice of %s, even when the money is there', async (_, changes) => {
    const awaited = await awaitDeposit();
    await deposit(awaited.orderNo, 'none');
    expect(await tell({ response: noticeOf(awaited, changes(awaited)) })).toBe('ERROR');
    await expectUncredited(awaited);
  });

  it('is not credited while PAYCO cannot confirm it, and credited when it is told again', async () => {
    const awaited = await awaitDeposit();
    await deposit(awaited.orderNo, 'none');
    await house.payco.fail({ endpoint: 'verify', fault: 'http_500', orderKey: awaited.order.orderNumber });
    expect(await tell({ response: noticeOf(awaited) })).toBe('ERROR');
    expect((await house.merchant.show(awaited.order)).status).toBe('awaiting_deposit');
    expect(await tell({ response: noticeOf(awaited) })).toBe('OK');
    await expectPaid(awaited);
  });

  it('whose account PAYCO’s pages have cancelled before any money came frees its order, once it was asked twice', async () => {
    const awaited = await awaitDeposit();
    await cancelAccount(awaited);
    await house.payco.fail({
      ...{ endpoint: 'verify', fault: 'decline', code: 990_008, count: 10_000 },
      orderKey: awaited.order.orderNumber,
    });
    await lookAt(awaited);
    expect(await house.merchant.show(awaited.order), 'while the account could still be open').toMatchObject({
      status: 'awaiting_deposit',
    });
    await closeAccount(awaited);
    await lookAt(awaited);
    await waitFor('the order to be free', async () => (await house.merchant.show(awaited.order)).status === 'unpaid');
    const [given] = (await house.merchant.show(awaited.order)).payments;
    expect(given).toMatchObject({ status: 'refused', refusal: { reason: 'not_paid' }, attention: null });
    const { verdicts } = await evidenceOf(house.merchant, awaited.payment);
    const rules = verdicts.map(({ rule }) => rule).filter((rule) => rule !== 'lookup_said_not_paid_too_early');
    expect(rules).toEqual(['confirm_answered', 'account_unknown_there', 'lookup_said_not_paid']);
    await deliver(await house.payple.finish(await house.merchant.pay(awaited.order, 'pc', 'payple'), 'pay'));
    expect((await house.merchant.show(awaited.order)).status, 'it is paid otherwise').toBe('paid');
  });

  it('whose account was cancelled, and is still told of, expires with its order once it is closed', async () => {
    const awaited = await awaitDeposit();
    await cancelAccount(awaited);
    await closeAccount(awaited);
    await lookAt(awaited);
    const shown = await house.merchant.show(awaited.order);
    expect([shown.status, shown.payments[0]?.status]).toEqual(['expired', 'abandoned']);
  });

  it('whose account did not tell when it closes expires with its order after three days', async () => {
    const awaited = await awaitDeposit();
    const untold = `receipt = jsonb_set(receipt, '{deposit,expiresAt}', 'null'), confirm_started_at = $2`;
    await alterStored(house, awaited.order, 'payments', untold, [new Date(Date.now() - 73 * 3_600_000)]);
    await house.payco.fail({
      ...{
        endpoint: 'verify',
        fault: 'odd_date',
        field: 'result.paymentDetails.nonBankbookSettleInfo.paymentExpirationYmd',
        value: 'soon',
        count: 10_000,
      },
      orderKey: awaited.order.orderNumber,
    });
    await lookAt(awaited);
    const shown = await house.merchant.show(awaited.order);
    expect([shown.status, shown.payments[0]?.status]).toEqual(['expired', 'abandoned']);
  });

  it.each([
    ['tells nothing', { fault: 'http_500' }],
    [
      'says that it is not paid, and names no account',
      { fault: 'odd_text', field: 'result.paymentDetails.nonBankbookSettleInfo', value: null },
    ],
  ])('whose account is closed while PAYCO %s is in doubt until PAYCO tells', async (_, fault) => {
    const awaited = await awaitDeposit();
    await closeAccount(awaited);
    const { orderNumber } = awaited.order;
    await house.payco.fail({ endpoint: 'verify', ...fault, count: 10_000, orderKey: orderNumber });
    await lookAt(awaited);
    const doubted = await house.merchant.show(awaited.order);
    expect([doubted.status, doubted.payments[0]?.status], 'nobody may wait for a closed account for ever').toEqual([
      'in_doubt',
      'in_doubt',
    ]);
    await deposit(awaited.orderNo, 'none');
    await house.payco.behave();
    await waitFor('the order to be paid', async () => (await house.merchant.show(awaited.order)).status === 'paid');
  });

  it('whose account has just closed is waited for, whoever asks: banks report late', async () => {
    const awaited = await awaitDeposit();
    await closeAccount(awaited, 5_000);
    await lookAt(awaited);
    const landing = await visit(`${house.url}/v1/payco/return/${awaited.payment.id}?code=4005`);
    expect(landing.status).toBe(303);
    expect((await house.merchant.show(awaited.order)).status).toBe('awaiting_deposit');
    await deposit(awaited.orderNo, 'normal');
    await waitFor('the order to be paid', async () => (await house.merchant.show(awaited.order)).status === 'paid');
  });

  it('cannot be refunded through the platform, and PAYCO is not asked to', async () => {
    const awaited = await awaitDeposit();
    await deposit(awaited.orderNo, 'normal');
    for (const amountWon of [undefined, 4_000]) {
      const { status, body } = await house.merchant.cancel(awaited.order, amountWon);
      expect([status, body.code]).toEqual([422, 'not_supported']);
      expect(body.detail).toContain('by hand');
    }
    const shown = await expectPaid(awaited);
    expect([shown.cancellableWon, shown.cancellations]).toEqual([0, []]);
  });
});

describe('a notice about nothing', () => {
  it.each<[string, Record<string, string> | string]>([
    ['an order nobody knows', { response: '{"sellerOrderReferenceKey":"X","reserveOrderNo":"1","orderNo":"2"}' }],
    ['no response', { other: 'x' }],
    ['an empty response', { response: '' }],
    ['no JSON', { response: '<xml/>' }],
    ['a list', { response: '[]' }],
    ['null', { response: 'null' }],
    ['two responses', 'response=%7B%7D&response=%7B%7D'],
  ])('is answered ERROR (%s)', async (_, form) => {
    expect(await tell(form)).toBe('ERROR');
  });

  it('is answered OK when it is about a payment that is paid anyway', async () => {
    const order = await house.merchant.order();
    const payment = await house.merchant.pay(order);
    await visit(await house.payco.agree(payment));
    const paid = await house.merchant.show(order);
    const orderNo = paid.payments[0]?.receipt?.providerPaymentId ?? '';
    expect(await tell({ response: noticeOf({ order: paid, payment, orderNo }) })).toBe('OK');
    expect((await house.merchant.show(order)).version).toBe(paid.version);
  });
});
