import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder, type ShownPayment } from '../support/merchant.js';
import type { SheetOutcome } from '../support/payco-control.js';
import { letTimeBeUp } from '../support/time-is-up.js';
import { waitFor } from '../support/wait-for.js';

let house: House;

/** An order with an open payment. */
interface Opened {
  readonly order: ShownOrder;
  readonly payment: ShownPayment;
}

/** The same, and the address the buyer would come back to after agreeing to pay. */
interface Agreed extends Opened {
  readonly returnUrl: string;
}

async function open(wish: Readonly<Record<string, unknown>> = {}, channel: 'pc' | 'mobile' = 'pc'): Promise<Opened> {
  const order = await house.merchant.order(wish);
  return { order, payment: await house.merchant.pay(order, channel) };
}

async function agree(wish: Readonly<Record<string, unknown>> = {}, outcome: SheetOutcome = 'card'): Promise<Agreed> {
  const opened = await open(wish);
  return { ...opened, returnUrl: await house.payco.agree(opened.payment, outcome) };
}

/** The buyer comes back, and ends on the result page of the order whatever came with them. */
async function land(order: ShownOrder, url: string): Promise<void> {
  const landing = await visit(url);
  expect(landing.status, `coming back with ${url} should end on the result page`).toBe(303);
  expect(landing.headers.get('location')).toBe(`${new URL(order.checkoutUrl).pathname}/result`);
}

/** The address of a payment's return with another query. */
function returnOf(payment: ShownPayment, query: string): string {
  return `${house.url}/v1/payco/return/${payment.id}${query}`;
}

/** The address with its query changed. */
function changed(url: string, change: (query: URLSearchParams) => void): string {
  const copy = new URL(url);
  change(copy.searchParams);
  return copy.href;
}

async function expectUntouched(order: ShownOrder, version: number): Promise<void> {
  const shown = await house.merchant.show(order);
  expect(shown.version, `nothing should have changed; the order is ${shown.status}`).toBe(version);
  expect(await house.payco.bookOf(order.orderNumber), 'PAYCO should have taken nothing').toBeUndefined();
}

async function expectPaidOnce(order: ShownOrder): Promise<void> {
  expect((await house.merchant.show(order)).status).toBe('paid');
  expect(await house.payco.bookOf(order.orderNumber)).toMatchObject({ paidWon: 10_000, approvals: 1, cancelledWon: 0 });
}

