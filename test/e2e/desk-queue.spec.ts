// The decision queue of the refund desk over HTTP: what waits, why, and what people say about it.
// Must never settle anything by hand but over the API.
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CALLS_OPERATORS_SOON, Doubts } from '../support/desk-doubts.js';
import type { DeskProblem, DeskVisitor } from '../support/desk-visitor.js';
import { startHouse, type House } from '../support/house.js';
import { plantBillingKey, plantCashReceipt } from '../support/sample-rows.js';
import { readRows, withClient } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';
import { Desk } from '../proofs/harness/desk.js';

interface Decision {
  readonly decision: string;
  readonly answer: string;
  readonly means: string;
  readonly next: string;
  readonly needs: readonly string[];
  readonly couldRefundTwice: boolean;
}
interface Item {
  readonly kind: string;
  readonly id: string;
  readonly orderNumber: string | null;
  readonly provider: string;
  readonly amountWon: number | null;
  readonly attention: string | null;
  readonly lastLook: { readonly personName: string; readonly note: string } | null;
}
interface Entry extends Item {
  readonly isWaiting: boolean;
  readonly status: string;
  readonly decisions: readonly Decision[];
  readonly whatToDo: string | null;
  readonly evidence: {
    readonly verdicts: readonly { readonly rule: string; readonly exchanges: readonly unknown[] }[];
  };
  readonly looks: readonly {
    readonly at: string;
    readonly personId: string;
    readonly personName: string;
    readonly note: string;
  }[];
  readonly settlement: { readonly decidedBy: string; readonly decidedWith: string; readonly rule: string } | null;
}
interface Page {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly waiting: number;
}
interface Made {
  readonly status: string;
  readonly isOpen: boolean;
}

let house: House;
let doubts: Doubts;
let desk: Desk;
let operator: DeskVisitor;
let colleague: DeskVisitor;
beforeAll(async () => {
  house = await startHouse({ environment: CALLS_OPERATORS_SOON });
  doubts = new Doubts(house);
  desk = new Desk(house, house.merchant);
  operator = await desk.signedIn('operator');
  colleague = await desk.signedIn('operator');
});
afterAll(() => house.close());
beforeEach(() => house.payple.behave());

const WHY = 'seen in the provider’s merchant pages';
const pathOf = ({ id }: { readonly id: string }): string =>
  `/admin/queue/${id.startsWith('pay_') ? 'payment' : 'cancellation'}/${id}`;
const show = async (thing: { readonly id: string }): Promise<Entry> =>
  (await operator.call<Entry>('GET', pathOf(thing))).body;
const decide = (
  who: DeskVisitor,
  thing: { readonly id: string },
  wish: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
) => who.call<Made & DeskProblem>('POST', `${pathOf(thing)}/decisions`, { reason: WHY, ...wish }, { headers });

interface Told {
  readonly person_name: string;
  readonly person_id: string;
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string;
}
const toldOf = ({ id }: { readonly id: string }): Promise<Told[]> =>
  house.app.get(DataSource).query<Told[]>('SELECT * FROM audit_entries WHERE subject = $1 ORDER BY id', [id]);

