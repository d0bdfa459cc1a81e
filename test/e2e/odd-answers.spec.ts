// Answers that no client expects, at both providers: text that cannot be kept, numbers and dates that are none, fields without
// an end. Whatever happened there is applied or recorded here, and nobody who waits is answered 500.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves, type ProviderBooks } from '../support/compare-books.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder, type ShownPayment } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { CALL_OPERATOR_AFTER_MS: '1000' } });
});
afterAll(() => house.close());

/** Our own numbers of the payments at Payple whose number there could not be read. */
const withoutNumber = new Set<string>();

/** Nothing moves any more, and the books are the providers'. */
async function requireQuietBooks(): Promise<void> {
  await untilNothingMoves(house.databaseUrl);
  const payple: ProviderBooks = {
    name: house.payple.name,
    providerBooks: async () =>
      (await house.payple.providerBooks()).map((book) =>
        withoutNumber.has(book.reference) ? { ...book, paymentId: book.reference } : book,
      ),
  };
  await requireSameBooks(house.databaseUrl, house.payco, payple);
}

const show = (order: ShownOrder) => house.merchant.show(order);
const idempotent = () => ({ 'idempotency-key': randomUUID() });

/** Text that is shown to people, or that nothing depends on. */
const TEXTS: readonly (readonly [what: string, value: unknown])[] = [
  ['a NUL', 'Shin\u0000han'],
  ['the first half of a character', 'Shinhan \ud83d'],
  ['the second half of a character', '\ude00 Shinhan'],
  ['a mark that turns the direction', '\u202ENaH'],
  ['nothing', ''],
  ['a number', 20_261_122],
  ['null', null],
  ['a list', ['Shinhan']],
  ['an object', { name: 'Shinhan' }],
];

async function agreedAtPayco(): Promise<{ readonly order: ShownOrder; readonly returnUrl: string }> {
  const order = await house.merchant.order();
  return { order, returnUrl: await house.payco.agree(await house.merchant.pay(order)) };
}

async function opened(
  provider: string,
  method?: string,
): Promise<{ readonly order: ShownOrder; readonly payment: ShownPayment }> {
  const order = await house.merchant.order();
  return { order, payment: await house.merchant.pay(order, 'pc', provider, method) };
}

describe('text in an answer that takes the money', () => {
  it.each(TEXTS)('of PAYCO, with %s in it, leaves the payment paid', async (_, value) => {
    const { order, returnUrl } = await agreedAtPayco();
    await house.payco.fail({ endpoint: 'approval', fault: 'odd_text', field: 'cardCompanyName', value });
    expect((await visit(returnUrl)).status).toBe(303);
    expect(await show(order)).toMatchObject({ status: 'paid' });
  });

  it.each(TEXTS)('of Payple, with %s in it, leaves the payment paid', async (_, value) => {
    const { order, payment } = await opened('payple');
    const result = await house.payple.finish(payment, 'pay');
    await house.payple.fail({ endpoint: 'confirm', fault: 'odd_text', field: 'PCD_PAY_CARDNAME', value });
    expect((await deliver(result)).status).toBe(303);
    expect(await show(order)).toMatchObject({ status: 'paid' });
  });

  it.each(['cardCompanyName', 'cardNo', 'cardAdmissionNo', 'paymentMethodName', 'paymentTradeNo', 'memberName'])(
    'of PAYCO without an end in %s leaves it paid',
    async (field) => {
      const { order, returnUrl } = await agreedAtPayco();
      await house.payco.fail({ endpoint: 'approval', fault: 'too_long', field });
      expect((await visit(returnUrl)).status).toBe(303);
      expect(await show(order)).toMatchObject({ status: 'paid' });
    },
  );

  it.each(['PCD_PAY_CARDNAME', 'PCD_PAY_CARDNUM', 'PCD_PAY_CARDAUTHNO', 'PCD_PAY_GOODS'])(
    'of Payple without an end in %s leaves it paid',
    async (field) => {
      const { order, payment } = await opened('payple');
      const result = await house.payple.finish(payment, 'pay');
      await house.payple.fail({ endpoint: 'confirm', fault: 'too_long', field });
      expect((await deliver(result)).status).toBe(303);
      expect(await show(order)).toMatchObject({ status: 'paid' });
    },
  );
});

it('a number of Payple’s that is too long for one is not kept; the payment has our own number instead', async () => {
  const { order, payment } = await opened('payple');
  const result = await house.payple.finish(payment, 'pay');
  await house.payple.fail({ endpoint: 'confirm', fault: 'too_long', field: 'PCD_PAY_CARDTRADENUM' });
  expect((await deliver(result)).status).toBe(303);
  const shown = await show(order);
  const number = shown.payments[0]?.receipt?.providerPaymentId ?? '';
  expect(shown).toMatchObject({ status: 'paid' });
  expect(number).toContain(order.orderNumber);
  withoutNumber.add(number);
});

