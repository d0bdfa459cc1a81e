// Money that went back without us: on the providers' merchant sites, by hand, by a chargeback, before, during and after
// refunds of ours. The books must have all of it, and no won goes back twice.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { readId } from '../../src/common/ids.js';
import { ReconcilingService } from '../../src/orders/reconciling.service.js';
import { CALLS_OPERATORS_SOON } from '../support/desk-doubts.js';
import { evidenceOf } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type Answer, type ShownCancellation, type ShownOrder, type ShownProblem } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { readRows } from '../support/read-rows.js';
import { differencesFromHistory } from '../support/replay-events.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: CALLS_OPERATORS_SOON });
  await house.payple.tellNotices(`${house.url}/v1/payple/notices`);
});
afterAll(() => house.close());

type RefundAnswer = Answer<ShownCancellation & ShownProblem>;

const refund = (order: ShownOrder, amountWon?: number): Promise<RefundAnswer> =>
  house.merchant.cancel(order, amountWon, { 'idempotency-key': randomUUID() });

const show = (order: ShownOrder): Promise<ShownOrder> => house.merchant.show(order);

/** Records what an operator says went back elsewhere. */
const enter = (order: ShownOrder, wish: Readonly<Record<string, unknown>> = {}) =>
  house.merchant.call<ShownCancellation & ShownProblem & { origin: string }>(
    'POST',
    `/v1/orders/${order.id}/external-cancellations`,
    {
      amountWon: 4_000,
      origin: 'by_hand',
      refundedAt: new Date().toISOString(),
      reason: 'transferred by the bank',
      decidedBy: 'Kim',
      ...wish,
    },
    { 'idempotency-key': randomUUID() },
  );

/** Kind and amount of each cancellation, in their order, with how those went that are not done. */
const told = ({ cancellations }: ShownOrder): string[] =>
  cancellations.map(({ kind, status, amountWon }) => `${kind} ${amountWon}${status === 'done' ? '' : ` ${status}`}`);

const until = (order: ShownOrder, what: string, test: (shown: ShownOrder) => boolean): Promise<ShownOrder> =>
  waitFor(what, async () => {
    const shown = await show(order);
    return test(shown) ? shown : null;
  });

/** To which difference an operator was called. */
async function calledDifferenceOf({ orderNumber }: ShownOrder): Promise<number | null | undefined> {
  const [row] = await readRows<{ won: number | null }>(
    house.databaseUrl,
    `SELECT p.called_difference_won::float8 AS won FROM payments p JOIN orders o ON o.id = p.order_id WHERE o.order_number = $1`,
    [orderNumber],
  );
  return row?.won;
}

async function expectSameBooks(): Promise<void> {
  await untilNothingMoves(house.databaseUrl);
  await requireSameBooks(house.databaseUrl, house.payco, house.payple);
  expect(await differencesFromHistory(house.databaseUrl)).toEqual([]);
}

async function paidAtPayco(wish: Readonly<Record<string, unknown>> = {}): Promise<ShownOrder> {
  const order = await house.merchant.order(wish);
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  return order;
}

async function paidAtPayple(
  wish: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly order: ShownOrder; readonly reference: string }> {
  const order = await house.merchant.order(wish);
  const payment = await house.merchant.pay(order, 'pc', 'payple');
  await deliver(await house.payple.finish(payment, 'pay'));
  return { order, reference: payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '' };
}

