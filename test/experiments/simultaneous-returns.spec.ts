// Experiment: the buyer's browser comes back twice at the same moment, to one server or to two.
// Must never be satisfied with "paid": PAYCO must have been asked for the money once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { PATIENCE_MS, report, RUNS } from '../support/experiment.js';
import { houseEnvironment, startHouse, type House } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import { visit } from '../support/merchant.js';
import { readRows } from '../support/read-rows.js';
import { startServerProcess, type ServerProcess } from '../support/server-process.js';

let house: House;
let neighbour: ServerProcess;
beforeAll(async () => {
  house = await startHouse();
  neighbour = await startServerProcess(await houseEnvironment(house.databaseUrl, house.payco.url));
});
afterAll(async () => {
  await neighbour.stop();
  await house.close();
});

it('one payment is approved once, whoever of two simultaneous returns is first', { timeout: PATIENCE_MS }, async () => {
  const startedMs = performance.now();
  await inWaves(RUNS, 8, async (run) => {
    const order = await house.merchant.order();
    const returnUrl = await house.payco.agree(await house.merchant.pay(order));
    const elsewhere = `${neighbour.url}${new URL(returnUrl).pathname}${new URL(returnUrl).search}`;
    const landings = await Promise.all([visit(returnUrl), visit(run % 2 === 0 ? returnUrl : elsewhere)]);
    expect(
      landings.map((landing) => landing.status),
      `both returns of order ${order.orderNumber} should end on its result page`,
    ).toEqual([303, 303]);
  });
  await untilNothingMoves(house.databaseUrl);
  const books = await requireSameBooks(house.databaseUrl, house.payco);
  report('two simultaneous returns', startedMs, books, `${RUNS / 2} of them to two processes`);
  expect(books).toMatchObject({ orders: RUNS, approvals: RUNS, paidWon: RUNS * 10_000, refunds: 0 });
  const asked = await readRows<{ times: number; orders: number }>(
    house.databaseUrl,
    `SELECT count(*)::integer AS times, count(DISTINCT order_id)::integer AS orders FROM exchanges WHERE operation = 'approval'`,
  );
  expect(asked[0], 'PAYCO should be asked to approve each order exactly once').toEqual({ times: RUNS, orders: RUNS });
});
