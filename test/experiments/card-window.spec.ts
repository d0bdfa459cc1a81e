// Experiments with cards in Payple's window: results at the same moment, refunds at the same moment, lost answers.
// Must never end with money that only one side knows of.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { lossOf, PATIENCE_MS, report, RUNS, TIMEOUT_MS } from '../support/experiment.js';
import { startHouse, type House } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import { deliver } from '../support/payple-control.js';
import { agreeInWindow } from '../support/window-buyer.js';

const AT_ONCE = 8;

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { PAYPLE_TIMEOUT_MS: String(TIMEOUT_MS) } });
});
afterAll(() => house.close());

it(
  'one payment is confirmed once, whoever of two simultaneous results is first',
  { timeout: PATIENCE_MS },
  async () => {
    const startedMs = performance.now();
    const before = await requireSameBooks(house.databaseUrl, house.payple);
    await inWaves(RUNS, AT_ONCE, async () => {
      const { order, result } = await agreeInWindow(house);
      await Promise.all([deliver(result), deliver(result)]);
      return order;
    });
    await untilNothingMoves(house.databaseUrl);
    const books = await requireSameBooks(house.databaseUrl, house.payple);
    report('two simultaneous card results', startedMs, books);
    expect(books.approvals - before.approvals, 'each order is charged once').toBe(RUNS);
  },
);

it('of ten simultaneous card refunds of 60 % exactly one is done', { timeout: PATIENCE_MS }, async () => {
  const startedMs = performance.now();
  const before = await requireSameBooks(house.databaseUrl, house.payple);
  await inWaves(RUNS, 4, async () => {
    const { order, result } = await agreeInWindow(house);
    await deliver(result);
    const answers = await Promise.all(Array.from({ length: 10 }, () => house.merchant.cancel(order, 6_000)));
    const done = answers.filter((answer) => answer.status === 201);
    expect(done.length, `of ten refunds of order ${order.orderNumber} one should be done`).toBe(1);
  });
  await untilNothingMoves(house.databaseUrl);
  const books = await requireSameBooks(house.databaseUrl, house.payple);
  report('ten simultaneous card refunds', startedMs, books, `${RUNS * 10} requests to cancel`);
  expect(books.refunds - before.refunds).toBe(RUNS);
  expect(books.refundedWon - before.refundedWon).toBe(RUNS * 6_000);
});

it(
  'every confirmation whose answer is lost is found, and the card is charged once',
  { timeout: PATIENCE_MS },
  async () => {
    const startedMs = performance.now();
    const before = await requireSameBooks(house.databaseUrl, house.payple);
    const orders = await inWaves(RUNS, AT_ONCE, async (run) => {
      const { order, oid, result } = await agreeInWindow(house);
      await house.payple.fail({ endpoint: 'confirm', oid, ...lossOf(run) });
      await deliver(result);
      return order;
    });
    await untilNothingMoves(house.databaseUrl);
    for (const order of orders) {
      expect((await house.merchant.show(order)).status, `order ${order.orderNumber} should be paid`).toBe('paid');
    }
    const books = await requireSameBooks(house.databaseUrl, house.payple);
    report('card confirmations lost after the effect', startedMs, books, 'cut off, HTTP 500, garbage, too late');
    expect(books.approvals - before.approvals).toBe(RUNS);
  },
);

it('every whole card refund whose answer is lost is found, and given back once', { timeout: PATIENCE_MS }, async () => {
  const startedMs = performance.now();
  const before = await requireSameBooks(house.databaseUrl, house.payple);
  const orders = await inWaves(RUNS, AT_ONCE, async (run) => {
    const { order, oid, result } = await agreeInWindow(house);
    await deliver(result);
    await house.payple.fail({ endpoint: 'cancel', oid, ...lossOf(run) });
    expect((await house.merchant.cancel(order)).status, 'a refund in doubt is accepted, not failed').toBe(202);
    return order;
  });
  await untilNothingMoves(house.databaseUrl);
  for (const order of orders) {
    expect((await house.merchant.show(order)).status, `order ${order.orderNumber} should be refunded`).toBe(
      'cancelled',
    );
  }
  const books = await requireSameBooks(house.databaseUrl, house.payple);
  report('card refunds lost after the effect', startedMs, books);
  expect(books.refunds - before.refunds).toBe(RUNS);
});
