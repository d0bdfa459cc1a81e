// Holds order/cancel and its companions to what was seen of PAYCO.
// Must never depend on another test's payments.
import { describe, expect, it } from 'vitest';
import { withShop } from './testing/shop.js';

const SPLIT_OF_2000 = { totalTaxfreeAmt: '0', totalTaxableAmt: '1818', totalVatAmt: '182' };

describe('cancelling a payment', () => {
  it('answers a full cancel with decimals in the very text, and mirrors the tax of the approval', () =>
    withShop(async (shop) => {
      const bought = await shop.buy('card', SPLIT_OF_2000);
      const reply = await shop.cancel(bought, 2000, {
        totalCancelTaxfreeAmt: '',
        totalCancelTaxableAmt: '',
        totalCancelVatAmt: '',
        totalCancelPossibleAmt: '',
        requestMemo: '',
      });
      expect(reply.text).toContain('"totalCancelPaymentAmt":2000.0,"remainCancelPossibleAmt":0.0');
      expect(reply.text).toContain(
        '"cancelTaxableAmt":1818.0,"cancelTaxfreeAmt":0.0,"cancelVatAmt":182.0,"cancelServiceAmt":0.0',
      );
      const result = reply.json.result as {
        cancelTradeSeq: number;
        cancelYmdt: string;
        cancelPaymentDetails: unknown[];
      };
      expect(result.cancelTradeSeq).toBeGreaterThan(2_000_000_000);
      expect(result.cancelPaymentDetails).toMatchObject([
        { paymentTradeNo: bought.approval.paymentDetails[0]?.paymentTradeNo, tradeYmdt: result.cancelYmdt },
      ]);
    }));

  it('answers a repeat with 1309, or with the older 1301 when told so', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      await shop.cancel(bought, 2000);
      expect((await shop.cancel(bought, 2000)).json).toEqual({
        code: 1309,
        message: '취소 완료된 결제(취소 가능 잔액 : 0원)',
        redirectUrl: null,
      });
      await shop.control('POST', 'habits', { repeatedCancelCode: 1301 });
      expect((await shop.cancel(bought, 2000)).json).toMatchObject({
        code: 1301,
        message: '취소가능한 상품이 없습니다.',
      });
    }));

  it('gives part of the money back, part by part, down to nothing', () =>
    withShop(async (shop) => {
      const bought = await shop.buy('card', SPLIT_OF_2000);
      const vat: number[] = [];
      for (const [won, left] of [
        [700, 1300],
        [700, 600],
        [600, 0],
      ] as const) {
        const reply = await shop.cancelPart(bought, won, { totalCancelPossibleAmt: won + left });
        expect(reply.json.result, reply.text).toMatchObject({
          totalCancelPaymentAmt: won,
          remainCancelPossibleAmt: left,
        });
        const [detail] = (reply.json.result as { cancelPaymentDetails: { cancelVatAmt: number }[] })
          .cancelPaymentDetails;
        vat.push(detail?.cancelVatAmt ?? NaN);
      }
      expect(vat, 'the last part takes what is left of the 182 won of VAT').toEqual([63, 63, 56]);
      expect(await shop.books(bought.orderKey)).toMatchObject([{ state: 'CANCELLED', cancelledWon: 2000, cancels: 3 }]);
    }));

  it('gives back exactly once of ten equal partial cancels that name the balance', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      const replies = await Promise.all(
        Array.from({ length: 10 }, () => shop.cancelPart(bought, 500, { totalCancelPossibleAmt: '2000' })),
      );
      const codes = replies.map((reply) => reply.json.code);
      expect(codes.filter((code) => code === 0)).toHaveLength(1);
      expect(codes.filter((code) => code === 990011)).toHaveLength(9);
      expect(await shop.books(bought.orderKey)).toMatchObject([{ cancelledWon: 500, cancels: 1 }]);
    }));

  it('returns every method of a mixed payment, and the sum is the cancel', () =>
    withShop(async (shop) => {
      const bought = await shop.buy('card_coupon', { totalPaymentAmt: 10_000 });
      const result = (await shop.cancel(bought, 10_000)).json.result as {
        cancelPaymentDetails: { paymentMethodCode: string; cancelPaymentAmt: number }[];
      };
      const byMethod = Object.fromEntries(
        result.cancelPaymentDetails.map((detail) => [detail.paymentMethodCode, detail.cancelPaymentAmt]),
      );
      expect(byMethod).toEqual({ '31': 9000, '75': 1000 });
    }));

  it('takes the tax split of the merchant when it adds up', () =>
    withShop(async (shop) => {
      const bought = await shop.buy('card', SPLIT_OF_2000);
      const split = { totalCancelTaxfreeAmt: 0, totalCancelTaxableAmt: 900, totalCancelVatAmt: 100 };
      const reply = await shop.cancelPart(bought, 1000, split);
      expect(reply.json.result).toMatchObject({ cancelPaymentDetails: [{ cancelTaxableAmt: 900, cancelVatAmt: 100 }] });
      expect((await shop.cancelPart(bought, 999, split)).json.code).toBe(990014);
    }));

  it('refuses what must not be cancelled, and changes nothing', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      expect(
        (await shop.cancel({ ...bought, orderNo: '209901012000000001' }, 2000)).json,
        'unknown order',
      ).toMatchObject({
        code: 1001,
        message: '유효하지 않은 주문번호입니다.',
      });
      expect((await shop.cancel({ ...bought, certifyKey: 'wrongCC' }, 2000)).json.code, 'certify key').toBe(990009);
      expect((await shop.cancel(bought, 2001)).json.code, 'above the balance').toBe(990010);
      expect((await shop.cancel(bought, 0)).json.code, 'nothing').toBe(1001);
      expect((await shop.cancel(bought, 1000)).json.code, 'part of it without products').toBe(990013);
      expect(await shop.books(bought.orderKey)).toMatchObject([{ cancelledWon: 0, cancels: 0, state: 'APPROVED' }]);
    }));

  it('refuses part of a payment whose card forbids it, but not the whole', () =>
    withShop(async (shop) => {
      const bought = await shop.buy('card', {}, { partCancelPossibleYn: 'N' });
      expect(bought.approval.paymentDetails[0]).toMatchObject({ cardSettleInfo: { partCancelPossibleYn: 'N' } });
      expect((await shop.cancelPart(bought, 500)).json.code).toBe(990012);
      expect((await shop.cancel(bought, 2000)).json.code).toBe(0);
    }));

  it('refuses a refund below the coupon', () =>
    withShop(async (shop) => {
      const bought = await shop.buy('card_coupon', { totalPaymentAmt: 10_000 });
      expect((await shop.cancelPart(bought, 999)).json.code).toBe(990016);
      expect((await shop.cancelPart(bought, 1500)).json.result).toMatchObject({ remainCancelPossibleAmt: 8500 });
    }));

  it('answers the older path too, and accepts the order key alone', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      const reply = await shop.call('order/cancel/request', {
        sellerKey: 'S0FSJE',
        sellerOrderReferenceKey: bought.orderKey,
        orderCertifyKey: bought.certifyKey,
        cancelTotalAmt: 2000,
      });
      expect(reply.json.code).toBe(0);
    }));
});

