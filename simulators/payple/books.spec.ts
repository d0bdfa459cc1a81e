// Holds the books to their promise: what was answered is still there after a restart or a crash.
// Must never share a folder between tests.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPaypleSimulator } from './server.js';
import { startMerchantServer } from '../ground/testing/merchant-server.js';
import { type Shop, withShop } from './testing/shop.js';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'payple-simulator-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const buyOnce = async (shop: Shop): Promise<void> => {
  await shop.buy();
};
const journal = () => join(data, 'journal.ndjson');
const linksOf = async (shop: Shop) => (await shop.control('GET', 'links')).json.links as Record<string, unknown>[];
const books = async (shop: Shop) => (await shop.control('GET', 'books')).json;

describe('after a restart', () => {
  it('knows every payment, cancel, billing key, window, authorization and merchant, and goes on with them', async () => {
    let before: unknown;
    let agreed: Record<string, string> = {};
    let oid = '';
    let payerId = '';
    await withShop(
      async (shop) => {
        ({ PCD_PAY_OID: oid, PCD_PAYER_ID: payerId } = await shop.buy());
        await shop.cancel(oid, 1000);
        await shop.reguler(payerId);
        await shop.control('POST', `payments/${oid}/refunds`, { amountWon: 500 });
        const link = { PCD_PAY_TYPE: 'card', PCD_PAY_GOODS: '링크', PCD_PAY_TOTAL: 5000 };
        await shop.work({ PCD_PAY_WORK: 'LINKREG' }, link);
        await shop.control('POST', 'merchants', { cstId: 'test', domains: ['shop.test'] });
        ({ fields: agreed } = await shop.window());
        before = [await books(shop), (await linksOf(shop)).length];
      },
      { data, seed: 'same' },
    );
    await withShop(
      async (shop) => {
        const [link, ...others] = await linksOf(shop);
        expect([await books(shop), others.length + 1]).toEqual(before);
        const paid = await shop.control('POST', `links/${String(link?.key)}/pay`);
        expect((paid.json.fields as Record<string, unknown>).PCD_PAY_RST, 'a link from before').toBe('success');
        const confirmed = { ...agreed, PCD_PAY_COFURL: shop.url + (agreed.PCD_PAY_URL ?? '') };
        expect((await shop.confirm(confirmed)).PCD_PAY_RST, 'a window from before').toBe('success');
        expect((await shop.confirm(confirmed)).PCD_PAY_CODE).toBe('CPCA0201');
        expect((await shop.cancel(oid, 3501)).PCD_PAY_CODE).toBe('PAYC0011');
        expect((await shop.reguler(payerId)).PCD_PAY_CODE, 'the month is still taken').toBe('RPCD0015');
        expect((await shop.simple(payerId)).PCD_PAY_CODE).toBe('SPCD0000');
        expect((await shop.control('GET', 'merchants')).text).toContain('shop.test');
      },
      { data, seed: 'same' },
    );
  });

  it('gives out no number twice, even with the same seed', async () => {
    const numbers: unknown[] = [];
    for (let run = 0; run < 3; run += 1) {
      await withShop(async (shop) => void numbers.push((await shop.buy()).PCD_PAY_CARDTRADENUM), {
        data,
        seed: 'same',
      });
    }
    expect(new Set(numbers).size).toBe(3);
  });

  it('forgets a last line that a crash cut off, and nothing else', async () => {
    await withShop(buyOnce, { data });
    const whole = readFileSync(journal());
    appendFileSync(journal(), '{"serial":99,"payments":[{"cstId":"te');
    await withShop(async (shop) => expect((await books(shop)).payments).toHaveLength(1), { data });
    expect(readFileSync(journal())).toEqual(whole);
  });

  it('refuses books that are damaged in the middle, and says where', async () => {
    await withShop(buyOnce, { data });
    writeFileSync(journal(), `not a line\n${readFileSync(journal(), 'utf8')}`);
    await expect(startPaypleSimulator({ port: 0, data })).rejects.toThrow(/journal\.ndjson line 1 is damaged/);
  });

  it('writes a long journal anew, with the same books', async () => {
    let before: unknown;
    await withShop(
      async (shop) => {
        await shop.buy();
        before = await books(shop);
        const [line] = readFileSync(journal(), 'utf8').split('\n').slice(-2);
        appendFileSync(journal(), `${line ?? ''}\n`.repeat(1100));
      },
      { data },
    );
    await withShop(async (shop) => expect(await books(shop)).toEqual(before), { data });
    expect(readFileSync(journal(), 'utf8').split('\n').length, 'lines of the journal').toBeLessThan(10);
  });

  it('goes on telling what nobody took', async () => {
    const merchant = await startMerchantServer();
    await withShop(
      async (shop) => {
        await shop.control('POST', 'merchants', { cstId: 'test', noticeUrl: merchant.url });
        await shop.fault({ endpoint: 'notice', fault: 'delay', delayMs: 600_000 });
        await shop.buy();
      },
      { data },
    );
    expect(merchant.visits).toEqual([]);
    await withShop(() => merchant.visited(1), { data });
    await merchant.close();
  });
});

describe('a folder', () => {
  it('belongs to one process at a time, but a dead owner does not count', async () => {
    const mark = join(data, 'in-use-by');
    writeFileSync(mark, String(process.ppid));
    await expect(startPaypleSimulator({ port: 0, data })).rejects.toThrow(`is in use by process ${process.ppid}`);
    writeFileSync(mark, '2147483647');
    await withShop(buyOnce, { data });
  });
});

describe('a reset', () => {
  it('empties the books for good, keeps merchants, and gives no number twice', async () => {
    await withShop(
      async (shop) => {
        await shop.control('POST', 'merchants', { cstId: 'test', domains: ['shop.test'] });
        const before = await shop.buy({ PCD_PAY_OID: 'A-1' });
        await shop.control('POST', 'reset');
        expect(await books(shop)).toEqual({ payments: [], billingKeys: [] });
        const after = await shop.buy({ PCD_PAY_OID: 'A-1' });
        expect(after.PCD_PAY_CARDTRADENUM).not.toBe(before.PCD_PAY_CARDTRADENUM);
        expect((await shop.control('GET', 'merchants')).text).toContain('shop.test');
      },
      { data, seed: 'same' },
    );
    await withShop(async (shop) => expect((await books(shop)).payments).toHaveLength(1), { data, seed: 'same' });
  });
});
