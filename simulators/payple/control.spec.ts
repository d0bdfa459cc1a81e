// Holds the control API and the pages to what the README promises.
// Must never need a browser; what a browser would refuse is in the headers.
import { describe, expect, it } from 'vitest';
import { startPaypleSimulator } from './server.js';
import { type Shop, withShop } from './testing/shop.js';

describe('the control API', () => {
  it('shows payments and billing keys, and no key that opens a payment', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window({ PCD_PAY_OID: 'A-1' });
      await shop.confirm(fields);
      await shop.cancel('A-1', 500);
      const { json, text } = await shop.control('GET', 'books?oid=A-1');
      expect(json).toMatchObject({
        payments: [
          {
            cstId: 'test',
            oid: 'A-1',
            payDate: '20250815',
            state: 'PARTIAL_CANCELLED',
            paidWon: 5000,
            cancelledWon: 500,
            approvals: 1,
            cancels: 1,
            payerId: fields.PCD_PAYER_ID,
            type: 'card',
          },
        ],
        billingKeys: [{ payerId: fields.PCD_PAYER_ID, state: 'ACTIVE', instrument: 'BC 카드 1111********4444' }],
      });
      const windows = await shop.control('GET', 'windows?newest=1');
      expect(windows.json.windows).toMatchObject([{ oid: 'A-1', state: 'PAID' }]);
      for (const secret of [fields.PCD_AUTH_KEY, fields.PCD_PAY_REQKEY]) {
        expect(text + windows.text).not.toContain(secret);
      }
      expect((await shop.control('GET', 'books?oid=other')).json.payments).toEqual([]);
    }));

  it.each([
    ['faults', { endpoint: 'nowhere', fault: 'delay' }, 400, '"endpoint" must be one of auth, confirm'],
    ['faults', { endpoint: 'confirm', fault: 'duplicate' }, 400, '"fault" must be one of delay, drop_before_effect'],
    ['faults', { endpoint: 'confirm', fault: 'delay' }, 400, '"delayMs" is required with the fault "delay"'],
    ['faults', { endpoint: 'confirm', fault: 'decline', code: 'no' }, 400, `"code" must be one of Payple's codes`],
    ['faults', { endpoint: 'confirm', fault: 'decline', count: 0 }, 400, '"count" must be a number from 1'],
    ['faults', { endpoint: 'confirm', fault: 'decline', count: 1, percent: 5 }, 400, 'exclude each other'],
    ['faults', { endpoint: 'confirm', fault: 'decline', purpose: 'cancel' }, 400, '"purpose" goes with the endpoint'],
    ['merchants', { cstId: 'new' }, 400, '"custKey" is required for a new merchant'],
    ['merchants', { cstId: 'test', domains: ['http://x'] }, 400, 'a list of host names'],
    ['merchants', { cstId: 'test', noticeUrl: 'here' }, 400, '"noticeUrl" must be an absolute http address'],
    ['habits', { cardMask: 'none' }, 400, '"cardMask" cannot be set to "none": it may be varying, middle8'],
    ['habits', { constructor: 1 }, 400, 'there is no such habit'],
    ['keys/unknown/remove', {}, 404, 'there is no billing key unknown'],
    ['windows', { outcome: 'pay' }, 400, '"parameters" must be an object'],
    ['windows', { parameters: {}, outcome: 'paid' }, 400, '"outcome" must be one of pay, wrong_card, timeout, close'],
    ['windows', { parameters: { PCD_PAY_OID: {} }, outcome: 'pay' }, 400, '"parameters.PCD_PAY_OID" must be a text'],
  ])('refuses bad input to %s with a sentence: %j', (path, body, status, sentence) =>
    withShop(async (shop) => {
      const reply = await shop.control('POST', path, body);
      expect(reply.status).toBe(status);
      expect(reply.json.error).toContain(sentence);
    }),
  );

  it('says what the buyer would read when the merchant’s page cannot authorize', () =>
    withShop(async (shop) => {
      const nowhere = await shop.window({ payple_auth_file: 'http://127.0.0.1:1/auth' });
      expect(nowhere.alert).toContain('no answer');
      const parameters = shop.parameters({ PCD_HTTP_REFERER: undefined });
      const lost = await shop.control('POST', 'windows', { parameters, outcome: 'pay' });
      expect(lost.json.alert).toContain('give "origin"');
    }));

  it('refuses forms, which any web page could send', () =>
    withShop(async (shop) => {
      const body = new URLSearchParams({ endpoint: 'auth', fault: 'decline' });
      const response = await fetch(`${shop.url}/control/faults`, { method: 'POST', body });
      expect(response.status).toBe(415);
    }));

  it('lists faults with what is left of them, and takes them back', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'auth', fault: 'delay', delayMs: 0, count: 3 });
      await shop.auth();
      expect((await shop.control('GET', 'faults')).json.faults).toMatchObject([{ left: 2, hits: 1 }]);
      await shop.control('DELETE', 'faults');
      expect((await shop.control('GET', 'faults')).json.faults).toEqual([]);
    }));
});

