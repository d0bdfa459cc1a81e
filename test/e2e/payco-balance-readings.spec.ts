// What PAYCO tells to be left, under both readings of a no: nobody documents whether it then tells the balance, or nothing.
// Must never book more than went back, nor less.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProviderAudit } from '../../src/provider-audit/provider-audit.service.js';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { CALLS_OPERATORS_SOON } from '../support/desk-doubts.js';
import { startHouse, type House } from '../support/house.js';
import { sheetOf, visit, type ShownOrder } from '../support/merchant.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { ...CALLS_OPERATORS_SOON, PROVIDER_AUDIT_PAUSE_MS: '0' } });
});
afterAll(() => house.close());

const show = (order: ShownOrder): Promise<ShownOrder> => house.merchant.show(order);

const refund = (order: ShownOrder, amountWon?: number) =>
  house.merchant.cancel(order, amountWon, { 'idempotency-key': randomUUID() });

/** Kind and amount of each cancellation, without order. */
const cancellationsOf = async (order: ShownOrder): Promise<string[]> =>
  (await show(order)).cancellations
    .map(({ kind, amountWon, status }) => `${kind} ${amountWon}${status === 'done' ? '' : ` ${status}`}`)
    .toSorted();

/** @param card what is particular about the buyer's card */
async function paid(outcome = 'card', card: Readonly<Record<string, unknown>> = {}): Promise<ShownOrder> {
  const order = await house.merchant.order();
  const payment = await house.merchant.pay(order);
  const response = await fetch(`${house.payco.url}/control/sheets/${sheetOf(payment)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ outcome, ...card }),
  });
  const { returnUrl } = (await response.json()) as { returnUrl: string };
  await visit(returnUrl);
  return order;
}

/** Asks about everything that was paid in this hour. */
async function audit(): Promise<void> {
  const service = house.app.get(ProviderAudit, { strict: false });
  const period = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) };
  const run = await service.begin(period, false);
  while (!(await service.goOn(run, Infinity, () => undefined)));
}

async function expectSameBooks(): Promise<void> {
  await untilNothingMoves(house.databaseUrl);
  await requireSameBooks(house.databaseUrl, house.payco, house.payple);
}

describe.each(['balance', 'zero'])('where a no tells the %s', (impossibleAmountTells) => {
  beforeEach(() => house.payco.adopt({ impossibleAmountTells }));

  it.each([
    ['a part', 'card', 3_000],
    ['nearly all', 'card', 9_999],
    ['all', 'card', 10_000],
    ['a part of what a coupon paid too', 'card_coupon', 3_000],
    ['all of what a coupon paid too', 'card_coupon', 10_000],
  ])('the audit records %s that went back there, and no more', async (_, outcome, amountWon) => {
    const order = await paid(outcome);
    await house.payco.refundAtSite(order.orderNumber, amountWon);
    await audit();
    expect(await cancellationsOf(order), 'what the audit recorded').toEqual([`external ${amountWon}`]);
    await expectSameBooks();
  });

  it('nothing is recorded of a payment of which nothing went back', async () => {
    for (const order of [await paid(), await paid('card_coupon'), await paid('card', { partCancelPossibleYn: 'N' })]) {
      await audit();
      const { payments, cancellations } = await show(order);
      expect([cancellations, payments[0]?.attention], 'nothing went back').toEqual([[], null]);
    }
  });

  it.each([
    ['a part', 2_000],
    ['more than is left', 8_000],
    ['all', undefined],
  ])('a refund of %s finds what went back there', async (_, amountWon) => {
    const order = await paid();
    await house.payco.refundAtSite(order.orderNumber, 3_000);
    await refund(order, amountWon);
    await untilNothingMoves(house.databaseUrl);
    expect(await cancellationsOf(order)).toContain('external 3000');
    await expectSameBooks();
  });

  it.each([
    ['happened', 'drop_after_effect', 5_000],
    ['did not happen', 'drop_before_effect', 7_000],
    ['did not happen', 'drop_before_effect', 2_000],
  ])('a lost refund that %s (%s) is told from %i won that went back there', async (_, fault, thereWon) => {
    const order = await paid();
    await house.payco.fail({ endpoint: 'cancel', fault });
    // Nobody may ask before something is refunded there.
    await house.payco.fail({ endpoint: 'checkAvailability', fault: 'http_500' });
    expect((await refund(order, 4_000)).status, 'the answer is lost').toBe(202);
    await house.payco.refundAtSite(order.orderNumber, thereWon);
    await expectSameBooks();
  });

  it('a part below the coupon, which PAYCO never takes, is refused', async () => {
    const order = await paid('card_coupon');
    const { status, body } = await refund(order, 100);
    // A no that tells nothing takes more questions than a merchant waits for.
    expect([status, body.code]).toEqual(
      impossibleAmountTells === 'balance' ? [402, 'provider_refused'] : [202, undefined],
    );
    await waitFor('the refund to be refused', async () => (await cancellationsOf(order))[0] === 'refund 100 refused');
    expect((await refund(order, 3_000)).status, 'more than the coupon goes back').toBe(201);
    await expectSameBooks();
  });

  it('a part below the coupon whose answer was lost ends as refused, however often it was sent', async () => {
    const order = await paid('card_coupon');
    await house.payco.fail({ endpoint: 'cancel', fault: 'drop_before_effect', count: 2 });
    expect((await refund(order, 100)).status, 'the answer is lost').toBe(202);
    await waitFor('the refund to be refused', async () => (await cancellationsOf(order))[0] === 'refund 100 refused');
    await expectSameBooks();
  });

  it('what went back of a payment whose card takes no part back is recorded as it is told, or calls an operator', async () => {
    const order = await paid('card', { partCancelPossibleYn: 'N' });
    await house.payco.refundAtSite(order.orderNumber, 3_000);
    await audit();
    if (impossibleAmountTells === 'balance') {
      expect(await cancellationsOf(order)).toEqual(['external 3000']);
      return;
    }
    const { payments, cancellations } = await show(order);
    expect(cancellations, 'nobody knows how much went back').toEqual([]);
    expect(payments[0]?.attention, 'an operator has to look').toMatch(/look there, and record what went back/);
  });

  it('the books of a payment that went back in full agree with a no', async () => {
    const orders = [await paid(), await paid('card_coupon'), await paid('card', { partCancelPossibleYn: 'N' })];
    for (const order of orders) expect((await refund(order)).status).toBe(201);
    await audit();
    for (const order of orders) expect((await show(order)).payments[0]?.attention, 'all of it is known').toBeNull();
  });
});
