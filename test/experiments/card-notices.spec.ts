// Experiment: Payple tells everything unasked, twice, late and in any order, around payments and refunds that go wrong;
// and strangers tell lies in between. Must never let a notice change anything by itself.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { lossOf, PATIENCE_MS, report, RUNS, TIMEOUT_MS } from '../support/experiment.js';
import { startHouse, type House } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import type { ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { agreeInWindow, type Agreed } from '../support/window-buyer.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { PAYPLE_TIMEOUT_MS: String(TIMEOUT_MS) } });
  await house.payple.tellNotices(`${house.url}/v1/payple/notices`);
});
afterAll(() => house.close());

/** Anybody can write one. */
async function lie(oid: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const body = new URLSearchParams({ PCD_PAY_RST: 'success', PCD_PAY_OID: oid, PCD_PAY_TOTAL: '10000', ...fields });
  const response = await fetch(`${house.url}/v1/payple/notices`, { method: 'POST', body });
  expect(response.status, 'a notice is acknowledged').toBe(200);
  await response.arrayBuffer();
}

/** What goes wrong, and what the order must come to all the same. */
const STORIES: readonly (readonly [end: string, tell: (agreed: Agreed, run: number) => Promise<unknown>])[] = [
  ['paid', ({ result }) => Promise.all([deliver(result), deliver(result)])],
  [
    'paid',
    async ({ oid, result }, run) => {
      await house.payple.fail({ endpoint: 'confirm', oid, ...lossOf(run) });
      await Promise.all([deliver(result), lie(oid, {})]);
    },
  ],
  [
    'cancelled',
    async ({ order, oid, result }, run) => {
      await deliver(result);
      await house.payple.fail({ endpoint: 'cancel', oid, ...lossOf(run) });
      await Promise.all([house.merchant.cancel(order), lie(oid, { PCD_REFUND_TOTAL: '10000' })]);
    },
  ],
  [
    'partially_cancelled',
    async ({ order, oid, result }) => {
      await Promise.all([lie(oid, { PCD_REFUND_TOTAL: '3000' }), deliver(result)]);
      expect((await house.merchant.cancel(order, 3_000)).status).toBe(201);
    },
  ],
];

it(
  'notices that come twice, late, out of order or from strangers change no won',
  { timeout: PATIENCE_MS },
  async () => {
    const startedMs = performance.now();
    await house.payple.fail({ endpoint: 'notice', fault: 'duplicate', percent: 50 });
    await house.payple.fail({ endpoint: 'notice', fault: 'delay', percent: 50, delayMs: 400 });
    const ends = await inWaves(RUNS, 8, async (run): Promise<[ShownOrder, string]> => {
      // Every fifth window takes the money itself, and its buyer never comes back: only notices tell.
      if (run % 5 === 4) {
        const { order, oid } = await agreeInWindow(house, 'immediate');
        await lie(oid, {});
        return [order, 'paid'];
      }
      const agreed = await agreeInWindow(house);
      const [end, tell] = STORIES[run % STORIES.length] ?? STORIES[0] ?? ['', () => Promise.resolve()];
      await lie(agreed.oid, {});
      await tell(agreed, run >> 2);
      await lie(agreed.oid, {});
      return [agreed.order, end];
    });
    await untilNothingMoves(house.databaseUrl);
    for (const [order, end] of ends) {
      expect((await house.merchant.show(order)).status, `order ${order.orderNumber}`).toBe(end);
    }
    const books = await requireSameBooks(house.databaseUrl, house.payple);
    const noticesSent = await house.payple.noticesSent();
    report('card notices twice, late and out of order', startedMs, books, `${noticesSent} notices beside forged ones`);
    expect(noticesSent, 'some came twice').toBeGreaterThan(books.approvals + books.refunds);
    expect(books, 'each order is charged once').toMatchObject({ orders: RUNS, approvals: RUNS });
  },
);
