// Holds payment links to the specification: making one, paying it as a buyer does, its notice, and its end.
// Must never pay one that is over.
import { describe, expect, it } from 'vitest';
import { startMerchantServer } from '../ground/testing/merchant-server.js';
import { type Answer, type Shop, withShop } from './testing/shop.js';

const ADD_PARAM = '{"order": 7}';

async function makeLink(shop: Shop, changes: Answer = {}): Promise<Answer & { PCD_LINK_KEY: string }> {
  const body = {
    PCD_PAY_WORK: 'LINKREG',
    PCD_PAY_TYPE: 'transfer+card',
    PCD_PAY_GOODS: '<b>상품</b>',
    PCD_PAY_TOTAL: '5000',
    PCD_CARD_VER: '02',
    PCD_LINK_MEMO: '메모',
    PCD_LINK_ADD_PARAM: ADD_PARAM,
    ...changes,
  };
  return (await shop.work({ PCD_PAY_WORK: 'LINKREG' }, body)) as Answer & { PCD_LINK_KEY: string };
}

const pay = async (shop: Shop, key: string, body: Answer = {}) =>
  (await shop.control('POST', `links/${encodeURIComponent(key)}/pay`, body)).json as Answer & {
    fields: Record<string, string> | null;
  };
const linksOf = async (shop: Shop) => (await shop.control('GET', 'links')).json.links as Answer[];

describe('a payment link', () => {
  it('is made with a key, an address and no payment', () =>
    withShop(async (shop) => {
      const link = await makeLink(shop, { PCD_LINK_EXPIREDATE: '2025081518' });
      expect(link).toMatchObject({
        PCD_LINK_RST: 'success',
        PCD_LINK_MSG: '링크생성완료',
        PCD_LINK_URL: `${shop.url}/link/${encodeURIComponent(link.PCD_LINK_KEY)}`,
        PCD_LINK_MEMO: '메모',
        PCD_LINK_EXPIREDATE: '2025081518',
        PCD_PAY_TYPE: 'transfer+card',
        PCD_PAY_TOTAL: '5000',
        PCD_PAY_TAXTOTAL: '455',
      });
      expect(link.PCD_PAY_RST, 'a link has words of its own').toBe(undefined);
      expect(await shop.payments()).toEqual([]);
      expect(await linksOf(shop)).toMatchObject([
        { state: 'OPEN', types: ['transfer', 'card'], totalWon: 5000, expiresAt: '2025-08-15T09:00:00.000Z' },
      ]);
    }));

  it.each([
    [{ PCD_PAY_TYPE: 'points' }],
    [{ PCD_PAY_GOODS: '' }],
    [{ PCD_PAY_TOTAL: '999' }],
    [{ PCD_PAY_TOTAL: '10.5' }],
    [{ PCD_PAY_TAXTOTAL: '5001' }],
    [{ PCD_LINK_EXPIREDATE: '2025081512' }],
    [{ PCD_LINK_EXPIREDATE: '2025083218' }],
    [{ PCD_LINK_EXPIREDATE: '20250816' }],
    [{ PCD_LINK_ADD_PARAM: '{order: 7}' }],
    [{ PCD_RST_URL: 'javascript:alert(1)' }],
    [{ PCD_PAY_WORK: 'PAY' }],
  ])('is refused in JSON, with the code in its message, for %j', (changes) =>
    withShop(async (shop) => {
      const answer = await makeLink(shop, changes);
      expect([answer.PCD_LINK_RST, answer.PCD_LINK_KEY]).toEqual(['error', undefined]);
      expect(answer.PCD_LINK_MSG).toContain('[SIMU0023]');
      expect(await linksOf(shop)).toEqual([]);
    }),
  );

  it('is not made with keys for another purpose, nor twice with the same', () =>
    withShop(async (shop) => {
      const keys = await shop.keys({ PCD_PAY_WORK: 'LINKREG' });
      const body = { PCD_PAY_TYPE: 'card', PCD_PAY_GOODS: '상품', PCD_PAY_TOTAL: 5000 };
      const elsewhere = { ...(await shop.keys()), return_url: keys.return_url };
      expect((await shop.workWith(elsewhere, body)).PCD_LINK_MSG).toContain('SIMU0001');
      expect((await shop.workWith(keys, body)).PCD_LINK_RST).toBe('success');
      expect((await shop.workWith(keys, body)).PCD_LINK_MSG).toContain('SIMU0002');
    }));

  it('is paid by card or account, told with the merchant’s parameter, and can be inquired and cancelled', async () => {
    const merchant = await startMerchantServer();
    await withShop(async (shop) => {
      await shop.control('POST', 'merchants', { cstId: 'test', noticeUrl: merchant.url });
      await shop.habit({ linkUses: 'many' });
      const { PCD_LINK_KEY: key } = await makeLink(shop);
      for (const type of ['card', 'transfer']) {
        const { fields } = await pay(shop, key, { type });
        const oid = fields?.PCD_PAY_OID ?? '';
        expect(fields).toMatchObject({ PCD_PAY_RST: 'success', PCD_PAY_TYPE: type, PCD_LINK_ADD_PARAM: ADD_PARAM });
        expect(await shop.payments(oid)).toMatchObject([{ flow: 'LINK', type, paidWon: 5000 }]);
        expect((await shop.inquire(oid, { PCD_PAY_TYPE: type })).PCD_PAY_TOTAL).toBe('5000');
        expect((await shop.cancel(oid, 5000)).PCD_PAY_RST).toBe('success');
      }
      await merchant.visited(4);
      const told = merchant.visits.map(({ body }) => JSON.parse(body) as Answer);
      const [first, ...others] = told.filter((notice) => notice.PCD_PAYCANCEL_FLAG === undefined);
      expect(first).toMatchObject({ PCD_PAY_RST: 'success', PCD_LINK_ADD_PARAM: ADD_PARAM });
      expect(others).toHaveLength(1);
      expect((await linksOf(shop))[0]?.paidOids).toHaveLength(2);
    });
    await merchant.close();
  });

  it('takes its parameter as an object too', () =>
    withShop(async (shop) => {
      const { PCD_LINK_KEY: key } = await makeLink(shop, { PCD_LINK_ADD_PARAM: { order: 7 } });
      expect((await pay(shop, key)).fields?.PCD_LINK_ADD_PARAM).toBe('{"order":7}');
    }));

  it('is over when it was paid, unless the habit says otherwise', () =>
    withShop(async (shop) => {
      const { PCD_LINK_KEY: key } = await makeLink(shop);
      expect((await pay(shop, key, { card: 'limit' })).fields?.PCD_PAY_CODE, 'a decline does not end it').toBe(
        'SIMU0008',
      );
      const both = await Promise.all([pay(shop, key, { type: 'card' }), pay(shop, key, { type: 'card' })]);
      expect(both.map(({ fields, alert }) => fields?.PCD_PAY_CODE ?? alert).sort()[0]).toBe('0000');
      expect((await pay(shop, key)).alert).toContain('SIMU0024');
      expect(await shop.payments()).toHaveLength(1);
      expect(await linksOf(shop)).toMatchObject([{ state: 'PAID' }]);
      await shop.habit({ linkUses: 'many' });
      expect((await pay(shop, key)).fields?.PCD_PAY_RST).toBe('success');
    }));

  it('expires at its hour or when told to, also under an open window', () =>
    withShop(async (shop) => {
      const { PCD_LINK_KEY: key } = await makeLink(shop, { PCD_LINK_EXPIREDATE: '2025081513' });
      shop.clock.now += 55 * 60 * 1000;
      const opened = await openWindow(shop, key, 'transfer');
      shop.clock.now += 5 * 60 * 1000;
      expect((await opened.post({ outcome: 'pay', bank: '004', number: '99900000004444' })).text).toContain('SIMU0024');
      expect((await pay(shop, key)).alert).toContain('SIMU0024');
      expect((await fetch(`${shop.url}/link/${encodeURIComponent(key)}`)).status).toBe(410);
      const other = await makeLink(shop);
      await shop.control('POST', `links/${encodeURIComponent(other.PCD_LINK_KEY)}/expire`);
      expect(await linksOf(shop)).toMatchObject([{ state: 'EXPIRED' }, { state: 'EXPIRED' }]);
      expect(await shop.payments()).toEqual([]);
    }));

  it('offers only what it was made for', () =>
    withShop(async (shop) => {
      const { PCD_LINK_KEY: key } = await makeLink(shop, { PCD_PAY_TYPE: 'card' });
      expect((await pay(shop, key, { type: 'transfer' })).error).toContain('"type" must be one of card');
      expect((await shop.control('POST', 'links/unknown/pay')).status).toBe(404);
    }));
});

