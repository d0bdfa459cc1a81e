// Holds auth.php to the manual: what it gives for which purpose, in which shape, and when it refuses.
// Must never depend on the value of a key.
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type Shop, TEST, withShop } from './testing/shop.js';

const PURPOSES: [string, Record<string, string>, string][] = [
  ['a window', { PCD_PAY_TYPE: 'card' }, '/index.php?ACT_=PAYM'],
  ['a window without a type', {}, '/index.php?ACT_=PAYM'],
  ['a monthly card payment', { PCD_PAY_TYPE: 'card', PCD_REGULER_FLAG: 'Y' }, '/php/RePayCardAct.php?ACT_=PAYM'],
  ['any card payment', { PCD_PAY_TYPE: 'card', PCD_SIMPLE_FLAG: 'Y' }, '/php/SimplePayCardAct.php?ACT_=PAYM'],
  ['a monthly account payment', { PCD_REGULER_FLAG: 'Y' }, '/php/RePayAct.php?ACT_=PAYM'],
  ['any account payment', { PCD_SIMPLE_FLAG: 'Y', PCD_PAY_TYPE: 'transfer' }, '/php/SimplePayAct.php?ACT_=PAYM'],
  ['a cancel', { PCD_PAYCANCEL_FLAG: 'Y' }, '/php/account/api/cPayCAct.php'],
  ['an inquiry', { PCD_PAYCHK_FLAG: 'Y' }, '/php/PayChkAct.php'],
  ['deleting a key', { PCD_PAY_WORK: 'PUSERDEL' }, '/php/cPayUser/api/cPayUserAct.php?ACT_=PUSERDEL'],
  ['looking at a key', { PCD_PAY_WORK: 'PUSERINFO' }, '/php/cPayUser/api/cPayUserAct.php?ACT_=PUSERINFO'],
  ['a cash receipt', { PCD_PAY_WORK: 'TSREG' }, '/php/taxsave/api/tsAct.php?ACT_=TSREG'],
  ['a payment link', { PCD_PAY_WORK: 'LINKREG' }, '/php/link/api/LinkRegAct.php?ACT_=LINKREG'],
  ['taking a cash receipt back', { PCD_PAY_WORK: 'TSCANCEL' }, '/php/taxsave/api/tsAct.php?ACT_=TSCANCEL'],
  ['a flag spelled as in English', { PCD_REGULAR_FLAG: 'Y' }, '/index.php?ACT_=PAYM'],
  ['a flag that does not exist', { PCD_PAYCHECK_FLAG: 'Y' }, '/index.php?ACT_=PAYM'],
];

