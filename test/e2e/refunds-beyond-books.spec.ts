// Money that went back twice, once at the provider and once by other means, or that never went back though somebody said so:
// the books cannot put it right, so an operator has to be called. Must never take one of the two for the other.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProviderAudit } from '../../src/provider-audit/provider-audit.service.js';
import { untilNothingMoves } from '../support/compare-books.js';
import { CALLS_OPERATORS_SOON } from '../support/desk-doubts.js';
import { decide } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder, type ShownPayment } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { readRows } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({
    environment: { ...CALLS_OPERATORS_SOON, PROVIDER_AUDIT_PAUSE_MS: '0', PAYPLE_NIGHTLY_AUDIT: 'on' },
  });
  await house.payple.tellNotices(`${house.url}/v1/payple/notices`);
  await house.payple.adopt({ inquiryShowsCancels: false });
});
beforeEach(async () => {
  await house.payple.behave();
  await house.payco.behave();
});
afterAll(() => house.close());

const BY_HAND = 'by_hand';
const NOTICE = /^A notice in the provider’s name tells of a refund of 3000 won/;

async function paidAtPayple(): Promise<{ readonly order: ShownOrder; readonly reference: string }> {
  const order = await house.merchant.order();
  const payment = await house.merchant.pay(order, 'pc', 'payple');
  await deliver(await house.payple.finish(payment, 'pay'));
  return { order, reference: payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '' };
}

async function paidAtPayco(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  return order;
}

/** Records what an operator says went back elsewhere. */
async function enter(
  order: ShownOrder,
  amountWon: number,
  origin: string,
  { refundedAt = new Date(), isAnother = false } = {},
): Promise<void> {
  const wish = { amountWon, origin, refundedAt: refundedAt.toISOString(), isAnother, reason: 'seen', decidedBy: 'Kim' };
  const answer = await house.merchant.call('POST', `/v1/orders/${order.id}/external-cancellations`, wish, {
    'idempotency-key': randomUUID(),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
}

const attentionOf = async (order: ShownOrder): Promise<string | null> =>
  (await house.merchant.show(order)).payments[0]?.attention ?? null;

const untilCalled = (order: ShownOrder, pattern: RegExp): Promise<unknown> =>
  waitFor(`an operator to be called: ${pattern.source}`, async () => pattern.test((await attentionOf(order)) ?? ''));

/** Notices of an order, and whether each is explained by a cancellation. */
const noticesOf = ({ orderNumber }: ShownOrder) =>
  readRows<{ readonly explained: boolean; readonly settled: boolean }>(
    house.databaseUrl,
    `SELECT n.cancellation_id IS NOT NULL AS explained, n.settled_at IS NOT NULL AS settled
     FROM refund_notices n JOIN payments p ON p.id = n.payment_id JOIN orders o ON o.id = p.order_id
     WHERE o.order_number = $1 ORDER BY n.id`,
    [orderNumber],
  );

const untilHeard = (order: ShownOrder, notices = 1): Promise<unknown> =>
  waitFor('the notice to be heard', async () => (await noticesOf(order)).length === notices);

/** Payple takes money for an order that was withdrawn, refuses to give it back, and somebody transfers it by the bank. */
async function lateMoneyGivenBackByHand(): Promise<{ readonly order: ShownOrder; readonly reference: string }> {
  const order = await house.merchant.order();
  const wish = { provider: 'payple', channel: 'pc', mode: 'immediate' };
  const { body } = await house.merchant.call<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish);
  await house.payple.fail({ endpoint: 'cancel', fault: 'decline', code: 'PAYC0002', count: 10_000 });
  await house.payple.finish(body, 'pay');
  await house.merchant.call('POST', `/v1/orders/${order.id}/void`);
  const reference = body.handoff?.parameters?.['PCD_PAY_OID'] ?? '';
  const notice = new URLSearchParams({ PCD_PAY_OID: reference });
  await fetch(`${house.url}/v1/payple/notices`, { method: 'POST', body: notice });
  await untilCalled(order, /refused to give it back/);
  const { id } = (await house.merchant.show(order)).payments[0] ?? order;
  expect((await decide(house.merchant, { id }, { decision: 'given_back' })).status).toBe(201);
  await house.payple.behave();
  return { order, reference };
}

/** Asks about everything that was paid in this hour. */
async function audit(): Promise<void> {
  const service = house.app.get(ProviderAudit, { strict: false });
  const period = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) };
  const run = await service.begin(period, false);
  while (!(await service.goOn(run, Infinity, () => undefined)));
}