describe('what the payment depends on', () => {
  const FIELDS: readonly (readonly [fault: string, field: string])[] = [
    ['odd_text', 'orderNo'],
    ['odd_text', 'sellerOrderReferenceKey'],
    ['too_long', 'orderNo'],
    ['odd_number', 'totalPaymentAmt'],
    ['odd_number', 'paymentDetails.paymentAmt'],
    ['odd_number', 'paymentDetails.vatAmt'],
    ['odd_text', 'orderCertifyKey'],
    ['odd_text', 'paymentCompletionYn'],
  ];

  it.each(FIELDS)(
    '%s in %s of PAYCO’s approval is found out, and the payment is paid in the end',
    async (fault, field) => {
      const { order, returnUrl } = await agreedAtPayco();
      await house.payco.fail({ endpoint: 'approval', fault, field });
      expect((await visit(returnUrl)).status).toBe(303);
      await waitFor('the order to be paid', async () => (await show(order)).status === 'paid');
    },
  );

  it.each([
    ['odd_date', 'paymentCompleteYmdt'],
    ['odd_date', 'tradeYmdt'],
    ['odd_number', 'cardInstallmentMonthNumber'],
  ])('%s in %s of PAYCO’s approval does not matter', async (fault, field) => {
    const { order, returnUrl } = await agreedAtPayco();
    await house.payco.fail({ endpoint: 'approval', fault, field });
    await visit(returnUrl);
    expect(await show(order)).toMatchObject({ status: 'paid' });
  });

  it.each([
    ['odd_date', 'PCD_PAY_TIME'],
    ['odd_number', 'PCD_PAY_TOTAL'],
    ['odd_text', 'PCD_PAY_OID'],
    ['odd_text', 'PCD_PAY_RST'],
  ])('%s in %s of Payple’s confirmation is found out, and the payment is paid in the end', async (fault, field) => {
    const { order, payment } = await opened('payple');
    const result = await house.payple.finish(payment, 'pay');
    await house.payple.fail({ endpoint: 'confirm', fault, field });
    expect((await deliver(result)).status).toBe(303);
    await waitFor('the order to be paid', async () => (await show(order)).status === 'paid');
    await requireQuietBooks();
  });

  it('an answer that stays odd calls an operator', async () => {
    const { order, returnUrl } = await agreedAtPayco();
    for (const endpoint of ['approval', 'verify']) {
      await house.payco.fail({ endpoint, fault: 'odd_number', field: 'totalPaymentAmt', value: 'NaN', count: 1_000 });
    }
    expect((await visit(returnUrl)).status).toBe(303);
    await waitFor('an operator to be called', async () => (await show(order)).payments[0]?.attention != null);
    await house.payco.behave();
    await waitFor('the order to be paid', async () => (await show(order)).status === 'paid');
  });
});

describe('a refund', () => {
  it.each([
    ['odd_number', 'remainCancelPossibleAmt'],
    ['odd_number', 'totalCancelPaymentAmt'],
    ['odd_text', 'cancelTradeSeq'],
    ['too_long', 'cancelTradeSeq'],
    ['odd_date', 'cancelYmdt'],
    ['odd_text', 'orderNo'],
  ])('with %s in %s of PAYCO’s answer is known in the end', async (fault, field) => {
    const { order, returnUrl } = await agreedAtPayco();
    await visit(returnUrl);
    await house.payco.fail({ endpoint: 'cancel', fault, field });
    expect((await house.merchant.cancel(order, 3_000, idempotent())).status).toBeLessThan(300);
    await waitFor('the refund to be done', async () => (await show(order)).cancelledWon === 3_000);
  });

  it.each([
    ['odd_text', 'PCD_PAY_CARDTRADENUM'],
    ['too_long', 'PCD_PAY_CARDTRADENUM'],
    ['odd_date', 'PCD_PAY_TIME'],
    ['odd_text', 'PCD_PAY_MSG'],
  ])('with %s in %s of Payple’s answer is done', async (fault, field) => {
    const { order, payment } = await opened('payple');
    await deliver(await house.payple.finish(payment, 'pay'));
    await house.payple.fail({ endpoint: 'cancel', fault, field });
    expect((await house.merchant.cancel(order, 3_000, idempotent())).status).toBe(201);
    expect(await show(order)).toMatchObject({ cancelledWon: 3_000 });
  });
});

