// Answers that tell of a payment on a day on which it cannot have been paid. The money is believed and the day is not: sales
// fall on the right day, and refunds, which Payple takes only for the day of the payment, work.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toKstDigits } from '../../src/common/kst.js';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { CALLS_OPERATORS_SOON } from '../support/desk-doubts.js';
import { evidenceOf } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { waitFor } from '../support/wait-for.js';

const DAY_MS = 86_400_000;
const ODD_DAYS = [
  ['three days before it began', -3 * DAY_MS],
  ['tomorrow', DAY_MS],
] as const;

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: CALLS_OPERATORS_SOON });
});
afterAll(() => house.close());

const oddTime = (field: string, offsetMs: number) =>
  ({ fault: 'odd_date', field, value: toKstDigits(new Date(Date.now() + offsetMs)) }) as const;

async function expectPaidToday(order: ShownOrder): Promise<void> {
  const shown = await waitFor('the order to be paid', async () => {
    const current = await house.merchant.show(order);
    return current.status === 'paid' ? current : null;
  });
  const paidAt = Date.parse((shown as ShownOrder & { readonly paidAt: string }).paidAt);
  expect(Math.abs(Date.now() - paidAt), 'it should be paid at about this moment').toBeLessThan(120_000);
}

/** A part, then the rest. */
async function expectRefunds(order: ShownOrder): Promise<void> {
  for (const amountWon of [3_000, undefined]) {
    const answer = await house.merchant.cancel(order, amountWon, { 'idempotency-key': randomUUID() });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  }
  await untilNothingMoves(house.databaseUrl);
  await requireSameBooks(house.databaseUrl, house.payco, house.payple);
}

describe.each(ODD_DAYS)('a payment that was made %s, as is told', (_, offsetMs) => {
  it('in Payple’s answer to the confirmation', async () => {
    const order = await house.merchant.order();
    const result = await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay');
    await house.payple.fail({ endpoint: 'confirm', ...oddTime('PCD_PAY_TIME', offsetMs) });
    expect((await deliver(result)).status).toBe(303);
    await expectPaidToday(order);
    await expectRefunds(order);
  });

  it('in Payple’s answer to an inquiry', async () => {
    const order = await house.merchant.order();
    const result = await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay');
    await house.payple.fail({ endpoint: 'confirm', fault: 'drop_after_effect' });
    await house.payple.fail({ endpoint: 'inquiry', ...oddTime('PCD_PAY_TIME', offsetMs) });
    await deliver(result);
    await expectPaidToday(order);
    await expectRefunds(order);
  });

  it('in Payple’s answer to a charge on a stored card', async () => {
    const key = await house.merchant.registerCard({ provider: 'payple', channel: 'pc' });
    await deliver(await house.payple.finish(key, 'pay'));
    await house.payple.fail({ endpoint: 'simple', ...oddTime('PCD_PAY_TIME', offsetMs) });
    const { body: order } = await house.merchant.charge(key);
    await expectPaidToday(order);
    await expectRefunds(order);
  });

  it('in PAYCO’s approval', async () => {
    const order = await house.merchant.order();
    const returnUrl = await house.payco.agree(await house.merchant.pay(order));
    await house.payco.fail({ endpoint: 'approval', ...oddTime('paymentCompleteYmdt', offsetMs) });
    await visit(returnUrl);
    await expectPaidToday(order);
    await expectRefunds(order);
  });
});

describe('a whole refund at Payple whose first sending never arrived', () => {
  it('is not done because Payple says that it has nothing to give back of a day of which it has no payment', async () => {
    const order = await house.merchant.order();
    await deliver(await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay'));
    await house.payple.fail({ endpoint: 'cancel', fault: 'drop_before_effect' });
    await house.payple.fail({ endpoint: 'cancel', fault: 'decline', code: 'PAYC0007', count: 1_000 });
    await house.payple.fail({ endpoint: 'inquiry', fault: 'decline', code: 'CBIL0003', count: 1_000 });
    const asked = await house.merchant.cancel(order, undefined, { 'idempotency-key': randomUUID() });
    expect(asked.status).toBe(202);
    const { id } = asked.body;
    const called = await waitFor('an operator to be called', async () => {
      const evidence = await evidenceOf(house.merchant, { id });
      return evidence.attention === null ? null : evidence;
    });
    expect(called.status).toBe('in_doubt');
    await house.payple.behave();
    await waitFor('it to be given back', async () => (await house.merchant.show(order)).status === 'cancelled');
    await untilNothingMoves(house.databaseUrl);
    await requireSameBooks(house.databaseUrl, house.payco, house.payple);
  });
});
