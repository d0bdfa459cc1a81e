// Holds refunds made without the merchant's server to what the README promises.
// Must never give back more than was paid.
import { describe, expect, it } from 'vitest';
import { type MerchantServer, startMerchantServer } from '../ground/testing/merchant-server.js';
import { type Answer, type Shop, withShop } from './testing/shop.js';

let merchant: MerchantServer;

async function withMerchant(work: (shop: Shop) => Promise<void>): Promise<void> {
  merchant = await startMerchantServer();
  try {
    await withShop(async (shop) => {
      await shop.control('POST', 'merchants', { cstId: 'test', noticeUrl: merchant.url });
      await work(shop);
    });
  } finally {
    await merchant.close();
  }
}

const refund = (shop: Shop, id: string, body: Answer = {}) => shop.control('POST', `payments/${id}/refunds`, body);
const noticeOf = (visit: number) => JSON.parse(merchant.visits[visit]?.body ?? '') as Answer;

describe('a refund on the merchant site', () => {
  it('happens without the merchant, is told by the cancel notice, and leaves less to cancel', () =>
    withMerchant(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      await merchant.visited(1);
      await shop.cancel(oid, 500);
      await merchant.visited(2);
      const reply = await refund(shop, oid, { amountWon: 1100, taxFreeWon: 0 });
      await merchant.visited(3);
      expect(noticeOf(2)).toMatchObject({ PCD_PAYCANCEL_FLAG: 'Y', PCD_PAY_OID: oid, PCD_REFUND_TOTAL: '1100' });
      expect(reply.json.refund).toMatchObject({ amountWon: 1100, origin: 'site', reason: 'refund' });
      expect(await shop.payments(oid)).toMatchObject([
        {
          state: 'PARTIAL_CANCELLED',
          cancelledWon: 1600,
          refundedWon: 1600,
          cancels: 2,
          cancellations: [{ amountWon: 500 }, { amountWon: 1100, taxWon: 100 }],
          refunds: [
            { amountWon: 500, origin: 'api', reason: 'refund' },
            { amountWon: 1100, origin: 'site', reason: 'refund' },
          ],
        },
      ]);
      const tooMuch = await shop.cancel(oid, 5000);
      expect([tooMuch.PCD_PAY_CODE, tooMuch.PCD_PAY_MSG]).toEqual([
        'PAYC0011',
        '[Test][PAYC0011] 1128 - 부분취소 가능 금액 초과',
      ]);
      expect((await shop.inquire(oid)).PCD_REFUND_TOTAL, 'an inquiry usually tells of the approval only').toBe(
        undefined,
      );
      await shop.habit({ inquiryShowsCancels: true });
      expect((await shop.inquire(oid)).PCD_REFUND_TOTAL).toBe('1600');
    }));

  it('of all that is left may name the trade number, and an own cancel hears that nothing is left', () =>
    withMerchant(async (shop) => {
      const { PCD_PAY_OID: oid, PCD_PAY_CARDTRADENUM: tradeNo } = await shop.buy();
      expect((await refund(shop, String(tradeNo))).json.payment).toMatchObject({
        state: 'CANCELLED',
        refundedWon: 5000,
      });
      const again = await shop.cancel(oid, 5000);
      expect([again.PCD_PAY_CODE, again.PCD_PAY_MSG]).toEqual(['PAYC0007', '[Test][PAYC0007] 1115 - 이미 취소된 거래']);
      expect((await shop.cancel('unknown', 5000)).PCD_PAY_MSG, 'the network knows nothing of it').not.toContain('1115');
    }));

  it.each([
    [{ siteRefundNotices: true }, { notice: false }, 0],
    [{ siteRefundNotices: false }, {}, 0],
    [{ siteRefundNotices: false }, { notice: true }, 1],
    [{ siteRefundNotices: true }, { reason: 'chargeback' }, 0],
    [{ siteRefundNotices: true }, { reason: 'chargeback', notice: true }, 1],
    [{ siteRefundNotices: true }, { notice: 'true' }, 1],
  ])('with the habit %j and %j is told %i times', (habit, body, times) =>
    withMerchant(async (shop) => {
      await shop.habit(habit);
      const { PCD_PAY_OID: oid } = await shop.buy();
      await merchant.visited(1);
      await refund(shop, oid, body);
      // A second payment is told after everything that was to be told before it.
      await shop.buy();
      await merchant.visited(2 + times);
      expect(merchant.visits.filter(({ body: text }) => text.includes('PAYCANCEL'))).toHaveLength(times);
    }),
  );

  it('may be told late, and at once after a restart', () =>
    withMerchant(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      await merchant.visited(1);
      await refund(shop, oid, { delayNoticeMs: 600_000 });
      await shop.buy();
      await merchant.visited(2);
      expect(noticeOf(1).PCD_PAYCANCEL_FLAG, 'the cancel is still to be told').toBe(undefined);
      expect(await shop.payments(oid)).toMatchObject([{ refundedWon: 5000 }]);
      expect((await shop.control('GET', 'notices')).json.waiting).toBeGreaterThanOrEqual(1);
    }));

  it('by a card company is of a card only, and marked as such', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      await refund(shop, oid, { amountWon: 2000, reason: 'chargeback' });
      expect(await shop.payments(oid)).toMatchObject([{ refunds: [{ origin: 'site', reason: 'chargeback' }] }]);
      const account = await shop.buy({ PCD_PAY_TYPE: 'transfer' });
      const reply = await refund(shop, account.PCD_PAY_OID, { reason: 'chargeback' });
      expect([reply.status, reply.json.error]).toEqual([400, 'only what was paid by card can be charged back']);
    }));

  it('in full takes the cash receipt of an account payment with it', () =>
    withShop(async (shop) => {
      const paid = await shop.buy({ PCD_PAY_TYPE: 'transfer', PCD_TAXSAVE_FLAG: 'Y' });
      await refund(shop, paid.PCD_PAY_OID);
      expect(await shop.payments(paid.PCD_PAY_OID)).toMatchObject([{ receipt: { cancelled: true } }]);
    }));

  it.each([
    [{ amountWon: 5001 }, 'only 5000 won are left to give back'],
    [{ amountWon: 0 }, '"amountWon" must be a number from 1'],
    [{ amountWon: 10.5 }, '"amountWon" must be a whole number'],
    [{ amountWon: 1000, taxFreeWon: 1001 }, '"taxFreeWon" is above the refund'],
    [{ taxFreeWon: 3000 }, '"taxFreeWon" makes 182 won of VAT, of which 455 are left'],
    [{ notice: 'maybe' }, '"notice" must be true or false'],
    [{ reason: 'theft' }, '"reason" must be one of refund, chargeback'],
  ])('refuses %j with a sentence and gives nothing back', (body, sentence) =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      const reply = await refund(shop, oid, body);
      expect([reply.status, reply.json.error]).toEqual([400, expect.stringContaining(sentence)]);
      expect(await shop.payments(oid)).toMatchObject([{ refundedWon: 0, refunds: [] }]);
    }),
  );

  it('names one payment, and one that still has money', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      expect((await refund(shop, 'unknown')).status).toBe(404);
      await refund(shop, oid, { cstId: 'test' });
      expect((await refund(shop, oid)).json.error).toBe('everything was given back already');
      expect((await refund(shop, oid, { cstId: 'other' })).status).toBe(404);
    }));

  it('has its buttons and its form on the control page', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      const page = async () => (await shop.send('GET', `${shop.url}/control?lang=en`, undefined)).text;
      expect(await page()).toContain('data-path="/control/payments/{payment}/refunds"');
      expect(await page()).toContain(`data-path="/control/payments/${oid}/refunds"`);
      await refund(shop, oid);
      expect(await page()).not.toContain(`data-path="/control/payments/${oid}/refunds"`);
    }));
});

describe('a notice that is asked for', () => {
  it('is refused where the merchant left no address for it, and nothing is given back', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      const { status, json } = await refund(shop, oid, { notice: true });
      expect([status, json.error]).toEqual([400, expect.stringContaining('test left no "noticeUrl"')]);
      expect(await shop.payments(oid)).toMatchObject([{ refundedWon: 0 }]);
    }));

  it('goes to the address that the simulator was started with, until another one is left', async () => {
    merchant = await startMerchantServer();
    try {
      await withShop(
        async (shop) => {
          const { PCD_PAY_OID: oid } = await shop.buy();
          await merchant.visited(1);
          expect((await refund(shop, oid, { amountWon: 500, notice: true })).status).toBe(200);
          await merchant.visited(2);
          await shop.control('POST', 'merchants', { cstId: 'test', noticeUrl: `${merchant.url}/other` });
          await refund(shop, oid, { amountWon: 500, notice: true });
          await merchant.visited(3);
          expect(merchant.visits.map(({ url }) => url)).toEqual(['/started', '/started', '/other']);
        },
        { noticeUrl: `${merchant.url}/started` },
      );
    } finally {
      await merchant.close();
    }
  });
});