/** What a buyer's browser does: opens the link, chooses, and gets the window. */
async function openWindow(shop: Shop, key: string, type: string) {
  const path = `/link/${encodeURIComponent(key)}`;
  const page = await (await fetch(shop.url + path)).text();
  const window = await fetch(shop.url + path, { method: 'POST', body: new URLSearchParams({ type }) });
  const text = await window.text();
  const action = /action="([^"]+)"/.exec(text)?.[1] ?? '';
  const post = async (form: Record<string, string>) => {
    const response = await fetch(shop.url + action, { method: 'POST', body: new URLSearchParams(form) });
    return { status: response.status, text: await response.text() };
  };
  return { page, post };
}

describe('the page of a link', () => {
  const CARD = { outcome: 'pay', number: '1111020000004444' };

  it('shows what is paid as text, and the end after it was paid', () =>
    withShop(async (shop) => {
      const { PCD_LINK_KEY: key } = await makeLink(shop);
      const { page, post } = await openWindow(shop, key, 'card');
      expect(page).toContain('&lt;b&gt;상품&lt;/b&gt;');
      expect(page, 'the memo is the merchant’s own').not.toContain('메모');
      expect((await post(CARD)).text).toContain('결제가 완료되었습니다');
      expect(await shop.payments()).toHaveLength(1);
      expect((await fetch(`${shop.url}/link/${encodeURIComponent(key)}`)).status).toBe(410);
      expect((await fetch(`${shop.url}/link/unknown`)).status).toBe(404);
    }));

  it('leads back to itself when the buyer leaves, and to the merchant when there is a place', () =>
    withShop(async (shop) => {
      const resultUrl = 'https://shop.test/paid';
      const { PCD_LINK_KEY: key } = await makeLink(shop, { PCD_RST_URL: resultUrl });
      const left = await openWindow(shop, key, 'card');
      expect((await left.post({ outcome: 'close' })).text).toContain(`href="/link/${encodeURIComponent(key)}`);
      const paid = await openWindow(shop, key, 'card');
      expect((await paid.post(CARD)).text).toContain(`action="${resultUrl}"`);
      const [{ paidOids } = {}] = await linksOf(shop);
      expect(paidOids).toHaveLength(1);
    }));

  it('is on the control page', () =>
    withShop(async (shop) => {
      const { PCD_LINK_KEY: key } = await makeLink(shop);
      const { text } = await shop.send('GET', `${shop.url}/control`, undefined);
      expect(text).toContain(`href="/link/${encodeURIComponent(key)}?lang=ko"`);
      expect(text).toContain(`data-path="/control/links/${encodeURIComponent(key)}/expire"`);
    }));
});
