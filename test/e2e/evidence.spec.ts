// Why things are where they are, what waits for an operator, and what their decisions do, over HTTP.
// Must never settle anything by hand but over the API.
import { approveAbout } from '../support/second-person.js';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { untilNothingMoves } from '../support/compare-books.js';
import { attentionList, decide, evidenceOf, settledBy } from '../support/evidence.js';
import { holdCalls, PATIENT_WITH_PROVIDERS } from '../support/hold-calls.js';
import { startHouse, type House } from '../support/house.js';
import type { ShownCancellation, ShownOrder, ShownPayment } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { expectRefusal, Ledger, type Refusal } from '../support/refusal.js';
import { SIMULATOR_MODE_KEY } from '../support/simulator-mode-key.js';
import { waitFor } from '../support/wait-for.js';

const NOTHING_TO_DECIDE: Refusal = [409, 'nothing_to_decide'];
const MALFORMED: Refusal = [400, 'malformed_request'];
const NOT_FOUND: Refusal = [404, 'not_found'];

let house: House;
beforeAll(async () => {
  // An operator is called after a second instead of an hour.
  house = await startHouse({ environment: { ...PATIENT_WITH_PROVIDERS, CALL_OPERATOR_AFTER_MS: '1000' } });
});
afterAll(() => house.close());
beforeEach(() => house.payple.behave());

