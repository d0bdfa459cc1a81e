// A buyer edits what Payple's window is told: by which means, under which number, and who takes the money. Whatever they edit,
// what Payple has under a number of ours is found, with a notice or without.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { UnsettledWatch } from '../../src/orders/unsettled-watch.service.js';
import { alterStored } from '../support/alter-stored.js';
import { compareBooks } from '../support/compare-books.js';
import { CALLS_OPERATORS_SOON } from '../support/desk-doubts.js';
import { decide, evidenceOf } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import type { ShownOrder, ShownPayment } from '../support/merchant.js';
import { deliver, type WindowResult } from '../support/payple-control.js';
import { readRows, withClient } from '../support/read-rows.js';
import { whileRefused } from '../support/refuse-writes.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
const logLines: string[] = [];
beforeAll(async () => {
  house = await startHouse({
    environment: { ...CALLS_OPERATORS_SOON, LOG_LEVEL: 'warn' },
    logDestination: { write: (line) => void logLines.push(line) },
  });
});
afterEach(() => house.payple.behave());
afterAll(() => house.close());

const CARD = { PCD_PAY_TYPE: 'card', PCD_CARD_VER: '02' };
const ACCOUNT = { PCD_PAY_TYPE: 'transfer', PCD_PAYER_AUTHTYPE: 'pwd', PCD_TAXSAVE_FLAG: 'N' };
const TAKES_ITSELF = { PCD_PAY_WORK: 'PAY' };

type Fields = Readonly<Record<string, string>>;
interface Opened {
  readonly handoff?: ShownPayment['handoff'];
}

/** The buyer agrees in the window of this, having edited what it is told. */
function agree(opened: Opened, edits: Fields): Promise<WindowResult> {
  const parameters = { ...opened.handoff?.parameters, ...edits };
  return house.payple.finish({ handoff: { type: 'payple_window', url: '', parameters } }, 'pay');
}

/** The buyer comes back, having edited what they bring. */
const comeBack = (result: WindowResult, edits: Fields = {}) =>
  deliver({ ...result, fields: { ...result.fields, ...edits } });

const numberOf = (opened: Opened): string => opened.handoff?.parameters?.['PCD_PAY_OID'] ?? '';
const pay = (order: ShownOrder, method?: 'card' | 'transfer') => house.merchant.pay(order, 'pc', 'payple', method);

/** Twenty minutes later: windows are closed, and whoever has not come back comes no more. */
const later = () =>
  withClient(house.databaseUrl, (client) =>
    client.query(
      `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key ~ '^(settle_payment|check_registration):'`,
    ),
  );

/** What Payple has under a number, in won. */
async function standingUnder(reference: string): Promise<number> {
  const books = (await house.payple.books()).filter(({ oid }) => oid === reference);
  return books.reduce((sum, { paidWon, cancelledWon }) => sum + paidWon - cancelledWon, 0);
}

/** Until the books know of the money under this number, or it has gone back. */
const untilKnown = (order: ShownOrder, reference: string) =>
  waitFor(`what Payple has of ${reference} to be known`, async () => {
    const { status } = await house.merchant.show(order);
    return status === 'paid' || (status === 'unpaid' && (await standingUnder(reference)) === 0);
  });

/** Where our books of an order differ from Payple's. */
async function differencesOf({ orderNumber }: ShownOrder): Promise<string[]> {
  const { differences } = await compareBooks(house.databaseUrl, [house.payple]);
  return differences.filter((each) => each.includes(`${orderNumber},`));
}

const NOBODY = 'http://127.0.0.1:9/nobody';
const tellsNotices = () => house.payple.tellNotices(`${house.url}/v1/payple/notices`);

