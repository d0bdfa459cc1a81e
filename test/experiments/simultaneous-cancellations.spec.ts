// Experiment: ten refunds of 60 % of the same order, asked for at the same moment; only one fits.
// Must never give back more than was paid.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { PATIENCE_MS, report, RUNS } from '../support/experiment.js';
import { startHouse, type House } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import { visit } from '../support/merchant.js';

const AT_ONCE = 10;
const REFUSALS = ['cancellation_running', 'over_balance', 'busy'];

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

it('of ten simultaneous cancellations of 60 % exactly one is done', { timeout: PATIENCE_MS }, async () => {
  const startedMs = performance.now();
  await inWaves(RUNS, 4, async () => {
    const order = await house.merchant.order();
    await visit(await house.payco.agree(await house.merchant.pay(order)));
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => house.merchant.cancel(order, 6_000)));
    const done = answers.filter((answer) => answer.status === 201);
    expect(done.length, `of ${AT_ONCE} cancellations of order ${order.orderNumber} one should be done`).toBe(1);
    const codes = answers.filter((answer) => answer.status !== 201).map((answer) => answer.body.code);
    expect(
      codes.filter((code) => !REFUSALS.includes(code)),
      `the others should be refused for the one that runs or for the balance`,
    ).toEqual([]);
    const { status, cancelledWon } = await house.merchant.show(order);
    expect({ status, cancelledWon }).toEqual({ status: 'partially_cancelled', cancelledWon: 6_000 });
  });
  await untilNothingMoves(house.databaseUrl);
  const books = await requireSameBooks(house.databaseUrl, house.payco);
  report('ten simultaneous cancellations', startedMs, books, `${RUNS * AT_ONCE} requests to cancel`);
  expect(books).toMatchObject({ orders: RUNS, approvals: RUNS, refunds: RUNS, refundedWon: RUNS * 6_000 });
});
