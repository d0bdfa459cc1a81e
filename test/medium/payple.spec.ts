// The doors of Payple in the real application with a real database: what buyers and providers may do there, and what
// forged, replayed, late and lost words change (nothing). Payple itself answers what each test tells it to.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Clock } from '../../src/common/clock.js';
import { readId } from '../../src/common/ids.js';
import { toKstDigits } from '../../src/common/kst.js';
import { Sealer } from '../../src/common/sealing.js';
import { WindowTokens } from '../../src/payple/window/payple-window-tokens.js';
import { AUTH, ScriptedPayple, WORK } from '../../src/payple/testing/scripted-payple.js';
import { columnsContaining } from '../golden/database-scan.js';
import { startHouse, type House } from '../support/house.js';
import type { ShownOrder } from '../support/merchant.js';
import { alterStored } from '../support/alter-stored.js';
import { Ledger } from '../support/refusal.js';
import { waitFor } from '../support/wait-for.js';

interface WindowPayment {
  readonly id: string;
  readonly handoff: { readonly scriptUrl: string; readonly parameters: Readonly<Record<string, string>> };
}

interface Opened {
  readonly order: ShownOrder;
  readonly payment: WindowPayment;
  readonly reference: string;
}

type Form = Readonly<Record<string, string>>;

let payple: ScriptedPayple;
let house: House;
let ledger: Ledger;
beforeAll(async () => {
  payple = await ScriptedPayple.start();
  house = await startHouse({ environment: { PAYPLE_API_URL: payple.url, LATE_LOOKUP_MS: '600000' } });
  ledger = await Ledger.of(house.databaseUrl);
});
afterEach(() => payple.reset());
afterAll(async () => {
  await ledger.close();
  await house.close();
  await payple.close();
});