describe('an authorization', () => {
  it.each(PURPOSES)('for %s leads to its work', (_name, body, path) =>
    withShop(async (shop) => {
      const { json } = await shop.auth(body);
      expect(json).toMatchObject({
        server_name: '127.0.0.1',
        result: 'success',
        return_url: shop.url + path,
        PCD_PAY_HOST: shop.url,
        PCD_PAY_URL: path,
        cPayHost: shop.url,
        cPayUrl: path,
      });
    }),
  );

  it('gives tokens of 16 bytes in base64 twice, and a long key', () =>
    withShop(async (shop) => {
      const keys = await shop.keys();
      const twice = (text: string) => Buffer.from(Buffer.from(text, 'base64').toString(), 'base64').length;
      expect([twice(keys.cst_id), twice(keys.custKey)]).toEqual([16, 16]);
      expect(keys.AuthKey).toMatch(/^[A-Za-z0-9]{374}==$/);
      await shop.habit({ authKeyLength: 64, authTokens: 'raw', authFieldNames: 'old' });
      const older = (await shop.auth()).json;
      expect(older.AuthKey).toMatch(/^[0-9a-f]{64}$/);
      expect([older.cst_id, older.custKey, older.PCD_PAY_HOST]).toEqual(['test', 'abcd1234567890', undefined]);
      for (const purpose of [{ PCD_PAYCANCEL_FLAG: 'Y' }, { PCD_PAY_WORK: 'PUSERDEL' }]) {
        const { PCD_PAY_HOST: host, cPayHost: oldHost } = (await shop.auth(purpose)).json;
        expect([host, oldHost], 'only windows ever had the old names').toEqual([shop.url, undefined]);
      }
    }));

  it('takes JSON, a form and a multipart form', () =>
    withShop(async (shop) => {
      const form = new FormData();
      const body = { ...TEST, PCD_PAYCANCEL_FLAG: 'Y' };
      for (const [name, value] of Object.entries(body)) form.append(name, value);
      for (const sent of [new URLSearchParams(body), form, JSON.stringify(body)]) {
        const response = await fetch(`${shop.url}/php/auth.php`, { method: 'POST', body: sent });
        expect(await response.json()).toMatchObject({
          result: 'success',
          PCD_PAY_URL: '/php/account/api/cPayCAct.php',
        });
      }
    }));

  it.each([
    [{ cst_id: '', custKey: 'x' }, 'AUTH0001'],
    [{ cst_id: 'test' }, 'AUTH0002'],
    [{ cst_id: 'test', custKey: 'wrong' }, 'AUTH0002'],
    [{ cst_id: 'nobody', custKey: 'wrong' }, 'AUTH0003'],
  ])('refuses %j with %s', (body, code) =>
    withShop(async (shop) => {
      const reply = await shop.send('POST', `${shop.url}/php/auth.php`, body);
      expect([reply.status, reply.json.result]).toEqual([200, 'error']);
      expect(reply.json.result_msg).toContain(`[${code}] `);
      expect(reply.json.AuthKey).toBeUndefined();
    }),
  );

  it.each([
    ['localhost:PORT', 'http://localhost:PORT/index.php?ACT_=PAYM'],
    ['evil.test', 'http://127.0.0.1:PORT/index.php?ACT_=PAYM'],
  ])('asked for at %s leads to %s', (host, expected) =>
    withShop(async (shop) => {
      const { port } = new URL(shop.url);
      const answer = await postAs(shop.url, host.replace('PORT', port), TEST);
      expect(answer.return_url).toBe(expected.replace('PORT', port));
    }),
  );
});

/** A call under another host name, which fetch would not let us choose. */
function postAs(url: string, host: string, body: unknown): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const headers = { host, 'content-type': 'application/json' };
    const call = request(`${url}/php/auth.php`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () => resolve(JSON.parse(text) as Record<string, unknown>));
    });
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}

describe('the rule about domains', () => {
  const enforce = async (shop: Shop) => {
    await shop.habit({ refererRule: 'enforced' });
    await shop.control('POST', 'merchants', { cstId: 'test', domains: ['shop.test'] });
  };

  it.each([
    [{}, 'AUTH0004'],
    [{ referer: 'https://other.test/' }, 'AUTH0004'],
    [{ referer: 'https://shop.test.evil.test/' }, 'AUTH0004'],
    [{ referer: 'https://shop.test/' }, 'success'],
    [{ referer: 'https://www.shop.test/order' }, 'success'],
  ])('answers a call with %j with %s', (headers: Record<string, string>, expected) =>
    withShop(async (shop) => {
      await enforce(shop);
      const { json } = await shop.auth({}, headers);
      expect(`${String(json.result)} ${String(json.result_msg)}`).toContain(expected);
    }),
  );

  it('refuses a window of another host than the one that asked for its keys', () =>
    withShop(async (shop) => {
      await shop.habit({ refererRule: 'enforced' });
      expect((await shop.window()).alert).toBeNull();
      const answer = await shop.window({ payple_auth_file: `${new URL(shop.pageUrl).origin}/pg/auth` }, 'pay', {
        origin: 'https://www.shop.test/order',
      });
      expect(answer.alert).toContain('AUTH0007');
    }));

  it('checks nothing usually', () =>
    withShop(async (shop) => {
      expect((await shop.auth()).json.result).toBe('success');
    }));
});