describe('what arrives by itself', () => {
  it.each([
    ['a NUL', '"reserveOrderNo":"\\u0000"'],
    ['half a character', '"reserveOrderNo":"\\ud83d"'],
    ['a number beyond bigint', '"reserveOrderNo":"1","totalPaymentAmt":99999999999999999999'],
    ['20,000 levels', `"reserveOrderNo":${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ])('a deposit notice with %s is not believed, and is answered', async (_, fields) => {
    const response = `{"sellerOrderReferenceKey":"A","orderNo":"1","totalPaymentAmt":1,"paymentCompletionYn":"Y",${fields}}`;
    const answer = await fetch(`${house.url}/v1/payco/deposits`, {
      method: 'POST',
      body: new URLSearchParams({ response }),
    });
    expect([answer.status, await answer.text()]).toEqual([200, 'ERROR']);
  });

  it.each([
    ['odd_text', 'memberName'],
    ['odd_text', 'bankName'],
    ['odd_date', 'paymentCompleteYmdt'],
  ])('a deposit notice with %s in %s is taken', async (fault, field) => {
    const order = await house.merchant.order();
    await visit(await house.payco.agree(await house.merchant.pay(order), 'virtual_account'));
    const [waiting] = (await show(order)).payments;
    await house.payco.fail({ endpoint: 'deposit', fault, field });
    await house.payco.deposit(waiting?.receipt?.providerPaymentId ?? '', { notify: 'normal' });
    expect(await show(order)).toMatchObject({ status: 'paid' });
  });

  it('a result of Payple’s window whose title was cut inside a character is taken', async () => {
    const { order, payment } = await opened('payple');
    const result = await house.payple.finish(payment, 'pay');
    const body = `${new URLSearchParams(result.fields).toString()}&PCD_USER_DEFINE1=%00%ED%A0%BD`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const landing = await fetch(result.resultUrl, { method: 'POST', body, headers, redirect: 'manual' });
    expect(landing.status).toBe(303);
    expect(await show(order)).toMatchObject({ status: 'paid' });
  });

  it('a return of PAYCO with a text that cannot be kept is taken', async () => {
    const { order, returnUrl } = await agreedAtPayco();
    expect((await visit(`${returnUrl}&memo=%00`)).status).toBe(303);
    expect(await show(order)).toMatchObject({ status: 'paid' });
  });
});

it('in the end the books are the providers’', () => requireQuietBooks());

describe('what Payple took otherwise than asked, and we gave back', () => {
  it('is never taken for paid, whatever notices and inquiries say', async () => {
    const { order, payment } = await opened('payple');
    const result = await house.payple.finish(payment, 'pay');
    const oid = result.fields['PCD_PAY_OID'] ?? '';
    // Told by the answer, by the two inquiries that doubt it and by the two before it is given back.
    const wrongMeans = { fault: 'odd_text', field: 'PCD_PAY_TYPE', value: 'transfer', oid } as const;
    await house.payple.fail({ endpoint: 'confirm', ...wrongMeans });
    await house.payple.fail({ endpoint: 'inquiry', ...wrongMeans, count: 4 });
    await deliver(result);
    await waitFor('it to have gone back', async () => {
      const book = (await house.payple.providerBooks()).find(({ reference }) => reference === oid);
      return book?.cancelledWon === 10_000;
    });
    expect((await show(order)).payments[0]?.refusal?.reason).toBe('given_back');
    const told = await fetch(`${house.url}/v1/payple/notices`, {
      method: 'POST',
      body: new URLSearchParams({ ...result.fields, PCD_PAY_RST: 'success', PCD_PAY_CODE: 'SPCD0000' }),
    });
    expect(told.status).toBe(200);
    await waitFor('it to be in the books as come and gone', async () => {
      const [shown] = (await show(order)).payments;
      return shown?.status === 'reversed';
    });
    expect(await show(order)).toMatchObject({ status: 'unpaid', cancelledWon: 0 });
    await requireQuietBooks();
  });
});

describe('a number that PAYCO gave to another sheet before', () => {
  it('opens no second sheet, and whoever asked is told to try again', async () => {
    await house.payco.fail({
      endpoint: 'reserve',
      fault: 'odd_text',
      field: 'reserveOrderNo',
      value: 'TWICE',
      count: 2,
    });
    const [first, second] = [await house.merchant.order(), await house.merchant.order()];
    expect((await house.merchant.tryToPay(first)).status).toBe(201);
    expect(await house.merchant.tryToPay(second)).toMatchObject({
      status: 503,
      body: { code: 'provider_not_reached', detail: 'The provider answered something that cannot be stored.' },
    });
    expect(await show(second)).toMatchObject({ status: 'unpaid', payments: [] });
    expect((await house.merchant.tryToPay(second)).status, 'the next try').toBe(201);
  });
});

describe('a refund that PAYCO did, and answers with a code that says no', () => {
  it.each([1309, 4505, 9999, 'OK', '0 '])('(%j) happens once', async (code) => {
    const { order, returnUrl } = await agreedAtPayco();
    await visit(returnUrl);
    const fault = typeof code === 'number' ? 'odd_number' : 'odd_text';
    await house.payco.fail({ endpoint: 'cancel', fault, field: 'code', value: code });
    const { status } = await house.merchant.cancel(order, 4_000, idempotent());
    expect([201, 202]).toContain(status);
    await waitFor('it to be known', async () => (await show(order)).cancelledWon > 0);
    expect((await show(order)).cancellations).toMatchObject([{ kind: 'refund', status: 'done', amountWon: 4_000 }]);
    await requireQuietBooks();
  });
});
