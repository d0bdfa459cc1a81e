// Holds the control API and the pages to what the README promises.
// Must never need a browser; what a browser would refuse is in the headers.
import { describe, expect, it } from 'vitest';
import { startPaycoSimulator } from './server.js';
import { type Shop, withShop } from './testing/shop.js';

describe('the control API', () => {
  it('answers the address alone when nothing goes wrong', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve();
      const answer = await shop.buyer(reserveOrderNo, 'card');
      expect(answer.returnUrls).toEqual([answer.returnUrl]);
      expect(answer.intactReturnUrl).toBe(answer.returnUrl);
    }));

  it('shows payments in the books and sheets beside them', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      const unpaid = await shop.reserve();
      await shop.cancelPart(bought, 500);
      const { payments } = (await shop.control('GET', 'books')).json as { payments?: unknown };
      expect(payments).toMatchObject([
        {
          sellerKey: 'S0FSJE',
          orderKey: bought.orderKey,
          reserveOrderNo: bought.reserveOrderNo,
          orderNo: bought.orderNo,
          state: 'PARTIAL_CANCELLED',
          paidWon: 2000,
          cancelledWon: 500,
          approvals: 1,
          cancels: 1,
        },
      ]);
      const { sheets } = (await shop.control('GET', 'sheets')).json as { sheets?: unknown };
      expect(sheets).toMatchObject([
        { reserveOrderNo: bought.reserveOrderNo, state: 'PAID' },
        { reserveOrderNo: unpaid.reserveOrderNo, state: 'RESERVED' },
      ]);
      expect((await shop.control('GET', 'sheets?newest=1')).json.sheets).toHaveLength(1);
    }));

  it('shows no token and no certify key', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve();
      const token = (await shop.buyer(reserveOrderNo, 'card')).query.get('paymentCertifyToken') ?? '';
      const bought = await shop.buy();
      const shown = (await shop.control('GET', 'books')).text + (await shop.control('GET', 'sheets')).text;
      expect(shown).not.toContain(token);
      expect(shown).not.toContain(bought.certifyKey);
    }));

  it.each([
    ['sheets/209901012000000001', { outcome: 'card' }, 404, 'there is no sheet 209901012000000001'],
    ['deposits/209901012000000001', {}, 404, 'there is no payment 209901012000000001'],
    ['faults', { endpoint: 'nowhere', fault: 'delay' }, 400, '"endpoint" must be one of reserve, approval'],
    ['faults', { endpoint: 'approval', fault: 'duplicate' }, 400, '"fault" must be one of delay, drop_before_effect'],
    ['faults', { endpoint: 'approval', fault: 'delay' }, 400, '"delayMs" is required with the fault "delay"'],
    ['faults', { endpoint: 'approval', fault: 'decline', code: 0 }, 400, '"code" must be a result code other than 0'],
    ['faults', { endpoint: 'approval', fault: 'decline', count: 0 }, 400, '"count" must be a number from 1'],
    ['faults', { endpoint: 'approval', fault: 'decline', count: 1, percent: 5 }, 400, 'exclude each other'],
    ['merchants', { sellerKey: 'A', cpId: 'A' }, 400, '"productId" must be a string'],
    ['merchants', { sellerKey: 'A', cpId: 'A', productId: 'A', allowedIps: ['here'] }, 400, 'a list of IP addresses'],
    ['habits', { repeatedCancelCode: 1 }, 400, '"repeatedCancelCode" cannot be set to 1'],
  ])('refuses bad input to %s with a sentence: %j', (path, body, status, sentence) =>
    withShop(async (shop) => {
      const reply = await shop.control('POST', path, body);
      expect(reply.status).toBe(status);
      expect(reply.json.error).toContain(sentence);
    }),
  );

  it('refuses an outcome it does not know and a split that cannot be', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve();
      const error = async (body: unknown) => (await shop.control('POST', `sheets/${reserveOrderNo}`, body)).json.error;
      expect(await error({ outcome: 'cash' })).toContain('"outcome" must be one of card, point');
      expect(await error({ outcome: 'card_point', pointAmt: 2000 })).toContain('cannot be divided');
      expect(await error({ outcome: 'card', cardCompanyCode: 'CCXX' })).toContain('"cardCompanyCode" must be one of');
    }));

  it('refuses forms, which any web page could send', () =>
    withShop(async (shop) => {
      const body = new URLSearchParams({ endpoint: 'reserve', fault: 'decline' });
      const response = await fetch(`${shop.url}/control/faults`, { method: 'POST', body });
      expect(response.status).toBe(415);
    }));

  it('lists faults with what is left of them, and takes them back', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'reserve', fault: 'delay', delayMs: 0, count: 3 });
      await shop.reserve();
      expect((await shop.control('GET', 'faults')).json.faults).toMatchObject([{ left: 2, hits: 1 }]);
      await shop.control('DELETE', 'faults');
      expect((await shop.control('GET', 'faults')).json.faults).toEqual([]);
    }));
});

