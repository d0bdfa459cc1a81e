// Money that went back without the platform, entered at the desk: shown first, recorded once, and with a second person where it
// takes one. Nothing is ever sent to a provider for it.
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CarryingOutService } from '../../src/admin/refunds/carrying-out.service.js';
import { readId } from '../../src/common/ids.js';
import { untilNothingMoves } from '../support/compare-books.js';
import { CALLS_OPERATORS_SOON, Doubts } from '../support/desk-doubts.js';
import { visit, type ShownOrder, type ShownProblem } from '../support/merchant.js';
import { evidenceOf } from '../support/evidence.js';
import { deliver } from '../support/payple-control.js';
import { RefundStage, type RequestAnswer, type ShownPreview, type Worker } from '../support/refund-stage.js';
import { differencesFromHistory } from '../support/replay-events.js';
import { waitFor } from '../support/wait-for.js';

const LIMITS = { REFUND_APPROVAL_ABOVE_WON: '50000', REFUND_APPROVAL_DAILY_SUM_WON: '80000', ...CALLS_OPERATORS_SOON };
/** The provider's pages show it without a number. */
const AT_SITE = { origin: 'provider_site', providerCancellationId: undefined };
const BANK = { origin: 'by_hand', providerCancellationId: 'KB-20260801-17', reason: 'transferred by the bank' };

let stage: RefundStage;
let operator: Worker;
let approver: Worker;
beforeAll(async () => {
  stage = await RefundStage.open({ environment: LIMITS });
  await stage.house.payple.tellNotices(`${stage.house.url}/v1/payple/notices`);
  approver = await stage.approver();
});
beforeEach(async () => {
  operator = await stage.operator();
});
afterAll(() => stage.close());

const database = () => stage.house.app.get(DataSource, { strict: false });
const show = (order: Pick<ShownOrder, 'id'>): Promise<ShownOrder> => stage.house.merchant.show(order);

type Wish = Readonly<Record<string, unknown>>;

async function preview({ desk }: Worker, order: { readonly id: string }, wish: Wish = {}): Promise<ShownPreview> {
  const path = `/admin/orders/${order.id}/external-cancellation-previews`;
  const { status, body } = await desk.call<ShownPreview>('POST', path, wish);
  expect(status, `the preview was answered ${JSON.stringify(body)}`).toBe(200);
  return body;
}

/** Enters what was shown before. */
function send({ desk }: Worker, order: { readonly id: string }, body: Wish, key?: string): Promise<RequestAnswer> {
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  return desk.call('POST', `/admin/orders/${order.id}/external-cancellations`, body, { headers });
}

/** Looks at the preview and enters what it shows, refunded by the bank just now unless told otherwise. */
async function enter(worker: Worker, order: { readonly id: string }, wish: Wish, key?: string): Promise<RequestAnswer> {
  const { amountWon, taxFreeWon } = wish;
  const shown = await preview(worker, order, { amountWon, ...(taxFreeWon !== undefined && { taxFreeWon }) });
  const body = { ...BANK, refundedAt: new Date().toISOString(), shownHash: shown.shownHash, ...wish };
  return send(worker, order, body, key);
}

/** One above the limit, which waits. */
async function waiting(amountWon = 60_000) {
  const order = await stage.paid({ amountWon });
  const { status, body } = await enter(operator, order, { amountWon });
  expect([status, body.outcome], 'it should wait for approval').toEqual([202, 'waits_for_approval']);
  return { order, request: body };
}

/** A refund with a key that began in the moment in which the request was made, so that neither saw the other. */
async function refundMeanwhile(order: ShownOrder, amountWon: number) {
  await database().query('ALTER TABLE cancellations DISABLE TRIGGER cancellations_external_waits');
  try {
    return await stage.house.merchant.cancel(order, amountWon);
  } finally {
    await database().query('ALTER TABLE cancellations ENABLE TRIGGER cancellations_external_waits');
  }
}

/** How an order's cancellations stand, in their order. */
const told = ({ cancellations }: ShownOrder): string[] =>
  cancellations.map(({ kind, status, amountWon }) => `${kind} ${amountWon} ${status}`);

async function trailOf(request: { readonly id: string }): Promise<string[]> {
  const rows = await database().query<{ action: string }[]>(
    `SELECT action FROM audit_entries WHERE subject = $1 ORDER BY id`,
    [request.id],
  );
  return rows.map(({ action }) => action);
}

