// Refunds at the desk: shown first, sent once, and with a second person where it takes one.
import { approveAbout } from '../support/second-person.js';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CarryingOutService } from '../../src/admin/refunds/carrying-out.service.js';
import { PeopleService } from '../../src/people/people.service.js';
import { alterStored } from '../support/alter-stored.js';
import { visit } from '../support/merchant.js';
import { RefundStage, type ShownRequest, type Worker } from '../support/refund-stage.js';
import { waitFor } from '../support/wait-for.js';

const LIMITS = { REFUND_APPROVAL_ABOVE_WON: '50000', REFUND_APPROVAL_DAILY_SUM_WON: '80000' };
const NOBODY = { personId: null, name: 'the test', address: null };

let stage: RefundStage;
let operator: Worker;
let approver: Worker;
beforeAll(async () => {
  stage = await RefundStage.open({ environment: LIMITS });
  approver = await stage.approver();
});
beforeEach(async () => {
  operator = await stage.operator();
});
afterAll(() => stage.close());

const database = () => stage.house.app.get(DataSource, { strict: false });

/** A request above the limit, which waits. */
async function waiting(amountWon = 60_000) {
  const order = await stage.paid({ amountWon });
  const { status, body } = await stage.ask(operator, order);
  expect([status, body.outcome], 'it should wait for approval').toEqual([202, 'waits_for_approval']);
  return { order, request: body };
}

async function trailOf(request: Pick<ShownRequest, 'id'>): Promise<string[]> {
  const rows = await database().query<{ action: string }[]>(
    'SELECT action FROM audit_entries WHERE subject = $1 ORDER BY id',
    [request.id],
  );
  return rows.map(({ action }) => action);
}