describe.each([
  ['card', ACCOUNT],
  ['transfer', CARD],
] as const)('a payment by %s whose window took it by other means', (method, edits) => {
  it('gives back what we took ourselves by its result', async () => {
    const order = await house.merchant.order(method === 'card' ? { registerCard: { customerReference: 'c9' } } : {});
    const opened = await pay(order, method);
    const result = await agree(opened, edits);
    const PCD_PAYER_ID = result.fields['PCD_PAYER_ID'] ?? '';
    await comeBack(result, {
      PCD_PAY_TYPE: method,
      PCD_PAYER_ID: PCD_PAYER_ID === '' ? 'an-invented-key' : PCD_PAYER_ID,
    });
    await waitFor('the money to go back', async () => {
      const [book] = await house.payple.booksOf(order);
      return book?.cancelledWon === 10_000;
    });
    await waitFor('the order to be unpaid', async () => (await house.merchant.show(order)).status === 'unpaid');
    expect((await house.merchant.show(order)).payments).toMatchObject([{ refusal: { reason: 'given_back' } }]);
  });

  it('gives back what the window took itself, though nobody tells', async () => {
    const order = await house.merchant.order();
    const opened = await pay(order, method);
    await comeBack(await agree(opened, { ...edits, ...TAKES_ITSELF }));
    expect(await standingUnder(numberOf(opened)), 'Payple took it').toBe(10_000);
    await later();
    await waitFor('the money to go back', async () => (await standingUnder(numberOf(opened))) === 0);
    await waitFor('the order to be unpaid', async () => (await house.merchant.show(order)).status === 'unpaid');
  });
});