async function expectSameBooks(): Promise<void> {
  await untilNothingMoves(stage.house.databaseUrl);
  expect(await differencesFromHistory(stage.house.databaseUrl)).toEqual([]);
}

describe('within the limits', () => {
  test('it is shown and then recorded, with its own tax split, and nothing is sent', async () => {
    const order = await stage.paid({ amountWon: 11_000, taxFreeWon: 0 });
    const shown = await preview(operator, order, { amountWon: 1_100 });
    expect(shown.refund).toEqual({ totalWon: 1_100, taxFreeWon: 0, taxableWon: 1_000, vatWon: 100 });
    expect([shown.balanceAfter?.totalWon, shown.approvalReasons]).toEqual([9_900, []]);
    expect((await show(order)).cancelledWon, 'a preview records nothing').toBe(0);
    const refundedAt = new Date(Date.now() - 1_000).toISOString();
    const { status, body } = await enter(operator, order, { amountWon: 1_100, refundedAt });
    expect([status, body.outcome, body.kind], JSON.stringify(body)).toEqual([201, 'done', 'external_cancellation']);
    expect(body.external).toEqual({
      origin: 'by_hand',
      refundedAt,
      providerCancellationId: 'KB-20260801-17',
      isAnother: false,
    });
    expect(body.cancellation).toMatchObject({ status: 'done', requestedBy: operator.id, kind: 'external' });
    expect(await show(order)).toMatchObject({ status: 'partially_cancelled', cancelledWon: 1_100 });
    expect(await stage.cancelsOf(order), 'nothing went to the provider').toBe(0);
    expect(await trailOf(body)).toEqual(['refund.asked']);
    await expectSameBooks();
  });

  test('the evidence says who recorded it and why, without card numbers', async () => {
    const order = await stage.paid();
    const reason = 'to the card 4518-4445-0000-0003, by the bank';
    const { body } = await enter(operator, order, { amountWon: 3_000, reason });
    const { id = '' } = body.cancellation ?? {};
    const evidence = await stage.house.merchant.call<{ verdicts: Record<string, string>[] }>(
      'GET',
      `/v1/cancellations/${id}/evidence`,
    );
    expect(evidence.body.verdicts).toMatchObject([
      {
        rule: 'operator_recorded_external',
        decidedBy: body.askedBy.name,
        decidedWith: operator.id,
        reason: 'to the card [card number], by the bank',
      },
    ]);
    expect(JSON.stringify((await stage.show(approver, body.id)).request)).not.toContain('4518');
  });

  test('a virtual account that PAYCO cannot refund', async () => {
    const { merchant, payco } = stage.house;
    const order = await merchant.order({ taxFreeWon: 3_000 });
    await visit(await payco.agree(await merchant.pay(order), 'virtual_account'));
    const [awaited] = (await show(order)).payments;
    await payco.deposit(awaited?.receipt?.providerPaymentId ?? '', { notify: 'normal' });
    expect((await stage.preview(operator, order)).whyNot?.code, 'not through the provider').toBe('not_supported');
    const { status, body } = await enter(operator, order, { amountWon: 4_000, taxFreeWon: 1_000 });
    expect([status, body.refund], JSON.stringify(body)).toMatchObject([201, { totalWon: 4_000, taxFreeWon: 1_000 }]);
    expect(told(await show(order))).toEqual(['external 4000 done']);
    const more = await enter(operator, order, { amountWon: 3_000, providerCancellationId: 'KB-20260801-18' });
    expect(more.status, JSON.stringify(more.body)).toBe(201);
    const { cancellations } = await show(order);
    expect(
      cancellations.map(({ amountWon, taxSplitAssumed }) => [amountWon, taxSplitAssumed]),
      'of which its tax split was told',
    ).toEqual([
      [4_000, false],
      [3_000, true],
    ]);
    await expectSameBooks();
    expect((await show(order)).payments[0]?.attention, 'nobody is called for it').toBeNull();
  });

  test('a payment that an operator decided to be paid, because the provider does not tell', async () => {
    const { order, payment } = await new Doubts(stage.house).payment();
    const found = { decision: 'paid', reason: 'seen at Payple', providerPaymentId: `found-${payment.id.slice(-8)}` };
    const path = `/admin/queue/payment/${payment.id}/decisions`;
    const decided = await operator.desk.call('POST', path, { ...found, paidAt: new Date().toISOString() });
    expect(decided.status, JSON.stringify(decided.body)).toBe(201);
    const { status, body } = await enter(operator, order, { ...AT_SITE, amountWon: 10_000 });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(await show(order)).toMatchObject({ status: 'cancelled', cancelledWon: 10_000 });
  });

  test('a chargeback, of which the card company tells its own reason', async () => {
    const order = await stage.paid();
    const reason = '차지백: 본인이 사용하지 않았다는 카드사 이의제기 (사유 코드 10.4)';
    const chargeback = { amountWon: 10_000, origin: 'chargeback', reason, providerCancellationId: undefined };
    const { status, body } = await enter(operator, order, chargeback);
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.external).toMatchObject({ origin: 'chargeback', providerCancellationId: null });
    const { cancellations } = await show(order);
    expect(cancellations).toMatchObject([{ kind: 'external', origin: 'chargeback', reason, amountWon: 10_000 }]);
  });

  test('it is recorded once, however often and fast it is sent under one key', async () => {
    const order = await stage.paid();
    const { shownHash } = await preview(operator, order, { amountWon: 4_000 });
    const wish = { ...BANK, amountWon: 4_000, refundedAt: new Date().toISOString(), shownHash };
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(operator, order, wish, 'one click')));
    expect(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 202)).toEqual([]);
    expect(new Set(answers.map(({ body }) => body.id)).size, 'all of them speak of one request').toBe(1);
    const again = await send(operator, order, wish, 'one click');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(told(await show(order))).toEqual(['external 4000 done']);
    const other = await send(operator, order, { ...wish, origin: 'chargeback' }, 'one click');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  test('it is recorded once when two operators enter it at the same time', async () => {
    const order = await stage.paid();
    const colleague = await stage.operator();
    const { shownHash } = await preview(operator, order, { amountWon: 4_000 });
    const wish = { ...BANK, amountWon: 4_000, refundedAt: new Date().toISOString(), shownHash };
    const answers = await Promise.all([operator, colleague].map((each) => send(each, order, wish)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await show(order)).cancelledWon).toBe(4_000);
  });

  test('of an amount that was entered already it takes the word that it is another one, however it went back', async () => {
    const order = await stage.paid();
    const first = await enter(operator, order, { amountWon: 4_000 });
    expect(first.status).toBe(201);
    const other = { amountWon: 4_000, origin: 'by_hand', providerCancellationId: undefined };
    const refused = await enter(await stage.operator(), order, other);
    expect([refused.status, refused.body.code]).toEqual([422, 'refund_found_already']);
    expect(refused.body, 'says which').toMatchObject({ resourceId: first.body.cancellation?.id });
    const { status, body } = await enter(operator, order, { ...other, isAnother: true });
    expect([status, body.external?.['isAnother']]).toEqual([201, true]);
    expect((await show(order)).cancelledWon).toBe(8_000);
  });

  test('it is not recorded when it is not what was shown any more', async () => {
    const order = await stage.paid();
    const { shownHash } = await preview(operator, order, { amountWon: 4_000 });
    await stage.house.merchant.cancel(order, 1_000);
    const late = await enter(operator, order, { amountWon: 4_000, shownHash });
    expect([late.status, late.body.code]).toEqual([409, 'shown_changed']);
    const { shownHash: ofRefund } = await stage.preview(operator, order, { amountWon: 4_000 });
    const mixed = await enter(operator, order, { amountWon: 4_000, shownHash: ofRefund });
    expect([mixed.status, mixed.body.code], 'the preview of a refund shows something else').toEqual([
      409,
      'shown_changed',
    ]);
    expect(told(await show(order))).toEqual(['refund 1000 done']);
  });
});

