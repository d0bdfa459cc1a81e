// Experiments with charges on cards stored at Payple when most of its answers are lost, before the effect and after it.
// Must never end with money that only one side knows of.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { PATIENCE_MS, report, RUNS } from '../support/experiment.js';
import { startHouse, type House } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import type { ShownBillingKey } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';

const AT_ONCE = 8;
const TIMEOUT_MS = 1_000;
/** What becomes of a call, in per cent of the calls; the rest goes well. */
const TROUBLE = [
  { fault: 'drop_before_effect', percent: 20 },
  { fault: 'drop_after_effect', percent: 20 },
  { fault: 'http_500', effect: 'after', percent: 20 },
  { fault: 'garbage', effect: 'after', percent: 20 },
  { fault: 'delay', effect: 'after', delayMs: 2 * TIMEOUT_MS, percent: 10 },
] as const;

let house: House;
let keys: readonly ShownBillingKey[];
beforeAll(async () => {
  house = await startHouse({ environment: { PAYPLE_TIMEOUT_MS: String(TIMEOUT_MS) } });
  keys = await inWaves(RUNS, AT_ONCE, storedCard);
}, PATIENCE_MS);
afterAll(() => house.close());

async function storedCard(): Promise<ShownBillingKey> {
  const key = await house.merchant.registerCard({ provider: 'payple' });
  await deliver(await house.payple.finish(key, 'pay'));
  return house.merchant.showKey(key);
}

const keyOf = (run: number): ShownBillingKey => {
  const key = keys[run];
  if (!key) throw new Error(`There is no card for run ${run}.`);
  return key;
};

it.each([
  ['for no month', 'simple', {}],
  ['for a month', 'reguler', { billingMonth: '2026-12' }],
])(
  'every charge %s whose answer is lost is found, or surely was not made',
  { timeout: PATIENCE_MS },
  async (name, endpoint, wish) => {
    const startedMs = performance.now();
    const before = await requireSameBooks(house.databaseUrl, house.payple);
    for (const trouble of TROUBLE) await house.payple.fail({ endpoint, ...trouble });
    const charges = await inWaves(RUNS, AT_ONCE, async (run) => {
      const { status, body } = await house.merchant.charge(keyOf(run), wish);
      expect([201, 202], JSON.stringify(body)).toContain(status);
      return body;
    });
    await house.payple.behave();
    await untilNothingMoves(house.databaseUrl);
    const orders = await Promise.all(charges.map((order) => house.merchant.show(order)));
    const paid = orders.filter(({ status }) => status === 'paid');
    const books = await requireSameBooks(house.databaseUrl, house.payple);
    report(`charges ${name} with lost answers`, startedMs, books, `${paid.length} paid`);
    expect(orders.every(({ status }) => status === 'paid' || status === 'unpaid')).toBe(true);
    expect(books.approvals - before.approvals, 'each is charged once or not at all').toBe(paid.length);
    expect(paid.length, 'some were lost before the effect').toBeLessThan(RUNS);
  },
);