describe('a window that was to agree alone, and took the money itself', () => {
  it.each(['comes back', 'does not come back'])('is found, though nobody tells: the buyer %s', async (how) => {
    const order = await house.merchant.order();
    const opened = await pay(order);
    const result = await agree(opened, TAKES_ITSELF);
    if (how === 'comes back') await comeBack(result);
    else await later();
    await untilKnown(order, numberOf(opened));
    expect((await house.merchant.show(order)).status).toBe('paid');
  });

  it('goes back at once when the buyer comes back to an order that was withdrawn meanwhile', async () => {
    const order = await house.merchant.order();
    const wish = { provider: 'payple', channel: 'pc', mode: 'immediate' };
    const path = `/v1/orders/${order.id}`;
    const { body: opened } = await house.merchant.call<ShownPayment>('POST', `${path}/payments`, wish);
    const result = await agree(opened, {});
    expect((await house.merchant.call('POST', `${path}/void`)).status).toBe(200);
    await comeBack(result);
    await waitFor('the money to go back', async () => (await standingUnder(numberOf(opened))) === 0);
    expect((await house.merchant.show(order)).status).toBe('voided');
  });

  it('is found where Payple knows of it only long after it was asked, and nobody tells', async () => {
    await house.payple.tellNotices(NOBODY);
    const order = await house.merchant.order();
    const wish = { provider: 'payple', channel: 'pc', mode: 'immediate' };
    const { body: opened } = await house.merchant.call<ShownPayment>('POST', `/v1/orders/${order.id}/payments`, wish);
    await agree(opened, {});
    // As where the window was left open until then.
    const oid = numberOf(opened);
    await house.payple.fail({ endpoint: 'inquiry', oid, fault: 'decline', code: 'CBIL0003', count: 20 });
    const lookupOf = async () => {
      const [job] = await readRows<{ at: Date }>(
        house.databaseUrl,
        `SELECT run_at AS at FROM graphile_worker.jobs j JOIN payments p ON j.key = 'settle_payment:' || p.id
         WHERE p.provider_reference = $1`,
        [oid],
      );
      return job?.at.getTime() ?? 0;
    };
    const first = await lookupOf();
    await later();
    await waitFor('it to be asked about, and to be asked about again', async () => {
      const next = await lookupOf();
      return next > Date.now() && next !== first;
    });
    await house.payple.behave();
    await later();
    await waitFor('the order to be paid', async () => (await house.merchant.show(order)).status === 'paid');
  });

  describe('only after we had asked, or been refused', () => {
    /** Lets the job that asks about a payment run, as if its time had come; it must be there. */
    const untilAsked = (reference: string) =>
      withClient(house.databaseUrl, async (client) => {
        const { rowCount } = await client.query(
          `UPDATE graphile_worker._private_jobs SET run_at = now()
           WHERE key = (SELECT 'settle_payment:' || id FROM payments WHERE provider_reference = $1)`,
          [reference],
        );
        expect(rowCount, 'a question about the window should still be to come').toBe(1);
      });

    /** The buyer goes on in a window that takes the money itself, under this number. */
    async function takesItselfLater(order: ShownOrder, opened: Opened): Promise<void> {
      const other = await pay(await house.merchant.order());
      await agree(other, { ...TAKES_ITSELF, PCD_PAY_OID: numberOf(opened) });
      expect(await standingUnder(numberOf(opened)), 'Payple took it').toBe(10_000);
      await untilAsked(numberOf(opened));
      await untilKnown(order, numberOf(opened));
      expect((await house.merchant.show(order)).status).toBe('paid');
    }

    it('is found after a confirmation that was refused', async () => {
      await house.payple.tellNotices(NOBODY);
      const order = await house.merchant.order();
      const opened = await pay(order);
      const result = await agree(opened, {});
      await house.payple.fail({ endpoint: 'confirm', fault: 'decline', code: 'CPCA9999' });
      await comeBack(result);
      expect((await house.merchant.show(order)).payments[0]?.status).toBe('refused');
      await house.payple.behave();
      await takesItselfLater(order, opened);
    });

    it('is found after an early question that somebody’s notice made us ask', async () => {
      await house.payple.tellNotices(NOBODY);
      const order = await house.merchant.order();
      const opened = await pay(order);
      // Its window is open by now.
      await agree(opened, {});
      const inquiry = { endpoint: 'inquiry', oid: numberOf(opened) };
      const early = await house.payple.place({ ...inquiry, fault: 'decline', code: 'CBIL0003', count: 2 });
      const body = new URLSearchParams({ PCD_PAY_RST: 'success', PCD_PAY_OID: numberOf(opened), PCD_PAY_TOTAL: '1' });
      await (await fetch(`${house.url}/v1/payple/notices`, { method: 'POST', body })).arrayBuffer();
      await waitFor('it to be asked about', async () => !(await house.payple.isToCome(early)));
      await waitFor('the job to be there again', async () => {
        const jobs = await readRows<{ runAt: Date }>(
          house.databaseUrl,
          `SELECT run_at AS "runAt" FROM graphile_worker.jobs j JOIN payments p ON j.key = 'settle_payment:' || p.id
           WHERE p.provider_reference = $1 AND j.locked_at IS NULL AND j.run_at > now() + interval '10 minutes'`,
          [numberOf(opened)],
        );
        return jobs.length === 1;
      });
      await takesItselfLater(order, opened);
    });
  });

  it('calls an operator where Payple says that it was paid and never when, until it does', async () => {
    await house.payple.tellNotices(NOBODY);
    const order = await house.merchant.order();
    const opened = await pay(order);
    await agree(opened, TAKES_ITSELF);
    const timeless = { fault: 'odd_date', field: 'PCD_PAY_TIME', value: 'soon', count: 10_000 } as const;
    await house.payple.fail({ endpoint: 'inquiry', oid: numberOf(opened), ...timeless });
    await later();
    const payment = await waitFor('an operator to be called', async () =>
      (await house.merchant.show(order)).payments.find(({ attention }) => attention !== null),
    );
    expect(payment).toMatchObject({ status: 'in_doubt' });
    await house.payple.behave();
    await untilKnown(order, numberOf(opened));
    expect((await house.merchant.show(order)).status).toBe('paid');
  });

  /** A window whose buyer does not come back, and of which Payple tells nothing until an operator is called. */
  async function untold(edits: Fields) {
    await house.payple.tellNotices(NOBODY);
    const order = await house.merchant.order();
    const opened = await pay(order);
    await agree(opened, edits);
    await house.payple.fail({ endpoint: 'inquiry', oid: numberOf(opened), fault: 'http_500', count: 10_000 });
    const payment = await waitFor('an operator to be called', async () => {
      await later();
      return (await house.merchant.show(order)).payments.find(({ attention }) => attention !== null);
    });
    return { order, opened, payment };
  }

  it('calls an operator where nobody answers what became of it, and the order is paid otherwise meanwhile', async () => {
    const { order, payment } = await untold({});
    expect(payment).toMatchObject({ status: 'open', attention: expect.stringMatching(/has not told/) as string });
    await comeBack(await agree(await pay(order), {}));
    expect((await house.merchant.show(order)).status, 'it can be paid otherwise').toBe('paid');
    const noted = await decide(house.merchant, payment, { decision: 'noted' });
    expect(noted.status, JSON.stringify(noted.body)).toBe(201);
    expect(await queueOf(payment.id), 'nobody is called any more').toEqual([]);
  });

  it.each([
    ['unpaid', 'pays the order'],
    ['paid otherwise meanwhile', 'goes back at once'],
  ])('and that an operator finds at Payple when the order is %s %s', async (state) => {
    const { order, opened, payment } = await untold(TAKES_ITSELF);
    const isPaidOtherwise = state !== 'unpaid';
    if (isPaidOtherwise) await comeBack(await agree(await pay(order), {}));
    const book = (await house.payple.booksOf(order)).find(({ oid }) => oid === numberOf(opened));
    const found = { decision: 'paid', providerPaymentId: book?.tradeNo, paidAt: new Date().toISOString() };
    const tooEarly = await decide(house.merchant, payment, { ...found, paidAt: '2020-01-01T00:00:00+09:00' });
    expect([tooEarly.status, tooEarly.body.code]).toEqual([422, 'decision_not_possible']);
    const untouched = await house.merchant.show(order);
    expect(untouched.payments.find(({ id }) => id === payment.id)?.status, 'nothing moves for it').toBe(
      isPaidOtherwise ? 'abandoned' : 'open',
    );
    const last = { table: 'payments', on: 'UPDATE', when: 'OLD.receipt IS NULL AND NEW.receipt IS NOT NULL' } as const;
    const failed = await whileRefused(house.databaseUrl, last, () => decide(house.merchant, payment, found));
    expect(failed.status, 'the last of the writes fails').toBe(500);
    const undone = await house.merchant.show(order);
    expect(undone.payments, 'the steps before it are undone with it').toEqual(untouched.payments);
    const decided = await decide<{ status: string }>(house.merchant, payment, found);
    expect(decided.status, JSON.stringify(decided.body)).toBe(201);
    await waitFor('what is too much to go back', async () => {
      const books = await house.payple.booksOf(order);
      return books.reduce((sum, { paidWon, cancelledWon }) => sum + paidWon - cancelledWon, 0) === 10_000;
    });
    await waitFor('our books to have it', async () => (await differencesOf(order)).length === 0);
    const { status, payments } = await house.merchant.show(order);
    const ends = Object.fromEntries(payments.map(({ id, status: end }) => [id, end]));
    expect([status, ends[payment.id]]).toEqual(['paid', isPaidOtherwise ? 'reversed' : 'paid']);
    expect(await queueOf(payment.id), 'nobody is called any more').toEqual([]);
  });

  it('and that an operator does not find is asked about all the same', async () => {
    const { order, opened, payment } = await untold(TAKES_ITSELF);
    expect((await decide(house.merchant, payment, { decision: 'noted' })).status).toBe(201);
    await house.payple.behave();
    await later();
    await untilKnown(order, numberOf(opened));
    expect((await house.merchant.show(order)).status).toBe('paid');
  });

  it.each(['confirm', 'immediate'] as const)('and whose look was lost is looked at: mode %s', async (mode) => {
    await house.payple.tellNotices(NOBODY);
    const order = await house.merchant.order();
    const wish = { provider: 'payple', channel: 'pc', method: 'card', mode };
    const { body: opened } = await house.merchant.call<Opened>('POST', `/v1/orders/${order.id}/payments`, wish);
    await agree(opened, TAKES_ITSELF);
    await withClient(house.databaseUrl, async (client) => {
      const { rowCount } = await client.query(
        `SELECT graphile_worker.remove_job('settle_payment:' || id) FROM payments WHERE provider_reference = $1`,
        [numberOf(opened)],
      );
      expect(rowCount, 'how many jobs are lost').toBe(1);
    });
    await alterStored(house, order, 'payments', `authorized_at = authorized_at - interval '2 minutes'`);
    expect(await house.app.get(UnsettledWatch, { strict: false }).run(), 'how many had no job').toBe(1);
    await untilKnown(order, numberOf(opened));
    expect((await house.merchant.show(order)).status).toBe('paid');
  });

  it('is found after the order was paid once more, and goes back', async () => {
    const order = await house.merchant.order();
    const opened = await pay(order);
    await agree(opened, TAKES_ITSELF);
    await comeBack(await agree(await pay(order), {}));
    expect((await house.merchant.show(order)).status).toBe('paid');
    await later();
    await waitFor('the first payment to go back', async () => (await standingUnder(numberOf(opened))) === 0);
    const books = await house.payple.booksOf(order);
    expect(books.reduce((sum, { paidWon, cancelledWon }) => sum + paidWon - cancelledWon, 0)).toBe(10_000);
  });
});