describe('at PAYCO, which tells its balance', () => {
  it.each([
    ['a part', 3_000, 2_000, ['external 3000', 'refund 2000']],
    ['as much as is asked for', 2_000, 2_000, ['external 2000', 'refund 2000']],
    ['all but what is asked for', 8_000, 2_000, ['external 8000', 'refund 2000']],
  ])('%s refunded there before is recorded, and the refund goes on', async (_, thereWon, hereWon, expected) => {
    const order = await paidAtPayco();
    await house.payco.refundAtSite(order.orderNumber, thereWon);
    const answer = await refund(order, hereWon);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    const shown = await show(order);
    expect(told(shown)).toEqual(expect.arrayContaining(expected));
    expect(shown).toMatchObject({ cancelledWon: thereWon + hereWon });
    await expectSameBooks();
  });

  it.each([
    ['a part', 3_000],
    ['all of it', 10_000],
  ])('%s refunded before we knew that it was paid is recorded as soon as we know', async (_, amountWon) => {
    const order = await house.merchant.order();
    const { orderNumber: orderKey } = order;
    const returnUrl = await house.payco.agree(await house.merchant.pay(order));
    await house.payco.fail({ endpoint: 'approval', orderKey, fault: 'drop_after_effect' });
    await house.payco.fail({ endpoint: 'verify', orderKey, fault: 'http_500', count: 1_000 });
    await visit(returnUrl);
    await house.payco.refundAtSite(orderKey, amountWon);
    await house.payco.behave();
    await until(order, 'the refund to be known', ({ cancelledWon }) => cancelledWon === amountWon);
    expect(told(await show(order))).toEqual([`external ${amountWon}`]);
    await expectSameBooks();
  });

  it('more than is left is refused on the new balance, and the order is not stuck', async () => {
    const order = await paidAtPayco();
    await house.payco.refundAtSite(order.orderNumber, 7_000);
    const answer = await refund(order, 5_000);
    expect(answer).toMatchObject({ status: 422, body: { code: 'over_balance' } });
    expect(answer.body.detail).toBe('5000 won were asked for; 3000 won are left: some went back without the platform.');
    expect(await show(order)).toMatchObject({
      status: 'partially_cancelled',
      cancelledWon: 7_000,
      cancellableWon: 3_000,
    });
    expect((await refund(order)).status).toBe(201);
    expect(await show(order)).toMatchObject({ status: 'cancelled', cancelledWon: 10_000 });
    await expectSameBooks();
  });

  it.each([
    ['a part', 4_000],
    ['the whole', undefined],
  ])('all of it refunded there is recorded when %s is asked for', async (_, amountWon) => {
    const order = await paidAtPayco();
    await house.payco.refundAtSite(order.orderNumber);
    expect(await refund(order, amountWon)).toMatchObject({ status: 422, body: { code: 'over_balance' } });
    expect(told(await show(order))).toContain('external 10000');
    expect(await show(order)).toMatchObject({ status: 'cancelled', cancellableWon: 0 });
    await expectSameBooks();
  });

  it('between two refunds of ours', async () => {
    const order = await paidAtPayco({ taxFreeWon: 4_000 });
    expect((await refund(order, 2_000)).status).toBe(201);
    await house.payco.refundAtSite(order.orderNumber, 3_000);
    expect((await refund(order, 5_000)).status).toBe(201);
    const { status, cancellations } = await show(order);
    expect(status).toBe('cancelled');
    const sum = (column: 'taxFreeWon' | 'taxableWon' | 'vatWon') =>
      cancellations.filter((each) => each.status === 'done').reduce((total, each) => total + each[column], 0);
    expect([sum('taxFreeWon'), sum('taxableWon') + sum('vatWon')], 'the tax columns end at nothing').toEqual([
      4_000, 6_000,
    ]);
    await expectSameBooks();
  });

  it.each([
    ['happened', 'drop_after_effect', 2_000, 'refund_not_told_apart'],
    ['did not happen', 'drop_before_effect', 2_000, null],
    ['happened', 'drop_after_effect', 6_000, 'refund_not_told_apart'],
    ['did not happen', 'drop_before_effect', 6_000, 'refund_not_told_apart'],
  ])('while the answer to ours is lost, and ours %s (%s, %i won there)', async (_, fault, thereWon, call) => {
    const order = await paidAtPayco();
    await house.payco.fail({ endpoint: 'cancel', fault });
    // Nobody may ask before something is refunded there.
    await house.payco.fail({ endpoint: 'checkAvailability', fault: 'http_500' });
    expect((await refund(order, 4_000)).status).toBe(202);
    await house.payco.refundAtSite(order.orderNumber, thereWon);
    await expectSameBooks();
    const { cancellations, payments } = await show(order);
    expect(cancellations.every(({ status }) => ['done', 'refused'].includes(status))).toBe(true);
    // Nobody tells which of both it was: the sum is right, and somebody looks.
    const { verdicts } = await evidenceOf(house.merchant, payments[0] ?? order);
    expect(verdicts.find(({ rule }) => rule.startsWith('refund_'))?.rule ?? null).toBe(call);
    expect(payments[0]?.attention !== null, 'whether an operator is called').toBe(call !== null);
    const rest = await refund(order);
    expect([201, 409, 422], 'no refund waits for them').toContain(rest.status);
    expect(rest.body.code, JSON.stringify(rest.body)).not.toBe('needs_operator');
  });

  it('what is recorded shows the question and the answers that it rests on', async () => {
    const order = await paidAtPayco();
    await house.payco.refundAtSite(order.orderNumber, 3_000);
    await refund(order, 1_000);
    const external = (await show(order)).cancellations.find(({ kind }) => kind === 'external');
    const { body } = await house.merchant.call<{
      verdicts: { rule: string; exchanges: { operation: string; outcome: string }[] }[];
    }>('GET', `/v1/cancellations/${external?.id ?? ''}/evidence`);
    expect(body.verdicts.map(({ rule }) => rule)).toEqual(['external_found']);
    const exchanges = body.verdicts[0]?.exchanges.map(({ operation, outcome }) => `${operation} ${outcome}`) ?? [];
    expect(exchanges[0], 'the refund that was refused').toBe('cancel refused');
    expect(exchanges.slice(1), 'the balance, asked for twice, the second time also about one won').toEqual(
      Array(3).fill('checkAvailability done'),
    );
  });

  it('what is recorded is told like any other refund', async () => {
    const order = await paidAtPayco();
    await house.payco.refundAtSite(order.orderNumber, 3_000);
    await refund(order, 1_000);
    const events = await readRows<{ type: string; data: Record<string, unknown> }>(
      house.databaseUrl,
      `SELECT type, data FROM events e JOIN orders o ON o.id = e.order_id WHERE o.order_number = $1 ORDER BY e.version`,
      [order.orderNumber],
    );
    const recorded = events.filter(({ type }) => type === 'cancellation.recorded');
    expect(recorded.map(({ data }) => data)).toMatchObject([{ kind: 'external', origin: 'found', amountWon: 3_000 }]);
  });
});

