// Holds the window and its confirm to the manual, played through the control API as a browser with the script would.
// Must never confirm with anything but what the window handed out.
import { describe, expect, it } from 'vitest';
import { CLIENT_KEY, withShop } from './testing/shop.js';

describe('a card window', () => {
  it('for CERT hands out a request key and a place to confirm, and takes no money', () =>
    withShop(async (shop) => {
      const { resultUrl, fields, posts } = await shop.window({ PCD_PAY_OID: 'A-1', PCD_USER_DEFINE1: '가' });
      expect(resultUrl).toBe(new URL('/order/result', shop.pageUrl).href);
      expect(posts).toEqual([{ url: resultUrl, fields }]);
      expect(fields).toMatchObject({
        PCD_PAY_RST: 'success',
        PCD_PAY_CODE: '0000',
        PCD_PAY_WORK: 'CERT',
        PCD_CARD_VER: '01',
        PCD_PAY_TYPE: 'card',
        PCD_PAY_OID: 'A-1',
        PCD_PAY_TOTAL: '5000',
        PCD_PAYER_NO: '2324',
        PCD_PAY_CARDNAME: 'BC 카드',
        PCD_USER_DEFINE1: '가',
        PCD_PAY_TIME: '20250815120000',
        PCD_PAY_MSG: '인증완료',
        PCD_PAY_HOST: shop.url,
        PCD_PAY_URL: '/php/PayCardConfirmAct.php?ACT_=PAYM',
        PCD_PAY_COFURL: `${shop.url}/php/PayCardConfirmAct.php?ACT_=PAYM`,
        PCD_RST_URL: '/order/result',
        PCD_HTTP_REFERER: shop.pageUrl,
      });
      expect([fields.PCD_PAYER_ID?.length, fields.PCD_PAY_REQKEY?.length]).toEqual([32, 32]);
      expect(await shop.payments()).toEqual([]);
    }));

  it('confirmed gives the whole result', () =>
    withShop(async (shop) => {
      const paid = await shop.buy({ PCD_PAY_OID: 'A-1' });
      expect(paid).toMatchObject({
        PCD_PAY_RST: 'success',
        PCD_PAY_CODE: 'SPCD0000',
        PCD_PAY_TYPE: 'card',
        PCD_PAY_OID: 'A-1',
        PCD_PAY_TOTAL: '5000',
        PCD_PAY_TAXTOTAL: '455',
        PCD_PAY_ISTAX: 'Y',
        PCD_PAY_TIME: '20250815120000',
        PCD_PAY_AMOUNT_REAL: '5000',
        PCD_PAYER_NAME: '홍길동',
        PCD_REGULER_FLAG: 'N',
      });
      expect(paid.PCD_PAY_CARDTRADENUM).toMatch(/^20250815120000\d{10}$/);
      expect(paid.PCD_PAY_CARDAUTHNO).toMatch(/^\d{8}$/);
      const slip = await shop.send('GET', String(paid.PCD_PAY_CARDRECEIPT), undefined);
      expect([slip.status, slip.text.includes('A-1')]).toEqual([200, true]);
      expect(await shop.payments()).toMatchObject([
        {
          cstId: 'test',
          oid: 'A-1',
          payDate: '20250815',
          state: 'APPROVED',
          paidWon: 5000,
          cancelledWon: 0,
          cancels: 0,
        },
      ]);
      expect(await shop.billingKeys()).toMatchObject([{ payerId: paid.PCD_PAYER_ID, state: 'ACTIVE', type: 'card' }]);
    }));

  it('of an app card leaves no billing key and needs none', () =>
    withShop(async (shop) => {
      const paid = await shop.buy({ PCD_CARD_VER: '02' });
      expect(paid.PCD_PAYER_ID).toBe('');
      expect(await shop.billingKeys()).toEqual([]);
    }));

  it('for AUTH registers a card and charges nothing', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window({
        PCD_PAY_WORK: 'AUTH',
        PCD_PAY_TOTAL: undefined,
        PCD_PAY_GOODS: undefined,
      });
      expect(fields).toMatchObject({ PCD_PAY_RST: 'success', PCD_PAY_WORK: 'AUTH', PCD_PAY_CODE: '0000' });
      expect(fields.PCD_PAY_REQKEY).toBeUndefined();
      expect(await shop.payments()).toEqual([]);
      expect(await shop.billingKeys()).toMatchObject([{ payerId: fields.PCD_PAYER_ID }]);
    }));

  it.each(['AUTH', 'CERT'])('for %s of any kind says when it was opened', (work) =>
    withShop(async (shop) => {
      for (const type of ['card', 'transfer']) {
        const { fields } = await shop.window({ PCD_PAY_WORK: work, PCD_PAY_TYPE: type });
        expect(fields.PCD_PAY_TIME, `${work} of ${type}`).toBe('20250815120000');
      }
    }),
  );

  it('takes a month of one digit and writes two', () =>
    withShop(async (shop) => {
      const month = { PCD_REGULER_FLAG: 'Y', PCD_PAY_YEAR: '2025', PCD_PAY_MONTH: '9' };
      const { fields } = await shop.window(month);
      expect(fields.PCD_PAY_MONTH).toBe('09');
      expect((await shop.confirm(fields)).PCD_PAY_MONTH).toBe('09');
    }));

  it('for PAY charges at once', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window({ PCD_PAY_WORK: 'PAY' });
      expect(fields).toMatchObject({ PCD_PAY_RST: 'success', PCD_PAY_CODE: '0000', PCD_PAY_TOTAL: '5000' });
      expect(await shop.payments(fields.PCD_PAY_OID)).toMatchObject([{ flow: 'PAY', paidWon: 5000 }]);
    }));

  it.each([
    ['wrong_card', 'CERT', 'error', 'CPCA0004'],
    ['wrong_card', 'AUTH', 'error', 'CDAU0002'],
    ['timeout', 'CERT', 'error', 'CPCA0001'],
    ['timeout', 'AUTH', 'error', 'CDAU0001'],
    ['close', 'CERT', 'close', undefined],
  ])('%s in %s comes back as %s %s', (outcome, work, result, code) =>
    withShop(async (shop) => {
      const { fields, resultUrl } = await shop.window({ PCD_PAY_WORK: work }, outcome);
      expect([fields.PCD_PAY_RST, fields.PCD_PAY_CODE]).toEqual([result, code]);
      expect(resultUrl).not.toBeNull();
      expect(await shop.billingKeys()).toEqual([]);
    }),
  );

  it('closed gives the request back with the tokens', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window({ PCD_PAY_OID: 'A-1' }, 'close');
      expect(fields).toMatchObject({ PCD_PAY_OID: 'A-1', PCD_PAY_TOTAL: '5000' });
      expect([fields.PCD_CST_ID?.length, fields.PCD_CUST_KEY?.length]).toEqual([32, 32]);
    }));

  it('is opened by a client key without asking the merchant', () =>
    withShop(async (shop) => {
      const byKey = { payple_auth_file: undefined, clientKey: CLIENT_KEY, PCD_PAY_TOTAL: '100' };
      const paid = await shop.buy(byKey);
      expect(paid.PCD_PAY_TOTAL).toBe('100');
      const wrong = await shop.window({ ...byKey, clientKey: 'test_wrong' });
      expect(wrong.alert).toContain('AUTH0003');
    }));

  it('knows the card of a returning payer', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      const paid = await shop.buy({ PCD_PAYER_ID: payerId, PCD_SIMPLE_FLAG: 'Y' });
      expect(paid.PCD_PAYER_ID).toBe(payerId);
      expect(await shop.billingKeys()).toHaveLength(1);
    }));

  it('makes an order number when the merchant sends none', () =>
    withShop(async (shop) => {
      const paid = await shop.buy({ PCD_PAY_OID: undefined });
      expect(await shop.payments(paid.PCD_PAY_OID)).toHaveLength(1);
    }));

  it.each([
    [{ PCD_PAY_TOTAL: '999' }, '1,000원 이상'],
    [{ PCD_PAY_TOTAL: '' }, '결제금액'],
    [{ PCD_PAY_WORK: 'BUY' }, 'SIMU0011'],
    [{ PCD_PAY_GOODS: '' }, 'SIMU0011'],
    [{ PCD_CARD_VER: '02', PCD_PAY_WORK: 'AUTH' }, 'SIMU0011'],
    [{ PCD_REGULER_FLAG: 'Y', PCD_PAY_YEAR: '2025', PCD_PAY_MONTH: '13' }, 'SIMU0007'],
    [{ PCD_PAYER_ID: 'unknown' }, 'CPCA0002'],
    [{ payple_auth_file: '/nowhere', PCD_AUTH_KEY: 'forged' }, null],
  ])('with %j says %s', (changes, sentence) =>
    withShop(async (shop) => {
      const { alert, fields } = await shop.window(changes);
      if (sentence === null)
        expect(alert, 'keys of the merchant’s own server replace what the page made up').toBeNull();
      else expect([fields, alert]).toEqual([null, expect.stringContaining(sentence)]);
    }),
  );

  it('keeps the result in the page when there is a callback', () =>
    withShop(async (shop) => {
      const { resultUrl, fields } = await shop.window({ callbackFunction: 'getResult' });
      expect([resultUrl, fields.PCD_PAY_RST]).toEqual([null, 'success']);
    }));
});