describe('what cannot be recorded', () => {
  test('more than is left, of what is not paid, or of nothing', async () => {
    const order = await stage.paid();
    const over = await preview(operator, order, { amountWon: 10_001 });
    expect([over.whyNot?.code, over.shownHash]).toEqual(['over_balance', null]);
    const sent = await enter(operator, order, { amountWon: 10_001, shownHash: 'a'.repeat(64) });
    expect([sent.status, sent.body.code]).toEqual([422, 'over_balance']);
    const unpaid = await stage.house.merchant.order();
    expect((await preview(operator, unpaid)).whyNot?.code).toBe('order_not_cancellable');
    const path = `/admin/orders/ord_${'0'.repeat(32)}/external-cancellation-previews`;
    const nobody = await operator.desk.call('POST', path, {});
    expect([nobody.status, nobody.body.code]).toEqual([404, 'not_found']);
    expect((await show(order)).cancelledWon).toBe(0);
  });

  test('anything while a refund runs, whose outcome may be the very same money', async () => {
    const order = await stage.paid({}, 'payple');
    const { shownHash } = await preview(operator, order, { amountWon: 4_000 });
    await stage.house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect' });
    expect((await stage.ask(operator, order, { amountWon: 4_000 })).body.outcome).toBe('in_doubt');
    expect((await preview(operator, order, { amountWon: 4_000 })).whyNot?.code).toBe('cancellation_running');
    const { status, body } = await enter(operator, order, { amountWon: 4_000, shownHash });
    expect([status, body.code]).toEqual([409, 'cancellation_running']);
    await stage.house.payple.adopt({ inquiryShowsCancels: true });
    await waitFor('the doubt to be settled', async () => (await show(order)).cancellations[0]?.status === 'done');
    expect(told(await show(order))).toEqual(['refund 4000 done']);
  });

  test('before it was paid, or in the future', async () => {
    const order = await stage.paid();
    for (const refundedAt of ['2020-01-01T00:00:00+09:00', new Date(Date.now() + 3_600_000).toISOString()]) {
      const shown = await preview(operator, order, { amountWon: 1_000, refundedAt });
      expect([shown.whyNot?.code, shown.shownHash], refundedAt).toEqual(['refunded_at_not_possible', null]);
      const { status, body } = await enter(operator, order, { amountWon: 1_000, refundedAt });
      expect([status, body.code], refundedAt).toEqual([422, 'refunded_at_not_possible']);
    }
    expect((await show(order)).cancelledWon).toBe(0);
  });

  test.each([
    { amountWon: 0 },
    { amountWon: '1' },
    { amountWon: null },
    { amountWon: undefined },
    { origin: 'found' },
    { origin: undefined },
    { refundedAt: '2026-08-01T10:00' },
    { refundedAt: undefined },
    { reason: ' ' },
    { reason: 'x'.repeat(1_001) },
    { providerCancellationId: '' },
    { decidedBy: 'somebody else' },
    { shownHash: 'a' },
    { paymentId: 'pay_x' },
  ])('what is malformed: %o', async (fault) => {
    const wish = { ...BANK, amountWon: 1_000, refundedAt: new Date().toISOString(), shownHash: 'a'.repeat(64) };
    const { status, body } = await send(operator, { id: `ord_${'0'.repeat(32)}` }, { ...wish, ...fault });
    expect([status, body.code]).toEqual([400, 'malformed_request']);
  });

  test('anything by somebody who is no operator', async () => {
    const order = await stage.paid();
    for (const roles of [['viewer'], ['approver'], ['administrator']] as const) {
      const { desk } = await stage.worker(roles);
      for (const path of ['external-cancellation-previews', 'external-cancellations']) {
        const answer = await desk.call('POST', `/admin/orders/${order.id}/${path}`, { amountWon: 1_000 });
        expect([answer.status, answer.body.code], `${roles.join()} at ${path}`).toEqual([403, 'permission_missing']);
      }
    }
  });

  test('past the desk, in the name of a person', async () => {
    const order = await stage.paid();
    const { body } = await enter(operator, order, { amountWon: 1_000 });
    const past = database().query(
      `INSERT INTO cancellations SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).*
       FROM cancellations c WHERE id = $1`,
      [readId('cancellation', body.cancellation?.id ?? '')],
    );
    await expect(past).rejects.toThrow('a refund of a person needs a request that was approved');
  });
});

