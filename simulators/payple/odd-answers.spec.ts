// Holds odd answers to what the README promises: the effect is real, only what is said about it is odd.
// Must never let an odd answer change the books.
import { describe, expect, it } from 'vitest';
import { startMerchantServer } from '../ground/testing/merchant-server.js';
import { ENDPOINTS } from './faults.js';
import { type Answer, withShop } from './testing/shop.js';

describe('an odd answer', () => {
  it('lies about a payment that was made, once, and says so in the control API', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window();
      await shop.fault({ endpoint: 'confirm', fault: 'odd_number', field: 'PCD_PAY_TOTAL', value: '-1' });
      expect((await shop.confirm(fields)).PCD_PAY_TOTAL).toBe('-1');
      expect(await shop.payments()).toMatchObject([{ state: 'APPROVED', paidWon: 5000 }]);
      expect((await shop.inquire(fields.PCD_PAY_OID ?? '')).PCD_PAY_TOTAL).toBe('5000');
      const { faults, oddAnswers } = (await shop.control('GET', 'faults')).json;
      expect([faults, oddAnswers]).toEqual([
        [],
        [{ endpoint: 'confirm', fault: 'odd_number', field: 'PCD_PAY_TOTAL', json: '"-1"' }],
      ]);
    }));

  it('can be ordered for every endpoint', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      const account = await shop.buy({ PCD_PAY_TYPE: 'transfer' });
      const bought = await shop.buy();
      const receipt = { PCD_PAYER_ID: account.PCD_PAYER_ID, PCD_PAY_OID: account.PCD_PAY_OID };
      const link = { PCD_PAY_TYPE: 'card', PCD_PAY_GOODS: '링크', PCD_PAY_TOTAL: 5000 };
      const calls: [string, string, () => Promise<Answer | null>][] = [
        ['auth', 'AuthKey', async () => (await shop.auth()).json],
        ['window', 'PCD_PAY_OID', async () => (await shop.window()).fields],
        ['confirm', 'PCD_PAY_RST', async () => shop.confirm((await shop.window()).fields)],
        ['simple', 'PCD_PAY_CARDNAME', () => shop.simple(payerId)],
        ['reguler', 'PCD_PAY_MONTH', () => shop.reguler(payerId)],
        ['inquiry', 'PCD_PAY_TIME', () => shop.inquire(bought.PCD_PAY_OID)],
        ['cancel', 'PCD_REFUND_TOTAL', () => shop.cancel(bought.PCD_PAY_OID, 1)],
        ['taxreg', 'PCD_TAXSAVE_AMOUNT', () => shop.work({ PCD_PAY_WORK: 'TSREG' }, receipt)],
        ['taxcancel', 'PCD_TAXSAVE_MGTNUM', () => shop.work({ PCD_PAY_WORK: 'TSCANCEL' }, receipt)],
        ['linkreg', 'PCD_LINK_URL', () => shop.work({ PCD_PAY_WORK: 'LINKREG' }, link)],
        ['userinfo', 'PCD_PAY_CARDNUM', () => shop.work({ PCD_PAY_WORK: 'PUSERINFO' }, { PCD_PAYER_ID: payerId })],
        ['userdel', 'PCD_PAY_WORK', () => shop.work({ PCD_PAY_WORK: 'PUSERDEL' }, { PCD_PAYER_ID: payerId })],
      ];
      for (const [endpoint, field, call] of calls) {
        await shop.fault({ endpoint, fault: 'odd_text', field, value: ['odd'] });
        const expected = endpoint === 'window' ? '["odd"]' : ['odd'];
        expect((await call())?.[field], `${field} of ${endpoint}`).toEqual(expected);
        const left = (await shop.control('GET', 'faults')).json.faults;
        expect(left, `${endpoint}: nothing is left of the order`).toEqual([]);
      }
      expect([...calls.map(([endpoint]) => endpoint), 'notice'].sort()).toEqual([...ENDPOINTS].sort());
    }));

  it.each(['json', 'form'])('goes into a notice written as %s, and the next telling is right again', (notices) =>
    withMerchantOf(async (shop, merchant) => {
      await shop.habit({ notices });
      merchant.answers.push('no');
      await shop.fault({ endpoint: 'notice', fault: 'drop_after_effect' });
      await shop.fault({ endpoint: 'notice', fault: 'odd_text', field: 'PCD_PAY_GOODS', value: 'x\ud83d' });
      await shop.fault({
        endpoint: 'notice',
        fault: 'odd_number',
        field: 'PCD_PAY_TOTAL',
        numeral: '99999999999999999999',
      });
      await shop.buy();
      await merchant.visited(2);
      const [first, second] = merchant.visits.map(({ body }) => body);
      expect(first).toContain(notices === 'json' ? '"PCD_PAY_GOODS":"x\\ud83d"' : 'PCD_PAY_GOODS=x%ED%A0%BD');
      expect(first).toContain(
        notices === 'json' ? '"PCD_PAY_TOTAL":99999999999999999999' : 'PCD_PAY_TOTAL=99999999999999999999',
      );
      expect(second).toContain(notices === 'json' ? '"PCD_PAY_TOTAL":"5000"' : 'PCD_PAY_TOTAL=5000');
    }),
  );

  it('waits for an answer that has its field', () =>
    withMerchantOf(async (shop, merchant) => {
      await shop.fault({ endpoint: 'notice', fault: 'odd_date', field: 'PCD_REFUND_TIME' });
      const { PCD_PAY_OID: oid } = await shop.buy();
      await merchant.visited(1);
      await shop.cancel(oid, 5000);
      await merchant.visited(2);
      const times = merchant.visits.map(({ body }) => (JSON.parse(body) as Answer).PCD_REFUND_TIME);
      expect(times).toEqual([undefined, '20261399999999']);
    }));

  it('of a window leaves what really happened beside it', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'window', fault: 'too_long', field: 'PCD_PAYER_NAME', length: 1000 });
      await shop.fault({ endpoint: 'window', fault: 'odd_number', field: 'PCD_PAY_TOTAL', value: 1 });
      const { fields, intactFields } = await shop.window({ PCD_PAY_WORK: 'PAY' });
      expect([fields.PCD_PAYER_NAME?.length, fields.PCD_PAY_TOTAL]).toEqual([1000, '1']);
      expect([intactFields?.PCD_PAYER_NAME, intactFields?.PCD_PAY_TOTAL]).toEqual(['홍길동', '5000']);
      expect(await shop.payments()).toMatchObject([{ paidWon: 5000 }]);
    }));

  it('strikes the order and the purpose it was meant for', () =>
    withShop(async (shop) => {
      const [one, two] = [await shop.buy(), await shop.buy()];
      await shop.fault({
        endpoint: 'inquiry',
        fault: 'odd_text',
        field: 'PCD_PAY_MSG',
        value: '?',
        oid: two.PCD_PAY_OID,
      });
      expect((await shop.inquire(one.PCD_PAY_OID)).PCD_PAY_MSG).toBe('조회완료');
      expect((await shop.inquire(two.PCD_PAY_OID)).PCD_PAY_MSG).toBe('?');
      await shop.fault({ endpoint: 'auth', fault: 'odd_text', field: 'result_msg', value: '?', purpose: 'cancel' });
      expect((await shop.auth()).json.result_msg).toBe('사용자 인증완료');
      expect((await shop.auth({ PCD_PAYCANCEL_FLAG: 'Y' })).json.result_msg).toBe('?');
    }));

  it.each([
    [
      { endpoint: 'cancel', fault: 'odd_text', field: 'PCD_PAY_TOTAL' },
      '"PCD_PAY_TOTAL" is never answered: cancel answers',
    ],
    [{ endpoint: 'auth', fault: 'odd_text' }, '"field" is required: auth answers server_name, result'],
    [{ endpoint: 'auth', fault: 'delay', delayMs: 1, field: 'result' }, '"field" goes with odd_text'],
  ])('is refused with a sentence when it cannot be: %j', (fault, sentence) =>
    withShop(async (shop) => {
      const reply = await shop.control('POST', 'faults', fault);
      expect([reply.status, reply.json.error]).toEqual([400, expect.stringContaining(sentence)]);
    }),
  );
});

async function withMerchantOf(
  work: (
    shop: Parameters<Parameters<typeof withShop>[0]>[0],
    merchant: Awaited<ReturnType<typeof startMerchantServer>>,
  ) => Promise<void>,
): Promise<void> {
  const merchant = await startMerchantServer();
  try {
    await withShop(
      async (shop) => {
        await shop.control('POST', 'merchants', { cstId: 'test', noticeUrl: merchant.url });
        await work(shop, merchant);
      },
      { noticeRetriesMs: [0] },
    );
  } finally {
    await merchant.close();
  }
}