describe('a refund', () => {
  test.each(['payco', 'payple'] as const)(
    'is shown and then done at %s, in part and then the rest',
    async (provider) => {
      const order = await stage.paid({ amountWon: 11_000, taxFreeWon: 0 }, provider);
      const preview = await stage.preview(operator, order, { amountWon: 1_100 });
      expect(preview.refund).toEqual({ totalWon: 1_100, taxFreeWon: 0, taxableWon: 1_000, vatWon: 100 });
      expect([preview.balanceBefore.totalWon, preview.balanceAfter?.totalWon]).toEqual([11_000, 9_900]);
      const part = await stage.ask(operator, order, { amountWon: 1_100 });
      expect([part.status, part.body.outcome]).toEqual([201, 'done']);
      expect(part.body.refund, 'exactly what was shown').toEqual(preview.refund);
      expect(part.body.cancellation?.requestedBy).toBe(operator.id);
      const rest = await stage.ask(operator, order);
      expect([rest.status, rest.body.refund.totalWon]).toEqual([201, 9_900]);
      expect((await stage.house.merchant.show(order)).status).toBe('cancelled');
      expect(await trailOf(rest.body)).toEqual(['refund.asked']);
    },
  );

  test('that is not what was shown any more is not sent', async () => {
    const order = await stage.paid();
    const { shownHash } = await stage.preview(operator, order, { amountWon: 4_000 });
    await stage.house.merchant.cancel(order, 1_000);
    const { status, body } = await stage.send(operator, order, { amountWon: 4_000, reason: 'late', shownHash });
    expect([status, body.code]).toEqual([409, 'shown_changed']);
    expect(await stage.cancelsOf(order), 'only the other one was sent').toBe(1);
  });

  test('for another amount than was shown is not sent', async () => {
    const order = await stage.paid();
    const { shownHash } = await stage.preview(operator, order, { amountWon: 4_000 });
    const { status, body } = await stage.send(operator, order, { amountWon: 4_001, reason: 'more', shownHash });
    expect([status, body.code]).toEqual([409, 'shown_changed']);
  });

  test('is sent once, however often and fast it is asked for under one key', async () => {
    const order = await stage.paid();
    const { shownHash } = await stage.preview(operator, order, { amountWon: 4_000 });
    const wish = { amountWon: 4_000, reason: 'twice', shownHash };
    const answers = await Promise.all(Array.from({ length: 5 }, () => stage.send(operator, order, wish, 'one click')));
    expect(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 202)).toEqual([]);
    expect(new Set(answers.map(({ body }) => body.id)).size, 'all of them speak of one request').toBe(1);
    const again = await stage.send(operator, order, wish, 'one click');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(await stage.cancelsOf(order)).toBe(1);
    const other = await stage.send(operator, order, { ...wish, reason: 'another' }, 'one click');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  test('is sent once when two operators ask at the same time without keys', async () => {
    const order = await stage.paid();
    const colleague = await stage.operator();
    const { shownHash } = await stage.preview(operator, order);
    const wish = { reason: 'both of us', shownHash };
    const answers = await Promise.all([operator, colleague].map((each) => stage.send(each, order, wish)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await stage.cancelsOf(order)).toBe(1);
  });

  test('cannot be asked for while another one runs', async () => {
    const order = await stage.paid({}, 'payple');
    await stage.house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect' });
    const { shownHash } = await stage.preview(operator, order, { amountWon: 4_000 });
    const first = await stage.send(operator, order, { amountWon: 4_000, reason: 'lost', shownHash });
    expect([first.status, first.body.outcome]).toEqual([202, 'in_doubt']);
    expect((await stage.preview(operator, order, { amountWon: 1_000 })).whyNot?.code).toBe('cancellation_running');
    const second = await stage.send(operator, order, { amountWon: 4_000, reason: 'again', shownHash });
    expect([second.status, second.body.code]).toEqual([409, 'cancellation_running']);
    await stage.house.payple.adopt({ inquiryShowsCancels: true });
    await waitFor('the doubt to be settled', async () => {
      return (await stage.house.merchant.show(order)).cancellations[0]?.status === 'done';
    });
  });

  test('that the provider refuses is told in its words', async () => {
    const order = await stage.paid();
    await stage.house.payco.fail({ endpoint: 'cancel', fault: 'decline' });
    const { status, body } = await stage.ask(operator, order);
    await stage.house.payco.behave();
    expect([status, body.code]).toEqual([402, 'provider_refused']);
    expect(body.providerMessage).toBeTruthy();
  });

  test.each([
    [{ amountWon: 0 }, 400, 'malformed_request'],
    [{ amountWon: '1' }, 400, 'malformed_request'],
    [{ amountWon: 1, paymentId: 'pay_x' }, 400, 'malformed_request'],
  ])('with the wish %o is refused', async (wish, status, code) => {
    const order = await stage.paid();
    const answer = await operator.desk.call('POST', `/admin/orders/${order.id}/refund-previews`, wish);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    const body = { ...wish, reason: 'x', shownHash: 'a'.repeat(64) };
    expect((await stage.send(operator, order, body)).status).toBe(status);
  });

  test('takes a reason of 1 to 200 characters', async () => {
    const order = await stage.paid();
    const { shownHash } = await stage.preview(operator, order);
    for (const reason of ['', ' ', 'x'.repeat(201), 'a\nb', undefined]) {
      expect((await stage.send(operator, order, { reason, shownHash })).status).toBe(400);
    }
  });

  test('is not possible for more than is left, of what is not paid, or of nothing', async () => {
    const order = await stage.paid();
    expect((await stage.preview(operator, order, { amountWon: 10_001 })).whyNot?.code).toBe('over_balance');
    const unpaid = await stage.house.merchant.order();
    const preview = await stage.preview(operator, unpaid);
    expect([preview.whyNot?.code, preview.shownHash]).toEqual(['order_not_cancellable', null]);
    const nobody = await operator.desk.call('POST', `/admin/orders/ord_${'0'.repeat(32)}/refund-previews`, {});
    expect([nobody.status, nobody.body.code]).toEqual([404, 'not_found']);
  });

  test('says of which means a payment was made, and that a part smaller than the coupon may be refused', async () => {
    const { merchant, payco } = stage.house;
    const order = await merchant.order();
    await visit(await payco.agree(await merchant.pay(order), 'card_coupon'));
    const whole = await stage.preview(operator, order);
    const couponWon = whole.parts.find(({ method }) => method === 'coupon')?.amountWon ?? 0;
    expect([couponWon > 1, whole.cautions]).toEqual([true, []]);
    const below = await stage.preview(operator, order, { amountWon: couponWon - 1 });
    expect([below.whyNot, below.cautions]).toEqual([null, ['below_coupon']]);
    expect((await stage.preview(operator, order, { amountWon: couponWon })).cautions).toEqual([]);
  });

  test.each([
    ['whole', { amountWon: 1_000 }, 'not_supported'],
    ['whole', {}, undefined],
    ['none', {}, 'not_supported'],
  ])('of a payment of which the provider takes back “%s”, for %o: %s', async (cancels, wish, code) => {
    const order = await stage.paid();
    const changed = `receipt = jsonb_set(receipt, '{cancels}', to_jsonb($2::text))`;
    await alterStored(stage.house, order, 'payments', changed, [cancels]);
    const { refundable, whyNot } = await stage.preview(operator, order, wish);
    expect([refundable, whyNot?.code]).toEqual([cancels, code]);
  });

  test('is for nobody but operators', async () => {
    const order = await stage.paid();
    for (const roles of [['viewer'], ['approver'], ['administrator']] as const) {
      const { desk } = await stage.worker(roles);
      const wish = { reason: 'x', shownHash: 'a'.repeat(64) };
      for (const path of ['refund-previews', 'refunds']) {
        const answer = await desk.call('POST', `/admin/orders/${order.id}/${path}`, path === 'refunds' ? wish : {});
        expect([answer.status, answer.body.code], `${roles.join()} at ${path}`).toEqual([403, 'permission_missing']);
      }
    }
    expect(await stage.cancelsOf(order)).toBe(0);
  });
});

describe('a second person', () => {
  test('is needed above the limit, approves once, and the refund is carried out in the name of who asked', async () => {
    const { order, request } = await waiting();
    expect(request.approvalReasons).toEqual([{ rule: 'amount', limit: 50_000, figure: 60_000 }]);
    expect(await stage.cancelsOf(order), 'nothing is sent before').toBe(0);
    const shown = await stage.show(approver, request.id);
    expect(shown.isUnchanged).toBe(true);
    const { status, body } = await stage.approve(approver, shown.request);
    expect([status, body.outcome, body.decidedBy?.id]).toEqual([200, 'done', approver.id]);
    expect(body.cancellation?.requestedBy).toBe(operator.id);
    expect(await trailOf(request)).toEqual(['refund.asked', 'refund.approved']);
    const again = await stage.approve(approver, shown.request);
    expect([again.status, again.body.code]).toEqual([409, 'approval_settled']);
  });

  test('ten approvals at once make one refund', async () => {
    const { order, request } = await waiting();
    const approvers = [approver, await stage.approver()];
    const tries = Array.from({ length: 10 }, (_, index) => stage.approve(approvers[index % 2] ?? approver, request));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(9);
    expect(await stage.cancelsOf(order)).toBe(1);
  });

  test('is never oneself, whatever roles one has, also past the code', async () => {
    const both = await stage.worker(['operator', 'approver', 'administrator']);
    const order = await stage.paid({ amountWon: 60_000 });
    const { body: request } = await stage.ask(both, order);
    for (const [path, body] of [
      ['approvals', { shownHash: request.shownHash }],
      ['refusals', { reason: 'mine' }],
    ] as const) {
      const answer = await both.desk.call('POST', `/admin/approvals/${request.id}/${path}`, body);
      expect([answer.status, answer.body.code], path).toEqual([403, 'wrong_person']);
    }
    expect(await trailOf(request)).toEqual(['refund.asked', 'refund.decision_denied', 'refund.decision_denied']);
    const past = database().query(
      `UPDATE refund_requests SET status = 'approved', decided_by_id = asked_by_id, decided_by_name = 'me',
         decided_at = now() WHERE reason = 'the buyer changed their mind' AND asked_by_id = $1`,
      [both.uuid],
    );
    await expect(past).rejects.toThrow('refund_requests_four_eyes');
    expect(await stage.cancelsOf(order)).toBe(0);
  });

  test('cannot approve what has changed since, and the request comes to nothing', async () => {
    const { order, request } = await waiting();
    await stage.house.merchant.cancel(order, 1_000);
    expect((await stage.show(approver, request.id)).isUnchanged).toBe(false);
    const { status, body } = await stage.approve(approver, request);
    expect([status, body.code]).toEqual([409, 'shown_changed']);
    expect((await stage.show(approver, request.id)).request.outcome).toBe('stale');
    expect(await stage.cancelsOf(order), 'only the other one was sent').toBe(1);
    expect(await trailOf(request)).toEqual(['refund.asked', 'refund.stale']);
  });

  test('cannot approve after another refund was tried of which the balance does not tell', async () => {
    const { order, request } = await waiting();
    await stage.house.payco.fail({ endpoint: 'cancel', fault: 'decline' });
    expect((await stage.house.merchant.cancel(order, 1_000)).status, 'the provider refuses it').toBe(402);
    await stage.house.payco.behave();
    expect((await stage.show(approver, request.id)).isUnchanged).toBe(false);
    const { status, body } = await stage.approve(approver, request);
    expect([status, body.code]).toEqual([409, 'shown_changed']);
    expect((await stage.show(approver, request.id)).request.staleBecause).toContain('another refund of it was tried');
    expect(await stage.cancelsOf(order)).toBe(0);
  });

  test('cannot approve something else than they saw', async () => {
    const { request } = await waiting();
    const { status, body } = await stage.approve(approver, { id: request.id, shownHash: 'a'.repeat(64) });
    expect([status, body.code]).toEqual([409, 'shown_changed']);
    expect((await stage.show(approver, request.id)).request.status, 'it still waits').toBe('pending');
  });

  test('refuses with a reason, and then nothing can be approved', async () => {
    const { order, request } = await waiting();
    const path = `/admin/approvals/${request.id}/refusals`;
    expect((await approver.desk.call('POST', path, { reason: '' })).status).toBe(400);
    const refused = await approver.desk.call<ShownRequest>('POST', path, { reason: 'no receipt' });
    expect([refused.status, refused.body.outcome]).toEqual([200, 'refused']);
    expect((await stage.approve(approver, request)).body.code).toBe('approval_settled');
    expect(await stage.cancelsOf(order)).toBe(0);
    const next = await stage.ask(operator, order, { amountWon: 1_000 });
    expect(next.status, 'another refund can be asked for').toBe(201);
  });

  test('is not needed any more when who asked withdraws, which nobody else can', async () => {
    const { request } = await waiting();
    const path = `/admin/approvals/${request.id}/withdrawals`;
    const colleague = await stage.operator();
    const denied = await colleague.desk.call('POST', path, {});
    expect([denied.status, denied.body.code]).toEqual([403, 'wrong_person']);
    const withdrawn = await operator.desk.call<ShownRequest>('POST', path, {});
    expect([withdrawn.status, withdrawn.body.outcome]).toEqual([200, 'withdrawn']);
    expect((await stage.approve(approver, request)).body.code).toBe('approval_settled');
  });

  test('is not heard when a role was taken away: of who asked, or of who approves', async () => {
    const people = stage.house.app.get(PeopleService, { strict: false });
    const { order, request } = await waiting();
    await people.change(NOBODY, operator.uuid, { disabled: true });
    const late = await stage.approve(approver, request);
    expect([late.status, late.body.code]).toEqual([409, 'asker_may_not_refund']);
    await people.change(NOBODY, operator.uuid, { disabled: false, roles: ['viewer'] });
    expect((await stage.approve(approver, request)).body.code).toBe('asker_may_not_refund');
    await people.change(NOBODY, operator.uuid, { roles: ['operator'] });
    await approveAbout(stage.house.app, operator.id);
    const former = await stage.approver();
    await people.change(NOBODY, former.uuid, { roles: ['viewer'] });
    expect((await stage.approve(former, request)).body.code).toBe('permission_missing');
    expect(await stage.cancelsOf(order)).toBe(0);
    const last = await stage.approve(approver, request);
    expect(last.body.outcome, JSON.stringify(last.body)).toBe('done');
  });

  test('is needed for an old payment, and beyond the person’s own limit', async () => {
    const order = await stage.paid();
    await alterStored(stage.house, order, 'payments', `paid_at = now() - interval '91 days'`);
    const limited = await stage.operator(500);
    const { approvalReasons } = await stage.preview(limited, order, { amountWon: 501 });
    expect(approvalReasons).toEqual([
      { rule: 'payment_age', limit: 90, figure: expect.any(Number) as number },
      { rule: 'own_limit', limit: 500, figure: 501 },
    ]);
    expect((await stage.ask(limited, order, { amountWon: 501 })).body.outcome).toBe('waits_for_approval');
    const another = await stage.preview(operator, order, { amountWon: 1 });
    expect(another.whyNot?.code, 'one request of a payment at a time').toBe('approval_waits');
  });

  test('is needed beyond the day’s sum, also when all is asked for at once', async () => {
    const orders = await Promise.all([1, 2, 3].map(() => stage.paid({ amountWon: 40_000 })));
    const hashes = await Promise.all(orders.map((order) => stage.preview(operator, order)));
    const answers = await Promise.all(
      orders.map((order, index) => {
        const wish = { reason: 'all at once', shownHash: hashes[index]?.shownHash };
        return stage.send(operator, order, wish);
      }),
    );
    const waits = answers.filter(({ body }) => body.outcome === 'waits_for_approval');
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 202]);
    expect(waits[0]?.body.approvalReasons).toEqual([{ rule: 'daily_sum', limit: 80_000, figure: 120_000 }]);
    const small = await stage.paid({ amountWon: 1_000 });
    const { approvalReasons } = await stage.preview(operator, small);
    expect(approvalReasons, 'what waits counts too').toEqual([{ rule: 'daily_sum', limit: 80_000, figure: 121_000 }]);
  });

  test('is too late when the request has expired', async () => {
    const { order, request } = await waiting();
    await database().query(
      'UPDATE refund_requests SET expires_at = now() WHERE order_id IN (SELECT id FROM orders WHERE order_number = $1)',
      [order.orderNumber],
    );
    const { status, body } = await stage.approve(approver, request);
    expect([status, body.code]).toEqual([409, 'approval_settled']);
    await waitFor('the request to expire', async () => {
      return (await stage.show(approver, request.id)).request.outcome === 'expired';
    });
    expect(await stage.cancelsOf(order)).toBe(0);
    expect(await trailOf(request)).toEqual(['refund.asked', 'refund.expired']);
  });

  test('sees what waits, page by page', async () => {
    const made = [await waiting(), await waiting()];
    const viewer = await stage.worker(['viewer']);
    interface Page {
      readonly items: readonly ShownRequest[];
      readonly nextCursor: string | null;
    }
    const read = async (query: string) => (await viewer.desk.call<Page>('GET', `/admin/approvals?${query}`)).body;
    const first = await read('status=pending&limit=1');
    expect(first.items.map(({ id }) => id)).toEqual([made[1]?.request.id]);
    const second = await read(`status=pending&limit=1&cursor=${first.nextCursor ?? ''}`);
    expect(second.items.map(({ id }) => id)).toEqual([made[0]?.request.id]);
    expect((await viewer.desk.call('GET', '/admin/approvals?status=nonsense')).status).toBe(400);
    expect((await viewer.desk.call('GET', '/admin/approvals?cursor=rfr_1')).status).toBe(400);
    const denied = await stage.approve(viewer, made[0]?.request ?? { id: '', shownHash: 'a'.repeat(64) });
    expect([denied.status, denied.body.code]).toEqual([403, 'permission_missing']);
  });
});