describe('money under the number of another payment of ours', () => {
  it('is looked for where our own call was answered with it', async () => {
    const [a, b] = [await house.merchant.order(), await house.merchant.order()];
    const [openedA, openedB] = [await pay(a), await pay(b)];
    const result = await agree(openedB, { PCD_PAY_OID: numberOf(openedA) });
    await comeBack(result, { PCD_PAY_OID: numberOf(openedB) });
    expect(await standingUnder(numberOf(openedA)), 'Payple took it').toBe(10_000);
    await waitFor('that order to be paid', async () => (await house.merchant.show(a)).status === 'paid');
    await waitFor('the other one to be unpaid', async () => (await house.merchant.show(b)).status === 'unpaid');
  });

  it('is looked for where a notice tells of it, also when its own window was never opened', async () => {
    await tellsNotices();
    const [a, b] = [await house.merchant.order(), await house.merchant.order()];
    const [openedA, openedB] = [await pay(a), await pay(b)];
    await agree(openedB, { PCD_PAY_OID: numberOf(openedA), ...TAKES_ITSELF });
    await waitFor('that order to be paid', async () => (await house.merchant.show(a)).status === 'paid');
  });

  it('is looked for where it is an earlier try of the same order', async () => {
    await tellsNotices();
    const order = await house.merchant.order();
    const [first, second] = [await pay(order), await pay(order)];
    await agree(second, { PCD_PAY_OID: numberOf(first), ...TAKES_ITSELF });
    await waitFor('the order to be paid', async () => (await house.merchant.show(order)).status === 'paid');
  });
});

