// Holds odd answers to what the README promises: the effect is real, only what is said about it is odd.
// Must never let an odd answer change the books.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MerchantServer, startMerchantServer } from '../ground/testing/merchant-server.js';
import { ENDPOINTS } from './faults.js';
import { withShop } from './testing/shop.js';

let merchant: MerchantServer;
beforeEach(async () => {
  merchant = await startMerchantServer();
});
afterEach(() => merchant.close());

describe('an odd answer', () => {
  it('lies about a payment that was made, once, and says so in the control API', () =>
    withShop(async (shop) => {
      const { reserveOrderNo, orderKey } = await shop.reserve();
      const { query } = await shop.buyer(reserveOrderNo, 'card_point');
      const order = { endpoint: 'approval', orderKey };
      await shop.fault({ ...order, fault: 'odd_number', field: 'totalPaymentAmt', numeral: '12345678901234567890' });
      await shop.fault({ ...order, fault: 'odd_number', field: 'paymentDetails[0].paymentAmt', value: '10,000' });
      await shop.fault({ ...order, fault: 'odd_text', field: 'cardCompanyName' });
      const reply = await shop.approve(query);
      expect(reply.text).toContain('"totalPaymentAmt":12345678901234567890,');
      expect(reply.text).toContain('"cardCompanyName":"신한\\u0000카드"');
      const { paymentDetails } = reply.json.result as { paymentDetails: { paymentAmt: unknown }[] };
      expect(paymentDetails.map(({ paymentAmt }) => paymentAmt)).toEqual(['10,000', 666]);
      expect(await shop.books(orderKey)).toMatchObject([{ state: 'APPROVED', paidWon: 2000 }]);
      expect((await shop.verify({ reserveOrderNo, orderKey })).json.result).toMatchObject({ totalPaymentAmt: 2000 });
      const { faults, oddAnswers } = (await shop.control('GET', 'faults')).json;
      expect(faults).toEqual([]);
      expect(oddAnswers).toMatchObject([
        { endpoint: 'approval', field: 'totalPaymentAmt', json: '12345678901234567890' },
        { field: 'paymentDetails[0].paymentAmt' },
        { field: 'cardCompanyName' },
      ]);
    }));

  it('can be ordered for every call', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      const order = { sellerKey: 'S0FSJE', orderNo: bought.orderNo };
      const status = { sellerOrderProductReferenceKey: 'ITEM_1', orderProductStatus: 'PAYED' };
      const codes = [{ codeKind: 'CP_ID', codeValue: 'X' }];
      const approval = async () => {
        const { query } = await shop.buyer((await shop.reserve()).reserveOrderNo, 'card');
        return shop.approve(query);
      };
      const calls: [string, string, () => Promise<{ text: string }>][] = [
        ['reserve', 'orderSheetUrl', () => shop.call('order/reserve', shop.order())],
        ['approval', 'orderCertifyKey', approval],
        ['verify', 'tradeYmdt', () => shop.verify(bought)],
        [
          'checkAvailability',
          'pgCancelPossibleAmt',
          () => shop.call('order/cancel/checkAvailability', { ...order, cancelTotalAmt: 1 }),
        ],
        [
          'mileage',
          'remainingMileageAcmAmount',
          () => shop.call('order/cancel/partMileage', { ...order, cancelPaymentAmount: 1 }),
        ],
        ['productStatus', 'code', () => shop.call('order/updateOrderProductStatus', { ...order, ...status })],
        ['usability', 'usabilityYn', () => shop.call('code/checkUsability', { sellerKey: 'S0FSJE', codes })],
        ['cancel', 'totalCancelPaymentAmt', () => shop.cancel(bought, 2000)],
      ];
      for (const [endpoint, field, call] of calls) {
        await shop.fault({ endpoint, fault: 'odd_text', field, value: { odd: true } });
        expect((await call()).text, `${field} of ${endpoint}`).toContain(`"${field}":{"odd":true}`);
      }
      const others = ['return', 'deposit'];
      expect([...calls.map(([endpoint]) => endpoint), ...others].sort()).toEqual([...ENDPOINTS].sort());
      expect(await shop.books(bought.orderKey)).toMatchObject([{ state: 'CANCELLED', cancelledWon: 2000 }]);
    }));

  it('writes a number where PAYCO writes a decimal', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'cancel', fault: 'odd_number', field: 'remainCancelPossibleAmt' });
      expect((await shop.cancel(await shop.buy(), 2000)).text).toContain('"remainCancelPossibleAmt":-1000,');
    }));

  it('waits for an answer that has its field', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'verify', fault: 'odd_date', field: 'paymentExpirationYmd' });
      const card = await shop.buy();
      expect((await shop.verify(card)).json.code).toBe(0);
      const account = await shop.buy('virtual_account');
      expect((await shop.verify(account)).text).toContain('"paymentExpirationYmd":"20261399"');
    }));

  it('goes into a return, whose other parts stay letter for letter', () =>
    withShop(async (shop) => {
      const returnUrl = 'https://shop.test/return?a=1%2B1';
      const { reserveOrderNo } = await shop.reserve({ returnUrl, returnUrlParam: '{"mine":"x"}' });
      await shop.fault({ endpoint: 'return', fault: 'odd_text', field: 'sellerOrderReferenceKey', value: '\ud83d' });
      const odd = await shop.buyer(reserveOrderNo, 'card');
      expect(odd.returnUrl).toContain('sellerOrderReferenceKey=%ED%A0%BD&');
      const key = /sellerOrderReferenceKey=(\w+)/.exec(odd.intactReturnUrl ?? '')?.[1];
      expect(odd.returnUrl).toBe(odd.intactReturnUrl?.replace(`Key=${key ?? ''}`, 'Key=%ED%A0%BD'));
      expect(odd.returnUrl).toContain('?a=1%2B1&mine=x&');
      expect((await shop.approve(new URL(odd.intactReturnUrl ?? '').searchParams)).json.code).toBe(0);
    }));

  it('goes into a deposit notice, and the next telling is right again', () =>
    withShop(
      async (shop) => {
        merchant.answers.push('ERROR');
        const account = await shop.buy('virtual_account', { nonBankbookDepositInformUrl: merchant.url });
        await shop.fault({ endpoint: 'deposit', fault: 'odd_text', field: 'paymentCompletionYn', value: null });
        await shop.control('POST', `deposits/${account.orderNo}`);
        await merchant.visited(2);
        const told = merchant.visits.map(({ body }) => new URLSearchParams(body).get('response'));
        expect(told[0]).toContain('"paymentCompletionYn":null');
        expect(told[1]).toContain('"paymentCompletionYn":"Y"');
        expect(await shop.books(account.orderKey)).toMatchObject([{ state: 'DEPOSITED', paidWon: 2000 }]);
      },
      { noticeRetriesMs: [0] },
    ));

  it.each([
    [
      { endpoint: 'verify', fault: 'odd_text', field: 'pgErrorCode' },
      '"pgErrorCode" is never answered: verify answers code, message',
    ],
    [{ endpoint: 'cancel', fault: 'too_long' }, '"field" is required: cancel answers code, message'],
    [{ endpoint: 'return', fault: 'odd_text', field: 'orderNo' }, 'return answers code, message, reserveOrderNo'],
    [{ endpoint: 'approval', fault: 'odd_text', field: 'cardNo.paymentDetails' }, 'is never answered'],
    [{ endpoint: 'approval', fault: 'decline', value: 'x' }, '"value" goes with odd_text'],
  ])('is refused with a sentence when it cannot be: %j', (fault, sentence) =>
    withShop(async (shop) => {
      const reply = await shop.control('POST', 'faults', fault);
      expect([reply.status, reply.json.error]).toEqual([400, expect.stringContaining(sentence)]);
    }),
  );
});

describe('a public address', () => {
  it('is where order sheets are', () =>
    withShop(
      async (shop) => {
        const { orderSheetUrl, reserveOrderNo } = await shop.reserve();
        expect(orderSheetUrl).toBe(`https://alpha-bill.payco.test/easyLogin/${reserveOrderNo}`);
        expect((await fetch(`${shop.url}/easyLogin/${reserveOrderNo}`)).status).toBe(200);
      },
      { publicUrl: 'https://alpha-bill.payco.test' },
    ));
});
