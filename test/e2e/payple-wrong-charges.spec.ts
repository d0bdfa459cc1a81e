// Charges of Payple's that are not what was asked, truly or only by what an answer says. Money goes back only when inquiries say
// so, equally and after the books have it; an answer that lies costs nobody a won.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SettlingService } from '../../src/orders/settling.service.js';
import { editNextCall } from '../support/edit-calls.js';
import { untilNothingMoves } from '../support/compare-books.js';
import { evidenceOf, type ShownEvidence } from '../support/evidence.js';
import { holdCalls } from '../support/hold-calls.js';
import { startHouse, type House } from '../support/house.js';
import type { ShownBillingKey, ShownOrder } from '../support/merchant.js';
import { deliver, type PaypleBook } from '../support/payple-control.js';
import { readRows } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
let key: ShownBillingKey;
beforeAll(async () => {
  house = await startHouse();
  const registering = await house.merchant.registerCard({ provider: 'payple' });
  await deliver(await house.payple.finish(registering, 'pay'));
  key = await house.merchant.showKey(registering);
  expect(key.status).toBe('active');
});
afterEach(() => house.payple.behave());
afterAll(() => house.close());

/** A wrong amount in an answer. */
const told = (endpoint: string, won: number) =>
  ({ endpoint, fault: 'odd_number', field: 'PCD_PAY_TOTAL', value: String(won) }) as const;
const until = (order: ShownOrder, status: string) =>
  waitFor(`the order to be ${status}`, async () => (await house.merchant.show(order)).status === status);
const booksOf = async (order: ShownOrder): Promise<PaypleBook[]> =>
  house.payple.booksOf(await house.merchant.show(order));

const UNTOUCHED = [{ paidWon: 10_000, cancelledWon: 0, cancels: 0 }];

