// A chargeback that PAYCO's balance does not show, and a refund on PAYCO's pages of just as much: the second must not pass for
// the first, or more goes back than was paid.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ProviderAudit } from '../../src/provider-audit/provider-audit.service.js';
import { untilNothingMoves } from '../support/compare-books.js';
import { CALLS_OPERATORS_SOON } from '../support/desk-doubts.js';
import { decide } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { ...CALLS_OPERATORS_SOON, PROVIDER_AUDIT_PAUSE_MS: '0' } });
});
afterAll(() => house.close());

/** Of 10,000 won paid, 3,000 won are entered as charged back; PAYCO goes on to have 10,000 won. */
async function chargedBack(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  expect((await enter(order, 'chargeback')).status, 'the chargeback is entered').toBe(201);
  await untilNothingMoves(house.databaseUrl);
  return order;
}

const enter = (order: ShownOrder, origin: string, isAnother = false) => {
  const refundedAt = new Date().toISOString();
  const wish = { amountWon: 3_000, origin, refundedAt, isAnother, reason: 'seen', decidedBy: 'Kim' };
  const path = `/v1/orders/${order.id}/external-cancellations`;
  return house.merchant.call<{ code?: string }>('POST', path, wish, { 'idempotency-key': randomUUID() });
};

const attentionOf = async (order: ShownOrder): Promise<string | null> =>
  (await house.merchant.show(order)).payments[0]?.attention ?? null;

/** Asks about everything that was paid in this hour. */
async function audit(): Promise<void> {
  const service = house.app.get(ProviderAudit, { strict: false });
  const period = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) };
  const run = await service.begin(period, false);
  while (!(await service.goOn(run, Infinity, () => undefined)));
}

const cancelledAtPayco = async (order: ShownOrder): Promise<number> =>
  (await house.payco.bookOf(order.orderNumber))?.cancelledWon ?? 0;

it('is found by the audit, and no refund goes on until an operator has entered it', async () => {
  const order = await chargedBack();
  await audit();
  expect(await attentionOf(order), 'PAYCO only does not show the chargeback').toBeNull();
  await house.payco.refundAtSite(order.orderNumber, 3_000);
  await audit();
  expect(await attentionOf(order), 'it fell by just as much as was charged back').toMatch(
    /7000 won are left.* 10000 won before, with 3000 won in it that were charged back/,
  );
  expect((await house.merchant.cancel(order, 7_000)).status, 'only 4000 won are the order’s').not.toBe(201);
  expect(await cancelledAtPayco(order), 'nothing went back but what did there').toBe(3_000);
  expect(await enter(order, 'provider_site', true), 'who saw it may enter it').toMatchObject({ status: 201 });
  await untilNothingMoves(house.databaseUrl);
  expect(await attentionOf(order), 'it is entered').toBeNull();
  expect((await house.merchant.cancel(order)).status).toBe(201);
  expect(await cancelledAtPayco(order), 'all but the chargeback').toBe(7_000);
  await audit();
  expect(await attentionOf(order)).toBeNull();
});

it('is found by the next refund, where no audit came first', async () => {
  const order = await chargedBack();
  await house.payco.refundAtSite(order.orderNumber, 3_000);
  expect((await house.merchant.cancel(order, 7_000)).status, 'only 4000 won are the order’s').not.toBe(201);
  expect(await cancelledAtPayco(order), 'nothing went back but what did there').toBe(3_000);
  expect(await attentionOf(order)).toMatch(/charged back/);
});

it('that never was, because PAYCO shows the chargeback only now, is asked about once', async () => {
  const order = await chargedBack();
  await house.payco.refundAtSite(order.orderNumber, 3_000);
  await audit();
  const { payments } = await house.merchant.show(order);
  expect(payments[0]?.attention).toMatch(/charged back/);
  expect((await decide(house.merchant, { id: payments[0]?.id ?? '' }, { decision: 'noted' })).status).toBe(201);
  for (let nights = 0; nights < 2; nights += 1) await audit();
  expect(await attentionOf(order), 'an operator said that nothing else went back').toBeNull();
  expect((await house.merchant.cancel(order, 2_000)).status).toBe(201);
});