describe('a second person', () => {
  test('is needed above the limit; it is recorded in the name of who entered it', async () => {
    const { order, request } = await waiting();
    expect(request.approvalReasons).toEqual([{ rule: 'amount', limit: 50_000, figure: 60_000 }]);
    expect(told(await show(order)), 'nothing is recorded before').toEqual([]);
    const shown = await stage.show(approver, request.id);
    expect(shown).toMatchObject({
      isUnchanged: true,
      request: { kind: 'external_cancellation', external: { origin: 'by_hand' }, reason: BANK.reason },
    });
    const { status, body } = await stage.approve(approver, shown.request);
    expect([status, body.outcome, body.decidedBy?.id]).toEqual([200, 'done', approver.id]);
    expect(await show(order)).toMatchObject({ status: 'cancelled', cancelledWon: 60_000 });
    expect(body.cancellation?.requestedBy).toBe(operator.id);
    expect(await stage.cancelsOf(order)).toBe(0);
    expect(await trailOf(request)).toEqual(['refund.asked', 'refund.approved']);
    expect((await stage.approve(approver, request)).body.code).toBe('approval_settled');
    await expectSameBooks();
  });

  test('is never oneself, whatever roles one has', async () => {
    const both = await stage.worker(['operator', 'approver', 'administrator']);
    const order = await stage.paid({ amountWon: 60_000 });
    const { body: request } = await enter(both, order, { amountWon: 60_000 });
    const { status, body } = await stage.approve(both, request);
    expect([status, body.code]).toEqual([403, 'wrong_person']);
    expect(told(await show(order))).toEqual([]);
    expect(await trailOf(request)).toEqual(['refund.asked', 'refund.decision_denied']);
  });

  test('refuses with a reason, or who asked withdraws, and nothing is recorded', async () => {
    const { order, request } = await waiting();
    const path = `/admin/approvals/${request.id}/refusals`;
    expect((await approver.desk.call('POST', path, { reason: 'no bank receipt' })).body).toMatchObject({
      outcome: 'refused',
    });
    const next = await enter(operator, order, { amountWon: 60_000 });
    const withdrawn = await operator.desk.call('POST', `/admin/approvals/${next.body.id}/withdrawals`, {});
    expect(withdrawn.body).toMatchObject({ outcome: 'withdrawn' });
    expect(told(await show(order))).toEqual([]);
  });

  test('cannot approve what has changed since, and the request comes to nothing', async () => {
    const { order, request } = await waiting();
    await refundMeanwhile(order, 1_000);
    expect((await stage.show(approver, request.id)).isUnchanged).toBe(false);
    const { status, body } = await stage.approve(approver, request);
    expect([status, body.code]).toEqual([409, 'shown_changed']);
    expect((await stage.show(approver, request.id)).request.outcome).toBe('stale');
    expect(told(await show(order))).toEqual(['refund 1000 done']);
  });

  test('hears that a refund runs, and may approve when it came to nothing', async () => {
    const order = await stage.paid({ amountWon: 60_000 }, 'payple');
    const { body: request } = await enter(operator, order, { amountWon: 60_000 });
    await stage.house.payple.fail({ endpoint: 'cancel', fault: 'drop_before_effect' });
    await stage.house.payple.adopt({ inquiryShowsCancels: false });
    expect((await refundMeanwhile(order, 1_000)).status).toBe(202);
    const { status, body } = await stage.approve(approver, request);
    expect([status, body.code], JSON.stringify(body)).toEqual([409, 'cancellation_running']);
    expect((await stage.show(approver, request.id)).request.status, 'it still waits').toBe('pending');
    const refund = (await show(order)).cancellations[0] ?? { id: '' };
    await waitFor('an operator to be called', async () => (await evidenceOf(stage.house.merchant, refund)).attention);
    const decided = await operator.desk.call('POST', `/admin/queue/cancellation/${refund.id}/decisions`, {
      decision: 'not_refunded',
      reason: 'Payple has no such refund',
    });
    expect(decided.status, JSON.stringify(decided.body)).toBe(201);
    const approved = await stage.approve(approver, request);
    expect([approved.status, approved.body.outcome], JSON.stringify(approved.body)).toEqual([200, 'done']);
    expect(told(await show(order))).toEqual(['external 60000 done', 'refund 1000 refused']);
  });

  test('is needed when what one person refunded and entered comes to too much', async () => {
    const order = await stage.paid({ amountWon: 60_000 });
    expect((await stage.ask(operator, order, { amountWon: 30_000 })).status).toBe(201);
    const { approvalReasons } = await preview(operator, order, { amountWon: 30_000 });
    expect(approvalReasons).toEqual([{ rule: 'order_sum', limit: 50_000, figure: 60_000 }]);
    const limited = await stage.operator(500);
    expect((await preview(limited, order, { amountWon: 501 })).approvalReasons).toEqual([
      { rule: 'own_limit', limit: 500, figure: 501 },
    ]);
  });

  test('stands in the way of every other refund of that money, until it is settled', async () => {
    const { merchant } = stage.house;
    const order = await stage.paid({ amountWon: 60_000 });
    const { shownHash } = await stage.preview(operator, order);
    const whole = { amountWon: 60_000 };
    const { body: request } = await enter(operator, order, whole);
    const external = { ...whole, ...BANK, refundedAt: new Date().toISOString(), decidedBy: 'Kim' };
    const answers = [
      await merchant.cancel(order),
      await merchant.cancel(order, 1),
      await merchant.call<ShownProblem>('POST', `/v1/orders/${order.id}/external-cancellations`, external),
      await stage.send(operator, order, { reason: 'at the desk', shownHash }),
    ];
    for (const { status, body } of answers) {
      expect([status, body.code], JSON.stringify(body)).toEqual([409, 'approval_waits']);
      expect(body, 'says which').toMatchObject({ resourceId: request.id });
    }
    expect(told(await show(order))).toEqual([]);
    expect((await stage.approve(approver, request)).body.outcome).toBe('done');
    expect(told(await show(order)), 'the buyer has it once').toEqual(['external 60000 done']);
    const other = await waiting();
    await approver.desk.call('POST', `/admin/approvals/${other.request.id}/refusals`, { reason: 'no' });
    expect((await merchant.cancel(other.order, 1_000)).status, 'when it was refused').toBe(201);
  });

  test('has one request of a payment before them at a time', async () => {
    const { order, request } = await waiting();
    for (const { whyNot } of [await preview(operator, order), await stage.preview(operator, order)]) {
      expect(whyNot).toMatchObject({ code: 'approval_waits', resourceId: request.id });
    }
    const { status, body } = await enter(operator, order, { amountWon: 1_000, shownHash: 'a'.repeat(64) });
    expect([status, body.code]).toEqual([409, 'shown_changed']);
  });
});