describe('a process that dies between approval and refund', () => {
  /** Approves as the service does, and goes no further. */
  async function approveOnly({ id }: { readonly id: string }, runAt: string): Promise<void> {
    await database().query(
      `UPDATE refund_requests SET status = 'approved', decided_by_id = $2, decided_by_name = 'A', decided_at = now()
       WHERE 'rfr_' || replace(id::text, '-', '') = $1`,
      [id, approver.uuid],
    );
    await database().query(
      `SELECT graphile_worker.add_job('carry_out_refund', payload := json_build_object('requestId', id),
         job_key := 'carry_out_refund:' || id, run_at := ${runAt})
       FROM refund_requests WHERE 'rfr_' || replace(id::text, '-', '') = $1`,
      [id],
    );
  }

  test('leaves a job that makes the refund', async () => {
    const { order, request } = await waiting();
    await approveOnly(request, 'now()');
    await waitFor('the refund to be made', async () => {
      return (await stage.show(approver, request.id)).request.outcome === 'done';
    });
    expect(await stage.cancelsOf(order)).toBe(1);
  });

  test('cannot make a second one: everybody who tries meets the same cancellation', async () => {
    const { order, request } = await waiting();
    await approveOnly(request, `now() + interval '1 hour'`);
    const carrying = stage.house.app.get(CarryingOutService, { strict: false });
    const uuid = (
      await database().query<{ id: string }[]>(
        `SELECT id FROM refund_requests WHERE 'rfr_' || replace(id::text, '-', '') = $1`,
        [request.id],
      )
    )[0]?.id;
    await Promise.all(Array.from({ length: 10 }, () => carrying.carryOut(uuid ?? '')));
    expect(await stage.cancelsOf(order)).toBe(1);
    expect((await stage.show(approver, request.id)).request.outcome).toBe('done');
  });

  test('does not make what has changed meanwhile', async () => {
    const { order, request } = await waiting();
    await stage.house.merchant.cancel(order, 1_000);
    await approveOnly(request, 'now()');
    await waitFor('the request to come to nothing', async () => {
      return (await stage.show(approver, request.id)).request.outcome === 'stale';
    });
    expect(await stage.cancelsOf(order)).toBe(1);
  });
});

