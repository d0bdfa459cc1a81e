// Experiment: PAYCO acts, and its answer never arrives: cut off, an error page, garbage, or too late.
// Must never end with money that only PAYCO knows of, nor with a refund that happened twice.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { lossOf, PATIENCE_MS, report, RUNS, TIMEOUT_MS } from '../support/experiment.js';
import { startHouse, type House } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import { visit, type ShownOrder } from '../support/merchant.js';

const AT_ONCE = 8;

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { PAYCO_TIMEOUT_MS: String(TIMEOUT_MS) } });
});
afterAll(() => house.close());

async function lose(endpoint: 'approval' | 'cancel', order: ShownOrder, run: number): Promise<void> {
  await house.payco.fail({ endpoint, orderKey: order.orderNumber, ...lossOf(run) });
}

it('every approval whose answer is lost is found, and the order is paid once', { timeout: PATIENCE_MS }, async () => {
  const startedMs = performance.now();
  const before = await requireSameBooks(house.databaseUrl, house.payco);
  const orders = await inWaves(RUNS, AT_ONCE, async (run) => {
    const order = await house.merchant.order();
    const returnUrl = await house.payco.agree(await house.merchant.pay(order));
    await lose('approval', order, run);
    await visit(returnUrl);
    return order;
  });
  await untilNothingMoves(house.databaseUrl);
  for (const order of orders) {
    expect((await house.merchant.show(order)).status, `order ${order.orderNumber} should be paid`).toBe('paid');
  }
  const books = await requireSameBooks(house.databaseUrl, house.payco);
  report('approval answers lost after the effect', startedMs, books, 'cut off, HTTP 500, garbage, too late');
  expect(books.approvals - before.approvals).toBe(RUNS);
});

it(
  'every cancellation whose answer is lost is found, and nothing is given back twice',
  { timeout: PATIENCE_MS },
  async () => {
    const startedMs = performance.now();
    const before = await requireSameBooks(house.databaseUrl, house.payco);
    const orders = await inWaves(RUNS, AT_ONCE, async (run) => {
      const order = await house.merchant.order();
      await visit(await house.payco.agree(await house.merchant.pay(order)));
      await lose('cancel', order, run);
      const wishedWon = run % 8 < 4 ? 4_000 : undefined;
      const answer = await house.merchant.cancel(order, wishedWon);
      expect(answer.status, `the refund of ${order.orderNumber} is in doubt, not ${JSON.stringify(answer.body)}`).toBe(
        202,
      );
      return { ...order, expectedWon: wishedWon ?? 10_000 };
    });
    await untilNothingMoves(house.databaseUrl);
    for (const order of orders) {
      const { cancelledWon } = await house.merchant.show(order);
      expect(cancelledWon, `of order ${order.orderNumber} the refund should be known`).toBe(order.expectedWon);
    }
    const books = await requireSameBooks(house.databaseUrl, house.payco);
    report('cancel answers lost after the effect', startedMs, books, 'half partial, half full');
    expect(books.refunds - before.refunds).toBe(RUNS);
  },
);