describe('at Payple, which may tell', () => {
  const withTold = async (tells: boolean): Promise<void> => house.payple.adopt({ inquiryShowsCancels: tells });

  it('a notice wakes a question, and what it tells is recorded', async () => {
    await withTold(true);
    const { order, reference } = await paidAtPayple();
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    const shown = await until(order, 'the refund to be recorded', ({ cancelledWon }) => cancelledWon === 3_000);
    expect(told(shown)).toEqual(['external 3000']);
    expect(shown.cancellableWon).toBe(7_000);
    expect((await refund(order, 3_000)).status).toBe(201);
    await expectSameBooks();
  });

  it('notices about refunds of ours change nothing', async () => {
    await withTold(false);
    const { order } = await paidAtPayple();
    for (const amountWon of [1_000, 1_000, 2_000]) expect((await refund(order, amountWon)).status).toBe(201);
    await waitFor('Payple to have told of each', async () => {
      const [row] = await readRows<{ count: number }>(
        house.databaseUrl,
        `SELECT count(*)::integer AS count FROM refund_notices n JOIN payments p ON p.id = n.payment_id
         JOIN orders o ON o.id = p.order_id WHERE o.order_number = $1 AND n.settled_at IS NOT NULL`,
        [order.orderNumber],
      );
      return (row?.count ?? 0) >= 2;
    });
    const shown = await show(order);
    expect(told(shown)).toEqual(['refund 1000', 'refund 1000', 'refund 2000']);
    expect(shown.payments[0]?.attention).toBeNull();
    await expectSameBooks();
  });

  it('what an inquiry cannot tell calls an operator, and no part is refunded until they have looked', async () => {
    await withTold(false);
    const { order, reference } = await paidAtPayple();
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    const called = await until(order, 'an operator to be called', ({ payments }) => payments[0]?.attention != null);
    expect(called.payments[0]?.attention).toMatch(/tells of a refund of 3000 won at .* that our books do not have/);
    expect(await refund(order, 3_000)).toMatchObject({ status: 409, body: { code: 'needs_operator' } });
    const entered = await house.merchant.call<ShownCancellation>(
      'POST',
      `/v1/orders/${order.id}/external-cancellations`,
      {
        amountWon: 3_000,
        origin: 'provider_site',
        refundedAt: new Date().toISOString(),
        reason: 'seen on the merchant site',
        decidedBy: 'Kim',
      },
    );
    expect(entered.status, JSON.stringify(entered.body)).toBe(201);
    expect((await show(order)).payments[0]?.attention).toBeNull();
    expect((await refund(order, 3_000)).status).toBe(201);
    await expectSameBooks();
    expect((await show(order)).payments[0]?.attention, 'the notice is explained').toBeNull();
  });

  it('a notice that is not true is seen to by an operator, once', async () => {
    await withTold(false);
    const { order, reference } = await paidAtPayple();
    const notice = {
      PCD_PAY_RST: 'success',
      PCD_PAY_CODE: 'PAYC0000',
      PCD_PAYCANCEL_FLAG: 'Y',
      PCD_PAY_OID: reference,
      PCD_REFUND_TOTAL: '4000',
      PCD_REFUND_TIME: '20261129120000',
    };
    const tell = () => fetch(`${house.url}/v1/payple/notices`, { method: 'POST', body: new URLSearchParams(notice) });
    await tell();
    const called = await until(order, 'an operator to be called', ({ payments }) => payments[0]?.attention != null);
    const decision = { decision: 'noted', reason: 'nothing of the kind there', decidedBy: 'Kim' };
    const path = `/v1/payments/${called.payments[0]?.id ?? ''}/decisions`;
    expect((await house.merchant.call('POST', path, decision)).status).toBe(201);
    await tell();
    await untilNothingMoves(house.databaseUrl);
    expect((await show(order)).payments[0]?.attention, 'the same notice calls nobody again').toBeNull();
    expect((await refund(order, 4_000)).status).toBe(201);
    await expectSameBooks();
  });

  it.each([
    ['more than is left', true, 5_000, 422, 'over_balance'],
    ['more than is left', false, 5_000, 402, 'provider_refused'],
    ['all of it', true, 10_000, 422, 'over_balance'],
  ])('without a notice, asking for %s finds it (told: %s)', async (_, tells, hereWon, status, code) => {
    await withTold(tells);
    const { order, reference } = await paidAtPayple();
    await house.payple.refundAtSite(reference, { amountWon: 7_000, notice: false });
    expect(await refund(order, hereWon)).toMatchObject({ status, body: { code } });
    const shown = await show(order);
    if (tells) {
      expect(shown).toMatchObject({ cancelledWon: 7_000, cancellableWon: 3_000 });
      await expectSameBooks();
    } else {
      expect(shown.payments[0]?.attention).toMatch(/less is left there than our books say/);
      expect(await refund(order, 1_000)).toMatchObject({ status: 409, body: { code: 'needs_operator' } });
      await house.merchant.call('POST', `/v1/orders/${order.id}/external-cancellations`, {
        amountWon: 7_000,
        origin: 'provider_site',
        refundedAt: new Date().toISOString(),
        reason: 'seen on the merchant site',
        decidedBy: 'Kim',
      });
      await expectSameBooks();
    }
  });
});