describe('the queue', () => {
  it('lists what waits with age, amount, provider, number and reason, of one kind or of all, page by page', async () => {
    const { order, refund } = await doubts.refund();
    const { payment } = await doubts.payment();
    const all: Item[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: Page } = await operator.call<Page>(
        'GET',
        `/admin/queue?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      expect(body.items).toHaveLength(1);
      all.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(all.find(({ id }) => id === refund.id)).toMatchObject({
      kind: 'cancellation',
      orderNumber: order.orderNumber,
      provider: 'payple',
      amountWon: 4_000,
      attention: 'The provider has not told what became of it.',
      lastLook: null,
    });
    const payments = (await operator.call<Page>('GET', '/admin/queue?kind=payment')).body;
    expect(payments.items.map(({ id }) => id)).toContain(payment.id);
    expect(new Set(payments.items.map(({ kind }) => kind))).toEqual(new Set(['payment']));
    expect(payments.waiting, 'the whole queue is counted').toBe(all.length);
  });

  it('is told to nobody without a session, and decided by nobody without the permission', async () => {
    const { refund } = await doubts.refund();
    const [viewer, approver] = [await desk.signedIn('viewer'), await desk.signedIn('approver')];
    for (const who of [viewer, approver]) {
      expect((await who.call<Page>('GET', '/admin/queue')).status).toBe(200);
      const answer = await decide(who, refund, { decision: 'refunded' });
      expect([answer.status, answer.body.code]).toEqual([403, 'permission_missing']);
    }
    const key = await house.merchant.call<DeskProblem>('GET', '/admin/queue');
    expect([key.status, key.body.code]).toEqual([401, 'not_signed_in']);
    const forged = await decide(operator, refund, { decision: 'refunded' }, { 'x-csrf-token': 'guessed' });
    expect([forged.status, forged.body.code]).toEqual([403, 'cross_site_request']);
    expect((await show(refund)).isWaiting).toBe(true);
  });
});

describe('a refund in doubt', () => {
  it('comes with its evidence and the three honest answers', async () => {
    const { refund } = await doubts.refund();
    const entry = await show(refund);
    expect(entry.evidence.verdicts[0]).toMatchObject({ rule: 'answer_lost' });
    expect(entry.evidence.verdicts[0]?.exchanges.length).toBeGreaterThan(0);
    expect(entry.decisions.map(({ decision, answer }) => [decision, answer])).toEqual([
      ['refunded', 'happened'],
      ['not_refunded', 'did_not_happen'],
      ['try_again', 'did_not_happen'],
      ['not_known', 'not_known_yet'],
    ]);
    for (const { means, next } of entry.decisions) expect([means, next].every((text) => /\.$/.test(text))).toBe(true);
    expect(entry.decisions.map(({ couldRefundTwice }) => couldRefundTwice)).toEqual([false, false, true, false]);
  });

  it('is done in the name of the person who found it, who is in the trail with before, after and why', async () => {
    const { order, refund } = await doubts.refund();
    const { status, body } = await decide(operator, refund, { decision: 'refunded' });
    expect([status, body]).toMatchObject([201, { status: 'done', isOpen: false }]);
    expect((await house.merchant.show(order)).cancelledWon).toBe(4_000);
    const me = (await operator.call<{ person: { id: string; name: string } }>('GET', '/admin/session')).body.person;
    const entry = await show(refund);
    expect(entry).toMatchObject({
      isWaiting: false,
      decisions: [],
      settlement: { rule: 'operator_said_refunded', decidedBy: me.name, decidedWith: me.id },
    });
    expect(await toldOf(refund)).toMatchObject([
      {
        action: 'decision.made',
        person_name: me.name,
        before: { status: 'in_doubt', attention: expect.any(String) as string },
        after: { status: 'done', attention: null, decision: 'refunded' },
        reason: WHY,
      },
    ]);
  });

  it('stays when nobody can tell yet, and shows who looked, when, and what they noted, without a card number', async () => {
    const { order, refund } = await doubts.refund();
    const note = 'Payple’s page is down; the buyer’s card is 4111-1111-1111-1111';
    const key = { 'idempotency-key': randomUUID() };
    const wish = { decision: 'not_known', reason: note };
    const first = await decide(operator, refund, wish, key);
    expect([first.status, first.body]).toMatchObject([201, { status: 'in_doubt', isOpen: true }]);
    const again = await decide(operator, refund, wish, key);
    expect([again.status, again.headers.get('idempotency-replayed'), again.body]).toEqual([201, 'true', first.body]);
    const { isWaiting, looks, decisions } = await show(refund);
    expect(isWaiting).toBe(true);
    expect(decisions).toHaveLength(4);
    expect(looks).toMatchObject([{ note: 'Payple’s page is down; the buyer’s card is [card number]' }]);
    expect((await house.merchant.show(order)).cancelledWon).toBe(0);
    const listed = (await operator.call<Page>('GET', '/admin/queue?limit=100')).body.items;
    expect(listed.find(({ id }) => id === refund.id)?.lastLook?.note).toBe(looks[0]?.note);
    expect((await toldOf(refund)).map(({ action }) => action)).toEqual(['decision.left_open']);
    await decide(colleague, refund, { ...wish, reason: 'still down' });
    expect((await show(refund)).looks.map((look) => look.note)).toEqual(['still down', looks[0]?.note]);
  });

  it('is sent again only by somebody who answers for it, and once under one key', async () => {
    const { refund } = await doubts.refund('drop_before_effect');
    const asked = await decide(operator, refund, { decision: 'try_again' });
    expect([asked.status, asked.body.code]).toEqual([422, 'decision_not_possible']);
    expect(await toldOf(refund), 'what was refused is not told as done').toEqual([]);
    const key = { 'idempotency-key': randomUUID() };
    const wish = { decision: 'try_again', acceptDoubleRefund: true };
    const answers = await Promise.all([1, 2, 3].map(() => decide(operator, refund, wish, key)));
    expect(answers.map(({ status }) => status).filter((status) => status < 300).length).toBeGreaterThan(0);
    const { status, body } = await decide(operator, refund, wish, key);
    expect([status, body]).toMatchObject([201, { status: 'done', isOpen: false }]);
    expect((await toldOf(refund)).map(({ action }) => action)).toEqual(['decision.made']);
  });

  it('is decided by one of two people at once; the other learns who was faster and what they said', async () => {
    const { refund } = await doubts.refund();
    const answers = await Promise.all([
      decide(operator, refund, { decision: 'refunded' }),
      decide(colleague, refund, { decision: 'not_refunded' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { decidedBy } = (await show(refund)).settlement ?? { decidedBy: 'nobody' };
    const lost = answers.find(({ status }) => status === 409)?.body;
    expect(lost).toMatchObject({ code: 'nothing_to_decide' });
    expect(lost?.detail).toContain(`${decidedBy} decided it at `);
    expect((await toldOf(refund)).map(({ person_name: name }) => name)).toEqual([decidedBy]);
  });
});

describe('a payment in doubt', () => {
  it('is paid with what was found at the provider, and with nothing less', async () => {
    const { order, payment } = await doubts.payment();
    expect((await show(payment)).decisions.find(({ decision }) => decision === 'paid')?.needs).toEqual([
      'providerPaymentId',
      'paidAt',
    ]);
    const bare = await decide(operator, payment, { decision: 'paid' });
    expect([bare.status, bare.body.code]).toEqual([400, 'malformed_request']);
    const [book] = await house.payple.booksOf(order);
    const found = { providerPaymentId: book?.tradeNo, paidAt: new Date().toISOString() };
    const { status, body } = await decide(operator, payment, { decision: 'paid', ...found });
    expect([status, body.status]).toEqual([201, 'paid']);
    expect((await house.merchant.show(order)).status).toBe('paid');
  });

  it('that settled meanwhile says so, to whoever looks and to whoever decides', async () => {
    const { order, payment } = await doubts.payment();
    await house.payple.behave();
    await waitFor('a lookup to settle it', async () => (await house.merchant.show(order)).status === 'paid');
    expect(await show(payment)).toMatchObject({
      isWaiting: false,
      status: 'paid',
      settlement: { decidedBy: 'platform', rule: 'lookup_found_paid' },
    });
    for (const decision of ['not_paid', 'not_known']) {
      const { status, body } = await decide(operator, payment, { decision });
      expect([status, body.code]).toEqual([409, 'nothing_to_decide']);
      expect(body.detail).toContain('The platform settled it at ');
      expect(body.detail).toContain('It is paid.');
    }
    expect(await toldOf(payment)).toEqual([]);
  });
});

describe('a payment that was given up, of an order that was voided', () => {
  it('goes back when a person found it paid, and it was the person who settled it', async () => {
    const { order, payment } = await doubts.givenUp();
    const book = (await house.payple.booksOf(order))[0];
    const found = { decision: 'paid', providerPaymentId: book?.tradeNo, paidAt: new Date().toISOString() };
    const { status, body } = await decide(operator, payment, found);
    expect([status, body.status], JSON.stringify(body)).toEqual([201, 'in_doubt']);
    await house.payple.behave();
    const me = (await operator.call<{ person: { name: string } }>('GET', '/admin/session')).body.person;
    await waitFor('the money to go back', async () => (await show(payment)).status === 'reversed');
    expect(await show(payment)).toMatchObject({
      isWaiting: false,
      settlement: { rule: 'operator_said_paid', status: 'reversed', decidedBy: me.name, reason: WHY },
    });
    const late = await decide(colleague, payment, { decision: 'noted' });
    expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining(`${me.name} decided it at `)]);
  });
});

describe('what is no decision', () => {
  it.each<[string, Readonly<Record<string, unknown>>, number, string]>([
    [
      'of another kind',
      { decision: 'paid', providerPaymentId: '1', paidAt: '2026-11-22T18:00:00+09:00' },
      422,
      'decision_not_possible',
    ],
    ['that nobody knows', { decision: 'maybe' }, 400, 'malformed_request'],
    ['without a reason', { decision: 'refunded', reason: undefined }, 400, 'malformed_request'],
    ['of spaces alone', { decision: 'not_known', reason: '   ' }, 400, 'malformed_request'],
    ['with another one’s name', { decision: 'refunded', decidedBy: 'Somebody else' }, 400, 'malformed_request'],
    ['with an amount', { decision: 'refunded', amountWon: 1 }, 400, 'malformed_request'],
  ])('is one %s', async (_, wish, status, code) => {
    const { refund } = await doubts.refund();
    const answer = await decide(operator, refund, wish);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await toldOf(refund)).toEqual([]);
    await decide(operator, refund, { decision: 'refunded' });
  });

  it.each([
    '/admin/queue/payment/pay_1',
    `/admin/queue/payment/pay_${'0'.repeat(32)}`,
    `/admin/queue/cancellation/pay_${'0'.repeat(32)}`,
    `/admin/queue/__proto__/pay_${'0'.repeat(32)}`,
  ])('nothing is at %s', async (path) => {
    const shown = await operator.call('GET', path);
    expect([shown.status, shown.body.code]).toEqual([404, 'not_found']);
    const answer = await operator.call('POST', `${path}/decisions`, { decision: 'not_known', reason: WHY });
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  });

  it('that is answered by the record of what went back elsewhere says who recorded it, and why', async () => {
    await house.payple.adopt({ inquiryShowsCancels: false });
    await house.payple.tellNotices(`${house.url}/v1/payple/notices`);
    const order = await doubts.paidAtPayple();
    const payment = { id: order.payments[0]?.id ?? '' };
    const [book] = await house.payple.booksOf(order);
    await house.payple.refundAtSite(book?.oid ?? '', { amountWon: 3_000 });
    await waitFor('an operator to be called', async () => (await show(payment)).isWaiting);
    const word = { reason: 'seen on the merchant site', decidedBy: 'Kim' };
    const refundedAt = new Date().toISOString();
    const wish = { amountWon: 3_000, origin: 'provider_site', refundedAt, ...word };
    const recorded = await house.merchant.call('POST', `/v1/orders/${order.id}/external-cancellations`, wish);
    expect(recorded.status, JSON.stringify(recorded.body)).toBe(201);
    const entry = await show(payment);
    expect(entry.isWaiting).toBe(false);
    expect(entry.settlement, 'not the approval settled it').toMatchObject({
      rule: 'operator_recorded_external',
      status: 'paid',
      ...word,
    });
    const late = await decide(operator, payment, { decision: 'noted' });
    expect([late.status, late.body.detail]).toEqual([
      409,
      expect.stringMatching(/^Kim decided it at .* It is paid\.$/),
    ]);
  });

  it('that is about a stored card is seen to by whoever says so, once, and that is in the trail', async () => {
    const keyId = await withClient(house.databaseUrl, async (client) => {
      const planted = await plantBillingKey(client, 'active');
      await client.query(`UPDATE billing_keys SET attention = 'its card could not be stored' WHERE id = $1`, [planted]);
      return planted;
    });
    const path = `/admin/queue/billing_key/bk_${keyId.replaceAll('-', '')}`;
    const { body } = await operator.call<Entry>('GET', path);
    expect(body.decisions.map(({ decision }) => decision)).toEqual(['noted', 'not_known']);
    const decided = await operator.call('POST', `${path}/decisions`, { decision: 'noted', reason: WHY });
    expect([decided.status, decided.body]).toMatchObject([201, { decision: 'noted', status: 'active', isOpen: false }]);
    const again = await operator.call('POST', `${path}/decisions`, { decision: 'noted', reason: WHY });
    expect([again.status, again.body.code]).toEqual([409, 'nothing_to_decide']);
    expect((await operator.call<Entry>('GET', path)).body).toMatchObject({ isWaiting: false, decisions: [] });
    const trail = await readRows<{ reason: string }>(
      house.databaseUrl,
      `SELECT reason FROM audit_entries WHERE action = 'decision.made' AND subject = $1`,
      [path.split('/').at(-1)],
    );
    expect(trail, 'who said so, and why').toEqual([{ reason: WHY }]);
  });

  it('is what the domain lets nobody decide: a stored card and a cash receipt say where to act', async () => {
    await doubts.paidAtPayco();
    const [keyId, receipt] = await withClient(house.databaseUrl, async (client) => {
      const planted = [await plantBillingKey(client, 'removing'), (await plantCashReceipt(client, 'cancelling')).id];
      await client.query(`UPDATE billing_keys SET attention = 'it does not end' WHERE id = $1`, [planted[0]]);
      await client.query(`UPDATE cash_receipts SET attention = 'it stands' WHERE id = $1`, [planted[1]]);
      return planted;
    });
    for (const path of [
      `/admin/queue/billing_key/bk_${(keyId ?? '').replaceAll('-', '')}`,
      `/admin/queue/cash_receipt/crc_${(receipt ?? '').replaceAll('-', '')}`,
    ]) {
      const { body } = await operator.call<Entry>('GET', path);
      expect(body.whatToDo).toContain('provider');
      expect(body.decisions.map(({ decision }) => decision)).toEqual(['not_known']);
      const refused = await operator.call('POST', `${path}/decisions`, { decision: 'noted', reason: WHY });
      expect([refused.status, refused.body.code]).toEqual([422, 'decision_not_possible']);
      const noted = await operator.call('POST', `${path}/decisions`, { decision: 'not_known', reason: WHY });
      expect(noted.status).toBe(201);
      expect((await operator.call<Entry>('GET', path)).body.looks).toHaveLength(1);
    }
  });
});