describe('asking whether a cancel is possible', () => {
  it('answers code 0 with the balance as a decimal, also when it is impossible', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      const ask = (won: number) =>
        shop.call('order/cancel/checkAvailability', {
          sellerKey: 'S0FSJE',
          orderNo: bought.orderNo,
          cancelTotalAmt: won,
        });
      const possible = await ask(2000);
      expect(possible.json.result).toMatchObject({ cancelPossibleYn: 'Y', partCancelPossibleYn: 'Y' });
      expect(possible.text).toContain('"pgCancelPossibleAmt":2000.0');
      await shop.cancel(bought, 2000);
      const impossible = await ask(2000);
      expect(impossible.json.code).toBe(0);
      expect(impossible.json.result).toMatchObject({ cancelPossibleYn: 'N', partCancelPossibleYn: 'N' });
      expect(impossible.text).toContain('"pgCancelPossibleAmt":0.0');
      expect((await ask(0)).json.result).toMatchObject({ cancelImpossibleReason: '취소 결제금액은 0보다 커야합니다.' });
    }));

  it.each([
    ['balance', 2000],
    ['zero', 0],
  ] as const)('tells with a no what the habit says: %s', (impossibleAmountTells, toldWon) =>
    withShop(async (shop) => {
      await shop.control('POST', 'habits', { impossibleAmountTells });
      const bought = await shop.buy();
      const ask = async (won: number) => {
        const asked = { sellerKey: 'S0FSJE', orderNo: bought.orderNo, cancelTotalAmt: won };
        return (await shop.call('order/cancel/checkAvailability', asked)).json.result;
      };
      const impossible = { cancelPossibleYn: 'N', pgCancelPossibleAmt: toldWon };
      expect(await ask(2001), 'more than is left').toMatchObject(impossible);
      expect(await ask(2000), 'what is possible').toMatchObject({ cancelPossibleYn: 'Y', pgCancelPossibleAmt: 2000 });
    }),
  );
});

describe('the smaller calls', () => {
  it('note the status of a product and answer without a result', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      const tell = (changes: Record<string, unknown>) =>
        shop.call('order/updateOrderProductStatus', {
          sellerKey: 'S0FSJE',
          orderNo: bought.orderNo,
          sellerOrderProductReferenceKey: 'ITEM_1',
          orderProductStatus: 'DELIVERY_START',
          ...changes,
        });
      expect((await tell({})).json).toEqual({ code: 0, message: 'success' });
      expect((await tell({ orderProductStatus: 'LOST' })).json.code).toBe(1001);
      expect((await tell({ sellerOrderProductReferenceKey: 'ITEM_9' })).json.code).toBe(990017);
      expect(await shop.books(bought.orderKey)).toMatchObject([{ productStatuses: { ITEM_1: 'DELIVERY_START' } }]);
    }));

  it('take back mileage up to the order', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      const takeBack = (won: number) =>
        shop.call('order/cancel/partMileage', {
          sellerKey: 'S0FSJE',
          orderNo: bought.orderNo,
          cancelPaymentAmount: won,
        });
      expect((await takeBack(500)).json.result).toMatchObject({
        canceledMileageAcmAmount: 5,
        remainingMileageAcmAmount: 15,
      });
      expect((await takeBack(1501)).json.code).toBe(990018);
    }));

  it('say which codes are usable, as a list', () =>
    withShop(async (shop) => {
      const reply = await shop.call('code/checkUsability', {
        sellerKey: 'S0FSJE',
        codes: [
          { codeKind: 'CP_ID', codeValue: 'PARTNERTEST' },
          { codeKind: 'PRODUCT_ID', codeValue: 'NOTHING', upperCodeValue: 'PARTNERTEST' },
        ],
      });
      expect(reply.json.result).toEqual([
        { codeKind: 'CP_ID', codeValue: 'PARTNERTEST', usabilityYn: 'Y' },
        {
          codeKind: 'PRODUCT_ID',
          codeValue: 'NOTHING',
          usabilityYn: 'N',
          useImpossibleReason: '등록되지 않은 코드입니다.',
        },
      ]);
    }));
});