describe('a confirm', () => {
  it('is done once, and the second one is told that the transaction exists', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window();
      const both = await Promise.all([shop.confirm(fields), shop.confirm(fields)]);
      expect(both.map((answer) => answer.PCD_PAY_CODE).sort()).toEqual(['CPCA0201', 'SPCD0000']);
      expect(await shop.payments()).toHaveLength(1);
    }));

  it('is too late ten minutes after the payer agreed', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window();
      shop.clock.now += 10 * 60 * 1000;
      expect((await shop.confirm(fields)).PCD_PAY_CODE).toBe('PCCFD001');
      expect(await shop.payments()).toEqual([]);
    }));

  it.each([
    [{ PCD_PAY_REQKEY: 'wrong' }, 'CPCA0005'],
    [{ PCD_AUTH_KEY: 'wrong' }, 'CBIL0001'],
    [{ PCD_CUST_KEY: 'wrong' }, 'CBIL0001'],
    [{ PCD_PAYER_ID: '' }, 'CPCA0002'],
    [{ PCD_PAYER_ID: 'another' }, 'CPCA0004'],
  ])('with %j is refused with %s and can be put right', (changes, code) =>
    withShop(async (shop) => {
      const { fields } = await shop.window();
      expect((await shop.confirm(fields, changes)).PCD_PAY_CODE).toBe(code);
      expect((await shop.confirm(fields)).PCD_PAY_RST).toBe('success');
    }),
  );

  it.each([
    ['limit', 'CPCA9999', '3112', 'ACTIVE'],
    ['stolen', 'CPCAD002', '3122', 'KILLED'],
    ['unusable', 'CPCAD001', '3123', 'ACTIVE'],
    ['silent', 'CPCA0010', '', 'ACTIVE'],
  ])('of the card "%s" is declined with %s', (card, code, issuerCode, state) =>
    withShop(async (shop) => {
      const { fields } = await shop.window({}, 'pay', { card });
      const answer = await shop.confirm(fields);
      expect([answer.PCD_PAY_RST, answer.PCD_PAY_CODE]).toEqual(['error', code]);
      expect(answer.PCD_PAY_MSG).toContain(`[Test][${code}] ${issuerCode}`);
      expect((await shop.confirm(fields)).PCD_PAY_CODE, 'its key is used up').toBe('CBIL0002');
      expect(await shop.payments()).toEqual([]);
      expect(await shop.billingKeys()).toMatchObject([{ state }]);
    }),
  );

  it('of a second window of a paid order is refused', () =>
    withShop(async (shop) => {
      const first = await shop.window({ PCD_PAY_OID: 'A-1' });
      const second = await shop.window({ PCD_PAY_OID: 'A-1' });
      expect((await shop.confirm(first.fields)).PCD_PAY_RST).toBe('success');
      expect((await shop.confirm(second.fields)).PCD_PAY_CODE).toBe('CPCA0201');
      expect((await shop.window({ PCD_PAY_OID: 'A-1' })).alert).toContain('CPCA0201');
      expect(await shop.payments('A-1')).toHaveLength(1);
    }));

  it('that is refused names the order of its window', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window({}, 'pay', { card: 'limit' });
      const declined = await shop.confirm(fields);
      expect([declined.PCD_PAY_RST, declined.PCD_PAY_OID]).toEqual(['error', fields.PCD_PAY_OID]);
      const unknown = await shop.confirm(fields, { PCD_PAY_REQKEY: 'unknown' });
      expect([unknown.PCD_PAY_RST, unknown.PCD_PAY_OID]).toEqual(['error', undefined]);
    }));

  it('can be answered with the code of newer clients', () =>
    withShop(async (shop) => {
      await shop.habit({ confirmCode: 'PCCF0000' });
      expect((await shop.buy()).PCD_PAY_CODE).toBe('PCCF0000');
    }));

  it('can be asked for at the newest address', () =>
    withShop(async (shop) => {
      await shop.habit({ confirmUrl: 'v2', confirmCode: '0000' });
      const { fields } = await shop.window();
      expect(fields.PCD_PAY_COFURL).toBe(`${shop.url}/api/v1/payments/cards/approval/confirm`);
      expect((await shop.confirm(fields)).PCD_PAY_CODE).toBe('0000');
    }));
});