describe('a key', () => {
  const spent = async (shop: Shop, purpose: Record<string, string>, body: Record<string, unknown>) => {
    const keys = await shop.keys(purpose);
    const first = await shop.workWith(keys, body);
    return [first, await shop.workWith(keys, body)] as const;
  };

  it('is good for one cancel', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      const [first, second] = await spent(shop, { PCD_PAYCANCEL_FLAG: 'Y' }, shop.cancelBody(oid, 1000));
      expect([first.PCD_PAY_CODE, second.PCD_PAY_CODE]).toEqual(['PAYC0000', 'PAYC0001']);
      expect(await shop.payments(oid)).toMatchObject([{ cancelledWon: 1000 }]);
    }));

  it('is good for many inquiries, for half an hour', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      const body = { PCD_PAYCHK_FLAG: 'Y', PCD_PAY_TYPE: 'card', PCD_PAY_OID: oid, PCD_PAY_DATE: '20250815' };
      const keys = await shop.keys({ PCD_PAYCHK_FLAG: 'Y' });
      const codes = [(await shop.workWith(keys, body)).PCD_PAY_CODE, (await shop.workWith(keys, body)).PCD_PAY_CODE];
      shop.clock.now += 30 * 60 * 1000;
      codes.push((await shop.workWith(keys, body)).PCD_PAY_CODE);
      expect(codes).toEqual(['PCHK0000', 'PCHK0000', 'CBIL0002']);
    }));

  it('is good for its own purpose only', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      const keys = await shop.keys({ PCD_PAYCANCEL_FLAG: 'Y' });
      const elsewhere = { ...keys, return_url: `${shop.url}/php/PayChkAct.php` };
      expect((await shop.workWith(elsewhere, shop.cancelBody(oid, 1000))).PCD_PAY_CODE).toBe('CBIL0001');
      const window = await shop.keys();
      const cancel = { ...window, return_url: keys.return_url };
      expect((await shop.workWith(cancel, shop.cancelBody(oid, 1000))).PCD_PAY_CODE).toBe('PAYC0001');
      expect(await shop.payments(oid)).toMatchObject([{ cancelledWon: 0 }]);
    }));

  it('belongs to one merchant, named by token or by its own id and key', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      const keys = await shop.keys({ PCD_PAYCANCEL_FLAG: 'Y' });
      const raw = { PCD_CST_ID: 'test', PCD_CUST_KEY: 'abcd1234567890' };
      const wrong = await shop.workWith(keys, shop.cancelBody(oid, 1000, { ...raw, PCD_CUST_KEY: 'wrong' }));
      expect(wrong.PCD_PAY_CODE).toBe('PAYC0001');
      expect((await shop.workWith(keys, shop.cancelBody(oid, 1000, raw))).PCD_PAY_CODE).toBe('PAYC0000');
    }));

  it('is good at the address it came with only, when addresses change', () =>
    withShop(async (shop) => {
      await shop.habit({ returnUrls: 'changing' });
      const { PCD_PAY_OID: oid } = await shop.buy();
      const keys = await shop.keys({ PCD_PAYCANCEL_FLAG: 'Y' });
      expect(new URL(keys.return_url).pathname).toMatch(/^\/c\/[0-9a-f]{8}\/php\/account\/api\/cPayCAct\.php$/);
      const hardCoded = { ...keys, return_url: `${shop.url}/php/account/api/cPayCAct.php` };
      expect((await shop.workWith(hardCoded, shop.cancelBody(oid, 1000))).PCD_PAY_CODE).toBe('PAYC0001');
      expect((await shop.workWith(keys, shop.cancelBody(oid, 1000))).PCD_PAY_CODE).toBe('PAYC0000');
      const { fields } = await shop.window();
      const hardConfirm = { ...fields, PCD_PAY_COFURL: `${shop.url}/php/PayCardConfirmAct.php?ACT_=PAYM` };
      expect((await shop.confirm(hardConfirm)).PCD_PAY_CODE).toBe('CBIL0001');
      expect((await shop.confirm(fields)).PCD_PAY_RST).toBe('success');
    }));
});
