// One answer that tells a wrong key or number of a payment, under which the provider then takes no refund. Two lookups that
// agree put it right.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readId } from '../../src/common/ids.js';
import { Books } from '../../src/orders/books.js';
import { paymentIn } from '../../src/orders/loaded-order.js';
import { ReconcilingService } from '../../src/orders/reconciling.service.js';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { CALLS_OPERATORS_SOON } from '../support/desk-doubts.js';
import { decide, evidenceOf } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { waitFor } from '../support/wait-for.js';

const ODD = [
  ['orderCertifyKey', 'AAAAAAAAAAAAAAAAAAAA'],
  ['orderNo', '202611302009999998'],
] as const;

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: CALLS_OPERATORS_SOON });
});
afterAll(() => house.close());

async function paidWith(field: string, value: string): Promise<ShownOrder> {
  const order = await house.merchant.order();
  const returnUrl = await house.payco.agree(await house.merchant.pay(order));
  await house.payco.fail({ endpoint: 'approval', fault: 'odd_text', field, value });
  await visit(returnUrl);
  expect(await house.merchant.show(order)).toMatchObject({ status: 'paid' });
  return house.merchant.show(order);
}

const refund = (order: ShownOrder, amountWon?: number) =>
  house.merchant.cancel(order, amountWon, { 'idempotency-key': randomUUID() });

async function rulesOf(order: ShownOrder): Promise<string[]> {
  const { verdicts } = await evidenceOf(house.merchant, { id: order.payments[0]?.id ?? '' });
  return verdicts.map(({ rule }) => rule);
}

async function expectSameBooks(): Promise<void> {
  await untilNothingMoves(house.databaseUrl);
  await requireSameBooks(house.databaseUrl, house.payco);
}

describe.each(ODD)('a payment with a wrong %s', (field, value) => {
  it.each([undefined, 3_000])('is refunded all the same (%s won)', async (amountWon) => {
    const order = await paidWith(field, value);
    expect([201, 202]).toContain((await refund(order, amountWon)).status);
    const wanted = amountWon ?? 10_000;
    await waitFor('the refund', async () => (await house.merchant.show(order)).cancelledWon === wanted);
    expect(await rulesOf(order)).toContain('ids_corrected');
    if (amountWon !== undefined) expect((await refund(order)).status, 'the next one meets nothing odd').toBe(201);
    await expectSameBooks();
  });

  it('is put right by the nightly audit', async () => {
    const order = await paidWith(field, value);
    const paymentId = readId('payment', order.payments[0]?.id ?? '') ?? '';
    const loaded = await house.app.get(Books).load({ paymentId });
    if (!loaded) throw new Error('The order should be there.');
    const reconciling = house.app.get(ReconcilingService);
    expect(await reconciling.audit(loaded, paymentIn(loaded, paymentId))).toBe('equal');
    expect(await rulesOf(order)).toContain('ids_corrected');
    expect((await refund(order)).status).toBe(201);
    await expectSameBooks();
  });

  it('keeps it when two lookups do not agree', async () => {
    const order = await paidWith(field, value);
    const other = { fault: 'odd_text', field, value: `${value.slice(0, -1)}7` };
    await house.payco.fail({ endpoint: 'verify', ...other });
    const paymentId = readId('payment', order.payments[0]?.id ?? '') ?? '';
    const loaded = await house.app.get(Books).load({ paymentId });
    if (!loaded) throw new Error('The order should be there.');
    await house.app.get(ReconcilingService).audit(loaded, paymentIn(loaded, paymentId));
    expect(await rulesOf(order)).not.toContain('ids_corrected');
    expect([201, 202]).toContain((await refund(order)).status);
    await waitFor('the refund', async () => (await house.merchant.show(order)).cancelledWon === 10_000);
    await expectSameBooks();
  });
});

describe('a payment that an operator decided to be paid', () => {
  /** PAYCO took the money and answers nothing more until the operator has decided. @param number that they typed in */
  async function decided(number?: string): Promise<ShownOrder> {
    const order = await house.merchant.order();
    const { orderNumber } = order;
    const returnUrl = await house.payco.agree(await house.merchant.pay(order));
    await house.payco.fail({ endpoint: 'approval', fault: 'drop_after_effect', orderKey: orderNumber });
    await house.payco.fail({ endpoint: 'verify', fault: 'http_500', orderKey: orderNumber, count: 100_000 });
    await visit(returnUrl);
    const payment = await waitFor('an operator to be called', async () =>
      (await house.merchant.show(order)).payments.find(({ attention }) => attention !== null),
    );
    const { orderNo } = (await house.payco.bookOf(orderNumber)) ?? { orderNo: '' };
    const found = { providerPaymentId: number ?? orderNo, paidAt: new Date().toISOString() };
    const { status } = await decide(house.merchant, payment, { decision: 'paid', ...found });
    expect(status, 'decided').toBe(201);
    await house.payco.behave();
    return house.merchant.show(order);
  }

  it.each([
    ['its number', undefined],
    ['a number of no payment', '123'],
  ])('is refunded, with %s', async (_, number) => {
    const order = await decided(number);
    expect([201, 202]).toContain((await refund(order, 3_000)).status);
    await waitFor('the refund', async () => (await house.merchant.show(order)).cancelledWon === 3_000);
    expect(await rulesOf(order)).toContain('ids_corrected');
    expect((await refund(order)).status, 'the next one meets nothing odd').toBe(201);
    await expectSameBooks();
  });

  it('is put right by the nightly audit', async () => {
    const order = await decided('123');
    const paymentId = readId('payment', order.payments[0]?.id ?? '') ?? '';
    const loaded = await house.app.get(Books).load({ paymentId });
    if (!loaded) throw new Error('The order should be there.');
    expect(await house.app.get(ReconcilingService).audit(loaded, paymentIn(loaded, paymentId))).toBe('equal');
    const { receipt } = (await house.merchant.show(order)).payments[0] ?? {};
    expect(receipt?.providerPaymentId).toBe((await house.payco.bookOf(order.orderNumber))?.orderNo);
    expect((await refund(order)).status).toBe(201);
    await expectSameBooks();
  });
});

it('a refund that is refused for another reason is refused', async () => {
  const order = await house.merchant.order();
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  await house.payco.fail({ endpoint: 'cancel', fault: 'decline', code: 990_011 });
  expect(await refund(order)).toMatchObject({ status: 402, body: { providerCode: '990011' } });
  expect(await rulesOf(await house.merchant.show(order))).not.toContain('ids_corrected');
  expect((await refund(order)).status).toBe(201);
  await expectSameBooks();
});