describe('an account window', () => {
  const transfer = { PCD_PAY_TYPE: 'transfer', PCD_CARD_VER: undefined, PCD_TAXSAVE_FLAG: 'Y' };

  it('pays from a bank, with a cash receipt when wanted', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window(transfer);
      expect(fields.PCD_PAY_COFURL).toBe(`${shop.url}/php/PayConfirmAct.php?ACT_=PAYM`);
      expect(await shop.confirm(fields, { PCD_PAYER_ID: '' })).toMatchObject({ PCD_PAY_RST: 'error' });
      expect(await shop.confirm(fields)).toMatchObject({
        PCD_PAY_CODE: 'BILL0000',
        PCD_PAY_MSG: '출금이체완료',
        PCD_PAY_BANK: '004',
        PCD_PAY_BANKNAME: '국민은행',
        PCD_PAY_BANKNUM: '999-********-444',
        PCD_TAXSAVE_RST: 'Y',
      });
    }));

  it('for AUTH says that an account was registered', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window({ ...transfer, PCD_PAY_WORK: 'AUTH' });
      expect(fields.PCD_PAY_MSG).toBe('계좌등록완료');
      expect((await shop.window({ PCD_PAY_WORK: 'AUTH' })).fields.PCD_PAY_MSG).toBe('카드등록완료');
    }));

  it('fails with its own codes', () =>
    withShop(async (shop) => {
      expect((await shop.window(transfer, 'wrong_card')).fields.PCD_PAY_CODE).toBe('SIMU0009');
      expect((await shop.window(transfer, 'timeout')).fields.PCD_PAY_CODE).toBe('SIMU0010');
      const { fields } = await shop.window(transfer, 'pay', { card: 'balance' });
      expect((await shop.confirm(fields)).PCD_PAY_CODE).toBe('SIMU0008');
    }));
});

