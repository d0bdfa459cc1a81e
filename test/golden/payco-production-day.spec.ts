import { approveAbout } from '../support/second-person.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShownEvidence } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import { sheetOf, visit, type ShownCancellation, type ShownOrder, type ShownPayment } from '../support/merchant.js';
import { letTimeBeUp } from '../support/time-is-up.js';
import { waitFor } from '../support/wait-for.js';
import { columnsContaining } from './database-scan.js';
import { readProductionLog } from './production-log.js';
import { RecordingPayco, type RecordedCall } from './recording-payco.js';

const log = readProductionLog();
const LOGGED_NUMBER = 'W20000000000012';
const GOLDEN = { sellerKey: 'GOLDEN01', cpId: 'GOLDEN01', productId: 'GOLDEN01_EASYP' };
const CERTIFY_KEY = /"orderCertifyKey":"(\w+)"/.exec(log.approval.answerText)?.[1] ?? '';
const CERTIFY_TOKEN = log.returnQuery.get('paymentCertifyToken') ?? '';

type Json = Record<string, unknown>;

/** What the API shows beyond what other tests look at. */
interface GoldenOrder extends ShownOrder {
  readonly payments: readonly (ShownPayment & { readonly paidAt: string; readonly receipt: Json })[];
  readonly cancellations: readonly (ShownCancellation & { readonly providerCancellationId: string })[];
}

const logLines: string[] = [];
const answers: string[] = [];
const payco = new RecordingPayco(log);
let house: House;

beforeAll(async () => {
  house = await startHouse({
    paycoUrl: await payco.listen(),
    environment: { LOG_LEVEL: 'debug' },
    logDestination: { write: (line) => void logLines.push(line) },
  });
  for (const branch of new Set(log.popups.map(({ branchId }) => branchId))) await setUpSeller(branch);
});
afterAll(async () => {
  await house.close();
  await payco.close();
});