describe('money that somebody gave back at Payple before we knew of it', () => {
  /** Taken by the window, and given back by somebody; the buyer does not come back. */
  async function takenAndRefunded(edits: Fields, amountWon: number, order?: ShownOrder): Promise<ShownOrder> {
    await house.payple.tellNotices(NOBODY);
    await house.payple.adopt({ inquiryShowsCancels: true });
    const made = order ?? (await house.merchant.order());
    const opened = await pay(made);
    await agree(opened, { ...edits, ...TAKES_ITSELF });
    await house.payple.refundAtSite(numberOf(opened), { amountWon });
    return made;
  }

  it.each([
    ['some of it', 3_000, 'partially_cancelled'],
    ['all of it', 10_000, 'cancelled'],
  ])('is paid, and refunded elsewhere: %s', async (_, amountWon, status) => {
    const order = await takenAndRefunded({}, amountWon);
    await later();
    await waitFor(`the order to be ${status}`, async () => (await house.merchant.show(order)).status === status);
    const { payments, cancellations } = await house.merchant.show(order);
    expect(payments, 'nobody is called any more').toMatchObject([{ status: 'paid', attention: null }]);
    expect(cancellations).toMatchObject([{ kind: 'external', origin: 'found', status: 'done', amountWon }]);
    expect(await differencesOf(order)).toEqual([]);
  });

  it('was given back, where it was not what was asked for', async () => {
    const order = await takenAndRefunded(ACCOUNT, 10_000);
    await waitFor('the payment to be refused for it', async () => {
      await later();
      return (await house.merchant.show(order)).payments[0]?.status === 'refused';
    });
    const { status, payments } = await house.merchant.show(order);
    expect([status, payments]).toMatchObject(['unpaid', [{ refusal: { reason: 'given_back', wentBackWon: 10_000 } }]]);
    const [payment] = payments;
    if (!payment) throw new Error('The order has no payment.');
    const rules = (await evidenceOf(house.merchant, payment)).verdicts.map(({ rule }) => rule);
    expect(rules).toContain('wrong_charge_given_back');
  });

  it('is a payment that went back, where the order was paid otherwise', async () => {
    const order = await house.merchant.order();
    await takenAndRefunded({}, 10_000, order);
    await comeBack(await agree(await pay(order), {}));
    await later();
    await waitFor('the first payment to have gone back', async () => {
      return (await house.merchant.show(order)).payments.some((each) => each.status === 'reversed');
    });
    expect(await differencesOf(order)).toEqual([]);
  });
});