describe('of which nobody told how it divides for tax', () => {
  const split = ({ amountWon, taxFreeWon, taxSplitAssumed }: ShownCancellation) => ({
    amountWon,
    taxFreeWon,
    taxSplitAssumed,
  });

  it('at Payple, is marked so, and a part whose VAT does not fit there is refused: nothing moved', async () => {
    await house.payple.adopt({ inquiryShowsCancels: true });
    const { order, reference } = await paidAtPayple({ taxFreeWon: 4_000 });
    await house.payple.refundAtSite(reference, { amountWon: 6_000, taxFreeWon: 0, notice: true });
    const shown = await until(order, 'what was told to be found', ({ cancelledWon }) => cancelledWon === 6_000);
    expect(shown.cancellations.map(split)).toEqual([{ amountWon: 6_000, taxFreeWon: 2_400, taxSplitAssumed: true }]);

    const refused = await refund(order, 2_000);
    expect(refused).toMatchObject({ status: 402, body: { code: 'provider_refused', providerCode: 'SIMU0013' } });
    expect(refused.body.detail, 'what to do').toContain('Refund all that is left, or give the part back');
    const after = await show(order);
    expect(told(after)).toEqual(['external 6000', 'refund 2000 refused']);
    expect(after.cancellations.at(-1)).toMatchObject({ refusal: { reason: 'tax_split_refused' }, attention: null });
    await expectSameBooks();

    const rest = await refund(order);
    expect(rest, JSON.stringify(rest.body)).toMatchObject({ status: 201, body: { taxSplitAssumed: false } });
    expect(await show(order)).toMatchObject({ status: 'cancelled', cancelledWon: 10_000 });
    await expectSameBooks();
  });

  it('at Payple, stays in doubt when its inquiry does not say that the part has not gone back', async () => {
    await house.payple.adopt({ inquiryShowsCancels: true });
    const { order, reference } = await paidAtPayple({ taxFreeWon: 4_000 });
    await house.payple.refundAtSite(reference, { amountWon: 6_000, taxFreeWon: 0, notice: true });
    await until(order, 'what was told to be found', ({ cancelledWon }) => cancelledWon === 6_000);
    await house.payple.adopt({ inquiryShowsCancels: false });
    const doubted = await refund(order, 2_000);
    expect(doubted).toMatchObject({ status: 202, body: { status: 'in_doubt' } });
    await until(order, 'an operator to be called', ({ cancellations }) => cancellations.at(-1)?.attention != null);
    const decision = { decision: 'not_refunded', reason: 'not there', decidedBy: 'Kim' };
    const path = `/v1/cancellations/${doubted.body.id}/decisions`;
    expect((await house.merchant.call('POST', path, decision)).status).toBe(201);
    await expectSameBooks();
  });

  it.each<[string, number, Readonly<Record<string, unknown>>, boolean]>([
    ['nothing', 3_000, {}, true],
    ['its tax-free part', 3_000, { taxFreeWon: 1_000 }, false],
    ['nothing of an order without a tax-free part', 0, {}, false],
    ['nothing of an order that is all tax-free', 10_000, {}, false],
    ['nothing of all that was left', 3_000, { amountWon: 10_000 }, false],
  ])('entered with %s told', async (_, taxFreeWon, wish, taxSplitAssumed) => {
    const order = await paidAtPayco({ taxFreeWon });
    expect(await enter(order, wish)).toMatchObject({ status: 201, body: { taxSplitAssumed } });
    expect((await show(order)).cancellations).toMatchObject([{ taxSplitAssumed }]);
  });

  it('at PAYCO, which tells no more than how much is left', async () => {
    const order = await paidAtPayco({ taxFreeWon: 4_000 });
    await house.payco.refundAtSite(order.orderNumber, 6_000);
    expect((await refund(order, 2_000)).status).toBe(201);
    const { cancellations } = await show(order);
    const byAmount = [...cancellations].sort((a, b) => b.amountWon - a.amountWon);
    expect(byAmount.map(split)).toMatchObject([
      { amountWon: 6_000, taxFreeWon: 2_400, taxSplitAssumed: true },
      { amountWon: 2_000, taxSplitAssumed: false },
    ]);
    await expectSameBooks();
  });
});