/** A call whose answer is kept, to look for secrets in it. */
async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await house.merchant.call<T>(method, path, body);
  expect(answer.status, `${method} ${path} should succeed, not ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  answers.push(JSON.stringify(answer.body));
  return answer.body;
}

async function setUpSeller(code: string): Promise<void> {
  await api('POST', '/v1/sellers', { code, name: `Branch ${code}` });
  await api('PUT', `/v1/sellers/${code}/credentials/payco`, { credentials: GOLDEN });
  await approveAbout(house.app, `${code}/payco`);
}

/** The logged order, or another one like it. */
function orderLikeLogged(wish: Json = {}): Promise<ShownOrder> {
  return api('POST', '/v1/orders', {
    orderNumber: LOGGED_NUMBER,
    sellerCode: '9000003',
    title: 'Fried Chicken',
    amountWon: 2_000,
    items: [{ reference: 'ITEM_100001', name: 'Fried Chicken', option: '245', quantity: 1, amountWon: 2_000 }],
    returnUrl: 'https://shop.example.com/pay/done',
    ...wish,
  });
}

function pay(order: ShownOrder, wish: Json = {}): Promise<ShownPayment> {
  return api('POST', `/v1/orders/${order.id}/payments`, { provider: 'payco', channel: 'pc', ...wish });
}

/** The address the buyer comes back to, with the query of the log; for another order with its own numbers. */
function returnUrl(payment: ShownPayment, orderNumber = LOGGED_NUMBER): string {
  const query = new URLSearchParams(log.returnQuery);
  query.set('reserveOrderNo', sheetOf(payment));
  query.set('sellerOrderReferenceKey', orderNumber);
  return `${house.url}/v1/payco/return/${payment.id}?${query.toString()}`;
}

/** The same body with the JSON texts inside it parsed, and without the addresses that are configuration. */
function comparable(text: string): Json {
  const body = JSON.parse(text) as Json;
  for (const name of ['returnUrlParam', 'extraData'] as const) {
    if (typeof body[name] === 'string') body[name] = JSON.parse(body[name]);
  }
  delete body['returnUrl'];
  delete body['nonBankbookDepositInformUrl'];
  return body;
}

function only(calls: readonly RecordedCall[], path: string): RecordedCall {
  const found = calls.filter((call) => call.path === path);
  const [call] = found;
  if (!call || found.length > 1) throw new Error(`PAYCO should get one ${path}, not ${found.length}.`);
  return call;
}

describe('the log itself', () => {
  it('is read whole: five popups, three calls, a return and a cancellation', () => {
    expect(log.popups.map(({ orderNumber, domain }) => `${orderNumber} ${domain}`)).toEqual([
      'M20000000000033 mobile',
      'M20000000000035 mobile',
      'W20000000000043 pc',
      'W20000000000012 pc',
      'W20000000000012 pc',
    ]);
    expect([log.reserve.status, log.approval.status, log.cancel.status]).toEqual([200, 200, 200]);
    expect(log.returnQuery.size, 'the return has fourteen parameters').toBe(14);
    expect(log.cancelledAt.toISOString()).toBe('2019-06-25T10:37:07.000Z');
  });
});

describe('the logged order, paid and cancelled as on that day', () => {
  let order: ShownOrder;
  let payment: ShownPayment;
  let paid: GoldenOrder;
  let cancelled: GoldenOrder;
  let sent: RecordedCall[];
  let startedMs: number;

  beforeAll(async () => {
    const before = payco.calls.length;
    startedMs = Date.now();
    order = await orderLikeLogged();
    payment = await pay(order);
    const landing = await visit(returnUrl(payment));
    expect(landing.status, 'the return should end on the result page').toBe(303);
    paid = await api<GoldenOrder>('GET', `/v1/orders/${order.id}`);
    await api('POST', `/v1/orders/${order.id}/cancellations`, { reason: 'the buyer changed their mind' });
    cancelled = await api<GoldenOrder>('GET', `/v1/orders/${order.id}`);
    sent = payco.calls.slice(before);
  });

  it('asks PAYCO three times, in the order of the log, and no more', () => {
    expect(sent.map(({ path }) => path)).toEqual(
      [log.reserve, log.approval, log.cancel].map(({ url }) => new URL(url).pathname),
    );
  });

  it.each(['reserve', 'approval', 'cancel'] as const)(
    'sends the %s as the log has it, field by field and type by type',
    (name) => {
      const call = only(sent, new URL(log[name].url).pathname);
      expect(call.method).toBe('POST');
      expect(call.headers['content-type']).toBe('application/json; charset=UTF-8');
      expect(comparable(call.text)).toStrictEqual(comparable(log[name].requestText));
    },
  );

  it('adds its own addresses, which are configuration', () => {
    const { body } = only(sent, '/outseller/order/reserve');
    expect(body['returnUrl']).toBe(`${house.url}/v1/payco/return/${payment.id}`);
    expect(body['nonBankbookDepositInformUrl']).toBe(`${house.url}/v1/payco/deposits`);
  });

  it('sends the buyer to the very address that PAYCO gave', () => {
    expect(payment.handoff).toEqual({
      type: 'redirect',
      url: 'https://bill.payco.com/easyLogin/201906252000000001',
    });
  });

  it('understands the approval', () => {
    expect(paid).toMatchObject({ status: 'paid', amountWon: 2_000, taxFreeWon: 0, taxableWon: 1_818, vatWon: 182 });
    expect(paid.payments).toHaveLength(1);
    expect(paid.payments[0]).toMatchObject({
      status: 'paid',
      method: 'card',
      attention: null,
      receipt: {
        providerPaymentId: '201906252000000101',
        cancels: 'any',
        card: {
          company: '신한카드',
          companyCode: 'CCLG',
          number: '000000******0000',
          approvalNumber: '00000001',
          installmentMonths: 0,
        },
        parts: [
          {
            method: 'card',
            name: '신용카드',
            amountWon: 2_000,
            taxFreeWon: 0,
            taxableWon: 1_818,
            vatWon: 182,
            transactionNumber: '201906252000000301',
          },
        ],
      },
    });
  });

  it('reads when it was paid, which nobody can believe of a payment that began years later', async () => {
    const [shown] = paid.payments;
    if (!shown) throw new Error('There should be a payment.');
    const { verdicts } = await api<ShownEvidence>('GET', `/v1/payments/${shown.id}/evidence`);
    expect(verdicts[0]).toMatchObject({ rule: 'confirm_answered', toStatus: 'paid' });
    expect(verdicts[0]?.reason).toContain('paid at 2019-06-25T10:36:35.000Z, which is not believed');
    expect(Date.parse(shown.paidAt), 'it should be paid when it was asked for').toBeGreaterThan(startedMs);
  });

  it('understands the cancellation: everything is back, to zero', () => {
    expect(cancelled).toMatchObject({ status: 'cancelled', cancelledWon: 2_000, cancellableWon: 0 });
    expect(cancelled.cancellations).toHaveLength(1);
    expect(cancelled.cancellations[0]).toMatchObject({
      status: 'done',
      amountWon: 2_000,
      taxFreeWon: 0,
      taxableWon: 1_818,
      vatWon: 182,
      providerCancellationId: '2000000001',
      attention: null,
    });
  });

  it.each([
    ['certify key', CERTIFY_KEY],
    ['certify token', CERTIFY_TOKEN],
  ])('keeps the %s to itself: not in the database, nor in an answer, nor in a log line', async (_, secret) => {
    expect(secret.length, 'the log has one').toBeGreaterThan(30);
    expect(await columnsContaining(house.databaseUrl, secret), 'columns that hold it in clear').toEqual([]);
    expect(
      answers.filter((answer) => answer.includes(secret)),
      'API answers that show it',
    ).toEqual([]);
    expect(
      logLines.filter((line) => line.includes(secret)),
      'log lines that show it',
    ).toEqual([]);
  });

  it('would notice a secret: what is not one is found in the database and in the log', async () => {
    expect(await columnsContaining(house.databaseUrl, '201906252000000101')).toEqual(
      expect.arrayContaining(['public.exchanges.response', 'public.payments.receipt']),
    );
    expect(logLines.some((line) => line.includes('/v1/payco/return/:paymentId'))).toBe(true);
  });
});

describe('the popups of the day', () => {
  it('cost PAYCO nothing when nobody goes on, and their orders expire', async () => {
    const popups = log.popups.filter(({ orderNumber }) => orderNumber !== LOGGED_NUMBER);
    expect(popups).toHaveLength(3);
    await Promise.all(popups.map(({ orderNumber, branchId }) => openAndLeave(orderNumber, branchId)));
  });

  /** The buyer opens the shop's payment window. */
  async function openCheckout(order: ShownOrder): Promise<void> {
    const page = await visit(order.checkoutUrl);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  }

  async function openAndLeave(orderNumber: string, sellerCode: string): Promise<void> {
    const order = await orderLikeLogged({ orderNumber, sellerCode });
    await openCheckout(order);
    await letTimeBeUp(house, order);
    const { payments } = await waitFor(`the order ${orderNumber} to expire`, async () => {
      const shown = await house.merchant.show(order);
      return shown.status === 'expired' ? shown : null;
    });
    expect(payments, 'nobody has tried to pay').toEqual([]);
    expect(payco.about(orderNumber), `PAYCO should not hear of ${orderNumber}`).toEqual([]);
  }

  it('end in exactly one approval when the same order is opened twice at the same moment', async () => {
    const orderNumber = 'W20000000000012-twice';
    const order = await orderLikeLogged({ orderNumber });
    await Promise.all([openCheckout(order), openCheckout(order)]);
    const payments = await Promise.all([pay(order), pay(order)]);
    expect(new Set(payments.map(sheetOf)).size, 'two order sheets').toBe(2);
    await Promise.all(payments.map((payment) => visit(returnUrl(payment, orderNumber))));
    const shown = await api<ShownOrder>('GET', `/v1/orders/${order.id}`);
    expect(shown.status).toBe('paid');
    expect(shown.payments.map(({ status }) => status).sort()).toEqual(['abandoned', 'paid']);
    expect(payco.about(orderNumber).filter(({ path }) => path === '/outseller/payment/approval')).toHaveLength(1);
  });
});

describe('what other orders look like in the words of the log', () => {
  /** The order sheet that was asked for. */
  async function sheetFor(wish: Json, payment: Json = {}): Promise<Json & { orderProducts: Json[] }> {
    const order = await orderLikeLogged(wish);
    await pay(order, payment);
    const { text } = only(payco.about(order.orderNumber), '/outseller/order/reserve');
    return comparable(text) as Json & { orderProducts: Json[] };
  }

  it('sends a part that is tax-free as texts, and calls the order and its line COMBINE', async () => {
    const items = [{ reference: 'BOX', name: 'Box', quantity: 3, amountWon: 12_000, taxFreeWon: 2_000 }];
    const sheet = await sheetFor({ orderNumber: 'COMBINE-1', amountWon: 12_000, taxFreeWon: 2_000, items });
    const tax = { totalTaxfreeAmt: '2000', totalTaxableAmt: '9091', totalVatAmt: '909' };
    expect(sheet).toMatchObject({ ...tax, totalPaymentAmt: '12000' });
    expect(sheet['returnUrlParam']).toEqual({ ...tax, taxationType: 'COMBINE' });
    expect(sheet.orderProducts).toStrictEqual([
      {
        ...GOLDEN_PRODUCT,
        productAmt: '12000',
        productPaymentAmt: '12000',
        orderQuantity: 3,
        sortOrdering: 1,
        productName: 'Box',
        sellerOrderProductReferenceKey: 'BOX',
        taxationType: 'COMBINE',
      },
    ]);
  });

  it('calls an order that is tax-free as a whole DUTYFREE', async () => {
    const items = [{ reference: 'BOOK', name: 'Book', quantity: 1, amountWon: 3_000, taxFreeWon: 3_000 }];
    const sheet = await sheetFor({ orderNumber: 'DUTYFREE-1', amountWon: 3_000, items });
    const tax = { totalTaxfreeAmt: '3000', totalTaxableAmt: '0', totalVatAmt: '0' };
    expect(sheet).toMatchObject({ ...tax, returnUrlParam: { ...tax, taxationType: 'DUTYFREE' } });
  });

  it('spreads discounts over the lines, so that they add up to what is paid', async () => {
    const items = [
      { reference: 'A', name: 'A', quantity: 1, amountWon: 3_333 },
      { reference: 'B', name: 'B', quantity: 2, amountWon: 3_333 },
      { reference: 'C', name: 'C', quantity: 1, amountWon: 3_334 },
    ];
    const discounts = { couponWon: 1_000, pointWon: 1 };
    const sheet = await sheetFor({ orderNumber: 'DISCOUNT-1', amountWon: 8_999, items, discounts });
    const lines = sheet.orderProducts.map(({ productAmt, productPaymentAmt }) => [productAmt, productPaymentAmt]);
    expect(lines).toEqual([
      ['3333', '3000'],
      ['3333', '2999'],
      ['3334', '3000'],
    ]);
    expect(sheet).toMatchObject({ totalPaymentAmt: '8999', totalTaxableAmt: '8181', totalVatAmt: '818' });
    expect(sheet.orderProducts.map(({ sortOrdering }) => sortOrdering)).toEqual([1, 2, 3]);
  });

  it.each([
    ['pc', false, 'PC', 'N'],
    ['mobile', false, 'MOBILE', 'N'],
    ['mobile', true, 'MOBILE', 'Y'],
  ])('opens a sheet for %s (in an app: %s) as %s with inAppYn %s', async (channel, inApp, orderChannel, inAppYn) => {
    const sheet = await sheetFor({ orderNumber: `CHANNEL-${channel}-${inAppYn}` }, { channel, inApp });
    expect(sheet).toMatchObject({ orderChannel, inAppYn });
  });

  it('tells PAYCO in KST when the order dies, if the merchant chose it', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const sheet = await sheetFor({ orderNumber: 'EXPIRY-1', expiresAt: `${tomorrow}T23:30:15+09:00` });
    expect(sheet['extraData']).toMatchObject({ payExpiryYmdt: `${tomorrow.replaceAll('-', '')}233015` });
  });

  it('cancels a part with its split, with what is left before it, and with a line of the order', async () => {
    const order = await orderLikeLogged({ orderNumber: 'PART-1' });
    await visit(returnUrl(await pay(order), 'PART-1'));
    const wish = { amountWon: 500, reason: 'one was cold' };
    const done = await api<ShownCancellation>('POST', `/v1/orders/${order.id}/cancellations`, wish);
    expect(done).toMatchObject({ status: 'done', taxFreeWon: 0, taxableWon: 454, vatWon: 46 });
    const { text } = only(payco.about('PART-1'), '/outseller/order/cancel');
    expect(comparable(text)).toStrictEqual({
      ...comparable(log.cancel.requestText),
      sellerOrderReferenceKey: 'PART-1',
      cancelTotalAmt: '500',
      totalCancelTaxfreeAmt: '0',
      totalCancelTaxableAmt: '454',
      totalCancelVatAmt: '46',
      totalCancelPossibleAmt: '2000',
      orderProducts: [
        {
          sellerOrderProductReferenceKey: 'ITEM_100001',
          cpId: 'GOLDEN01',
          productId: 'GOLDEN01_EASYP',
          productAmt: '500',
          cancelDetailContent: '',
        },
      ],
    });
  });
});

const GOLDEN_PRODUCT = {
  cpId: GOLDEN.cpId,
  productId: GOLDEN.productId,
  orderConfirmUrl: '',
  orderConfirmMobileUrl: '',
  productImageUrl: '',
};
