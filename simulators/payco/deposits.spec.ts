// Holds virtual accounts and their notices to what was seen of PAYCO.
// Must never wait by the clock; the merchant's server says when a notice came.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MerchantServer, startMerchantServer } from '../ground/testing/merchant-server.js';
import { type Bought, type Shop, withShop } from './testing/shop.js';

const FOUR_DAYS_MS = 4 * 24 * 60 * 60 * 1000;

let merchant: MerchantServer;
beforeEach(async () => {
  merchant = await startMerchantServer();
});
afterEach(() => merchant.close());

const waiting = (shop: Shop): Promise<Bought> =>
  shop.buy('virtual_account', { nonBankbookDepositInformUrl: `${merchant.url}/deposit` });

async function deposit(shop: Shop, bought: Bought, body?: unknown) {
  return (await shop.control('POST', `deposits/${bought.orderNo}`, body)).json.notices;
}

const responseOf = (visit: number): unknown =>
  JSON.parse(new URLSearchParams(merchant.visits[visit]?.body).get('response') ?? '');

describe('a virtual account', () => {
  it('waits without trade numbers or taxes until the money comes', () =>
    withShop(async (shop) => {
      const bought = await waiting(shop);
      expect(bought.approval).toMatchObject({
        paymentCompletionYn: 'N',
        totalPaymentAmt: 2000,
        orderProducts: [{ orderProductStatusCode: 'OPSPWAI', orderProductStatusName: '입금대기' }],
        paymentDetails: [
          {
            paymentMethodCode: '02',
            paymentAmt: 2000,
            taxfreeAmt: 0,
            taxableAmt: 0,
            vatAmt: 0,
            nonBankbookSettleInfo: { bankName: '우리은행', bankCode: '20' },
          },
        ],
      });
      expect(bought.approval).not.toHaveProperty('paymentCompleteYmdt');
      for (const name of ['paymentTradeNo', 'tradeYmdt', 'pgAdmissionNo', 'pgAdmissionYmdt']) {
        expect(bought.approval.paymentDetails[0]).not.toHaveProperty(name);
      }
      expect(await shop.books(bought.orderKey)).toMatchObject([
        { state: 'APPROVED_WAITING', paidWon: 0, approvals: 1 },
      ]);
    }));

  it('names the last day of the merchant, or the third day from now', async () => {
    const now = () => Date.UTC(2026, 5, 1, 3);
    await withShop(
      async (shop) => {
        const dayOf = (bought: Bought) =>
          (bought.approval.paymentDetails[0]?.nonBankbookSettleInfo as { paymentExpirationYmd: string })
            .paymentExpirationYmd;
        expect(dayOf(await waiting(shop))).toBe('20260604');
        const named = await shop.buy('virtual_account', { extraData: '{"virtualAccountExpiryYmd":"20260610"}' });
        expect(dayOf(named)).toBe('20260610');
      },
      { now },
    );
  });

  it('sends one form with the approval in it when the money comes, and verify says the same', () =>
    withShop(async (shop) => {
      const bought = await waiting(shop);
      expect(await deposit(shop, bought)).toEqual([{ status: 200, body: 'OK' }]);
      expect(merchant.visits).toHaveLength(1);
      expect(merchant.visits[0]).toMatchObject({ method: 'POST', url: '/deposit' });
      expect(merchant.visits[0]?.contentType).toContain('application/x-www-form-urlencoded');
      expect([...new URLSearchParams(merchant.visits[0]?.body).keys()]).toEqual(['response']);
      expect(responseOf(0)).toMatchObject({
        orderNo: bought.orderNo,
        orderCertifyKey: bought.certifyKey,
        paymentCompletionYn: 'Y',
        paymentDetails: [
          { paymentTradeNo: expect.stringMatching(/^\d{18}$/) as string, taxableAmt: 1818, vatAmt: 182 },
        ],
      });
      expect((await shop.verify(bought)).json.result).toEqual(responseOf(0));
      expect(await shop.books(bought.orderKey)).toMatchObject([{ state: 'DEPOSITED', paidWon: 2000 }]);
    }));

  it('is told again until the merchant says OK', () =>
    withShop(
      async (shop) => {
        merchant.answers.push('ERROR', 'FAIL');
        const bought = await waiting(shop);
        expect(await deposit(shop, bought)).toEqual([{ status: 200, body: 'ERROR' }]);
        await merchant.visited(3);
        expect(responseOf(2)).toEqual(responseOf(0));
      },
      { noticeRetriesMs: [0, 0, 0, 0] },
    ));

  it('is told twice, not at all, or before the money is there, when asked for', () =>
    withShop(async (shop) => {
      expect(await deposit(shop, await waiting(shop), { notify: 'duplicate' })).toHaveLength(2);
      const silent = await waiting(shop);
      expect(await deposit(shop, silent, { notify: 'none' })).toEqual([]);
      expect(await shop.books(silent.orderKey)).toMatchObject([{ paidWon: 2000, notice: null }]);
      expect(await deposit(shop, await waiting(shop), { notify: 'early' })).toHaveLength(2);
    }));

  it('is deposited once, however often the deposit is repeated', () =>
    withShop(async (shop) => {
      const bought = await waiting(shop);
      await Promise.all([deposit(shop, bought), deposit(shop, bought), deposit(shop, bought)]);
      expect(await shop.books(bought.orderKey)).toMatchObject([{ paidWon: 2000, cancelledWon: 0 }]);
      expect(responseOf(2), 'every notice tells of the same deposit').toEqual(responseOf(0));
    }));

  it('can be paid and told before the approval is answered', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'deposit', fault: 'early' });
      const bought = await waiting(shop);
      expect(bought.approval.paymentCompletionYn, 'the answer still says what was true when it was made').toBe('N');
      expect(merchant.visits, 'the notice had come by then').toHaveLength(1);
    }));

  it('takes no money after its last day, nor after the merchant gave it up', async () => {
    let now = Date.now();
    await withShop(
      async (shop) => {
        const givenUp = await waiting(shop);
        await shop.call('order/updateOrderProductStatus', {
          sellerKey: 'S0FSJE',
          orderNo: givenUp.orderNo,
          sellerOrderProductReferenceKey: 'ITEM_1',
          orderProductStatus: 'CANCELED',
        });
        expect((await shop.control('POST', `deposits/${givenUp.orderNo}`)).status).toBe(400);
        expect(await shop.books(givenUp.orderKey)).toMatchObject([{ state: 'CANCELLED', paidWon: 0 }]);
        const late = await waiting(shop);
        now += FOUR_DAYS_MS;
        const reply = await shop.control('POST', `deposits/${late.orderNo}`);
        expect([reply.status, reply.json.error]).toEqual([400, 'the virtual account has expired']);
        expect(await shop.books(late.orderKey)).toMatchObject([{ state: 'EXPIRED', paidWon: 0 }]);
      },
      { now: () => now },
    );
  });

  it('cannot be refunded through the cancel call', () =>
    withShop(async (shop) => {
      const bought = await waiting(shop);
      await deposit(shop, bought);
      expect((await shop.cancel(bought, 2000)).json.code).toBe(990015);
    }));
});

describe('a notice that goes wrong on purpose', () => {
  it('is lost, garbled, or its answer is lost, and then told again', () =>
    withShop(
      async (shop) => {
        await shop.fault({ endpoint: 'deposit', fault: 'drop_before_effect' });
        await shop.fault({ endpoint: 'deposit', fault: 'drop_after_effect' });
        const bought = await waiting(shop);
        expect(await deposit(shop, bought), 'the first was never sent').toEqual([]);
        await merchant.visited(2);
        expect(responseOf(1), 'the answer to the second was lost, so a third came').toEqual(responseOf(0));
      },
      { noticeRetriesMs: [0, 0] },
    ));

  it('arrives with a cut off response', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'deposit', fault: 'garbage' });
      await deposit(shop, await waiting(shop));
      expect(() => responseOf(0)).toThrow();
    }));
});