async function paidAtPayple(): Promise<ShownOrder> {
  const order = await house.merchant.order();
  await deliver(await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay'));
  const shown = await house.merchant.show(order);
  expect(shown.status).toBe('paid');
  return shown;
}

/** Payple tells nobody what became of a partial refund: its answer is lost, and no inquiry shows it. */
async function doubtfulRefund(fault: 'drop_before_effect' | 'drop_after_effect', amountWon = 4_000) {
  const order = await paidAtPayple();
  await house.payple.fail({ endpoint: 'cancel', fault });
  const answer = await house.merchant.cancel(order, amountWon);
  expect(answer.status, 'it is in doubt').toBe(202);
  await untilAttention(answer.body);
  return { order, refund: answer.body };
}

function untilAttention(shown: { readonly id: string }) {
  return waitFor('an operator to be called', async () => (await evidenceOf(house.merchant, shown)).attention);
}

async function refundOf(order: ShownOrder): Promise<ShownCancellation> {
  const { cancellations } = await house.merchant.show(order);
  const [refund] = cancellations;
  if (!refund) throw new Error('There is no refund.');
  return refund;
}

/** A payment that Payple took, of which it answers no question. */
async function doubtfulPayment(fault: 'drop_before_effect' | 'drop_after_effect') {
  const order = await house.merchant.order();
  const payment = await house.merchant.pay(order, 'pc', 'payple');
  const result = await house.payple.finish(payment, 'pay');
  await house.payple.fail({ endpoint: 'confirm', fault });
  await house.payple.fail({ endpoint: 'inquiry', fault: 'drop_before_effect', count: 10_000 });
  await deliver(result);
  await untilAttention(payment);
  return { order, payment };
}

const bookOf = async (order: ShownOrder) => {
  const [book] = await house.payple.booksOf(order);
  if (!book) throw new Error('Payple knows nothing of the order.');
  return book;
};

describe('a partial refund whose answer was lost, and of which Payple does not tell', () => {
  it('waits in the queue with its evidence, and is never called failed', async () => {
    const { order, refund } = await doubtfulRefund('drop_after_effect');
    const evidence = await evidenceOf(house.merchant, refund);
    expect(evidence).toMatchObject({ status: 'in_doubt', orderId: order.id, next: { waitsForOperator: true } });
    expect(evidence.next.at, 'the questions go on').not.toBeNull();
    const rules = evidence.verdicts.map(({ rule }) => rule);
    expect([rules[0], new Set(rules.slice(1))]).toEqual(['answer_lost', new Set(['cannot_tell'])]);
    expect(evidence.verdicts[0]?.exchanges.at(-1)).toMatchObject({ outcome: 'unknown', response: null });
    expect(evidence.verdicts.at(-1)).toMatchObject({ decidedBy: 'platform', toStatus: 'in_doubt' });
    const item = (await attentionList(house.merchant)).find(({ id }) => id === refund.id);
    expect(item).toMatchObject({
      kind: 'cancellation',
      orderId: order.id,
      orderNumber: order.orderNumber,
      amountWon: 4_000,
      decisions: ['refunded', 'not_refunded', 'try_again'],
    });
  });

  it('is done when an operator says that it was refunded, and the books agree', async () => {
    const { order, refund } = await doubtfulRefund('drop_after_effect');
    const answer = await decide<ShownCancellation>(house.merchant, refund, { decision: 'refunded' });
    expect([answer.status, answer.body.status]).toEqual([201, 'done']);
    expect(await house.merchant.show(order)).toMatchObject({ status: 'partially_cancelled', cancelledWon: 4_000 });
    expect((await bookOf(order)).cancelledWon).toBe(4_000);
    const verdict = settledBy(await evidenceOf(house.merchant, refund));
    expect(verdict).toMatchObject({
      rule: 'operator_said_refunded',
      decidedBy: 'Hong Gildong',
      fromStatus: 'in_doubt',
    });
    expect((await attentionList(house.merchant)).map(({ id }) => id)).not.toContain(refund.id);
    await requireSameRefunds(order);
  });

  it('is refused when an operator says that it was not, and can be asked for again', async () => {
    const { order, refund } = await doubtfulRefund('drop_before_effect');
    const answer = await decide<ShownCancellation>(house.merchant, refund, { decision: 'not_refunded' });
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { status: 'refused', refusal: { reason: 'not_refunded' } },
    ]);
    expect(await house.merchant.show(order)).toMatchObject({ status: 'paid', cancelledWon: 0, cancellableWon: 10_000 });
    expect((await house.merchant.cancel(order, 4_000)).status).toBe(201);
    await requireSameRefunds(order);
  });

  it('is sent again only if the operator answers for it', async () => {
    const { order, refund } = await doubtfulRefund('drop_before_effect');
    const asked = await decide(house.merchant, refund, { decision: 'try_again' });
    expect([asked.status, asked.body.code]).toEqual([422, 'decision_not_possible']);
    const wish = { decision: 'try_again', acceptDoubleRefund: true };
    const key = { 'idempotency-key': randomUUID() };
    const answer = await decide<ShownCancellation>(house.merchant, refund, wish, key);
    expect([answer.status, answer.body.status]).toEqual([201, 'done']);
    const again = await decide<ShownCancellation>(house.merchant, refund, wish, key);
    expect([again.status, again.headers.get('idempotency-replayed'), again.body]).toEqual([201, 'true', answer.body]);
    expect(await bookOf(order)).toMatchObject({ cancelledWon: 4_000, cancels: 1 });
    const rules = (await evidenceOf(house.merchant, refund)).verdicts.map(({ rule }) => rule);
    expect(rules.slice(-2)).toEqual(['operator_sent_again', 'cancellation_answered']);
    await requireSameRefunds(order);
  });

  it('is decided once, however many operators decide at once', async () => {
    const { order, refund } = await doubtfulRefund('drop_after_effect');
    const decisions = ['refunded', 'not_refunded', 'refunded', 'not_refunded', 'refunded'];
    const answers = await Promise.all(decisions.map((decision) => decide(house.merchant, refund, { decision })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(['done', 'refused']).toContain((await refundOf(order)).status);
  });
});

/** Won for won, of this order's payment alone: others wait for operators in this house. */
async function requireSameRefunds(order: ShownOrder): Promise<void> {
  const [shown, book] = [await house.merchant.show(order), await bookOf(order)];
  const done = shown.cancellations.filter(({ status }) => status === 'done');
  expect([shown.cancelledWon, done.length]).toEqual([book.cancelledWon, book.cancels]);
}

describe('a payment of which the provider answers nothing', () => {
  it('is paid when an operator found it there, and can then be refunded', async () => {
    const { order, payment } = await doubtfulPayment('drop_after_effect');
    const item = (await attentionList(house.merchant, 1)).find(({ id }) => id === payment.id);
    expect(item?.decisions, 'found though each page has one item').toEqual(['paid', 'not_paid']);
    const found = { providerPaymentId: (await bookOf(order)).tradeNo, paidAt: new Date().toISOString() };
    const answer = await decide<ShownPayment>(house.merchant, payment, { decision: 'paid', ...found });
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { status: 'paid', attention: null, receipt: { providerPaymentId: found.providerPaymentId } },
    ]);
    expect((await house.merchant.show(order)).status).toBe('paid');
    expect(settledBy(await evidenceOf(house.merchant, payment)).rule).toBe('operator_said_paid');
    await house.payple.behave();
    expect((await house.merchant.cancel(order)).status).toBe(201);
    await requireSameRefunds(order);
  });

  it('frees its order when an operator says that nothing was paid', async () => {
    const { order, payment } = await doubtfulPayment('drop_before_effect');
    const answer = await decide<ShownPayment>(house.merchant, payment, { decision: 'not_paid' });
    expect([answer.status, answer.body.status, (await house.merchant.show(order)).status]).toEqual([
      201,
      'refused',
      'unpaid',
    ]);
  });

  it('is found after all when the operator was wrong', async () => {
    const { order, payment } = await doubtfulPayment('drop_after_effect');
    await decide(house.merchant, payment, { decision: 'not_paid' });
    await house.payple.behave();
    await waitFor('the money to be found', async () => (await house.merchant.show(order)).status === 'paid');
    const rules = (await evidenceOf(house.merchant, payment)).verdicts.map(({ rule }) => rule);
    expect(rules.slice(-3)).toEqual(['operator_said_not_paid', 'unclaimed_money_found', 'lookup_found_paid']);
  });

  it('is found after all when the operator was wrong while it was being asked about', async () => {
    const { order, payment } = await doubtfulPayment('drop_after_effect');
    const reference = payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '';
    const question = holdCalls(reference);
    await question.untilHeld();
    await house.payple.behave();
    const lookup = holdCalls(reference, 'answer');
    question.letGo();
    await lookup.untilHeld();
    await decide(house.merchant, payment, { decision: 'not_paid' });
    lookup.letGo();
    await waitFor('the money to be found', async () => (await house.merchant.show(order)).status === 'paid');
    const rules = (await evidenceOf(house.merchant, payment)).verdicts.map(({ rule }) => rule);
    expect(rules.slice(-3)).toEqual(['operator_said_not_paid', 'unclaimed_money_found', 'lookup_found_paid']);
  });

  it('is not decided any more once a lookup has settled it', async () => {
    const { order, payment } = await doubtfulPayment('drop_after_effect');
    await house.payple.behave();
    await waitFor('a lookup to settle it', async () => (await house.merchant.show(order)).status === 'paid');
    const { status, body } = await decide(house.merchant, payment, { decision: 'not_paid' });
    expect([status, body.code, body.detail]).toEqual([409, 'nothing_to_decide', 'The payment is paid.']);
  });
});