describe('a buyer who comes back from PAYCO', () => {
  beforeAll(async () => {
    house = await startHouse();
  });
  afterAll(() => house.close());

  const INVENTED_TOKEN = 'A'.repeat(64);
  it.each<[string, (returnUrl: string, other: Agreed) => string]>([
    ['no query at all', (url) => url.split('?')[0] ?? ''],
    ['an empty code', (url) => changed(url, (query) => query.set('code', ''))],
    ['code 00', (url) => changed(url, (query) => query.set('code', '00'))],
    ['code 0.0', (url) => changed(url, (query) => query.set('code', '0.0'))],
    ['two codes', (url) => `${url}&code=0`],
    ['two sheets', (url) => `${url}&reserveOrderNo=1`],
    ['two tokens', (url) => `${url}&paymentCertifyToken=${INVENTED_TOKEN}`],
    ['code[]', (url) => url.replace('code=0', 'code[]=0')],
    ['lower-cased names', (url) => url.replace(/([?&])(\w+)=/g, (pair) => pair.toLowerCase())],
    ['no code', (url) => changed(url, (query) => query.delete('code'))],
    ['no token', (url) => changed(url, (query) => query.delete('paymentCertifyToken'))],
    ['no sheet', (url) => changed(url, (query) => query.delete('reserveOrderNo'))],
    ['no order number', (url) => changed(url, (query) => query.delete('sellerOrderReferenceKey'))],
    ['the sheet alone', (url) => changed(url, (query) => query.set('sellerOrderReferenceKey', 'X'))],
    ['a token of a wrong shape', (url) => changed(url, (query) => query.set('paymentCertifyToken', '<script>'))],
    ['the query of another order', (url, other) => `${url.split('?')[0] ?? ''}${new URL(other.returnUrl).search}`],
    ['an unknown code', (url) => changed(url, (query) => query.set('code', '7777'))],
    ['a code that is a word', (url) => changed(url, (query) => query.set('code', 'constructor'))],
    ['invented parameters', (url) => `${url.split('?')[0] ?? ''}?status=paid&amount=1&orderId=x`],
  ])('changes nothing with %s, and can still pay', async (_, distort) => {
    const [agreed, other] = [await agree(), await agree()];
    const { version } = await house.merchant.show(agreed.order);
    await land(agreed.order, distort(agreed.returnUrl, other));
    await expectUntouched(agreed.order, version);
    await expectUntouched(other.order, version);

    await land(agreed.order, agreed.returnUrl);
    await expectPaidOnce(agreed.order);
  });

  it('takes no money with a token that PAYCO never gave', async () => {
    const { order, returnUrl } = await agree();
    await land(
      order,
      changed(returnUrl, (query) => query.set('paymentCertifyToken', INVENTED_TOKEN)),
    );
    expect(await house.payco.bookOf(order.orderNumber)).toBeUndefined();
    const shown = await waitFor('the order to be unpaid again', async () => {
      const now = await house.merchant.show(order);
      return now.status === 'unpaid' ? now : null;
    });
    expect(shown.payments[0]?.status).toBe('refused');

    await land(order, await house.payco.agree(await house.merchant.pay(order)));
    await expectPaidOnce(order);
  });

  it.each(['0', '1', '99999999', '-1', 'NaN'])('pays what the books say when the query says %s won', async (won) => {
    const { order, returnUrl } = await agree();
    await land(
      order,
      changed(returnUrl, (query) => query.set('totalPaymentAmt', won)),
    );
    await expectPaidOnce(order);
  });

  it('pays once, however often the same return is opened, one after another or at the same moment', async () => {
    const { order, returnUrl } = await agree();
    await Promise.all([1, 2, 3, 4, 5].map(() => land(order, returnUrl)));
    await expectPaidOnce(order);
    const { version } = await house.merchant.show(order);
    await land(order, returnUrl);
    await land(
      order,
      changed(returnUrl, (query) => query.set('code', '2222')),
    );
    expect((await house.merchant.show(order)).version, 'a late return should change nothing').toBe(version);
    await expectPaidOnce(order);
  });

  it.each([
    ['2222', 'buyer_cancelled'],
    ['1012', 'sheet_expired'],
    ['1026', 'buyer_cancelled'],
    ['1403', 'declined'],
    ['4502', 'declined'],
  ])('gives a payment up with code %s as %s, and may still pay on the same sheet', async (code, reason) => {
    const { order, payment } = await open();
    await land(order, returnOf(payment, `?code=${code}&message=%EC%95%88%EB%82%B4`));
    const abandoned = await house.merchant.show(order);
    expect(abandoned.status).toBe('unpaid');
    expect(abandoned.payments[0]).toMatchObject({ status: 'abandoned', refusal: { reason, providerCode: code } });
    expect(abandoned.payments[0]?.refusal?.providerMessage, 'a text from a query is nobody’s word').toBeUndefined();

    await land(order, await house.payco.agree(payment));
    await expectPaidOnce(order);
  });

  it('tells the buyer what they can do about it, by the code alone', async () => {
    const { order, payment } = await open();
    await land(order, returnOf(payment, '?code=4503&message=%EC%95%88%EB%82%B4'));
    const { payments } = await house.merchant.show(order);
    expect(payments[0]).toMatchObject({
      status: 'abandoned',
      refusal: { reason: 'declined', buyerReason: 'insufficient_balance', providerCode: '4503' },
    });
  });

  it('believes the code, not the token that comes with a decline on a phone', async () => {
    const { order, payment } = await open({}, 'mobile');
    const declinedUrl = await house.payco.agree(payment, 'decline');
    const query = new URL(declinedUrl).searchParams;
    expect([query.get('code'), query.has('paymentCertifyToken')], 'PAYCO declines with a token').toEqual([
      '4505',
      true,
    ]);
    await land(order, declinedUrl);
    const declined = await house.merchant.show(order);
    expect(declined.payments[0]).toMatchObject({ status: 'abandoned', refusal: { providerCode: '4505' } });
    expect(await house.payco.bookOf(order.orderNumber)).toBeUndefined();

    await land(order, await house.payco.agree(payment));
    await expectPaidOnce(order);
  });

  it('pays nothing once the order has expired, swept up or not', async () => {
    const { order, returnUrl } = await agree();
    await letTimeBeUp(house, order);
    await land(order, returnUrl);
    const expired = await waitFor('the order to be swept up', async () => {
      const shown = await house.merchant.show(order);
      return shown.status === 'expired' ? shown : null;
    });
    expect(expired.payments[0]).toMatchObject({ status: 'abandoned', refusal: { reason: 'order_expired' } });
    await land(order, returnUrl);
    await expectUntouched(order, expired.version);
  });

  it('gets the money back when the order expired before anyone knew that it was paid', async () => {
    const { order, returnUrl } = await agree();
    const orderKey = order.orderNumber;
    await house.payco.fail({ endpoint: 'approval', fault: 'drop_after_effect', orderKey });
    await house.payco.fail({ endpoint: 'verify', fault: 'http_500', orderKey, count: 100_000 });
    await land(order, returnUrl);
    expect((await house.merchant.show(order)).status, 'the answer was lost').toBe('in_doubt');
    await letTimeBeUp(house, order);
    await waitFor('the order to expire', async () => (await house.merchant.show(order)).status === 'expired');
    expect(await house.payco.bookOf(orderKey)).toMatchObject({ paidWon: 10_000, cancelledWon: 0 });

    await house.payco.behave();
    const reversed = await waitFor('the payment to be reversed', async () => {
      const shown = await house.merchant.show(order);
      return shown.payments[0]?.status === 'reversed' ? shown : null;
    });
    expect(reversed).toMatchObject({ status: 'expired', cancelledWon: 0 });
    expect(reversed.cancellations).toMatchObject([{ kind: 'reversal', status: 'done', amountWon: 10_000 }]);
    expect(await house.payco.bookOf(orderKey)).toMatchObject({ paidWon: 10_000, cancelledWon: 10_000, approvals: 1 });
  });

  it.each(['code=0', 'code=2222', 'code=7777', 'x=1'])(
    'never sees a text of the query again, on the way or on the page it ends (%s)',
    async (query) => {
      const marker = 'REFLECTED-7f3a';
      const { order, payment } = await open();
      const url = returnOf(payment, `?${query}&message=<b>${marker}</b>&reserveOrderNo=${marker}`);
      const landing = await fetch(url, { redirect: 'manual' });
      const page = await fetch(`${house.url}${landing.headers.get('location') ?? ''}?code=0&message=${marker}`);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const texts = [JSON.stringify([...landing.headers]), await landing.text(), await page.text()];
      expect(texts.filter((text) => text.includes(marker))).toEqual([]);
      expect(JSON.stringify(await house.merchant.show(order))).not.toContain(marker);
    },
  );

  it.each(['', '/pay_00000000000000000000000000000000', '/ord_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f', '/x', '/%00'])(
    'finds nothing at a return address that names no payment (%s)',
    async (path) => {
      const answer = await fetch(`${house.url}/v1/payco/return${path}?code=0&message=REFLECTED-7f3a`);
      expect(await answer.text()).not.toContain('REFLECTED-7f3a');
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        path === '/%00' ? 400 : 404,
        'application/problem+json; charset=utf-8',
      ]);
    },
  );
});

describe('a buyer whom PAYCO tells that the order is paid already (4005)', () => {
  beforeAll(async () => {
    // Left to themselves, lookups would come after this file.
    house = await startHouse({ environment: { FIRST_LOOKUP_MS: '60000', LONGEST_LOOKUP_MS: '60000' } });
  });
  afterAll(() => house.close());

  it('makes us look at once, and find what was lost', async () => {
    const { order, payment, returnUrl } = await agree();
    await house.payco.fail({ endpoint: 'approval', fault: 'drop_after_effect' });
    await land(order, returnUrl);
    expect((await house.merchant.show(order)).status, 'the answer was lost').toBe('in_doubt');

    const again = await house.payco.agree(payment);
    expect(new URL(again).searchParams.get('code'), 'PAYCO has it as paid').toBe('4005');
    await land(order, again);
    await expectPaidOnce(order);
  });

  it('changes nothing when it is an invention', async () => {
    const { order, payment } = await open();
    const { version } = await house.merchant.show(order);
    await land(order, returnOf(payment, '?code=4005&message=paid'));
    await expectUntouched(order, version);
  });
});