async function open(wish: object = {}, orderWish: Readonly<Record<string, unknown>> = {}): Promise<Opened> {
  const order = await house.merchant.order(orderWish);
  const answer = await house.merchant.call<WindowPayment>('POST', `/v1/orders/${order.id}/payments`, {
    provider: 'payple',
    channel: 'pc',
    ...wish,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return { order, payment: answer.body, reference: answer.body.handoff.parameters['PCD_PAY_OID'] ?? '' };
}

function windowOf({ payment }: Opened): string {
  return `${house.url}${payment.handoff.parameters['payple_auth_file'] ?? ''}`;
}

/** As the script does: a form of parts, whose content is nobody's business. */
function authorize(url: string, body: FormData | string = new FormData(), type?: string): Promise<Response> {
  return fetch(url, { method: 'POST', body, ...(type === undefined ? {} : { headers: { 'content-type': type } }) });
}

/** An order whose buyer has the window open. */
async function openWindow(wish: object = {}): Promise<Opened> {
  const opened = await open(wish);
  expect((await authorize(windowOf(opened))).status).toBe(200);
  payple.asked.length = 0;
  return opened;
}

function agreed({ reference }: Opened): Form {
  return {
    PCD_PAY_RST: 'success',
    PCD_PAY_CODE: '0000',
    PCD_PAY_MSG: '인증완료',
    PCD_PAY_TYPE: 'card',
    PCD_PAY_WORK: 'CERT',
    PCD_PAY_OID: reference,
    PCD_PAY_TOTAL: '10000',
    PCD_AUTH_KEY: 'a'.repeat(64),
    PCD_PAY_REQKEY: 'REQUEST-KEY',
    PCD_PAY_COFURL: `${payple.url}/confirm`,
  };
}

function paid({ reference }: Opened, more: object = {}) {
  return {
    json: {
      PCD_PAY_RST: 'success',
      PCD_PAY_TYPE: 'card',
      PCD_PAY_OID: reference,
      PCD_PAY_TOTAL: 10_000,
      PCD_PAY_TIME: toKstDigits(new Date()),
      PCD_PAY_CARDNAME: 'BC 카드',
      PCD_PAY_CARDTRADENUM: `T${reference}`,
      ...more,
    },
  };
}
const failed = (code: string) => ({ json: { PCD_PAY_RST: 'error', PCD_PAY_CODE: code, PCD_PAY_MSG: '안내' } });

function land(form: Form | string, type?: string): Promise<Response> {
  const body = typeof form === 'string' ? form : new URLSearchParams(form);
  const headers = type === undefined ? {} : { headers: { 'content-type': type } };
  return fetch(`${house.url}/v1/payple/results`, { method: 'POST', body, redirect: 'manual', ...headers });
}

function expectLanding({ order }: Opened, response: Response): void {
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe(`${new URL(order.checkoutUrl).pathname}/result`);
}

async function statusOf({ order }: Opened): Promise<string> {
  return (await house.merchant.show(order)).status;
}

async function pay(opened: Opened): Promise<void> {
  payple.works.push(paid(opened));
  expectLanding(opened, await land(agreed(opened)));
  expect(await statusOf(opened)).toBe('paid');
}

describe('a buyer’s page that opens the window', () => {
  it.each<[string, FormData | string, string?]>([
    ['a form of parts', new FormData()],
    ['broken JSON', '{', 'application/json'],
    ['a plain form', 'a=b', 'application/x-www-form-urlencoded'],
    ['a type that nobody knows', 'x', 'x/y'],
    ['nothing', ''],
  ])('gets tokens once, whatever it sends: %s', async (_, body, type) => {
    const opened = await open();
    const first = await authorize(windowOf(opened), body, type);
    expect(await first.json()).toEqual(payple.tokens());
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(payple.asked).toMatchObject([{ path: AUTH, body: { cst_id: 'test', PCD_PAY_TYPE: 'card' } }]);

    const before = await ledger.read();
    const second = await authorize(windowOf(opened), body, type);
    expect([second.status, await second.json()]).toMatchObject([
      409,
      { code: 'order_not_payable', result: 'error', result_msg: expect.stringContaining('처음부터') as string },
    ]);
    expect([await ledger.read(), payple.paths]).toEqual([before, [AUTH]]);
  });

  it('gets them once of ten that ask at the same time', async () => {
    const opened = await open();
    const answers = await Promise.all(Array.from({ length: 10 }, () => authorize(windowOf(opened))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(payple.paths).toEqual([AUTH]);
  });

  it.each<[string, (url: string, other: string) => string]>([
    ['an invented token', (url) => url.replace(/[^/]+$/, 'x')],
    ['another signature', (url) => `${url.slice(0, -4)}0000`],
    ['a longer life', (url) => url.replace(/\.(\d{13})\./, '.9999999999999.')],
    ['another payment', (url, other) => url.replace(/pay_[0-9a-f]{32}/, /pay_[0-9a-f]{32}/.exec(other)?.[0] ?? '')],
  ])('gets nothing with %s', async (_, distort) => {
    const [opened, other] = [await open(), await open()];
    const before = await ledger.read();
    const answer = await authorize(distort(windowOf(opened), windowOf(other)));
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'not_found', result: 'error' }]);
    expect([await ledger.read(), payple.asked]).toEqual([before, []]);
  });

  it('gets nothing after ten minutes', async () => {
    class EarlierClock extends Clock {
      override now(): Date {
        return new Date(Date.now() - 10 * 60_000);
      }
    }
    const opened = await open();
    const old = new WindowTokens(house.app.get(Sealer, { strict: false }), new EarlierClock());
    const token = old.issue('payment', readId('payment', opened.payment.id) ?? '');
    const before = await ledger.read();
    expect((await authorize(`${house.url}/v1/payple/authorizations/${token}`)).status).toBe(409);
    expect([await ledger.read(), payple.asked]).toEqual([before, []]);
  });

  it('gets nothing for a payment that another try replaced', async () => {
    const opened = await open();
    await house.merchant.call('POST', `/v1/orders/${opened.order.id}/payments`, { provider: 'payple', channel: 'pc' });
    expect((await authorize(windowOf(opened))).status).toBe(409);
    expect(payple.asked).toEqual([]);
  });

  it('may try again when Payple gave nothing', async () => {
    const opened = await open();
    payple.handshake = () => ({ json: { result: 'error', result_msg: '[AUTH0004] CONNECT SERVER ERROR!!' } });
    const refused = await authorize(windowOf(opened));
    expect([refused.status, await refused.json()]).toMatchObject([402, { providerCode: 'AUTH0004', result: 'error' }]);
    payple.handshake = () => 'drop';
    expect((await authorize(windowOf(opened))).status).toBe(503);
    payple.reset();
    expect((await authorize(windowOf(opened))).status).toBe(200);
  });

  it('is never given our raw credentials', async () => {
    const opened = await open();
    payple.handshake = () => ({ json: { ...payple.tokens(), custKey: 'abcd1234567890' } });
    const answer = await authorize(windowOf(opened));
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('abcd1234567890');
  });

  it('cannot send more than the limit', async () => {
    expect((await authorize(windowOf(await open()), 'x'.repeat(300_000), 'x/y')).status).toBe(413);
  });
});

describe('a buyer who comes back from the window', () => {
  it('pays once, however often the result is posted', async () => {
    const opened = await openWindow();
    await pay(opened);
    const before = await ledger.read();
    for (let times = 0; times < 3; times += 1) expectLanding(opened, await land(agreed(opened)));
    expect([await ledger.read(), payple.paths]).toEqual([before, ['/confirm']]);
  });

  it('pays once when ten results arrive together', async () => {
    const opened = await openWindow();
    payple.otherwise = paid(opened);
    await Promise.all(Array.from({ length: 10 }, () => land(agreed(opened))));
    await waitFor('the order to be paid', async () => (await statusOf(opened)) === 'paid');
    expect(payple.paths).toEqual(['/confirm']);
  });

  it('may have a script that posts the result as JSON', async () => {
    const opened = await openWindow();
    payple.works.push(paid(opened));
    expectLanding(opened, await land(JSON.stringify(agreed(opened)), 'application/json'));
    expect(await statusOf(opened)).toBe('paid');
  });

  it.each<[string, (form: Form) => Form | string]>([
    ['another amount', (form) => ({ ...form, PCD_PAY_TOTAL: '1000' })],
    ['no amount', (form) => ({ ...form, PCD_PAY_TOTAL: '' })],
    ['another means', (form) => ({ ...form, PCD_PAY_TYPE: 'transfer' })],
    ['a foreign address', (form) => ({ ...form, PCD_PAY_COFURL: 'http://127.0.0.1:9/confirm' })],
    ['an address within this machine', (form) => ({ ...form, PCD_PAY_COFURL: `${house.url}/v1/orders` })],
    ['no address', (form) => ({ ...form, PCD_PAY_COFURL: '' })],
    ['no request key', (form) => ({ ...form, PCD_PAY_REQKEY: '' })],
    ['a key with a line break', (form) => ({ ...form, PCD_AUTH_KEY: 'aaaaaaaaaa\nb' })],
    ['two amounts', (form) => `${new URLSearchParams(form).toString()}&PCD_PAY_TOTAL=1`],
    ['another word for success', (form) => ({ ...form, PCD_PAY_RST: 'SUCCESS' })],
    ['no result', (form) => ({ ...form, PCD_PAY_RST: '' })],
  ])('changes nothing with %s, and can still pay', async (_, distort) => {
    const opened = await openWindow();
    const before = await ledger.read();
    const form = distort(agreed(opened));
    const type = typeof form === 'string' ? 'application/x-www-form-urlencoded' : undefined;
    expectLanding(opened, await land(form, type));
    expect([await ledger.read(), payple.asked]).toEqual([before, []]);
    await pay(opened);
  });

  it('changes nothing before the window was opened', async () => {
    const opened = await open();
    const before = await ledger.read();
    for (const result of ['success', 'error', 'close']) {
      expectLanding(opened, await land({ ...agreed(opened), PCD_PAY_RST: result }));
    }
    expect([await ledger.read(), payple.asked]).toEqual([before, []]);
  });

  it.each<[string, Form]>([
    ['an order that nobody knows', { PCD_PAY_RST: 'success', PCD_PAY_OID: 'W9-00000000' }],
    ['no order', { PCD_PAY_RST: 'success' }],
    ['an order that is no order', { PCD_PAY_RST: 'success', PCD_PAY_OID: "'; --" }],
  ])('finds nothing with %s', async (_, form) => {
    const before = await ledger.read();
    expect((await land(form)).status).toBe(404);
    expect(await ledger.read()).toEqual(before);
  });

  it('is not charged when they come back later than ten minutes', async () => {
    const opened = await openWindow();
    await alterStored(house, opened.order, 'payments', `authorized_at = now() - interval '11 minutes'`);
    expectLanding(opened, await land(agreed(opened)));
    const { payments } = await house.merchant.show(opened.order);
    expect(payments[0]).toMatchObject({ status: 'abandoned', refusal: { reason: 'sheet_expired' } });
    expect(payple.asked).toEqual([]);
  });

  it('may close the window, and still pay with it', async () => {
    const opened = await openWindow();
    expectLanding(opened, await land({ ...agreed(opened), PCD_PAY_RST: 'close' }));
    const { payments } = await house.merchant.show(opened.order);
    expect(payments[0]).toMatchObject({ status: 'abandoned', refusal: { reason: 'buyer_cancelled' } });
    await pay(opened);
    await land({ ...agreed(opened), PCD_PAY_RST: 'close' });
    expect(await statusOf(opened)).toBe('paid');
  });

  it('is told in our words why the window said no', async () => {
    const opened = await openWindow();
    const form = {
      ...agreed(opened),
      PCD_PAY_RST: 'error',
      PCD_PAY_CODE: 'CPCA9999',
      PCD_PAY_MSG: '<script>x</script>',
    };
    expectLanding(opened, await land(form));
    const { payments } = await house.merchant.show(opened.order);
    expect(payments[0]?.refusal).toEqual({
      reason: 'declined',
      providerCode: 'CPCA9999',
      providerMessage: '카드사에서 승인하지 않았습니다. 다른 카드로 다시 시도해 주세요.',
    });
  });

  it('has a card whose number is kept nowhere whole, even if Payple forgets to mask it', async () => {
    const opened = await openWindow();
    const number = '1111020012344444';
    payple.works.push(paid(opened, { PCD_PAY_CARDNUM: number }));
    await land(agreed(opened));
    const [payment] = (await house.merchant.show(opened.order)).payments;
    expect(payment).toMatchObject({ status: 'paid', receipt: { card: { number: '1111********4444' } } });
    expect(await columnsContaining(house.databaseUrl, number), 'columns that hold it whole').toEqual([]);
  });

  it('has paid when the answer was lost and Payple knows of it', async () => {
    const opened = await openWindow();
    payple.works.push('drop', failed('CPCA0201'));
    payple.otherwise = paid(opened);
    expectLanding(opened, await land(agreed(opened)));
    await waitFor('the order to be paid', async () => (await statusOf(opened)) === 'paid');
  });

  it('has not paid when the answer was lost and Payple knows of nothing', async () => {
    const opened = await openWindow();
    payple.works.push('drop');
    payple.otherwise = failed('CBIL0003');
    await land(agreed(opened));
    await waitFor('the order to be open again', async () => (await statusOf(opened)) === 'unpaid');
    const { payments } = await house.merchant.show(opened.order);
    expect(payments[0]).toMatchObject({ status: 'refused', refusal: { reason: 'not_paid' } });
  });
});

describe('a payment from a bank account', () => {
  const agreedByTransfer = (opened: Opened): Form => ({
    ...agreed(opened),
    PCD_PAY_TYPE: 'transfer',
    PCD_PAYER_ID: 'ACCOUNT-KEY-CLAIMED',
  });

  it('opens its window with a handshake that speaks of no card', async () => {
    const opened = await open({ method: 'transfer' });
    expect((await authorize(windowOf(opened))).status).toBe(200);
    expect(payple.asked[0]?.body).toEqual({ cst_id: 'test', custKey: 'abcd1234567890' });
  });

  it.each<[string, (form: Form) => Form]>([
    ['a card', (form) => ({ ...form, PCD_PAY_TYPE: 'card' })],
    ['no account', (form) => ({ ...form, PCD_PAYER_ID: '' })],
    ['an account of two lines', (form) => ({ ...form, PCD_PAYER_ID: 'ACCOUNT-KEY\nCLAIMED' })],
  ])('is not confirmed with %s', async (_, distort) => {
    const opened = await openWindow({ method: 'transfer' });
    const before = await ledger.read();
    expectLanding(opened, await land(distort(agreedByTransfer(opened))));
    expect([await ledger.read(), payple.asked]).toEqual([before, []]);
  });

  it('is remembered as asked for, so that a lost answer is asked for by the same name', async () => {
    const opened = await openWindow({ method: 'transfer' });
    const bank = { PCD_PAY_TYPE: 'transfer', PCD_PAYER_ID: 'ACCOUNT-KEY-TOLD', PCD_PAY_BANKNAME: '신한은행' };
    payple.works.push('drop');
    payple.otherwise = paid(opened, bank);
    await land(agreedByTransfer(opened));
    await waitFor('the order to be paid', async () => (await statusOf(opened)) === 'paid');
    expect(payple.asked.find(({ path }) => path === WORK)?.body).toMatchObject({ PCD_PAY_TYPE: 'transfer' });
    const { payments } = await house.merchant.show(opened.order);
    expect(payments[0]).toMatchObject({ askedMethod: 'transfer', method: 'transfer' });
  });
});

describe('a payment that Payple takes itself', () => {
  it('is paid when Payple says so, not when the browser does', async () => {
    const opened = await openWindow({ mode: 'immediate' });
    payple.works.push(paid(opened));
    expectLanding(opened, await land({ ...agreed(opened), PCD_PAY_TOTAL: '1' }));
    expect(await statusOf(opened)).toBe('paid');
    expect(payple.paths).toEqual([AUTH, WORK]);
  });

  it('is found paid when a notice comes and the buyer does not', async () => {
    const opened = await openWindow({ mode: 'immediate' });
    payple.otherwise = paid(opened);
    await notice({ PCD_PAY_OID: opened.reference, PCD_PAY_RST: 'success' });
    await waitFor('the order to be paid', async () => (await statusOf(opened)) === 'paid');
  });

  it('is found paid after a result that was forged too early', async () => {
    const opened = await openWindow({ mode: 'immediate' });
    payple.otherwise = failed('CBIL0003');
    await land(agreed(opened));
    await waitFor('the forgery to be settled', async () => (await statusOf(opened)) === 'unpaid');
    payple.otherwise = paid(opened);
    expectLanding(opened, await land(agreed(opened)));
    expect(await statusOf(opened)).toBe('paid');
  });
});

async function notice(form: Form, type = 'json'): Promise<unknown> {
  const response = await fetch(`${house.url}/v1/payple/notices`, {
    method: 'POST',
    ...(type === 'json'
      ? { body: JSON.stringify(form), headers: { 'content-type': 'application/json' } }
      : { body: new URLSearchParams(form) }),
  });
  expect(response.status).toBe(200);
  return response.json();
}

describe('a notice', () => {
  it.each(['json', 'form'])(
    'is acknowledged as %s, and changes nothing of what is settled or unknown',
    async (type) => {
      const settled = await openWindow();
      await pay(settled);
      payple.asked.length = 0;
      const before = await ledger.read();
      for (const reference of [settled.reference, 'W9-00000000']) {
        const told = { PCD_PAY_RST: 'success', PCD_PAY_OID: reference, PCD_REFUND_TOTAL: '10000' };
        expect(await notice(told, type)).toEqual({ result: 'success', result_msg: '수신완료', PCD_PAY_OID: reference });
      }
      expect([await ledger.read(), payple.asked]).toEqual([before, []]);
    },
  );

  it('finds somebody there', async () => {
    expect((await fetch(`${house.url}/v1/payple/notices`, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('a refund', () => {
  const refunded = ({ reference }: Opened, won: number) => ({
    json: { PCD_PAY_RST: 'success', PCD_PAY_CODE: 'PAYC0000', PCD_PAY_OID: reference, PCD_REFUND_TOTAL: won },
  });

  async function paidOrder(): Promise<Opened> {
    const opened = await openWindow();
    await pay(opened);
    payple.asked.length = 0;
    return opened;
  }

  it('goes back in parts until nothing is left', async () => {
    const days = [toKstDigits(new Date()).slice(0, 8)];
    const opened = await paidOrder();
    days.push(toKstDigits(new Date()).slice(0, 8));
    for (const won of [4_000, 6_000]) {
      payple.works.push(refunded(opened, won));
      expect((await house.merchant.cancel(opened.order, won)).status).toBe(201);
    }
    expect(await statusOf(opened)).toBe('cancelled');
    const works = payple.asked.filter(({ path }) => path === WORK);
    expect(works).toMatchObject([{ body: { PCD_REFUND_TOTAL: '4000' } }, { body: { PCD_REFUND_TOTAL: '6000' } }]);
    works.forEach(({ body }) => expect(days, 'the day of the payment').toContain(body['PCD_PAY_DATE']));
  });

  it('of everything is sent again when its answer was lost, until Payple says that nothing is left', async () => {
    const opened = await paidOrder();
    payple.works.push('drop', paid(opened), 'drop');
    payple.otherwise = ({ body }) => ('PCD_REFUND_TOTAL' in body ? failed('PAYC0007') : paid(opened));
    expect((await house.merchant.cancel(opened.order)).status).toBe(202);
    await waitFor('the order to be cancelled', async () => (await statusOf(opened)) === 'cancelled');
  });

  it('of a part is never sent again: its answer is waited for, not its repetition', async () => {
    const opened = await paidOrder();
    payple.works.push('drop');
    payple.otherwise = ({ body }) => ('PCD_REFUND_TOTAL' in body ? refunded(opened, 4_000) : paid(opened));
    expect((await house.merchant.cancel(opened.order, 4_000)).status).toBe(202);
    await waitFor('a few lookups', () => payple.asked.length > 8);
    expect(payple.asked.filter(({ body }) => 'PCD_REFUND_TOTAL' in body)).toHaveLength(1);
    payple.otherwise = paid(opened, { PCD_REFUND_TOTAL: 4_000 });
    await waitFor('the refund to be found', async () => (await statusOf(opened)) === 'partially_cancelled');
  });

  it('is not made twice by ten that ask at once', async () => {
    const opened = await paidOrder();
    payple.otherwise = refunded(opened, 10_000);
    await Promise.all(Array.from({ length: 10 }, () => house.merchant.cancel(opened.order)));
    expect(payple.paths).toEqual([AUTH, WORK]);
    expect(await statusOf(opened)).toBe('cancelled');
  });
});