describe('the order sheet', () => {
  const page = async (shop: Shop, path: string) => {
    const response = await fetch(shop.url + path);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it('is marked as a simulator, in Korean, or in English when asked for', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve();
      const korean = await page(shop, `/easyLogin/${reserveOrderNo}`);
      expect(korean.text).toContain('<html lang="ko"');
      expect(korean.text).toContain('시뮬레이터');
      const english = await page(shop, `/easyLogin/${reserveOrderNo}?lang=en`);
      expect(english.text).toContain('<html lang="en"');
      const wished = await shop.reserve({ extraData: '{"viewOptions":{"languageCode":"EN"}}' });
      expect((await page(shop, `/easyLogin/${wished.reserveOrderNo}`)).text).toContain('Not a real payment');
    }));

  it('runs no inline script and may be framed only by an order that asked for it', () =>
    withShop(async (shop) => {
      const plain = await page(shop, `/easyLogin/${(await shop.reserve()).reserveOrderNo}`);
      expect(plain.headers.get('content-security-policy')).toMatch(/script-src 'self'.*frame-ancestors 'none'/);
      expect(plain.text).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style="/);
      const framed = await shop.reserve({ extraData: '{"viewOptions":{"iframeYn":"Y"}}' });
      const policy = (await page(shop, `/easyLogin/${framed.reserveOrderNo}`)).headers.get('content-security-policy');
      expect(policy).toContain('frame-ancestors *');
    }));

  it('shows what the merchant wrote as text, never as markup', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve({ orderTitle: '<img src=x onerror=alert(1)>"\'&' });
      const { text } = await page(shop, `/easyLogin/${reserveOrderNo}`);
      expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
    }));

  it('does not leave for an address that is script', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve({
        orderChannel: 'MOBILE',
        extraData: '{"cancelMobileUrl":"javascript:alert(1)"}',
      });
      const response = await fetch(`${shop.url}/sheet/${reserveOrderNo}`, {
        method: 'POST',
        body: new URLSearchParams({ act: 'cancel' }),
      });
      expect(await response.text()).not.toContain('javascript:');
    }));

  it('says so when there is no such sheet or it is over', () =>
    withShop(async (shop) => {
      expect((await page(shop, '/easyLogin/1')).status).toBe(404);
      const bought = await shop.buy();
      expect((await page(shop, `/easyLogin/${bought.reserveOrderNo}`)).text).toContain('이미 결제된 주문입니다');
    }));

  it('serves its style and scripts', () =>
    withShop(async (shop) => {
      for (const name of ['pages.css', 'sheet.js', 'control.js']) {
        expect((await page(shop, `/assets/${name}`)).status, name).toBe(200);
      }
      expect((await page(shop, '/control')).text).toContain('/assets/control.js');
    }));
});

describe('starting', () => {
  it('says in one line that the port is taken', async () => {
    const running = await startPaycoSimulator({ port: 0, data: 'memory' });
    const port = Number(new URL(running.url).port);
    await expect(startPaycoSimulator({ port, data: 'memory' })).rejects.toThrow(
      `port ${port} is already used by another program`,
    );
    await running.close();
  });
});
