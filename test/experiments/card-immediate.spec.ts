// Experiment: Payple takes the money itself, and nobody says so: the browser vanishes, the notice too, inquiries get lost.
// Must never end with money that only Payple knows of.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { lossOf, PATIENCE_MS, report, RUNS, TIMEOUT_MS } from '../support/experiment.js';
import { startHouse, type House } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import { deliver } from '../support/payple-control.js';
import { withClient } from '../support/read-rows.js';
import { openPayment } from '../support/window-buyer.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { PAYPLE_TIMEOUT_MS: String(TIMEOUT_MS) } });
  await house.payple.tellNotices(`${house.url}/v1/payple/notices`);
});
afterAll(() => house.close());

/** As if the twenty minutes were over after which a window that nobody came back from is asked about. */
async function letTimePass(): Promise<void> {
  await withClient(house.databaseUrl, (client) =>
    client.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'settle_payment:%'`),
  );
}

it('every payment that Payple took itself is found, whatever of it was told', { timeout: PATIENCE_MS }, async () => {
  const startedMs = performance.now();
  const orders = await inWaves(RUNS, 8, async (run) => {
    const { order, payment, oid } = await openPayment(house, 'immediate');
    // Of four buyers one vanishes with the notice: only time tells of that payment.
    const [comesBack, isNoticed] = [run % 4 < 2, run % 2 === 0];
    if (!isNoticed) await house.payple.fail({ endpoint: 'notice', fault: 'drop_before_effect', oid });
    if (comesBack) await house.payple.fail({ endpoint: 'inquiry', oid, ...lossOf(run >> 2) });
    const result = await house.payple.finish(payment, 'pay');
    if (comesBack) await deliver(result);
    return order;
  });
  await letTimePass();
  await untilNothingMoves(house.databaseUrl);
  for (const order of orders) {
    expect((await house.merchant.show(order)).status, `order ${order.orderNumber} should be paid`).toBe('paid');
  }
  const books = await requireSameBooks(house.databaseUrl, house.payple);
  report('card payments taken at once', startedMs, books, 'half of the results and half of the notices lost');
  expect(books).toMatchObject({ orders: RUNS, approvals: RUNS, paidWon: RUNS * 10_000 });
});