describe('the window', () => {
  const open = async (shop: Shop, changes: Readonly<Record<string, unknown>> = {}) => {
    const keys = await shop.keys();
    const fields = {
      ...shop.parameters({ PCD_PAY_GOODS: '<img src=x>"\'&', ...changes }),
      PCD_CST_ID: keys.cst_id,
      PCD_CUST_KEY: keys.custKey,
      PCD_AUTH_KEY: keys.AuthKey,
      PCD_HTTP_REFERER: shop.pageUrl,
    };
    const body = new URLSearchParams(fields);
    const response = await fetch(keys.return_url, { method: 'POST', body });
    const text = await response.text();
    const action = /action="([^"]+)"/.exec(text)?.[1] ?? '';
    return { response, text, post: (form: Record<string, string>) => submit(shop, action, form) };
  };
  const submit = async (shop: Shop, action: string, form: Record<string, string>) => {
    const response = await fetch(shop.url + action, { method: 'POST', body: new URLSearchParams(form) });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const CARD = { outcome: 'pay', number: '1111020000004444', expiry: '12/30', birth: '800101', password: '00' };

  it('is marked as a simulator, may be framed, runs no inline script, and shows text as text', () =>
    withShop(async (shop) => {
      const { response, text } = await open(shop);
      expect(text).toContain('<html lang="ko"');
      expect(text).toContain('시뮬레이터');
      expect(text).toContain('&lt;img src=x&gt;&quot;&#39;&amp;');
      expect(text).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style="/);
      expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self'.*frame-ancestors \*/);
      const english = /href="(\/window\/[^"]+lang=en)"/.exec(text)?.[1] ?? '';
      expect(await (await fetch(shop.url + english)).text()).toContain('Not a real payment');
    }));

  it.each([
    [{ number: '4111111111111111' }, '가상 번호만'],
    [{ number: '' }, '가상 번호만'],
    [{ expiry: '07/25' }, '유효기간'],
    [{ expiry: '13/30' }, '유효기간'],
    [{ quota: '03' }, '5만원'],
  ])('asks again for %j and stays open', (changes, sentence) =>
    withShop(async (shop) => {
      const { post } = await open(shop);
      const wrong = await post({ ...CARD, ...changes });
      expect([wrong.status, wrong.text.includes(sentence)]).toEqual([400, true]);
      expect((await post(CARD)).text).toContain('name="PCD_PAY_REQKEY"');
    }),
  );

  it('asks a live account for birth date and password too', () =>
    withShop(async (shop) => {
      await shop.control('POST', 'merchants', { cstId: 'test', live: true });
      const { post } = await open(shop);
      expect((await post({ ...CARD, birth: '' })).text).toContain('생년월일 6자리');
      expect((await post({ ...CARD, password: '0' })).text).toContain('비밀번호 앞 2자리');
      expect((await post(CARD)).text).toContain('name="PCD_PAY_REQKEY"');
    }));

  it('is over after its end, and after three minutes', () =>
    withShop(async (shop) => {
      const done = await open(shop);
      await done.post(CARD);
      expect((await done.post(CARD)).text).toContain('SIMU0022');
      const slow = await open(shop);
      shop.clock.now += 3 * 60 * 1000;
      expect((await slow.post(CARD)).text).toContain('CPCA0001');
    }));

  it('does not send a result to an address that is script', () =>
    withShop(async (shop) => {
      const { post } = await open(shop, { PCD_RST_URL: 'javascript:alert(1)' });
      expect((await post(CARD)).text).not.toContain('action="javascript');
    }));

  it('does not open with forged keys', () =>
    withShop(async (shop) => {
      const response = await fetch(`${shop.url}/index.php?ACT_=PAYM`, {
        method: 'POST',
        body: new URLSearchParams({ PCD_AUTH_KEY: 'forged', PCD_PAY_WORK: 'CERT' }),
      });
      expect(await response.text()).toContain('CBIL0001');
    }));

  it('serves its files and the scripts under all their names', () =>
    withShop(async (shop) => {
      const paths = ['/assets/pages.css', '/assets/window.js', '/assets/control.js'];
      const scripts = ['/js/cpay.payple.1.0.1.js', '/js/cpay.payple.1.0.0.js', '/js/v1/payment.js?v=20250613090000'];
      for (const path of [...paths, ...scripts]) expect((await fetch(shop.url + path)).status, path).toBe(200);
      const script = await (await fetch(shop.url + (scripts[0] ?? ''))).text();
      expect(script).toContain('PaypleCpayAuthCheck');
      expect(script).not.toMatch(/\beval\(|new Function/);
      expect(await (await fetch(`${shop.url}/control`)).text()).toContain('/assets/control.js');
    }));
});

describe('starting', () => {
  it('says in one line that the port is taken', async () => {
    const running = await startPaypleSimulator({ port: 0, data: 'memory' });
    const port = Number(new URL(running.url).port);
    await expect(startPaypleSimulator({ port, data: 'memory' })).rejects.toThrow(
      `port ${port} is already used by another program`,
    );
    await running.close();
  });
});