describe('a habit nobody knows', () => {
  it('says in other words that a card’s payer agreed', () =>
    withShop(async (shop) => {
      await shop.habit({ certText: '카드인증완료' });
      expect((await shop.window()).fields.PCD_PAY_MSG).toBe('카드인증완료');
      expect((await shop.window({ PCD_PAY_TYPE: 'transfer' })).fields.PCD_PAY_MSG).toBe('인증완료');
    }));

  it.each([
    ['rst', 'success', undefined],
    ['both', 'success', 'success'],
    ['result', undefined, 'success'],
  ])('%s puts the outcome where it says', (resultField, rst, result) =>
    withShop(async (shop) => {
      await shop.habit({ resultField });
      const { fields } = await shop.window();
      expect([fields.PCD_PAY_RST, fields.PCD_PAY_RESULT]).toEqual([rst, result]);
      expect((await shop.confirm(fields)).PCD_PAY_RST, 'a confirm is no result of a window').toBe('success');
      const closed = await shop.window({}, 'close');
      expect([closed.fields.PCD_PAY_RST, closed.fields.PCD_PAY_RESULT]).toEqual(['close', undefined]);
    }),
  );

  it.each([
    ['zero', '0'],
    ['unsent', '455'],
  ])('%s makes %s won of VAT out of none', (zeroTaxTotal, taxWon) =>
    withShop(async (shop) => {
      await shop.habit({ zeroTaxTotal });
      expect((await shop.buy({ PCD_PAY_ISTAX: 'Y', PCD_PAY_TAXTOTAL: '0' })).PCD_PAY_TAXTOTAL).toBe(taxWon);
      expect((await shop.buy({ PCD_PAY_ISTAX: 'N', PCD_PAY_TAXTOTAL: '0' })).PCD_PAY_TAXTOTAL).toBe('0');
    }),
  );
});

describe('a public address', () => {
  it('is in everything that is handed out, whatever the caller wrote', () =>
    withShop(
      async (shop) => {
        const here = (url: unknown) => String(url).replace('https://testcpay.payple.test', shop.url);
        const { json } = await shop.auth();
        expect(json).toMatchObject({
          server_name: 'testcpay.payple.test',
          return_url: 'https://testcpay.payple.test/index.php?ACT_=PAYM',
          PCD_PAY_HOST: 'https://testcpay.payple.test',
          cPayHost: 'https://testcpay.payple.test',
        });
        const { fields } = await shop.window();
        expect(fields.PCD_PAY_COFURL).toBe('https://testcpay.payple.test/php/PayCardConfirmAct.php?ACT_=PAYM');
        expect(fields.PCD_PAY_HOST).toBe('https://testcpay.payple.test');
        const paid = await shop.confirm({ ...fields, PCD_PAY_COFURL: here(fields.PCD_PAY_COFURL) });
        expect(paid.PCD_PAY_CARDRECEIPT).toMatch(/^https:\/\/testcpay\.payple\.test\/receipts\/\d+$/);
        const keys = await shop.keys({ PCD_PAY_WORK: 'LINKREG' });
        const link = { PCD_PAY_TYPE: 'card', PCD_PAY_GOODS: '상품', PCD_PAY_TOTAL: 5000 };
        const made = await shop.workWith({ ...keys, return_url: here(keys.return_url) }, link);
        expect(made.PCD_LINK_URL).toContain('https://testcpay.payple.test/link/');
      },
      { publicUrl: 'https://testcpay.payple.test' },
    ));
});