describe('what is no decision', () => {
  let ledger: Ledger;
  let order: ShownOrder;
  beforeAll(async () => {
    ledger = await Ledger.of(house.databaseUrl);
    order = await paidAtPayple();
    await house.payple.behave();
    // What other stories left in doubt must not write meanwhile.
    for (const { id, kind } of await attentionList(house.merchant)) {
      const decision = kind === 'payment' ? 'not_paid' : 'not_refunded';
      await decide(house.merchant, { id }, { decision });
    }
    await untilNothingMoves(house.databaseUrl);
  });
  afterAll(() => ledger.close());

  const post = (path: string, body: unknown, key = SIMULATOR_MODE_KEY): Promise<Response> =>
    fetch(`${house.url}/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
  const WORD = { reason: 'because', decidedBy: 'Hong Gildong' };
  const paymentPath = () => `/payments/${order.payments[0]?.id ?? ''}/decisions`;

  it.each<[string, Refusal, unknown]>([
    ['of a payment that is paid', NOTHING_TO_DECIDE, { decision: 'not_paid', ...WORD }],
    ['that nobody knows', MALFORMED, { decision: 'maybe', ...WORD }],
    ['without a reason', MALFORMED, { decision: 'not_paid', decidedBy: 'Hong Gildong' }],
    ['without a name', MALFORMED, { decision: 'not_paid', reason: 'because' }],
    ['signed as the machine', MALFORMED, { decision: 'not_paid', reason: 'because', decidedBy: ' Platform' }],
    ['with an amount', MALFORMED, { decision: 'not_paid', ...WORD, amountWon: 1 }],
  ])('is one %s', async (_, refusal, body) => {
    await expectRefusal(ledger, refusal, () => post(paymentPath(), body));
  });

  it.each(['/payments/pay_1/decisions', `/payments/pay_${'0'.repeat(32)}/decisions`, '/cancellations/x/decisions'])(
    'is one about %s',
    async (path) => {
      const decision = path.startsWith('/pay') ? 'not_paid' : 'refunded';
      await expectRefusal(ledger, NOT_FOUND, () => post(path, { decision, ...WORD }));
    },
  );
});

it('a key needs the scope to decide', async () => {
  const made = await house.merchant.call<{ id: string; key: string }>('POST', '/v1/api-keys', {
    name: 'no decisions',
    scopes: ['orders:read', 'orders:write', 'cancellations:write'],
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await approveAbout(house.app, made.body.id);
  const answer = await fetch(`${house.url}/v1/payments/pay_${'0'.repeat(32)}/decisions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${made.body.key}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(answer.status).toBe(403);
});