describe('at Payple, when the question fails too', () => {
  it('a refund that was refused is refused, and an operator is called', async () => {
    await house.payple.adopt({ inquiryShowsCancels: false });
    const { order, reference } = await paidAtPayple();
    await house.payple.refundAtSite(reference, { amountWon: 7_000, notice: false });
    await house.payple.fail({ endpoint: 'inquiry', fault: 'drop_before_effect', count: 1_000 });
    expect(await refund(order, 4_000)).toMatchObject({ status: 402, body: { code: 'provider_refused' } });
    expect((await show(order)).payments[0]?.attention).toMatch(/less is left there than our books say/);
    // In this order: a question that is answered without a figure is not asked again.
    await house.payple.adopt({ inquiryShowsCancels: true });
    await house.payple.behave();
    const shown = await until(order, 'the refund to be recorded', ({ cancelledWon }) => cancelledWon === 7_000);
    expect(shown.payments[0]?.attention).toBeNull();
    await expectSameBooks();
  });

  it.each([
    ['drop_after_effect', true, 'refund 10000'],
    ['drop_before_effect', true, 'external 3000'],
    ['drop_before_effect', false, 'refund 10000 in_doubt'],
  ] as const)('a lost whole one is told from what went back there (%s, told: %s)', async (fault, tells, expected) => {
    await house.payple.adopt({ inquiryShowsCancels: false });
    const { order, reference } = await paidAtPayple();
    await house.payple.fail({ endpoint: 'cancel', fault });
    await house.payple.fail({ endpoint: 'inquiry', fault: 'drop_before_effect', count: 1_000 });
    const asked = refund(order);
    await waitFor('Payple to have met the fault', async () => (await house.payple.faultsToCome()) <= 1);
    if (fault === 'drop_before_effect') await house.payple.refundAtSite(reference, { amountWon: 3_000, notice: false });
    expect((await asked).status).toBe(202);
    await house.payple.adopt({ inquiryShowsCancels: tells });
    await house.payple.behave();
    const shown = await until(order, 'it to be found out', ({ cancellations }) =>
      cancellations.some(({ status, attention }) => status === 'done' || attention != null),
    );
    expect(told(shown)[0] === expected || told(shown).includes(expected), told(shown).join(', ')).toBe(true);
    if (!tells) {
      const [lost] = shown.cancellations;
      expect(lost?.attention).toMatch(/whether this refund is among what went back/);
      const decision = { decision: 'not_refunded', reason: 'only 3000 won went back there', decidedBy: 'Kim' };
      const path = `/v1/cancellations/${lost?.id ?? ''}/decisions`;
      // Not while it is being sent once more.
      const isDecided = async () => (await house.merchant.call('POST', path, decision)).status === 201;
      await waitFor('the decision to be taken', isDecided);
      expect((await enter(order, { amountWon: 3_000, origin: 'provider_site' })).status).toBe(201);
    }
    await expectSameBooks();
  });
});

