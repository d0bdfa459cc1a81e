// Refund notices that come at a bad moment: while a refund of ours or the payment itself is in doubt, or one after another.
// Payple's inquiry tells no figure here, so only an operator can say what went back, and until then no part is refunded.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { UnsettledWatch } from '../../src/orders/unsettled-watch.service.js';
import { CALLS_OPERATORS_SOON } from '../support/desk-doubts.js';
import { evidenceOf } from '../support/evidence.js';
import { holdCalls } from '../support/hold-calls.js';
import { startHouse, type House } from '../support/house.js';
import type { Answer, ShownCancellation, ShownOrder, ShownProblem } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { alterStored } from '../support/alter-stored.js';
import { readRows } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: CALLS_OPERATORS_SOON });
  await house.payple.tellNotices(`${house.url}/v1/payple/notices`);
  await house.payple.adopt({ inquiryShowsCancels: false });
});
beforeEach(() => house.payple.behave());
afterAll(() => house.close());

const refund = (order: ShownOrder, amountWon?: number): Promise<Answer<ShownCancellation & ShownProblem>> =>
  house.merchant.cancel(order, amountWon, { 'idempotency-key': randomUUID() });

const until = (order: ShownOrder, what: string, test: (shown: ShownOrder) => boolean): Promise<ShownOrder> =>
  waitFor(what, async () => {
    const shown = await house.merchant.show(order);
    return test(shown) ? shown : null;
  });

const untilCalled = (order: ShownOrder, pattern: RegExp): Promise<ShownOrder> =>
  until(order, `an operator to be called: ${pattern.source}`, ({ payments }) =>
    pattern.test(payments[0]?.attention ?? ''),
  );

