// One answer to a question that is wrong, at each provider: it must not end a doubt about a refund. Two equal answers do.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { evidenceOf, settledBy } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownCancellation, type ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

async function paidAtPayco(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  return order;
}

async function paidAtPayple(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  await deliver(await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay'));
  return order;
}

/** Asks for a refund whose answer is lost. */
async function loseRefund(order: ShownOrder, amountWon?: number): Promise<void> {
  const answer = await house.merchant.cancel(order, amountWon, { 'idempotency-key': randomUUID() });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
}

async function refundOf(order: ShownOrder): Promise<ShownCancellation> {
  const [cancellation] = (await house.merchant.show(order)).cancellations;
  if (!cancellation) throw new Error('The order should have a refund.');
  return cancellation;
}

const untilDone = (order: ShownOrder): Promise<ShownCancellation> =>
  waitFor('the refund to be done', async () => {
    const cancellation = await refundOf(order);
    return cancellation.status === 'done' ? cancellation : null;
  });

async function expectSameBooks(): Promise<void> {
  await untilNothingMoves(house.databaseUrl);
  await requireSameBooks(house.databaseUrl, house.payco, house.payple);
}

describe('a refund at PAYCO that never arrived', () => {
  const twice = /^Asked twice, it said that it was given back and 7000 won are left, then that/;
  const contradictory = /won are possible, and only \d+ won are left/;

  it.each([
    ['a part', 3_000, 7_000, twice, 2],
    ['the whole', undefined, 0, contradictory, 1],
    ['a part, with more gone', 3_000, 2_000, contradictory, 1],
  ])('(%s) is given back though one answer says that it was', async (_, amountWon, saidWon, reason, questions) => {
    const order = await paidAtPayco();
    await house.payco.fail({ endpoint: 'cancel', fault: 'drop_before_effect' });
    const lie = { fault: 'odd_number', field: 'pgCancelPossibleAmt', value: saidWon };
    await house.payco.fail({ endpoint: 'checkAvailability', ...lie });
    await loseRefund(order, amountWon);
    const { id } = await untilDone(order);
    const { verdicts } = await evidenceOf(house.merchant, { id });
    const doubted = verdicts.find(({ rule }) => rule === 'cannot_tell');
    expect(
      doubted?.exchanges.map(({ operation }) => operation),
      'every answer should be kept',
    ).toEqual(Array(questions).fill('checkAvailability'));
    expect(doubted?.reason).toMatch(reason);
    await expectSameBooks();
  });

  it('is given back though it was refused when it was sent again, and one answer says that it had happened', async () => {
    const order = await paidAtPayco();
    await house.payco.fail({ endpoint: 'cancel', fault: 'drop_before_effect' });
    await house.payco.fail({ endpoint: 'cancel', fault: 'decline', code: 990_009 });
    // The first question is answered as it should be.
    for (const value of [10_000, 7_000]) {
      const answer = { fault: 'odd_number', field: 'pgCancelPossibleAmt', value };
      await house.payco.fail({ endpoint: 'checkAvailability', ...answer });
    }
    await loseRefund(order, 3_000);
    const { id } = await untilDone(order);
    const rules = (await evidenceOf(house.merchant, { id })).verdicts.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['repeated_under_same_balance', 'balance_unclear']));
    await expectSameBooks();
  });

  it('is done by two equal answers, which are kept, where its answer alone was lost', async () => {
    const order = await paidAtPayco();
    await house.payco.fail({ endpoint: 'cancel', fault: 'drop_after_effect' });
    await loseRefund(order, 3_000);
    const { id } = await untilDone(order);
    const settled = settledBy(await evidenceOf(house.merchant, { id }));
    expect(settled.rule).toBe('lookup_found_cancelled');
    expect(settled.exchanges.map(({ operation }) => operation)).toEqual(['checkAvailability', 'checkAvailability']);
    await expectSameBooks();
  });
});

describe('a refund at Payple, whose inquiry tells what was refunded,', () => {
  it('that never arrived stays in doubt though one answer says that it was given back', async () => {
    await house.payple.adopt({ inquiryShowsCancels: true });
    const order = await paidAtPayple();
    await house.payple.fail({ endpoint: 'cancel', fault: 'drop_before_effect' });
    await house.payple.fail({ endpoint: 'inquiry', fault: 'odd_number', field: 'PCD_REFUND_TOTAL', value: '3000' });
    await loseRefund(order, 3_000);
    const { id } = await refundOf(order);
    const shown = await waitFor('the answers to be held against each other', async () => {
      const evidence = await evidenceOf(house.merchant, { id });
      return evidence.verdicts.some(({ rule }) => rule === 'cannot_tell') ? evidence : null;
    });
    expect(shown.status).toBe('in_doubt');
    expect(await house.merchant.show(order)).toMatchObject({ status: 'paid', cancelledWon: 0 });
  });

  it('that arrived is done by two equal answers', async () => {
    await house.payple.adopt({ inquiryShowsCancels: true });
    const order = await paidAtPayple();
    await house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect' });
    await loseRefund(order, 3_000);
    const { id } = await untilDone(order);
    const settled = settledBy(await evidenceOf(house.merchant, { id }));
    expect(settled.exchanges.filter(({ operation }) => operation === 'inquiry')).toHaveLength(2);
  });
});