describe('entered by hand', () => {
  it('a virtual account that was refunded by bank transfer', async () => {
    const order = await house.merchant.order({ taxFreeWon: 3_000 });
    await visit(await house.payco.agree(await house.merchant.pay(order), 'virtual_account'));
    const [waiting] = (await show(order)).payments;
    await house.payco.deposit(waiting?.receipt?.providerPaymentId ?? '', { notify: 'normal' });
    expect(await refund(order, 4_000)).toMatchObject({ status: 422, body: { code: 'not_supported' } });
    const wish = { taxFreeWon: 1_000, providerCancellationId: 'BANK-1', expectedCancellableWon: 10_000 };
    expect(await enter(order, wish)).toMatchObject({
      status: 201,
      body: { kind: 'external', origin: 'by_hand', status: 'done', amountWon: 4_000, taxFreeWon: 1_000 },
    });
    expect(await show(order)).toMatchObject({ status: 'partially_cancelled', cancelledWon: 4_000 });
    const evidence = await house.merchant.call<{ verdicts: { rule: string; decidedBy: string }[] }>(
      'GET',
      `/v1/cancellations/${(await show(order)).cancellations[0]?.id ?? ''}/evidence`,
    );
    expect(evidence.body.verdicts).toMatchObject([{ rule: 'operator_recorded_external', decidedBy: 'Kim' }]);
  });

  it('a chargeback', async () => {
    const { order, reference } = await paidAtPayple();
    await house.payple.refundAtSite(reference, { reason: 'chargeback' });
    expect(await enter(order, { amountWon: 10_000, origin: 'chargeback' })).toMatchObject({ status: 201 });
    expect(await show(order)).toMatchObject({ status: 'cancelled' });
    await untilNothingMoves(house.databaseUrl);
  });

  it.each<[string, Readonly<Record<string, unknown>>, number, string]>([
    ['more than is left', { amountWon: 10_001 }, 422, 'over_balance'],
    ['more tax-free than there is', { taxFreeWon: 1 }, 422, 'over_balance'],
    ['a refund of tomorrow', { refundedAt: '2099-01-01T00:00:00Z' }, 422, 'refunded_at_not_possible'],
    ['a refund from before it was paid', { refundedAt: '2020-01-01T00:00:00Z' }, 422, 'refunded_at_not_possible'],
    [
      'one of tomorrow on the provider’s pages, which are not asked',
      { refundedAt: '2099-01-01T00:00:00Z', origin: 'provider_site' },
      422,
      'refunded_at_not_possible',
    ],
    ['more than is left on the provider’s pages', { amountWon: 10_001, origin: 'provider_site' }, 422, 'over_balance'],
    ['what was seen while less was left', { expectedCancellableWon: 8_000 }, 409, 'shown_changed'],
    ['no origin', { origin: undefined }, 400, 'malformed_request'],
    ['an origin that only the machine can give', { origin: 'found' }, 400, 'malformed_request'],
    ['nothing', { amountWon: 0 }, 400, 'malformed_request'],
    ['the machine as the operator', { decidedBy: 'platform' }, 400, 'malformed_request'],
  ])('%s is refused', async (_, wish, status, code) => {
    const order = await paidAtPayco();
    expect(await enter(order, wish)).toMatchObject({ status, body: { code } });
    expect(await show(order)).toMatchObject({ cancelledWon: 0 });
  });

  it('is refused where PAYCO says that nothing went back there, or less', async () => {
    const order = await paidAtPayco();
    const atSite = { amountWon: 4_000, origin: 'provider_site' };
    const refused = await enter(order, atSite);
    const nothing = { code: 'not_missing_at_provider', leftWon: 10_000, missingWon: 0 };
    expect(refused).toMatchObject({ status: 422, body: nothing });
    expect(refused.body.detail).toMatch(/payco says that 10000 won are left there: 0 won went back/);
    await house.payco.refundAtSite(order.orderNumber, 3_000);
    const less = { code: 'not_missing_at_provider', leftWon: 7_000, missingWon: 3_000 };
    expect(await enter(order, atSite)).toMatchObject({ status: 422, body: less });
    expect(await enter(order, { ...atSite, amountWon: 3_000 })).toMatchObject({ status: 201 });
    await expectSameBooks();
  });

  it('is refused under a number that another cancellation has, of this order or of another', async () => {
    const { order, reference } = await paidAtPayple();
    await house.payple.refundAtSite(reference, { amountWon: 8_000, notice: false });
    const wish = { origin: 'provider_site', providerCancellationId: 'SITE-77' };
    const first = await enter(order, wish);
    expect(first).toMatchObject({ status: 201 });
    const used = { code: 'provider_number_used', resourceId: first.body.id };
    expect(await enter(order, wish)).toMatchObject({ status: 422, body: used });
    const other = await paidAtPayple();
    const again = await enter(other.order, wish);
    expect(again).toMatchObject({ status: 422, body: used });
    expect(again.body.detail).toMatch(/SITE-77 is the provider’s number of can_\w+ already/);
    const inOtherCase = { ...wish, providerCancellationId: 'Site-77', isAnother: true };
    for (const each of [order, other.order]) {
      expect(await enter(each, inOtherCase), 'typed in another case').toMatchObject({ status: 422, body: used });
    }
    const byHand = { providerCancellationId: 'kb-1', amountWon: 1_000 };
    expect((await enter(other.order, byHand)).status).toBe(201);
    const typed = await enter(other.order, { ...byHand, providerCancellationId: 'KB-1', isAnother: true });
    expect(typed.body.code, 'one by hand, in another case').toBe('provider_number_used');
    const blank = await enter(other.order, { ...byHand, providerCancellationId: 'kb-1 ', isAnother: true });
    expect(blank.body.code, 'a number has no blanks').toBe('malformed_request');
    const another = { ...wish, providerCancellationId: 'SITE-78', isAnother: true };
    expect(await enter(order, another)).toMatchObject({ status: 201 });
    await expectSameBooks();
  });

  it('of an amount that was found or entered already it is taken when somebody says that it is another one', async () => {
    const order = await paidAtPayco();
    await house.payco.refundAtSite(order.orderNumber, 3_000);
    expect((await refund(order, 1_000)).status, 'it finds what went back there').toBe(201);
    const found = (await show(order)).cancellations.find(({ kind }) => kind === 'external');
    const same = { amountWon: 3_000 };
    const refusedFor = async (wish: object, recorded: ShownCancellation | undefined, how: string) => {
      const { status, body } = await enter(order, { ...same, ...wish });
      expect([status, body.code, body.resourceId], JSON.stringify(wish)).toEqual([
        422,
        'refund_found_already',
        recorded?.id,
      ]);
      expect(body.detail).toContain(how);
    };
    await refusedFor({ origin: 'by_hand' }, found, 'was found by the provider’s balance');
    await refusedFor({ origin: 'by_hand', isAnother: false }, found, 'isAnother: true');
    expect((await show(order)).cancelledWon, 'nothing was recorded').toBe(4_000);
    expect((await enter(order, { ...same, isAnother: true })).status).toBe(201);

    const other = await paidAtPayple();
    const first = await enter(other.order, { providerCancellationId: 'KB-1' });
    expect(first.status).toBe(201);
    for (const wish of [
      {},
      { providerCancellationId: 'KB-2' },
      { origin: 'chargeback' },
      { origin: 'provider_site', providerCancellationId: 'SITE-1' },
    ]) {
      const { status, body } = await enter(other.order, wish);
      expect([status, body.code, body.resourceId], JSON.stringify(wish)).toEqual([
        422,
        'refund_found_already',
        first.body.id,
      ]);
      expect(body.detail).toContain('was recorded as "by_hand"');
    }
    expect((await enter(other.order, { amountWon: 1_000 })).status, 'of another amount').toBe(201);
    const numbered = await enter(other.order, { providerCancellationId: 'KB-1' });
    expect(numbered.body.code, 'one number stays one refund').toBe('provider_number_used');
    expect((await show(other.order)).cancelledWon).toBe(5_000);
  });

  it('of two who enter one refund at PAYCO at the same moment one is refused', async () => {
    const order = await paidAtPayco();
    await house.payco.refundAtSite(order.orderNumber, 3_000);
    const atSite = { amountWon: 3_000, origin: 'provider_site' };
    const answers = await Promise.all([enter(order, atSite), enter(order, atSite)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    await expectSameBooks();
  });

  it('of those who enter one number for several orders at the same moment one is taken', async () => {
    const paid = [await paidAtPayple(), await paidAtPayple(), await paidAtPayple()];
    const wish = { origin: 'chargeback', providerCancellationId: 'DISPUTE-1' };
    const answers = await Promise.all(paid.map(({ order }) => enter(order, wish)));
    expect(answers.map(({ status }) => status).toSorted(), 'one number is one refund').toEqual([201, 422, 422]);
    const taken = answers.findIndex(({ status }) => status === 201);
    await house.payple.refundAtSite(paid[taken]?.reference ?? '', { amountWon: 4_000, reason: 'chargeback' });
    await expectSameBooks();
  });

  it('is refused of an order that is not paid, and while a refund is running', async () => {
    const unpaid = await house.merchant.order();
    expect(await enter(unpaid)).toMatchObject({ status: 409, body: { code: 'order_not_cancellable' } });
    const order = await paidAtPayco();
    await house.payco.fail({ endpoint: 'cancel', fault: 'drop_before_effect' });
    await house.payco.fail({ endpoint: 'checkAvailability', fault: 'http_500', count: 1_000 });
    expect((await refund(order, 4_000)).status).toBe(202);
    expect(await enter(order)).toMatchObject({ status: 409, body: { code: 'cancellation_running' } });
    await house.payco.behave();
    await expectSameBooks();
  });
});

// Last: from here on PAYCO's books are not ours.
describe('what PAYCO does not know of', () => {
  it.each(['by_hand', 'chargeback'])(
    'what PAYCO does not know of (%s) keeps no refund from going on',
    async (origin) => {
      const order = await paidAtPayco();
      const orderKey = (await show(order)).payments[0]?.receipt?.providerPaymentId ?? '';
      expect(await enter(order, { origin })).toMatchObject({ status: 201 });
      expect(await refund(order, 1_000)).toMatchObject({ status: 201 });
      await house.payco.refundAtSite(orderKey, 500);
      expect(await refund(order, 1_000)).toMatchObject({ status: 201 });
      await untilNothingMoves(house.databaseUrl);
      const shown = await show(order);
      expect(shown.payments[0]?.attention).toBeNull();
      if (origin === 'by_hand') {
        // A question of the hour may find what went back there before our second refund does.
        expect(told(shown).toSorted()).toEqual(['external 4000', 'external 500', 'refund 1000', 'refund 1000']);
        await expectSameBooks();
      }
    },
  );

  it('a balance above the books calls an operator, and the refunds that fit the books go on', async () => {
    const order = await paidAtPayco();
    const orderKey = (await show(order)).payments[0]?.receipt?.providerPaymentId ?? '';
    await house.payco.fail({ endpoint: 'cancel', fault: 'drop_before_effect' });
    await house.payco.fail({ endpoint: 'checkAvailability', fault: 'http_500', count: 1_000 });
    expect((await refund(order, 2_000)).status).toBe(202);
    const doubted = await until(order, 'an operator to be called', ({ cancellations }) =>
      cancellations.some(({ attention }) => attention != null),
    );
    const decision = { decision: 'refunded', reason: 'a mistake', decidedBy: 'Kim' };
    const path = `/v1/cancellations/${doubted.cancellations[0]?.id ?? ''}/decisions`;
    expect((await house.merchant.call('POST', path, decision)).status).toBe(201);
    await house.payco.behave();
    expect(await refund(order, 1_000)).toMatchObject({ status: 201 });
    expect((await show(order)).payments[0]?.attention).toMatch(/10000 won are left, our books say 8000 won/);
    const noted = { decision: 'noted', reason: 'seen to', decidedBy: 'Kim' };
    const payment = (await show(order)).payments[0]?.id ?? '';
    expect((await house.merchant.call('POST', `/v1/payments/${payment}/decisions`, noted)).status).toBe(201);
    await untilNothingMoves(house.databaseUrl);
    const paymentId = readId('payment', payment) ?? '';
    await house.app.get(ReconcilingService, { strict: false }).reconcile(paymentId);
    expect(await refund(order, 6_000)).toMatchObject({ status: 201 });
    expect((await show(order)).payments[0]?.attention, 'nobody is called again for what was noted').toBeNull();
    expect(await calledDifferenceOf(order)).toBe(2_000);
    await house.payco.refundAtSite(orderKey, 2_000);
    await house.app.get(ReconcilingService, { strict: false }).reconcile(paymentId);
    expect(await calledDifferenceOf(order), 'the next one calls again').toBeNull();
    expect(await refund(order, 1_000), 'all that the books have left').toMatchObject({ status: 201 });
    expect((await show(order)).status).toBe('cancelled');
    const there = (await house.payco.books()).find(({ orderNo }) => orderNo === orderKey);
    expect(there?.cancelledWon, 'PAYCO gave back all of it, once').toBe(10_000);
  });

  it('more than was paid, with what went back by hand, calls an operator', async () => {
    const order = await paidAtPayco();
    const orderKey = (await show(order)).payments[0]?.receipt?.providerPaymentId ?? '';
    expect(await enter(order)).toMatchObject({ status: 201 });
    await house.payco.refundAtSite(orderKey, 8_000);
    expect(await refund(order, 1_000)).toMatchObject({ status: 402, body: { code: 'provider_refused' } });
    const shown = await show(order);
    const { id = '', attention } = shown.payments[0] ?? {};
    expect(attention).toMatch(/8000 won went back elsewhere.* only 6000 won left.* 2000 won more than was paid/);
    expect(attention, 'the provider told, and it cannot be recorded').not.toMatch(/does not tell|record what/);
    expect(shown.cancelledWon).toBe(4_000);
    const evidence = await evidenceOf(house.merchant, { id });
    expect(evidence.verdicts.at(-1)?.rule).toBe('refunded_beyond_books');
    expect(evidence.verdicts.at(-1)?.exchanges.length, 'the questions that it rests on').toBeGreaterThanOrEqual(2);

    const noted = { decision: 'noted', reason: 'asked back from the buyer', decidedBy: 'Kim' };
    expect((await house.merchant.call('POST', `/v1/payments/${id}/decisions`, noted)).status).toBe(201);
    expect((await refund(order, 1_000)).status).toBe(402);
    await untilNothingMoves(house.databaseUrl);
    const seenTo = (await show(order)).payments[0]?.attention;
    expect(seenTo, 'nobody is called again to what they have seen to').toBeNull();
  });
});