describe('money under a number that is nobody’s', () => {
  it('keeps the payment whose call was answered with it in doubt, and calls an operator', async () => {
    const order = await house.merchant.order();
    const opened = await pay(order);
    const result = await agree(opened, { PCD_PAY_OID: `edited-${Date.now()}` });
    await comeBack(result, { PCD_PAY_OID: numberOf(opened) });
    const payment = await waitFor('an operator to be called', async () =>
      (await house.merchant.show(order)).payments.find(({ attention }) => attention !== null),
    );
    expect(payment).toMatchObject({
      status: 'in_doubt',
      attention: expect.stringMatching(
        /answered that it took the money, and says now that it has no such payment/,
      ) as string,
    });
    const rules = (await evidenceOf(house.merchant, payment)).verdicts.map(({ rule }) => rule);
    expect(rules).toContain('taken_is_unknown_there');
  });

  it('is logged with the number, where a notice tells of it: there is no payment to ask about it for', async () => {
    const reference = 'another-system-4711';
    const body = new URLSearchParams({ PCD_PAY_RST: 'success', PCD_PAY_OID: reference, PCD_PAY_TOTAL: '10000' });
    const response = await fetch(`${house.url}/v1/payple/notices`, { method: 'POST', body });
    expect(response.status, 'a notice is acknowledged, or Payple tells it again').toBe(200);
    await response.arrayBuffer();
    const line = logLines.find((each) => each.includes(reference));
    expect(line, 'what the log says of the number').toMatch(/"level":"warn".*names a payment that nobody here knows/);
  });
});

describe('money that was taken in the window of a registration', () => {
  const takesMoney = { ...TAKES_ITSELF, PCD_PAY_TOTAL: '10000', PCD_PAY_GOODS: 'nothing' };
  const register = () => house.merchant.registerCard({ provider: 'payple', customerReference: 'c1' });

  it.each(['a notice tells of it', 'nobody tells'])('goes back, and calls an operator until then: %s', async (how) => {
    if (how === 'a notice tells of it') await tellsNotices();
    else await house.payple.tellNotices(NOBODY);
    await house.payple.fail({ endpoint: 'cancel', fault: 'http_500', count: 1 });
    const key = await register();
    await agree(key, takesMoney);
    expect(await standingUnder(numberOf(key)), 'Payple took it').toBe(10_000);
    if (how === 'nobody tells') await later();
    await waitFor('an operator to be called', async () => (await queueOf(key.id)).length > 0);
    await waitFor('the money to go back', async () => {
      await later();
      return (await standingUnder(numberOf(key))) === 0;
    });
    await waitFor('nobody to be called any more', async () => {
      await later();
      return (await queueOf(key.id)).length === 0;
    });
  });
});

