// Holds refunds made without the merchant's server to what the README promises.
// Must never give back more than was paid.
import { describe, expect, it } from 'vitest';
import { startMerchantServer } from '../ground/testing/merchant-server.js';
import { type Shop, withShop } from './testing/shop.js';

const refund = (shop: Shop, id: string, body: Record<string, unknown> = {}) =>
  shop.control('POST', `payments/${encodeURIComponent(id)}/refunds`, body);
const availability = async (shop: Shop, orderNo: string) => {
  const body = { sellerKey: 'S0FSJE', orderNo, cancelTotalAmt: 1 };
  return (await shop.call('order/cancel/checkAvailability', body)).json.result;
};

describe('a refund on the merchant site', () => {
  it('happens without a call, and leaves less to cancel', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      await shop.cancelPart(bought, 300);
      const reply = await refund(shop, bought.orderNo, { amountWon: 500 });
      expect(reply.json.refund).toMatchObject({ amountWon: 500, origin: 'site', reason: 'refund' });
      expect(await shop.books(bought.orderKey)).toMatchObject([
        {
          state: 'PARTIAL_CANCELLED',
          cancelledWon: 800,
          refundedWon: 800,
          cancels: 2,
          refunds: [
            { amountWon: 300, origin: 'api', reason: 'refund' },
            { amountWon: 500, origin: 'site', reason: 'refund' },
          ],
        },
      ]);
      expect(await availability(shop, bought.orderNo)).toMatchObject({ pgCancelPossibleAmt: 1200 });
      const stale = { totalCancelPossibleAmt: 1700 };
      expect((await shop.cancelPart(bought, 100, stale)).json.code, 'a stale balance').toBe(990011);
      expect((await shop.cancelPart(bought, 1700)).json.code, 'more than is left').toBe(990010);
      expect((await shop.verify(bought)).json.result, 'an inquiry tells of the approval only').toEqual(bought.approval);
    }));

  it.each(['orderNo', 'orderKey', 'reserveOrderNo'] as const)('of all that is left may be named by %s', (name) =>
    withShop(async (shop) => {
      const bought = await shop.buy('card_point');
      expect((await refund(shop, bought[name])).json.payment).toMatchObject({ state: 'CANCELLED', refundedWon: 2000 });
      expect((await shop.cancel(bought, 2000)).json.code).toBe(1309);
      expect((await refund(shop, bought[name])).json.error).toBe('everything was given back already');
    }),
  );

  it('takes its tax-free part from what is tax-free', () =>
    withShop(async (shop) => {
      const split = { totalTaxfreeAmt: '900', totalTaxableAmt: '1000', totalVatAmt: '100' };
      const bought = await shop.buy('card', split);
      expect((await refund(shop, bought.orderNo, { amountWon: 500, taxFreeWon: 901 })).json.error).toContain(
        'above the 500',
      );
      expect((await refund(shop, bought.orderNo, { amountWon: 1200, taxFreeWon: 0 })).json.error).toContain(
        'more taxable',
      );
      expect((await refund(shop, bought.orderNo, { amountWon: 1010, taxFreeWon: 900 })).status).toBe(200);
      const rest = (await shop.cancel(bought, 990)).json.result as { cancelPaymentDetails: unknown[] };
      expect(rest.cancelPaymentDetails).toMatchObject([
        { cancelTaxfreeAmt: 0, cancelTaxableAmt: 900, cancelVatAmt: 90 },
      ]);
    }));

  it('by a card company is of the card’s part only', () =>
    withShop(async (shop) => {
      const bought = await shop.buy('card_coupon_point', {}, { couponAmt: 200, pointAmt: 300 });
      const tooMuch = await refund(shop, bought.orderNo, { amountWon: 1501, reason: 'chargeback' });
      expect(tooMuch.json.error).toBe('only 1500 won are left to give back');
      await refund(shop, bought.orderNo, { reason: 'chargeback' });
      expect(await shop.books(bought.orderKey)).toMatchObject([
        { refundedWon: 1500, refunds: [{ amountWon: 1500, origin: 'site', reason: 'chargeback' }] },
      ]);
      const rest = (await shop.cancel(bought, 500)).json.result as {
        cancelPaymentDetails: { paymentMethodCode: string }[];
      };
      expect(rest.cancelPaymentDetails.map((row) => row.paymentMethodCode).sort(), 'no card is left').toEqual([
        '75',
        '98',
      ]);
      const points = await shop.buy('point');
      expect((await refund(shop, points.orderNo, { reason: 'chargeback' })).status).toBe(400);
    }));

  it.each([
    [{ amountWon: 2001 }, 'only 2000 won are left to give back'],
    [{ amountWon: 0 }, '"amountWon" must be a number from 1'],
    [{ notice: true }, 'PAYCO tells nobody of refunds made on its site'],
    [{ delayNoticeMs: 5 }, 'PAYCO tells nobody of refunds made on its site'],
    [{ reason: 'theft' }, '"reason" must be one of refund, chargeback'],
  ])('refuses %j with a sentence and gives nothing back', (body, sentence) =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      const reply = await refund(shop, bought.orderNo, body);
      expect([reply.status, reply.json.error]).toEqual([400, expect.stringContaining(sentence)]);
      expect(await shop.books(bought.orderKey)).toMatchObject([{ refundedWon: 0, refunds: [] }]);
    }),
  );

  it('names one payment', () =>
    withShop(async (shop) => {
      expect((await refund(shop, 'unknown')).status).toBe(404);
      const twice = { sellerOrderReferenceKey: shop.newKey(), sellerOrderReferenceKeyType: 'DUPLICATE_KEY' };
      const [first] = [await shop.buy('card', twice), await shop.buy('card', twice)];
      expect((await refund(shop, first.orderKey)).json.error).toContain('names 2 payments; give the orderNo');
      expect((await refund(shop, first.orderNo, { notice: false })).status).toBe(200);
    }));

  it('has its buttons and its form on the control page', () =>
    withShop(async (shop) => {
      const { orderNo } = await shop.buy();
      const page = async () => (await fetch(`${shop.url}/control?lang=en`)).text();
      expect(await page()).toContain('data-path="/control/payments/{payment}/refunds"');
      expect(await page()).toContain(`data-path="/control/payments/${orderNo}/refunds"`);
      await refund(shop, orderNo);
      expect(await page()).not.toContain(`data-path="/control/payments/${orderNo}/refunds"`);
    }));
});

