// Experiment: impatient people. Two clicks on "pay" with both order sheets finished, and one refund sent twice.
// Must never take or give back the money of one wish twice.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { PATIENCE_MS, report, RUNS } from '../support/experiment.js';
import { startHouse, type House } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import { visit } from '../support/merchant.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

it('two clicks on "pay", two finished sheets and two returns make one approval', { timeout: PATIENCE_MS }, async () => {
  const startedMs = performance.now();
  await inWaves(RUNS, 6, async () => {
    const order = await house.merchant.order();
    const payments = await Promise.all([house.merchant.pay(order), house.merchant.pay(order)]);
    expect(payments[0].id).not.toBe(payments[1].id);
    const returnUrls = await Promise.all(payments.map((payment) => house.payco.agree(payment)));
    await Promise.all(returnUrls.map((url) => visit(url)));
    const shown = await house.merchant.show(order);
    const paid = shown.payments.filter((payment) => payment.status === 'paid');
    expect([shown.status, paid.length], `order ${order.orderNumber} should be paid by one payment`).toEqual([
      'paid',
      1,
    ]);
  });
  await untilNothingMoves(house.databaseUrl);
  const books = await requireSameBooks(house.databaseUrl, house.payco);
  report('double clicks on pay', startedMs, books, `${2 * RUNS} sheets finished`);
  expect(books).toMatchObject({ orders: RUNS, payments: 2 * RUNS, approvals: RUNS });
});

it(
  'one refund sent twice at once under one Idempotency-Key is one cancellation',
  { timeout: PATIENCE_MS },
  async () => {
    const startedMs = performance.now();
    const before = await requireSameBooks(house.databaseUrl, house.payco);
    await inWaves(RUNS, 6, async () => {
      const order = await house.merchant.order();
      await visit(await house.payco.agree(await house.merchant.pay(order)));
      const headers = { 'idempotency-key': randomUUID() };
      const twice = await Promise.all([1, 2].map(() => house.merchant.cancel(order, 3_000, headers)));
      const known = twice.map(({ status, body }) => (status === 201 ? 'done' : body.code)).sort();
      expect(known, `the second of two equal requests should wait or get the first answer`).toSatisfy(
        (pair: string[]) => pair[0] === 'done' && (pair[1] === 'done' || pair[1] === 'idempotency_key_running'),
      );
      const later = await house.merchant.cancel(order, 3_000, headers);
      expect([later.status, later.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
      expect(new Set([...twice, later].flatMap(({ status, body }) => (status === 201 ? [body.id] : []))).size).toBe(1);
    });
    await untilNothingMoves(house.databaseUrl);
    const books = await requireSameBooks(house.databaseUrl, house.payco);
    report('one refund sent twice under one key', startedMs, books, `${3 * RUNS} requests to cancel`);
    expect(books.refunds - before.refunds).toBe(RUNS);
    expect(books.refundedWon - before.refundedWon).toBe(RUNS * 3_000);
  },
);
