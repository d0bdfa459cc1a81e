// Holds the books to their promise: what was answered is still there after a restart or a crash.
// Must never share a folder between tests.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPaycoSimulator } from './server.js';
import { startMerchantServer } from '../ground/testing/merchant-server.js';
import { type Bought, type Shop, withShop } from './testing/shop.js';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'payco-simulator-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const buyOnce = async (shop: Shop): Promise<void> => {
  await shop.buy();
};
const journal = () => join(data, 'journal.ndjson');
const booksOf = async (shop: Shop) => (await shop.control('GET', 'books')).json.payments as Record<string, unknown>[];

describe('after a restart', () => {
  it('knows every sheet, payment, cancel, deposit and merchant, and goes on with them', async () => {
    let before: unknown;
    let partly: Bought | undefined;
    let certified = new URLSearchParams();
    await withShop(
      async (shop) => {
        partly = await shop.buy('card_point');
        await shop.cancelPart(partly, 500);
        const account = await shop.buy('virtual_account');
        await shop.control('POST', `deposits/${account.orderNo}`);
        await shop.control('POST', `payments/${account.orderNo}/refunds`, { amountWon: 700 });
        await shop.control('POST', `payments/${(await shop.buy()).orderNo}/refunds`, { amountWon: 700 });
        await shop.control('POST', 'merchants', { sellerKey: 'NEW', cpId: 'NEW', productId: 'NEW_EASYP' });
        certified = (await shop.buyer((await shop.reserve()).reserveOrderNo, 'card')).query;
        before = await booksOf(shop);
      },
      { data, seed: 'same' },
    );
    await withShop(
      async (shop) => {
        expect(await booksOf(shop)).toEqual(before);
        if (!partly) throw new Error('nothing was bought');
        expect((await shop.verify(partly)).json.result).toEqual(partly.approval);
        expect((await shop.cancel(partly, 1500)).json.result).toMatchObject({ remainCancelPossibleAmt: 0 });
        expect((await shop.approve(certified)).json.code, 'a token from before still works').toBe(0);
        const locked = await shop.call('order/reserve', shop.order({ sellerOrderReferenceKey: partly.orderKey }));
        expect(locked.json.code, 'a paid key is still locked').toBe(1005);
        expect((await shop.control('GET', 'merchants')).text).toContain('NEW_EASYP');
      },
      { data, seed: 'same' },
    );
  });

  it('gives out no number twice, even with the same seed', async () => {
    const numbers: string[] = [];
    for (let run = 0; run < 3; run += 1) {
      await withShop(async (shop) => void numbers.push((await shop.buy()).orderNo), { data, seed: 'same' });
    }
    expect(new Set(numbers).size).toBe(3);
  });

  it('forgets a last line that a crash cut off, and nothing else', async () => {
    await withShop(buyOnce, { data });
    const whole = readFileSync(journal());
    appendFileSync(journal(), '{"serial":99,"payments":[{"orderNo":"2099');
    await withShop(async (shop) => expect(await booksOf(shop)).toHaveLength(1), { data });
    expect(readFileSync(journal())).toEqual(whole);
  });

  it('refuses books that are damaged in the middle, and says where', async () => {
    await withShop(buyOnce, { data });
    writeFileSync(journal(), `not a line\n${readFileSync(journal(), 'utf8')}`);
    await expect(startPaycoSimulator({ port: 0, data })).rejects.toThrow(/journal\.ndjson line 1 is damaged/);
  });

  it('writes a long journal anew, with the same books', async () => {
    let before: unknown;
    await withShop(
      async (shop) => {
        const bought = await shop.buy('card', { totalPaymentAmt: 2000 });
        const [line] = readFileSync(journal(), 'utf8').split('\n').slice(-2);
        before = await booksOf(shop);
        expect(bought.orderNo).not.toBe('');
        appendFileSync(journal(), `${line ?? ''}\n`.repeat(1100));
      },
      { data },
    );
    await withShop(async (shop) => expect(await booksOf(shop)).toEqual(before), { data });
    expect(readFileSync(journal(), 'utf8').split('\n').length, 'lines of the journal').toBeLessThan(10);
  });

  it('goes on telling of a deposit that nobody took', async () => {
    const merchant = await startMerchantServer();
    merchant.answers.push('ERROR');
    await withShop(
      async (shop) => {
        const bought = await shop.buy('virtual_account', { nonBankbookDepositInformUrl: merchant.url });
        await shop.control('POST', `deposits/${bought.orderNo}`);
      },
      { data, noticeRetriesMs: [600_000] },
    );
    await withShop(() => merchant.visited(2), { data, noticeRetriesMs: [0] });
    await merchant.close();
  });
});

describe('a folder', () => {
  it('belongs to one process at a time, but a dead owner does not count', async () => {
    const mark = join(data, 'in-use-by');
    writeFileSync(mark, String(process.ppid));
    await expect(startPaycoSimulator({ port: 0, data })).rejects.toThrow(`is in use by process ${process.ppid}`);
    writeFileSync(mark, '2147483647');
    await withShop(buyOnce, { data });
  });
});

describe('a reset', () => {
  it('empties the books for good, keeps merchants, and gives no number twice', async () => {
    await withShop(
      async (shop) => {
        await shop.control('POST', 'merchants', { sellerKey: 'NEW', cpId: 'NEW', productId: 'NEW_EASYP' });
        const before = await shop.buy();
        await shop.control('POST', 'reset');
        expect(await booksOf(shop)).toEqual([]);
        const after = await shop.buy('card', { sellerOrderReferenceKey: before.orderKey });
        expect(after.orderNo).not.toBe(before.orderNo);
      },
      { data, seed: 'same' },
    );
    await withShop(async (shop) => expect(await booksOf(shop)).toHaveLength(1), { data, seed: 'same' });
  });
});