describe('a notice of Payple', () => {
  it('is never explained by what went back by hand', async () => {
    const { order, reference } = await paidAtPayple();
    await enter(order, 3_000, BY_HAND);
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    await untilCalled(order, NOTICE);
    const part = await house.merchant.cancel(order, 2_000);
    expect(part, 'a part was refunded though 6000 won went back').toMatchObject({ body: { code: 'needs_operator' } });
  });

  it('goes on calling an operator who records that something went back by hand', async () => {
    const { order, reference } = await paidAtPayple();
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    await untilCalled(order, NOTICE);
    await enter(order, 3_000, BY_HAND);
    await untilNothingMoves(house.databaseUrl);
    expect(await attentionOf(order)).toMatch(NOTICE);
    await enter(order, 3_000, 'provider_site', { isAnother: true });
    await untilNothingMoves(house.databaseUrl);
    expect(await attentionOf(order), 'it is recorded now').toBeNull();
    expect(await noticesOf(order)).toEqual([{ explained: true, settled: true }]);
  });

  it('is not explained by a chargeback that was recorded before, and is by one that the called operator records', async () => {
    const { order, reference } = await paidAtPayple();
    await enter(order, 3_000, 'chargeback');
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    await untilCalled(order, NOTICE);
    await enter(order, 3_000, 'chargeback', { isAnother: true });
    await untilNothingMoves(house.databaseUrl);
    expect(await attentionOf(order)).toBeNull();
  });

  it('is not explained by a refund on the merchant site of the same amount at another time', async () => {
    const { order, reference } = await paidAtPayple();
    await enter(order, 3_000, 'provider_site', { refundedAt: new Date(Date.now() - 240_000) });
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    await untilCalled(order, NOTICE);
  });

  it('is explained by a refund on the merchant site that was recorded before it came', async () => {
    const { order, reference } = await paidAtPayple();
    await enter(order, 3_000, 'provider_site');
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    await untilHeard(order);
    await untilNothingMoves(house.databaseUrl);
    expect(await attentionOf(order)).toBeNull();
    expect(await noticesOf(order)).toEqual([{ explained: true, settled: true }]);
  });

  it('calls an operator also when the books have nothing left', async () => {
    const { order, reference } = await paidAtPayple();
    await enter(order, 10_000, BY_HAND);
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    await untilCalled(order, /Nothing of it is left in our books: look at the provider whether it went back twice\./);
    const { id } = (await house.merchant.show(order)).payments[0] ?? order;
    expect((await decide(house.merchant, { id }, { decision: 'noted' })).status).toBe(201);
    expect(await attentionOf(order)).toBeNull();
  });

  it('of our own whole refund calls nobody', async () => {
    const { order } = await paidAtPayple();
    expect((await house.merchant.cancel(order)).status).toBe(201);
    await untilHeard(order);
    await untilNothingMoves(house.databaseUrl);
    expect(await attentionOf(order)).toBeNull();
    expect(await noticesOf(order)).toEqual([{ explained: true, settled: true }]);
  });

  it('about late money that was transferred back by hand calls an operator', async () => {
    const { order, reference } = await lateMoneyGivenBackByHand();
    await house.payple.refundAtSite(reference, {});
    await untilCalled(order, /whether it went back twice/);
    const { id } = (await house.merchant.show(order)).payments[0] ?? order;
    expect((await decide(house.merchant, { id }, { decision: 'noted' })).status).toBe(201);
  });
});

describe('the audit', () => {
  it('finds that the provider gave back what had gone back by hand, to the last won', async () => {
    const [twice, once] = [await paidAtPayco(), await paidAtPayco()];
    await enter(twice, 10_000, BY_HAND);
    await enter(once, 10_000, BY_HAND);
    await untilNothingMoves(house.databaseUrl);
    await house.payco.refundAtSite(twice.orderNumber);
    await audit();
    expect(await attentionOf(twice)).toMatch(/our books have only 0 won left/);
    expect(await attentionOf(once), 'PAYCO has it still, as it should').toBeNull();
  });

  it('finds that nothing went back of what somebody said had', async () => {
    const order = await paidAtPayco();
    for (const endpoint of ['cancel', 'checkAvailability'])
      await house.payco.fail({ endpoint, fault: 'drop_before_effect', count: 10_000 });
    expect((await house.merchant.cancel(order)).status).toBe(202);
    const asked = async () => (await house.merchant.show(order)).cancellations.find(({ attention }) => attention);
    const { id } = await waitFor('an operator to be called', asked);
    // Not while it is being sent once more.
    const isDecided = async () => (await decide(house.merchant, { id }, { decision: 'refunded' })).status === 201;
    await waitFor('the decision to be taken', isDecided);
    await house.payco.behave();
    await audit();
    expect(await attentionOf(order)).toMatch(/10000 won are left, our books say 0 won: it gave back less/);
  });

  it('calls an operator where the provider knows no more of late money that was transferred back by hand', async () => {
    const { order, reference } = await lateMoneyGivenBackByHand();
    await house.payple.fail({ endpoint: 'inquiry', fault: 'decline', code: 'CBIL0003', oid: reference, count: 50 });
    await audit();
    expect(await attentionOf(order)).toMatch(/gone back by hand: look there whether it went back twice/);
  });

  it('finds late money that was transferred back by hand and that the provider gave back too', async () => {
    await house.payple.adopt({ inquiryShowsCancels: true });
    const { order, reference } = await lateMoneyGivenBackByHand();
    await audit();
    expect(await attentionOf(order), 'Payple has it still, as it should').toBeNull();
    await house.payple.refundAtSite(reference, { notice: false });
    await audit();
    expect(await attentionOf(order)).toMatch(/with what went back by hand it is 10000 won more than was paid/);
  });

  it('finds what a letter tells of later: the same money is not recorded twice', async () => {
    const order = await paidAtPayco();
    await house.payco.refundAtSite(order.orderNumber, 3_000);
    await audit();
    const [found] = (await house.merchant.show(order)).cancellations;
    expect(found).toMatchObject({ kind: 'external', amountWon: 3_000 });
    const wish = { amountWon: 3_000, origin: 'chargeback', refundedAt: new Date().toISOString() };
    const tell = (more: object) =>
      house.merchant.call('POST', `/v1/orders/${order.id}/external-cancellations`, {
        ...wish,
        reason: 'dispute 10.4',
        decidedBy: 'Kim',
        ...more,
      });
    expect(await tell({})).toMatchObject({
      status: 422,
      body: { code: 'refund_found_already', resourceId: found?.id },
    });
    expect(await tell({ amountWon: 2_000 })).toMatchObject({ status: 201 });
    expect(await tell({ isAnother: true })).toMatchObject({ status: 201 });
  });

  it('has nothing to say of what was given back to the last won', async () => {
    const order = await paidAtPayco();
    expect((await house.merchant.cancel(order)).status).toBe(201);
    await audit();
    expect(await attentionOf(order)).toBeNull();
  });
});