it('money that was taken in a registration’s window goes back though another window was opened for it since', async () => {
  await house.payple.tellNotices(NOBODY);
  const key = await house.merchant.registerCard({ provider: 'payple', customerReference: 'c3' });
  await agree(key, { ...TAKES_ITSELF, PCD_PAY_TOTAL: '10000', PCD_PAY_GOODS: 'nothing' });
  const first = numberOf(key);
  expect(await standingUnder(first), 'Payple took it').toBe(10_000);
  const again = await fetch(`${key.registrationUrl ?? ''}/window`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(again.status, 'another window is opened').toBeLessThan(400);
  await again.arrayBuffer();
  await waitFor('the money to go back', async () => {
    await later();
    return (await standingUnder(first)) === 0;
  });
});

it('a registration that was asked about too early, because of somebody’s notice, is asked about again', async () => {
  const key = await house.merchant.registerCard({ provider: 'payple', customerReference: 'c4' });
  await agree(key, {});
  const inquiry = { endpoint: 'inquiry', oid: numberOf(key) };
  const early = await house.payple.place({ ...inquiry, fault: 'decline', code: 'CBIL0003', count: 2 });
  const body = new URLSearchParams({ PCD_PAY_RST: 'success', PCD_PAY_OID: numberOf(key), PCD_PAY_TOTAL: '1' });
  await (await fetch(`${house.url}/v1/payple/notices`, { method: 'POST', body })).arrayBuffer();
  await waitFor('it to be asked about', async () => {
    await later();
    return !(await house.payple.isToCome(early));
  });
  await later();
  await waitFor('the question that counts to be still to come', () => isToBeAskedLater(key));
});

it('a registration calls an operator where Payple says that money was taken and never when, until it goes back', async () => {
  await house.payple.tellNotices(NOBODY);
  const key = await house.merchant.registerCard({ provider: 'payple', customerReference: 'c3' });
  await agree(key, { ...TAKES_ITSELF, PCD_PAY_TOTAL: '10000', PCD_PAY_GOODS: 'nothing' });
  const timeless = { fault: 'odd_date', field: 'PCD_PAY_TIME', value: 'soon', count: 10_000 } as const;
  await house.payple.fail({ endpoint: 'inquiry', oid: numberOf(key), ...timeless });
  await later();
  await waitFor('an operator to be called', async () => (await queueOf(key.id)).length > 0);
  await house.payple.behave();
  await waitFor('the money to go back, and nobody to be called any more', async () => {
    await later();
    return (await standingUnder(numberOf(key))) === 0 && (await queueOf(key.id)).length === 0;
  });
});

it('a registration calls nobody while Payple is away when it is asked about', async () => {
  const key = await house.merchant.registerCard({ provider: 'payple', customerReference: 'c2' });
  await agree(key, {});
  const inquiry = { endpoint: 'inquiry', oid: numberOf(key) };
  const failures = await house.payple.place({ ...inquiry, fault: 'http_500', count: 5 });
  await waitFor('five questions to be in vain', async () => {
    await later();
    return !(await house.payple.isToCome(failures));
  });
  await later();
  await waitFor('it to be asked about in the end', () => isToBeAskedLater(key));
  expect(await queueOf(key.id)).toEqual([]);
});

async function queueOf(id: string): Promise<object[]> {
  const { body } = await house.merchant.call<{ items: { id: string }[] }>('GET', '/v1/attention?limit=100');
  return body.items.filter((item) => item.id === id);
}

/** Whether a registration was answered for, and is to be asked about when its window is closed: that is minutes away. */
async function isToBeAskedLater(registration: Opened): Promise<boolean> {
  const jobs = await readRows(
    house.databaseUrl,
    `SELECT FROM graphile_worker.jobs j JOIN billing_keys k ON j.key = 'check_registration:' || k.id || ':' || k.provider_reference
     WHERE k.provider_reference = $1 AND j.attempts = 0 AND j.run_at > now() + interval '10 minutes'`,
    [numberOf(registration)],
  );
  return jobs.length === 1;
}