describe('a process that dies between approval and recording', () => {
  test('leaves a request that is recorded once, whoever tries and how often', async () => {
    const { order, request } = await waiting();
    const uuid = readId('refundRequest', request.id) ?? '';
    await database().query(
      `UPDATE refund_requests SET status = 'approved', decided_by_id = $2, decided_by_name = 'A', decided_at = now()
       WHERE id = $1`,
      [uuid, approver.uuid],
    );
    const carrying = stage.house.app.get(CarryingOutService, { strict: false });
    await Promise.all(Array.from({ length: 5 }, () => carrying.carryOut(uuid)));
    expect(told(await show(order))).toEqual(['external 60000 done']);
    expect((await stage.show(approver, request.id)).request.outcome).toBe('done');
  });

  test('finds it recorded already, and says so', async () => {
    const order = await stage.paid();
    const { body } = await enter(operator, order, { amountWon: 4_000 });
    const carrying = stage.house.app.get(CarryingOutService, { strict: false });
    expect(await carrying.carryOut(readId('refundRequest', body.id) ?? '')).toBeNull();
    expect((await show(order)).cancelledWon).toBe(4_000);
  });
});

describe('an operator who was called', () => {
  /** A payment of which Payple told a refund of 3,000 won, and not how much is left. */
  async function called(before: (order: ShownOrder) => Promise<unknown> = async () => {}): Promise<ShownOrder> {
    const { payple, merchant } = stage.house;
    await payple.adopt({ inquiryShowsCancels: false });
    const order = await merchant.order();
    const payment = await merchant.pay(order, 'pc', 'payple');
    await deliver(await payple.finish(payment, 'pay'));
    await before(order);
    await payple.refundAtSite(payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '', { amountWon: 3_000 });
    return waitFor('an operator to be called', async () => {
      const shown = await show(order);
      return shown.payments[0]?.attention == null ? null : shown;
    });
  }

  test('records what went back, is called no more, and the rest can be refunded again', async () => {
    const order = await called();
    expect((await stage.preview(operator, order, { amountWon: 1_000 })).whyNot?.code).toBe('needs_operator');
    expect((await stage.preview(operator, order)).cautions, 'a whole one may be refused').toEqual(['operator_called']);
    const { status, body } = await enter(operator, order, { ...AT_SITE, amountWon: 3_000 });
    expect(status, JSON.stringify(body)).toBe(201);
    await expectSameBooks();
    expect((await show(order)).payments[0]?.attention, 'the notice is explained').toBeNull();
    expect((await stage.ask(operator, order, { amountWon: 1_000 })).status).toBe(201);
  });

  test('has nobody say, at the desk or with a key, that it is seen to while a record of it waits for approval', async () => {
    const limited = await stage.operator(100);
    const order = await called();
    const { status } = await enter(limited, order, { ...AT_SITE, amountWon: 3_000 });
    expect(status, 'it waits for a second person').toBe(202);
    const id = order.payments[0]?.id ?? '';
    const noted = { decision: 'noted', reason: 'nothing there' };
    const answers = [
      await operator.desk.call<ShownProblem>('POST', `/admin/queue/payment/${id}/decisions`, noted),
      await stage.house.merchant.call<ShownProblem>('POST', `/v1/payments/${id}/decisions`, {
        ...noted,
        decidedBy: 'Kim',
      }),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual(['approval_waits', 'approval_waits']);
    expect((await show(order)).payments[0]?.attention, 'no part is refunded before it is recorded').not.toBeNull();
  });

  /** A part refund that was approved by a process that died then, of a payment that an operator is called to since. */
  async function approvedAndCalled() {
    let request = { id: '', uuid: '' };
    const order = await called(async (paid) => {
      const { status, body } = await stage.ask(await stage.operator(100), paid, { amountWon: 2_000 });
      expect(status, 'it waits for a second person').toBe(202);
      request = { id: body.id, uuid: readId('refundRequest', body.id) ?? '' };
      await database().query(
        `UPDATE refund_requests SET status = 'approved', decided_by_id = $2, decided_by_name = 'A', decided_at = now()
         WHERE id = $1`,
        [request.uuid, approver.uuid],
      );
    });
    return { order, request };
  }
  const seenTo = (order: ShownOrder) =>
    operator.desk.call('POST', `/admin/queue/payment/${order.payments[0]?.id ?? ''}/decisions`, {
      decision: 'noted',
      reason: 'nothing went back there',
    });

  test('ends an approved refund that it stands in the way of, and is seen to like any other', async () => {
    const { order, request } = await approvedAndCalled();
    const why = await stage.house.app.get(CarryingOutService, { strict: false }).carryOut(request.uuid);
    expect(why?.code, 'no part is refunded while nobody knows what is left').toBe('needs_operator');
    expect((await stage.show(approver, request.id)).request.outcome).toBe('stale');
    expect((await seenTo(order)).status).toBe(201);
    expect((await stage.ask(operator, order, { amountWon: 1_000 })).status).toBe(201);
  });

  test('is seen to while an approved refund has not begun, which is carried out then', async () => {
    const { order, request } = await approvedAndCalled();
    const { status, body } = await seenTo(order);
    expect(status, JSON.stringify(body)).toBe(201);
    const carrying = stage.house.app.get(CarryingOutService, { strict: false });
    expect(await carrying.carryOut(request.uuid)).toBeNull();
    expect(told(await show(order))).toEqual(['refund 2000 done']);
  });

  test('says at the queue that it was looked at, when nothing went back', async () => {
    const order = await called();
    const id = order.payments[0]?.id ?? '';
    interface Entry {
      readonly isWaiting: boolean;
      readonly decisions: readonly { readonly decision: string }[];
    }
    const path = `/admin/queue/payment/${id}`;
    const entry = (await operator.desk.call<Entry>('GET', path)).body;
    expect([entry.isWaiting, entry.decisions.map(({ decision }) => decision)]).toEqual([true, ['noted', 'not_known']]);
    const noted = await operator.desk.call('POST', `${path}/decisions`, {
      decision: 'noted',
      reason: 'no such refund on the merchant site',
    });
    expect(noted.status, JSON.stringify(noted.body)).toBe(201);
    expect((await operator.desk.call<Entry>('GET', path)).body.isWaiting).toBe(false);
    expect(told(await show(order)), 'nothing moves').toEqual([]);
  });
});
