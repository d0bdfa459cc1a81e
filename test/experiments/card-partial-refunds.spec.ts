// Experiment: Payple gives back a part, and its answer never arrives. It has no id of a refund, so a repetition would
// refund twice. Must never send such a part again, and never call it done or failed before Payple tells.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { decide } from '../support/evidence.js';
import { lossOf, PATIENCE_MS, report, RUNS, TIMEOUT_MS } from '../support/experiment.js';
import { startHouse, type House } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import { deliver } from '../support/payple-control.js';
import { readRows } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';
import { agreeInWindow } from '../support/window-buyer.js';

const SURE_WON = 1_500;
const LOST_WON = 4_000;

let house: House;
beforeAll(async () => {
  house = await startHouse({
    environment: { PAYPLE_TIMEOUT_MS: String(TIMEOUT_MS), CALL_OPERATOR_AFTER_MS: '1000' },
  });
});
afterAll(() => house.close());

it(
  'a partial card refund whose answer is lost waits for Payple to tell, and is sent once',
  { timeout: PATIENCE_MS },
  async () => {
    const startedMs = performance.now();
    const orders = await inWaves(RUNS, 8, async (run) => {
      const { order, oid, result } = await agreeInWindow(house);
      await deliver(result);
      // In every second order a part was given back before, so that what Payple tells is not only this part.
      if (run % 2 === 1) expect((await house.merchant.cancel(order, SURE_WON)).status).toBe(201);
      await house.payple.fail({ endpoint: 'cancel', oid, ...lossOf(run >> 1) });
      const answer = await house.merchant.cancel(order, LOST_WON);
      expect([answer.status, answer.body.status], 'a refund in doubt is accepted, not failed').toEqual([
        202,
        'in_doubt',
      ]);
      return { order, refundedWon: LOST_WON + (run % 2) * SURE_WON };
    });
    await waitFor('an operator to be called for every one', async () => (await waiting()).called === RUNS);
    expect(await waiting(), 'and none is settled, however often it was asked about').toMatchObject({ inDoubt: RUNS });
    for (const { order } of orders) {
      expect((await house.merchant.cancel(order, LOST_WON)).body.code, 'nobody may ask for another one meanwhile').toBe(
        'cancellation_running',
      );
    }
    await house.payple.adopt({ inquiryShowsCancels: true });
    await waitFor('what Payple can tell', async () => (await waiting()).inDoubt === RUNS / 2);
    // Where a part went back before, Payple's figure may be of all parts or of the last: a person reads its pages.
    for (const { order } of orders.filter((_, run) => run % 2 === 1)) {
      const lost = (await house.merchant.show(order)).cancellations.find(({ status }) => status === 'in_doubt');
      const decided = await decide(house.merchant, { id: lost?.id ?? '' }, { decision: 'refunded' });
      expect(decided.status, JSON.stringify(decided.body)).toBe(201);
    }
    await untilNothingMoves(house.databaseUrl);
    for (const { order, refundedWon } of orders) {
      expect((await house.merchant.show(order)).cancelledWon, `what order ${order.orderNumber} got back`).toBe(
        refundedWon,
      );
    }
    const books = await requireSameBooks(house.databaseUrl, house.payple);
    report('partial card refunds lost after the effect', startedMs, books, 'each waited with an operator called');
    expect(books.refunds, 'each part is sent once').toBe(RUNS + RUNS / 2);
  },
);

/** How many refunds are in doubt, and for how many an operator was called. */
async function waiting(): Promise<{ readonly inDoubt: number; readonly called: number }> {
  const [row] = await readRows<{ inDoubt: number; called: number }>(
    house.databaseUrl,
    `SELECT count(*)::integer AS "inDoubt", count(attention)::integer AS called
     FROM cancellations WHERE status = 'in_doubt'`,
  );
  return row ?? { inDoubt: 0, called: 0 };
}
