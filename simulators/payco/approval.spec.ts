// Holds payment/approval and getDetailForVerify to what was seen of PAYCO.
// Must never depend on another test's payments.
import { describe, expect, it } from 'vitest';
import { withShop } from './testing/shop.js';

const HALF_AN_HOUR_MS = 30 * 60 * 1000;

describe('approving a payment', () => {
  it('answers with the shape seen in production, amounts as whole numbers', () =>
    withShop(async (shop) => {
      const { reserveOrderNo, orderKey } = await shop.reserve({
        totalTaxfreeAmt: '0',
        totalTaxableAmt: '1818',
        totalVatAmt: '182',
      });
      const { query } = await shop.buyer(reserveOrderNo, 'card');
      const reply = await shop.approve(query);
      expect(reply.text, 'no amount of an approval by card is a decimal').not.toMatch(/\d\.\d/);
      expect(reply.json.result).toMatchObject({
        sellerOrderReferenceKey: orderKey,
        reserveOrderNo,
        orderNo: expect.stringMatching(/^\d{18}$/) as string,
        memberName: '홍**',
        orderChannel: 'PC',
        totalOrderAmt: 2000,
        totalPaymentAmt: 2000,
        receiptPaycoPointAmt: 0,
        orderCertifyKey: expect.stringMatching(/^\w{44}CC$/) as string,
        paymentCompletionYn: 'Y',
        paymentCompleteYmdt: expect.stringMatching(/^\d{14}$/) as string,
        orderProducts: [
          { orderProductStatusCode: 'OPSPAED', orderProductStatusName: '결제완료', productPaymentAmt: 2000 },
        ],
        paymentDetails: [
          {
            paymentMethodCode: '31',
            paymentMethodName: '신용카드',
            paymentAmt: 2000,
            taxfreeAmt: 0,
            taxableAmt: 1818,
            vatAmt: 182,
            serviceAmt: 0,
            easyPaymentYn: 'Y',
            cardSettleInfo: { cardCompanyCode: 'CCLG', cardInstallmentMonthNumber: '00', partCancelPossibleYn: 'Y' },
          },
        ],
      });
    }));

  it('answers a second approval with 4005, with the old token and with a new one', () =>
    withShop(async (shop) => {
      const { reserveOrderNo, orderKey } = await shop.reserve();
      const first = (await shop.buyer(reserveOrderNo, 'card')).query;
      const second = (await shop.buyer(reserveOrderNo, 'card')).query;
      expect((await shop.approve(first)).json.code).toBe(0);
      expect((await shop.approve(first)).json).toEqual({
        code: 4005,
        message: '이미 주문 완료되었습니다.',
        redirectUrl: null,
      });
      expect((await shop.approve(second)).json.code).toBe(4005);
      expect(await shop.books(orderKey)).toMatchObject([{ approvals: 1, paidWon: 2000 }]);
    }));

  it('makes one payment of twenty approvals at the same moment', () =>
    withShop(async (shop) => {
      const { reserveOrderNo, orderKey } = await shop.reserve();
      const { query } = await shop.buyer(reserveOrderNo, 'card');
      const codes = (await Promise.all(Array.from({ length: 20 }, () => shop.approve(query)))).map(
        (reply) => reply.json.code,
      );
      expect(codes.filter((code) => code === 0)).toHaveLength(1);
      expect(codes.filter((code) => code === 4005)).toHaveLength(19);
      expect(await shop.books(orderKey)).toHaveLength(1);
    }));

  it('never takes the money of two sheets of one order', () =>
    withShop(async (shop) => {
      const older = await shop.reserve();
      const newer = await shop.reserve({ sellerOrderReferenceKey: older.orderKey });
      const onOlder = (await shop.buyer(older.reserveOrderNo, 'card')).query;
      const onNewer = (await shop.buyer(newer.reserveOrderNo, 'card')).query;
      expect((await shop.approve(onNewer)).json.code).toBe(0);
      expect((await shop.approve(onOlder)).json.code).toBe(4005);
    }));

  it('refuses a wrong token, a wrong amount, a wrong order key and an unknown sheet with codes of its own', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve();
      const { query } = await shop.buyer(reserveOrderNo, 'card');
      const codeWith = async (changes: Record<string, unknown>) => (await shop.approve(query, changes)).json.code;
      expect(await codeWith({ paymentCertifyToken: 'x'.repeat(64) })).toBe(990005);
      expect(await codeWith({ totalPaymentAmt: 1999 })).toBe(990007);
      expect(await codeWith({ sellerOrderReferenceKey: 'OTHER' })).toBe(990004);
      expect(await codeWith({ reserveOrderNo: '209901012000000001' })).toBe(990003);
      expect(await codeWith({ sellerKey: undefined })).toBe(1001);
      expect(await codeWith({}), 'none of these refusals used up the token').toBe(0);
    }));

  it('lets a token grow old', async () => {
    let now = Date.now();
    await withShop(
      async (shop) => {
        const { reserveOrderNo } = await shop.reserve();
        const { query } = await shop.buyer(reserveOrderNo, 'card');
        now += HALF_AN_HOUR_MS;
        expect((await shop.approve(query)).json.code).toBe(990006);
      },
      { now: () => now },
    );
  });

  it('declines with 4505 and the code of the issuer, after which only a new token works on the same sheet', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve();
      const declined = (await shop.buyer(reserveOrderNo, 'decline', { code: 'CC61' })).query;
      expect(declined.get('code'), 'an issuer declines at the approval, so the return is good').toBe('0');
      expect((await shop.approve(declined)).json).toEqual({
        pgErrorCode: 'CC61',
        code: 4505,
        message: '거래금액 한도초과',
        redirectUrl: null,
      });
      expect((await shop.approve(declined)).json.code, 'the old token is dead').toBe(990005);
      const again = (await shop.buyer(reserveOrderNo, 'card')).query;
      expect((await shop.approve(again)).json.code).toBe(0);
    }));

  it('shares the tax among coupon, card and points so that it adds up to the order', () =>
    withShop(async (shop) => {
      const { approval } = await shop.buy(
        'card_coupon_point',
        { totalPaymentAmt: 10_001, totalTaxfreeAmt: 0, totalTaxableAmt: 9092, totalVatAmt: 909 },
        { couponAmt: 1000, pointAmt: 3333 },
      );
      expect(approval.paymentDetails).toMatchObject([
        {
          paymentMethodCode: '75',
          paymentAmt: 1000,
          vatAmt: 90,
          taxableAmt: 910,
          couponSettleInfo: { discountAmt: 1000, encCouponId: null },
        },
        { paymentMethodCode: '31', paymentAmt: 5668, vatAmt: 517, taxableAmt: 5151 },
        { paymentMethodCode: '98', paymentAmt: 3333, vatAmt: 302, taxableAmt: 3031, easyPaymentYn: 'N' },
      ]);
    }));

  it('rounds the taxable amount down when the merchant sent no split', () =>
    withShop(async (shop) => {
      const { approval } = await shop.buy('card', { totalPaymentAmt: 1500 });
      expect(approval.paymentDetails[0]).toMatchObject({ taxableAmt: 1363, vatAmt: 137 });
    }));

  it('writes the delivery place for CHECKOUT only', () =>
    withShop(async (shop) => {
      expect((await shop.buy()).approval).not.toHaveProperty('deliveryPlace');
      expect((await shop.buy('card', { orderMethod: 'CHECKOUT' })).approval).toHaveProperty(
        'deliveryPlace.englishReceipent',
      );
    }));
});

describe('inquiring a payment', () => {
  it('tells what the approval told, certify key included, even after a cancel', () =>
    withShop(async (shop) => {
      const bought = await shop.buy('card_point');
      expect((await shop.verify(bought)).json.result).toEqual(bought.approval);
      await shop.cancel(bought, 2000);
      expect((await shop.verify(bought)).json.result, 'cancels do not show').toEqual(bought.approval);
    }));

  it('refuses an order that is not paid with a code of its own', () =>
    withShop(async (shop) => expect((await shop.verify(await shop.reserve())).json.code).toBe(990008)));
});