/** Pays in a window, by a confirmation. */
async function payInWindow(order: ShownOrder): Promise<void> {
  await deliver(await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay'));
}

/**
 * The buyer opens the window for less than the order's 10,000 won, and edits the form that comes back: Payple takes less at
 * the confirmation.
 */
async function payLess(order: ShownOrder, won: number): Promise<void> {
  const payment = await house.merchant.pay(order, 'pc', 'payple');
  const parameters = { ...payment.handoff?.parameters, PCD_PAY_TOTAL: String(won) };
  const { resultUrl, fields } = await house.payple.finish(
    { handoff: { type: 'payple_window', url: '', parameters } },
    'pay',
  );
  await deliver({ resultUrl, fields: { ...fields, PCD_PAY_TOTAL: '10000' } });
}

/** Charges the stored card for 10,000 won, of which Payple takes other won. */
async function chargeOther(won: number, wish: object = {}): Promise<ShownOrder> {
  editNextCall('"PCD_PAY_TOTAL":"10000"', `"PCD_PAY_TOTAL":"${won}"`);
  const { status, body } = await house.merchant.charge(key, { ...wish });
  expect([status, body.status], 'it is being looked up').toEqual([202, 'in_doubt']);
  return body;
}

async function evidenceOfFirst(order: ShownOrder): Promise<ShownEvidence> {
  const [payment] = (await house.merchant.show(order)).payments;
  return evidenceOf(house.merchant, { id: payment?.id ?? '' });
}

const worksOf = (evidence: ShownEvidence) =>
  evidence.verdicts.flatMap(({ exchanges }) =>
    exchanges.map(({ operation }) => operation).filter((each) => !each.startsWith('authorize')),
  );

describe('an answer that lies about the amount', () => {
  it.each([9_999, 10_001, 1])('(%i won) to a confirmation leaves the payment paid, and untouched', async (won) => {
    const order = await house.merchant.order();
    await house.payple.fail(told('confirm', won));
    await payInWindow(order);
    await until(order, 'paid');
    expect(await booksOf(order)).toMatchObject(UNTOUCHED);
    expect((await evidenceOfFirst(order)).verdicts).toMatchObject([
      { rule: 'answer_lost', toStatus: 'in_doubt' },
      { rule: 'lookup_found_paid', toStatus: 'paid' },
    ]);
  });

  it.each<[string, object, object]>([
    ['another amount', {}, told('simple', 9_999)],
    ['another amount, for a month', { billingMonth: '2026-03' }, told('reguler', 9_999)],
    ['other means', {}, { endpoint: 'simple', fault: 'odd_text', field: 'PCD_PAY_TYPE', value: 'transfer' }],
    ['another card', {}, { endpoint: 'simple', fault: 'odd_text', field: 'PCD_PAYER_ID', value: 'QW5vdGhlckNhcmQ=' }],
  ])('to a charge of a stored card, or tells of %s, leaves it paid and untouched', async (_, wish, fault) => {
    await house.payple.fail(fault as ReturnType<typeof told>);
    const { status, body: order } = await house.merchant.charge(key, { ...wish });
    expect([status, order.status]).toEqual([202, 'in_doubt']);
    await until(order, 'paid');
    expect(await booksOf(order)).toMatchObject(UNTOUCHED);
  });

  it('to one inquiry after that one gives nothing back either', async () => {
    const order = await house.merchant.order();
    await house.payple.fail(told('confirm', 9_999));
    await house.payple.fail(told('inquiry', 9_999));
    await payInWindow(order);
    await until(order, 'paid');
    expect(await booksOf(order)).toMatchObject(UNTOUCHED);
  });

  it('in two ways to inquiries keeps the payment in doubt until they agree', async () => {
    const order = await house.merchant.order();
    await house.payple.fail(told('confirm', 9_999));
    for (const won of [9_999, 9_998, 9_999, 9_998, 9_999, 9_998]) await house.payple.fail(told('inquiry', won));
    await payInWindow(order);
    await until(order, 'paid');
    expect(await booksOf(order)).toMatchObject(UNTOUCHED);
    const evidence = await evidenceOfFirst(order);
    expect(evidence.verdicts.map(({ rule, toStatus }) => `${rule}: ${toStatus}`)).toEqual([
      'answer_lost: in_doubt',
      'cannot_tell: in_doubt',
      'cannot_tell: in_doubt',
      'cannot_tell: in_doubt',
      'lookup_found_paid: paid',
    ]);
    expect(worksOf(evidence)).not.toContain('cancel');
  });
});

describe('a charge that truly is of another amount', () => {
  it('goes back whole after the books have it so, and the order is paid as it was asked for', async () => {
    const order = await house.merchant.order();
    const held = holdCalls('"PCD_REFUND_TOTAL"');
    await payLess(order, 9_000);
    await held.untilHeld();
    const [payment] = (await house.merchant.show(order)).payments;
    const committed = await readRows(
      house.databaseUrl,
      `SELECT p.status, p.refusal ->> 'reason' AS reason, v.rules
         FROM payments p JOIN orders o ON o.id = p.order_id,
              LATERAL (SELECT array_agg(rule ORDER BY decided_at) AS rules FROM verdicts WHERE payment_id = p.id) v
        WHERE o.order_number = $1`,
      [order.orderNumber],
    );
    expect(committed, 'before the refund leaves').toEqual([
      { status: 'in_doubt', reason: 'given_back', rules: ['answer_lost', 'wrong_charge_found'] },
    ]);
    expect(await booksOf(order)).toMatchObject([{ paidWon: 9_000, cancels: 0 }]);
    held.letGo();
    await until(order, 'unpaid');
    expect(await booksOf(order)).toMatchObject([{ paidWon: 9_000, cancelledWon: 9_000, cancels: 1 }]);
    expect((await house.merchant.show(order)).payments).toMatchObject([
      { id: payment?.id, status: 'refused', refusal: { reason: 'given_back' } },
    ]);
    const evidence = await evidenceOfFirst(order);
    expect(worksOf(evidence).slice(0, 6)).toEqual([
      ...['confirm', 'inquiry', 'inquiry', 'inquiry', 'inquiry', 'cancel'],
    ]);
    const [found, back] = ['wrong_charge_found', 'wrong_charge_given_back'].map((rule) =>
      evidence.verdicts.find((each) => each.rule === rule),
    );
    const taken = '9000 won were taken, not as it was asked for (10000 won)';
    expect(found?.reason, 'the buyer’s bank told them how much').toContain(`${taken}.`);
    expect(back).toMatchObject({ toStatus: 'refused', reason: `${taken}, and all of it was given back.` });
    const { refusal } = (await house.merchant.show(order)).payments[0] ?? {};
    expect(refusal, 'words of ours are not the provider’s').toEqual({ reason: 'given_back', wentBackWon: 9_000 });

    await payInWindow(order);
    await until(order, 'paid');
    const standing = (await booksOf(order)).filter(({ cancelledWon }) => cancelledWon === 0);
    expect(standing).toMatchObject([{ paidWon: 10_000, cancels: 0 }]);
  });

  it.each([
    ['less', 9_000, {}],
    ['more', 11_000, {}],
    ['less, for a month', 9_000, { billingMonth: '2026-04' }],
  ])('of a stored card (%s) goes back whole, and the order is paid otherwise', async (_, won, wish) => {
    const order = await chargeOther(won, wish);
    await until(order, 'unpaid');
    expect(await booksOf(order)).toMatchObject([{ paidWon: won, cancelledWon: won, cancels: 1 }]);
    expect((await house.merchant.show(order)).payments).toMatchObject([
      { status: 'refused', refusal: { reason: 'given_back' } },
    ]);
    await payInWindow(await house.merchant.show(order));
    await until(order, 'paid');
  });

  it.each(['drop_before_effect', 'drop_after_effect', 'http_500'])(
    'goes back once where the refund meets %s',
    async (fault) => {
      const order = await house.merchant.order();
      await house.payple.fail({ endpoint: 'cancel', fault });
      await payLess(order, 9_000);
      await until(order, 'unpaid');
      expect(await booksOf(order)).toMatchObject([{ paidWon: 9_000, cancelledWon: 9_000, cancels: 1 }]);
    },
  );

  it('goes back once where two look at the same time', async () => {
    const order = await house.merchant.order();
    const held = holdCalls('"PCD_REFUND_TOTAL"');
    await payLess(order, 9_000);
    await held.untilHeld();
    const [row] = await readRows<{ id: string }>(
      house.databaseUrl,
      `SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id WHERE o.order_number = $1`,
      [order.orderNumber],
    );
    const second = house.app.get(SettlingService, { strict: false }).settlePayment(row?.id ?? '');
    await held.untilHeld(2);
    held.letGo();
    await second;
    await until(order, 'unpaid');
    expect(await booksOf(order)).toMatchObject([{ paidWon: 9_000, cancelledWon: 9_000, cancels: 1 }]);
    expect((await house.merchant.show(order)).payments).toMatchObject([{ status: 'refused' }]);
  });

  it('goes back when the server dies while it is about to give it back', async () => {
    const order = await house.merchant.order();
    const held = holdCalls('"PCD_REFUND_TOTAL"');
    await payLess(order, 9_000);
    await held.untilHeld();
    const restarted = house.crashAndRestart();
    held.letGo();
    await restarted;
    await until(order, 'unpaid');
    expect(await booksOf(order)).toMatchObject([{ paidWon: 9_000, cancelledWon: 9_000, cancels: 1 }]);
  });

  it('is asked about once more after that, and nothing is sent again, also when Payple tells of the refund', async () => {
    const order = await house.merchant.order();
    const held = holdCalls('"PCD_REFUND_TOTAL"');
    await payLess(order, 9_000);
    await held.untilHeld();
    await waitFor('its first call to be long enough ago', async () => {
      const doubted = await readRows(
        house.databaseUrl,
        `SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id
         WHERE o.order_number = $1 AND p.in_doubt_since < now() - interval '100 ms'`,
        [order.orderNumber],
      );
      return doubted.length > 0;
    });
    await house.payple.tellNotices(`${house.url}/v1/payple/notices`);
    held.letGo();
    await until(order, 'unpaid');
    await waitFor('every notice to be taken', async () => (await house.payple.noticesWaiting()) === 0);
    await untilNothingMoves(house.databaseUrl);
    const rows = await readRows<{ operation: string; count: number }>(
      house.databaseUrl,
      `SELECT x.operation, count(*)::integer AS count FROM exchanges x JOIN orders o ON o.id = x.order_id
       WHERE o.order_number = $1 AND x.operation IN ('cancel', 'inquiry') GROUP BY 1 ORDER BY 1`,
      [order.orderNumber],
    );
    expect(rows, 'two and two to find out, and one long after').toEqual([
      { operation: 'cancel', count: 1 },
      { operation: 'inquiry', count: 5 },
    ]);
    expect((await house.merchant.show(order)).payments).toMatchObject([{ status: 'refused', attention: null }]);
    const heard = await readRows(
      house.databaseUrl,
      `SELECT n.id FROM refund_notices n JOIN payments p ON p.id = n.payment_id JOIN orders o ON o.id = p.order_id
       WHERE o.order_number = $1`,
      [order.orderNumber],
    );
    expect(heard, 'it is no news').toEqual([]);
  });
});