describe('money of a virtual account', () => {
  it('is sent back by hand, of which PAYCO knows nothing', async () => {
    const merchant = await startMerchantServer();
    await withShop(async (shop) => {
      const bought = await shop.buy('virtual_account', { nonBankbookDepositInformUrl: merchant.url });
      expect((await refund(shop, bought.orderNo)).json.error).toContain('no money has arrived yet');
      await shop.control('POST', `deposits/${bought.orderNo}`);
      const before = [(await shop.verify(bought)).json, await availability(shop, bought.orderNo)];
      await refund(shop, bought.orderNo, { amountWon: 1500 });
      expect([(await shop.verify(bought)).json, await availability(shop, bought.orderNo)]).toEqual(before);
      expect(await shop.books(bought.orderKey)).toMatchObject([
        {
          state: 'DEPOSITED',
          paidWon: 2000,
          cancelledWon: 0,
          cancels: 0,
          refundedWon: 1500,
          refunds: [{ number: null, amountWon: 1500, origin: 'site', reason: 'by_hand' }],
        },
      ]);
      expect((await refund(shop, bought.orderNo, { amountWon: 501 })).json.error).toContain('only 500 won');
      expect((await refund(shop, bought.orderNo, { reason: 'chargeback' })).json.error).toContain('by card');
      expect(merchant.visits, 'the deposit, and nothing about the refund').toHaveLength(1);
    });
    await merchant.close();
  });
});