describe('the database', () => {
  /** A cancellation in the name of who asked, past all code. */
  const cancel = ({ id }: { readonly id: string }) =>
    database().query(
      `INSERT INTO cancellations (id, order_id, payment_id, kind, status, amount_won, tax_free_won, taxable_won, vat_won,
         balance_before_won, reason, requested_by, lookups, started_at, created_at)
       SELECT cancellation_id, order_id, payment_id, 'refund', 'executing', amount_won, tax_free_won, taxable_won, vat_won,
         balance_before_won, reason, 'person_' || replace(asked_by_id::text, '-', ''), 0, now(), now()
       FROM refund_requests WHERE 'rfr_' || replace(id::text, '-', '') = $1`,
      [id],
    );
  const change = ({ id }: { readonly id: string }, columns: string) =>
    database().query(`UPDATE refund_requests SET ${columns} WHERE 'rfr_' || replace(id::text, '-', '') = $1`, [id]);
  const APPROVED = `status = 'approved', decided_by_id = gen_random_uuid(), decided_by_name = 'A', decided_at = now()`;

  test('takes no refund of a person without a request that was approved', async () => {
    const { order, request } = await waiting();
    await expect(cancel(request)).rejects.toThrow('a refund of a person needs a request that was approved');
    expect(await stage.cancelsOf(order)).toBe(0);
  });

  test('lets nothing that was asked for be changed', async () => {
    const { request } = await waiting();
    for (const column of [
      'amount_won = 1',
      "reason = 'x'",
      "approval_reasons = '[]'",
      'asked_by_id = gen_random_uuid()',
    ]) {
      await expect(change(request, column), column).rejects.toThrow();
    }
  });

  test('lets no request come to nothing whose cancellation is there', async () => {
    const { request } = await waiting();
    await change(request, APPROVED);
    await cancel(request);
    const late = change(request, `status = 'stale', stale_because = 'x'`);
    await expect(late).rejects.toThrow('has not come to nothing');
  });
});
