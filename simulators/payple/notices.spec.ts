// Holds notices to what the README promises: who is told of what, how, and how often.
// Must never sleep; the merchant's own server says when something arrived.
import { describe, expect, it } from 'vitest';
import { type MerchantServer, startMerchantServer } from '../ground/testing/merchant-server.js';
import { type Shop, withShop } from './testing/shop.js';

async function withMerchant(
  work: (shop: Shop, merchant: MerchantServer) => Promise<void>,
  noticeRetriesMs: number[] = [],
): Promise<void> {
  const merchant = await startMerchantServer();
  try {
    await withShop(
      async (shop) => {
        await shop.control('POST', 'merchants', {
          cstId: 'test',
          noticeUrl: `${merchant.url}/results`,
          removalNoticeUrl: `${merchant.url}/removals`,
        });
        await work(shop, merchant);
      },
      { noticeRetriesMs },
    );
  } finally {
    await merchant.close();
  }
}

const bodyOf = (merchant: MerchantServer, index = 0) =>
  JSON.parse(merchant.visits[index]?.body ?? '') as Record<string, unknown>;

describe('a notice', () => {
  it('tells of a payment as JSON', () =>
    withMerchant(async (shop, merchant) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      await merchant.visited(1);
      expect(merchant.visits[0]).toMatchObject({ url: '/results', contentType: 'application/json; charset=UTF-8' });
      expect(bodyOf(merchant)).toMatchObject({
        PCD_PAY_RST: 'success',
        PCD_PAY_CODE: '0000',
        PCD_PAY_OID: oid,
        PCD_PAY_WORK: 'CERT',
        PCD_PAY_TOTAL: '5000',
      });
    }));

  it('tells of a charge with the code of charges', () =>
    withMerchant(async (shop, merchant) => {
      await shop.simple(await shop.register());
      await merchant.visited(1);
      expect(bodyOf(merchant)).toMatchObject({ PCD_PAY_CODE: 'SPCD0000', PCD_PAY_TOTAL: '1000' });
    }));

  it('tells of a cancel, as a form when that is the habit', () =>
    withMerchant(async (shop, merchant) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      await merchant.visited(1);
      await shop.habit({ notices: 'form' });
      await shop.cancel(oid, 1000);
      await merchant.visited(2);
      expect(merchant.visits[1]?.contentType).toBe('application/x-www-form-urlencoded');
      expect(Object.fromEntries(new URLSearchParams(merchant.visits[1]?.body))).toMatchObject({
        PCD_PAY_CODE: 'PAYC0000',
        PCD_PAYCANCEL_FLAG: 'Y',
        PCD_PAY_OID: oid,
        PCD_PAY_TOTAL: '5000',
        PCD_REFUND_TOTAL: '1000',
        PCD_REFUND_TIME: '20250815120000',
      });
    }));

  it('tells of a key removed on the admin site, but of none the merchant deleted itself', () =>
    withMerchant(async (shop, merchant) => {
      const own = await shop.register();
      const theirs = await shop.register();
      await shop.work({ PCD_PAY_WORK: 'PUSERDEL' }, { PCD_PAYER_ID: own });
      await shop.control('POST', `keys/${theirs}/remove`);
      await merchant.visited(1);
      expect(merchant.visits.map((visit) => visit.url)).toEqual(['/removals']);
      expect(bodyOf(merchant)).toMatchObject({ PCD_PAY_WORK: 'PUSERDEL', PCD_PAYER_ID: theirs, PCD_CST_ID: 'test' });
      expect((await shop.simple(theirs)).PCD_PAY_CODE).toBe('SPCD0012');
    }));

  it('still comes when the answer of the payment is lost', () =>
    withMerchant(async (shop, merchant) => {
      const { fields } = await shop.window();
      await shop.fault({ endpoint: 'confirm', fault: 'drop_after_effect' });
      await expect(shop.confirm(fields)).rejects.toThrow();
      await merchant.visited(1);
      expect(bodyOf(merchant).PCD_PAY_OID).toBe(fields.PCD_PAY_OID);
    }));

  it('comes twice, when ordered', () =>
    withMerchant(async (shop, merchant) => {
      await shop.fault({ endpoint: 'notice', fault: 'duplicate' });
      await shop.buy();
      await merchant.visited(2);
      expect(merchant.visits[1]?.body).toBe(merchant.visits[0]?.body);
    }));

  it('is never sent, when ordered, and the log says so', () =>
    withMerchant(async (shop, merchant) => {
      const oid = shop.newOid();
      await shop.fault({ endpoint: 'notice', fault: 'drop_before_effect', oid });
      await shop.buy({ PCD_PAY_OID: oid });
      await shop.buy();
      await merchant.visited(1);
      const log = (await shop.control('GET', 'notices')).json.notices as { oid: string; body: string }[];
      expect(log.find((notice) => notice.oid === oid)?.body).toBe('the notice was lost on the way');
      expect(bodyOf(merchant).PCD_PAY_OID).not.toBe(oid);
    }));

  it('is told again until it is answered with 200, and the answers are in the log', () =>
    withMerchant(
      async (shop, merchant) => {
        await shop.fault({ endpoint: 'notice', fault: 'drop_after_effect' });
        merchant.answers.push('{"result":"success"}');
        await shop.buy();
        await merchant.visited(2);
        await expect
          .poll(async () => (await shop.control('GET', 'notices')).json, { timeout: 20_000 })
          .toMatchObject({ notices: [{ status: 200, body: '{"result":"success"}' }, { status: 200 }], waiting: 0 });
      },
      [0, 0],
    ));

  it('may be late', () =>
    withMerchant(async (shop, merchant) => {
      const oid = shop.newOid();
      await shop.fault({ endpoint: 'notice', fault: 'delay', delayMs: 600_000, oid });
      await shop.buy({ PCD_PAY_OID: oid });
      await shop.buy();
      await merchant.visited(1);
      expect(bodyOf(merchant).PCD_PAY_OID).not.toBe(oid);
      expect((await shop.control('GET', 'notices')).json.waiting).toBeGreaterThanOrEqual(1);
    }));

  it('goes nowhere when the merchant left no address', () =>
    withShop(async (shop) => {
      await shop.buy();
      expect((await shop.control('GET', 'notices')).json).toEqual({ notices: [], waiting: 0 });
    }));
});