/** Records what an operator saw on the merchant site. */
async function enter(order: ShownOrder, amountWon: number, isAnother = false): Promise<void> {
  const answer = await house.merchant.call('POST', `/v1/orders/${order.id}/external-cancellations`, {
    amountWon,
    origin: 'provider_site',
    refundedAt: new Date().toISOString(),
    reason: 'seen on the merchant site',
    decidedBy: 'Kim',
    ...(isAnother && { isAnother }),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
}

async function expectNoPartIsRefunded(order: ShownOrder): Promise<void> {
  const { status, body } = await refund(order, 1_000);
  expect(status, `a part was refunded though nobody knows what is left: ${JSON.stringify(body)}`).toBe(409);
  expect(['needs_operator', 'cancellation_running']).toContain(body.code);
}

async function expectSameBooks(): Promise<void> {
  await untilNothingMoves(house.databaseUrl);
  await requireSameBooks(house.databaseUrl, house.payco, house.payple);
}

async function begin(): Promise<{
  readonly order: ShownOrder;
  readonly reference: string;
  readonly pay: () => Promise<void>;
}> {
  const order = await house.merchant.order();
  const payment = await house.merchant.pay(order, 'pc', 'payple');
  const pay = async () => {
    await deliver(await house.payple.finish(payment, 'pay'));
  };
  return { order, reference: payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '', pay };
}

async function paid(): Promise<{ readonly order: ShownOrder; readonly reference: string }> {
  const begun = await begin();
  await begun.pay();
  return begun;
}

/** Questions about the balance of an order's payment that stayed without an answer. */
async function questionsWithoutAnswer({ orderNumber }: ShownOrder): Promise<number> {
  const rows = await readRows(
    house.databaseUrl,
    `SELECT x.id FROM exchanges x JOIN orders o ON o.id = x.order_id
     WHERE o.order_number = $1 AND x.operation = 'inquiry' AND x.outcome = 'unknown'`,
    [orderNumber],
  );
  return rows.length;
}

/** Somebody posts a notice in Payple's name. */
async function tellOfRefund(reference: string, amountWon: number): Promise<void> {
  const notice = {
    PCD_PAY_RST: 'success',
    PCD_PAY_CODE: 'PAYC0000',
    PCD_PAYCANCEL_FLAG: 'Y',
    PCD_PAY_OID: reference,
    PCD_REFUND_TOTAL: String(amountWon),
    PCD_REFUND_TIME: '20261129120000',
  };
  await fetch(`${house.url}/v1/payple/notices`, { method: 'POST', body: new URLSearchParams(notice) });
}

const untilHeard = (order: ShownOrder): Promise<unknown> =>
  waitFor('the notice to be heard', async () => {
    const rows = await readRows(
      house.databaseUrl,
      `SELECT n.id FROM refund_notices n JOIN payments p ON p.id = n.payment_id JOIN orders o ON o.id = p.order_id
       WHERE o.order_number = $1`,
      [order.orderNumber],
    );
    return rows.length > 0;
  });

it('one that comes while a refund of ours is in doubt is asked about as soon as that ends', async () => {
  const { order, reference } = await paid();
  await house.payple.fail({ endpoint: 'cancel', fault: 'drop_before_effect' });
  expect((await refund(order, 2_000)).status).toBe(202);
  await house.payple.refundAtSite(reference, { amountWon: 3_000 });
  await untilHeard(order);
  const doubted = await until(order, 'an operator to be called to our refund', ({ cancellations }) =>
    cancellations.some(({ attention }) => attention != null),
  );
  const path = `/v1/cancellations/${doubted.cancellations[0]?.id ?? ''}/decisions`;
  const decision = { decision: 'not_refunded', reason: 'only 3000 won went back there', decidedBy: 'Kim' };
  expect((await house.merchant.call('POST', path, decision)).status).toBe(201);
  await expectNoPartIsRefunded(order);
  await untilCalled(order, /tells of a refund of 3000 won at/);
  await enter(order, 3_000);
  expect((await refund(order, 1_000)).status).toBe(201);
  await expectSameBooks();
});

it('one of our own refund that runs ahead of its answer does not hold up the next refund', async () => {
  const { order } = await paid();
  const answer = holdCalls('PCD_REFUND_TOTAL', 'answer');
  const first = refund(order, 4_000);
  try {
    await answer.untilHeld();
    await untilHeard(order);
  } finally {
    answer.letGo();
  }
  expect((await first).status).toBe(201);
  const second = await refund(order, 3_000);
  expect(second.status, `the next part was refused: ${JSON.stringify(second.body)}`).toBe(201);
  await expectSameBooks();
});

it('one that comes while the payment itself is in doubt is asked about as soon as it is paid', async () => {
  const { order, reference, pay } = await begin();
  await house.payple.fail({ endpoint: 'confirm', fault: 'drop_after_effect' });
  await house.payple.fail({ endpoint: 'inquiry', fault: 'drop_before_effect', count: 1_000 });
  await pay();
  await house.payple.refundAtSite(reference, { amountWon: 3_000 });
  await untilHeard(order);
  await house.payple.behave();
  await until(order, 'the payment to be found', ({ status }) => status === 'paid');
  await expectNoPartIsRefunded(order);
  await untilCalled(order, /tells of a refund of 3000 won at/);
  await enter(order, 3_000);
  expect((await refund(order, 1_000)).status).toBe(201);
  await expectSameBooks();
});

it('a second one is told to the operator who was called with the first, and waits for its own answer', async () => {
  const { order, reference } = await paid();
  const refundedAtMs = Date.now();
  await house.payple.refundAtSite(reference, { amountWon: 3_000 });
  const called = await untilCalled(order, /tells of a refund of 3000 won at \S+ that/);
  const { body } = await house.merchant.call<{ items: { id: string; since: string }[] }>('GET', '/v1/attention');
  const item = body.items.find(({ id }) => id === called.payments[0]?.id);
  expect(Date.parse(item?.since ?? ''), 'since the call, not since the payment').toBeGreaterThanOrEqual(refundedAtMs);
  await house.payple.refundAtSite(reference, { amountWon: 2_000 });
  await untilCalled(order, /tells of a refund of 3000 won at \S+, of 2000 won at \S+ that/);
  await enter(order, 3_000);
  expect((await house.merchant.show(order)).payments[0]?.attention).toMatch(/tells of a refund of 2000 won at/);
  await expectNoPartIsRefunded(order);
  await enter(order, 2_000);
  expect((await house.merchant.show(order)).payments[0]?.attention).toBeNull();
  expect((await refund(order, 1_000)).status).toBe(201);
  await expectSameBooks();
});

describe('one that cannot be read', () => {
  it.each([
    ['PCD_REFUND_TOTAL', 'odd_number', '10,000'],
    ['PCD_REFUND_TOTAL', 'odd_number', 3000.5],
    ['PCD_REFUND_TOTAL', 'odd_number', ''],
    ['PCD_REFUND_TOTAL', 'odd_number', null],
    ['PCD_REFUND_TOTAL', 'too_long', undefined],
    ['PCD_PAY_RST', 'odd_text', 'x\u202ey'],
  ])('for its %s (%s, %j) calls an operator, with the notice as evidence', async (field, fault, value) => {
    const { order, reference } = await paid();
    await house.payple.fail({
      endpoint: 'notice',
      fault,
      field,
      ...(value === undefined ? { length: 20 } : { value }),
    });
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    const amount = field === 'PCD_PAY_RST' ? '3000 won' : 'an unreadable amount';
    const called = await untilCalled(order, new RegExp(`tells of a refund of ${amount} at \\S+ that our books`));
    await expectNoPartIsRefunded(order);
    const [payment] = called.payments;
    const [kept] = await readRows<{ request: object }>(
      house.databaseUrl,
      `SELECT x.request FROM refund_notices n JOIN exchanges x ON x.id = n.exchange_id JOIN payments p ON p.id = n.payment_id
       WHERE p.provider_reference = $1`,
      [reference],
    );
    expect(kept?.request, 'the notice should be kept').toMatchObject({ PCD_PAY_OID: reference });
    await enter(order, 3_000);
    if (field !== 'PCD_PAY_RST') {
      const word = { decision: 'noted', reason: 'it was those 3000 won', decidedBy: 'Kim' };
      const path = `/v1/payments/${payment?.id ?? ''}/decisions`;
      expect((await house.merchant.call('POST', path, word)).status).toBe(201);
    }
    expect((await refund(order, 1_000)).status).toBe(201);
    await expectSameBooks();
  });

  it('is found out by itself where Payple tells what was refunded', async () => {
    await house.payple.adopt({ inquiryShowsCancels: true });
    const { order, reference } = await paid();
    const odd = { fault: 'odd_number', field: 'PCD_REFUND_TOTAL', value: '3,000' };
    await house.payple.fail({ endpoint: 'notice', ...odd });
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    const found = await until(order, 'the refund to be recorded', ({ cancelledWon }) => cancelledWon === 3_000);
    expect(found.payments[0]?.attention).toBeNull();
    await expectSameBooks();
  });
});

it('all that is left can be refunded while nobody has looked, for it cannot go back twice', async () => {
  const { order, reference } = await paid();
  await house.payple.refundAtSite(reference, { amountWon: 3_000, notice: false });
  await tellOfRefund(reference, 3_000);
  expect((await refund(order)).status, 'Payple has not all of it any more').not.toBe(409);
  await untilCalled(order, /./);
  await enter(order, 3_000);
  await expectSameBooks();
});

it('calls an operator with it after three questions without an answer, and is asked about until there is one', async () => {
  const { order, reference } = await paid();
  await house.payple.fail({ endpoint: 'inquiry', fault: 'drop_before_effect', count: 1_000 });
  await house.payple.refundAtSite(reference, { amountWon: 3_000 });
  await untilHeard(order);
  await expectNoPartIsRefunded(order);
  const called = await untilCalled(order, /./);
  const { id = '', attention } = called.payments[0] ?? {};
  expect(attention, 'whoever is called does not learn of what').toMatch(
    /^A notice in the provider’s name tells of a refund of 3000 won at \S+ that our books do not have\. The provider does not answer the question how much is left: .+\. It is asked on;/,
  );
  await expectNoPartIsRefunded(order);
  const evidence = await evidenceOf(house.merchant, { id });
  expect(evidence.verdicts.at(-1)?.rule).toBe('refund_told_elsewhere');
  expect(evidence.verdicts.at(-1)?.exchanges, 'the question stays with the call').not.toEqual([]);
  expect(await questionsWithoutAnswer(order), 'the questions before it are kept').toBeGreaterThanOrEqual(3);
  const asked = await questionsWithoutAnswer(order);
  await waitFor('it to be asked on', async () => (await questionsWithoutAnswer(order)) > asked);
  expect((await evidenceOf(house.merchant, { id })).verdicts.length, 'one call, whatever is asked on').toBe(
    evidence.verdicts.length,
  );

  await house.payple.behave();
  await untilCalled(order, /The provider does not tell how much is left/);
  await enter(order, 3_000);
  expect((await refund(order, 1_000)).status).toBe(201);
  await expectSameBooks();
});

it('of which the provider has nothing, as it says after all, calls nobody any more', async () => {
  const { order, reference } = await paid();
  await house.payple.adopt({ inquiryShowsCancels: true });
  // Only a figure that is all of ours and not the last of it says that there is no other.
  for (const amountWon of [1_000, 2_000]) expect((await refund(order, amountWon)).status).toBe(201);
  await house.payple.fail({ endpoint: 'inquiry', fault: 'drop_before_effect', count: 1_000 });
  await tellOfRefund(reference, 500);
  const { payments } = await untilCalled(order, /does not answer the question/);
  await house.payple.behave();
  await until(order, 'the call to be taken back', (shown) => shown.payments[0]?.attention === null);
  const { verdicts } = await evidenceOf(house.merchant, { id: payments[0]?.id ?? '' });
  expect(verdicts.at(-1)?.rule).toBe('told_refund_not_found');
  expect((await refund(order, 1_000)).status).toBe(201);
  await expectSameBooks();
});

it('one whose question has no job any more gets another', async () => {
  const { order, reference } = await paid();
  const held = holdCalls('"PCD_PAYCHK_FLAG"');
  await house.payple.refundAtSite(reference, { amountWon: 3_000 });
  await held.untilHeld();
  await readRows(
    house.databaseUrl,
    `SELECT graphile_worker.remove_job(key) FROM graphile_worker.jobs WHERE key LIKE 'reconcile_payment:%'`,
  );
  const restarted = house.crashAndRestart();
  held.letGo();
  await restarted;
  await alterStored(house, order, 'payments', `refund_told_at = refund_told_at - interval '2 minutes'`);
  expect(await house.app.get(UnsettledWatch, { strict: false }).run()).toBe(1);
  await untilCalled(order, /tells of a refund of 3000 won at/);
  await enter(order, 3_000);
  await expectSameBooks();
});

/** How many notices nobody has seen to, and nothing explains. */
const openNotices = async ({ orderNumber }: ShownOrder): Promise<number> =>
  (
    await readRows(
      house.databaseUrl,
      `SELECT n.id FROM refund_notices n JOIN payments p ON p.id = n.payment_id JOIN orders o ON o.id = p.order_id
       WHERE o.order_number = $1 AND n.settled_at IS NULL`,
      [orderNumber],
    )
  ).length;

/** An operator says of everything that they are called with that nothing of the kind is there. */
const noteAll = (order: ShownOrder): Promise<unknown> =>
  waitFor('all that was told to be seen to', async () => {
    const [payment] = (await house.merchant.show(order)).payments;
    const decision = { decision: 'noted', reason: 'nothing of the kind there', decidedBy: 'Kim' };
    if (payment?.attention != null) await house.merchant.call('POST', `/v1/payments/${payment.id}/decisions`, decision);
    return (await openNotices(order)) === 0;
  });

it('a true one is heard however many forged ones came before it', async () => {
  const { order, reference } = await paid();
  for (let count = 0; count < 60; count += 1) {
    await tellOfRefund(reference, 100 + count);
    if (count % 10 === 9) await noteAll(order);
  }
  await house.payple.refundAtSite(reference, { amountWon: 3_000 });
  await untilCalled(order, /of 3000 won at/);
  await expectNoPartIsRefunded(order);
  await enter(order, 3_000);
  await expectSameBooks();
});

describe('where an inquiry tells figures', () => {
  beforeEach(() => house.payple.adopt({ inquiryShowsCancels: true }));

  it('a payment that is told as it was approved says nothing against a notice', async () => {
    const { order, reference } = await paid();
    await house.payple.fail({
      endpoint: 'inquiry',
      fault: 'odd_number',
      field: 'PCD_REFUND_TOTAL',
      value: '0',
      count: 50,
    });
    await house.payple.fail({ endpoint: 'inquiry', fault: 'odd_text', field: 'PCD_PAY_STATE', value: '1', count: 50 });
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    await untilCalled(order, /of 3000 won at/);
    await expectNoPartIsRefunded(order);
    await enter(order, 3_000);
    await expectSameBooks();
  });

  it('the last refund alone, of as much as ours, says nothing against a notice', async () => {
    const { order, reference } = await paid();
    expect((await refund(order, 3_000)).status).toBe(201);
    await untilHeard(order);
    // Two of the same amount in one second are one notice.
    const second = new Date().getSeconds();
    await waitFor('the next second', () => Promise.resolve(new Date().getSeconds() !== second));
    await house.payple.fail({
      endpoint: 'inquiry',
      fault: 'odd_number',
      field: 'PCD_REFUND_TOTAL',
      value: '3000',
      oid: reference,
      count: 50,
    });
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    await untilCalled(order, /tells of a refund of 3000 won/);
    await expectNoPartIsRefunded(order);
    await enter(order, 3_000);
    await expectSameBooks();
  });

  /** From now on the inquiry tells this figure, in won, whatever was refunded. */
  const tell = (oid: string, value: string) =>
    house.payple.fail({ endpoint: 'inquiry', fault: 'odd_number', field: 'PCD_REFUND_TOTAL', value, oid, count: 50 });

  it('one of as much as our own last refund records nothing: it may be that very one', async () => {
    const { order, reference } = await paid();
    for (const amountWon of [4_000, 3_000]) expect((await refund(order, amountWon)).status).toBe(201);
    await tell(reference, '3000');
    await tellOfRefund(reference, 3_000);
    const called = await until(
      order,
      'the notice to be seen to',
      ({ cancelledWon, payments }) => cancelledWon !== 7_000 || payments[0]?.attention != null,
    );
    expect(called.cancelledWon, 'nothing but our refunds went back').toBe(7_000);
    expect(called.payments[0]?.attention).toMatch(/tells of a refund of 3000 won at .* tells a refund of 3000 won/);
    const evidence = await evidenceOf(house.merchant, { id: called.payments[0]?.id ?? '' });
    expect(evidence.verdicts.at(-1)?.rule).toBe('refund_told_elsewhere');
    await expectNoPartIsRefunded(order);
    await noteAll(order);
    await expectSameBooks();
  });

  it('two true ones are not dismissed where the last of them is as much as all of ours', async () => {
    const { order, reference } = await paid();
    for (const amountWon of [2_000, 1_000]) expect((await refund(order, amountWon)).status).toBe(201);
    await house.payple.fail({ endpoint: 'inquiry', fault: 'drop_before_effect', oid: reference, count: 1 });
    await house.payple.refundAtSite(reference, { amountWon: 500 });
    await tell(reference, '3000');
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    const isSeenTo = async () => {
      const { payments } = await house.merchant.show(order);
      return payments[0]?.attention?.includes('of 3000 won at') === true || (await openNotices(order)) === 0;
    };
    await waitFor('the notices to be seen to', isSeenTo);
    expect(await openNotices(order), 'both are true').toBe(2);
    await expectNoPartIsRefunded(order);
    await enter(order, 500);
    await enter(order, 3_000);
    await expectSameBooks();
  });

  it('after a refund of the same amount was found is another one', async () => {
    const { order, reference } = await paid();
    await house.payple.adopt({ inquiryShowsCancels: true });
    await house.payple.refundAtSite(reference, { amountWon: 3_000, notice: false });
    expect((await refund(order, 8_000)).body.code).toBe('over_balance');
    await house.payple.refundAtSite(reference, { amountWon: 3_000 });
    const shown = await until(
      order,
      'the second one to be known',
      ({ cancelledWon, payments }) => cancelledWon === 6_000 || payments[0]?.attention !== null,
    );
    // Told to the second, it may be of the moment at which the first one was found: then only an operator can tell.
    if (shown.cancelledWon !== 6_000) await enter(order, 3_000, true);
    await expectSameBooks();
  });

  it.each(['PAYC0011', 'PAYC0007'])(
    'a refund that Payple makes and says no to (%s) is not sent again',
    async (code) => {
      const { order } = await paid();
      await house.payple.fail({ endpoint: 'cancel', fault: 'decline', code, effect: 'after' });
      expect((await refund(order, 3_000)).status, 'in doubt').toBe(202);
      const shown = await until(order, 'it to be found', ({ cancelledWon }) => cancelledWon === 3_000);
      expect(shown.cancellations.map(({ kind, status }) => `${kind} ${status}`)).toEqual(['refund done']);
      await expectSameBooks();
    },
  );
});
