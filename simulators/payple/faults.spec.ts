// Holds the trouble that can be ordered to what the README promises.
// Must never let a fault of one test reach another: every test has its own simulator.
import { describe, expect, it } from 'vitest';
import { type Shop, withShop } from './testing/shop.js';

const PATIENT = { timeout: 50_000 };

describe('trouble with a call', () => {
  it.each([
    ['drop_before_effect', 0, 'SPCD0000'],
    ['drop_after_effect', 1, 'CPCA0201'],
  ])('%s breaks the connection without an answer', (fault, paid, next) =>
    withShop(async (shop) => {
      const { fields } = await shop.window();
      await shop.fault({ endpoint: 'confirm', fault, oid: fields.PCD_PAY_OID });
      await expect(shop.confirm(fields), 'the connection should break').rejects.toThrow();
      expect(await shop.payments()).toHaveLength(paid);
      expect((await shop.confirm(fields)).PCD_PAY_CODE, 'the next call is answered').toBe(next);
    }),
  );

  it.each([
    ['http_500', 'before', 500, 0],
    ['http_500', 'after', 500, 1],
    ['garbage', 'before', 200, 0],
    ['garbage', 'after', 200, 1],
  ])('%s %s the effect answers with HTML', (fault, effect, status, paid) =>
    withShop(async (shop) => {
      const { fields } = await shop.window();
      await shop.fault({ endpoint: 'confirm', fault, effect });
      const reply = await shop.confirmReply(fields);
      expect([reply.status, reply.text.slice(0, 6)]).toEqual([status, '<html>']);
      expect(await shop.payments()).toHaveLength(paid);
    }),
  );

  it('delays the answer after the effect, or the effect itself', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window();
      await shop.fault({ endpoint: 'confirm', fault: 'delay', delayMs: 600_000 });
      void shop.confirm(fields).catch(() => undefined);
      await expect.poll(() => shop.payments(), PATIENT).toHaveLength(1);
      const held = await shop.window();
      await shop.fault({ endpoint: 'confirm', fault: 'delay', delayMs: 600_000, effect: 'before' });
      void shop.confirm(held.fields).catch(() => undefined);
      await expect.poll(async () => (await shop.control('GET', 'faults')).json.faults, PATIENT).toEqual([]);
      expect(await shop.payments(held.fields.PCD_PAY_OID)).toEqual([]);
    }));

  it.each([
    [{}, 'CPCA9999', '[Test][CPCA9999] 3112 - 한도 초과'],
    [{ code: '3143' }, 'CPCA9999', '[Test][CPCA9999] 3143 - 카드사 문의 바랍니다.'],
    [{ code: 'CPCA0010', message: '모름' }, 'CPCA0010', '[Test][CPCA0010] 모름'],
    [{ code: 'CPCA0026' }, 'CPCA0026', '[Test][CPCA0026] [simulator] code CPCA0026'],
  ])('declines with %j', (fault, code, message) =>
    withShop(async (shop) => {
      const { fields } = await shop.window();
      await shop.fault({ endpoint: 'confirm', fault: 'decline', ...fault });
      const answer = await shop.confirm(fields);
      expect([answer.PCD_PAY_RST, answer.PCD_PAY_CODE, answer.PCD_PAY_MSG]).toEqual(['error', code, message]);
      expect(await shop.payments()).toEqual([]);
    }),
  );

  it('can say no although the money moved', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      await shop.fault({ endpoint: 'simple', fault: 'decline', code: 'SPCD0026', effect: 'after' });
      const answer = await shop.simple(payerId);
      expect([answer.PCD_PAY_RST, answer.PCD_PAY_CODE]).toEqual(['error', 'SPCD0026']);
      expect(await shop.payments()).toMatchObject([{ state: 'APPROVED', paidWon: 1000 }]);
    }));

  it.each(['SPCD1004', 'CPCAD002'])('with %s kills the billing key', (code) =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      await shop.fault({ endpoint: 'simple', fault: 'decline', code });
      expect((await shop.simple(payerId)).PCD_PAY_CODE).toBe(code);
      expect(await shop.billingKeys()).toMatchObject([{ state: 'KILLED' }]);
    }),
  );

  it('can be ordered for every call', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid, PCD_PAYER_ID: payerId } = await shop.buy();
      const transfer = await shop.buy({ PCD_PAY_TYPE: 'transfer' });
      const receipt = { PCD_PAYER_ID: transfer.PCD_PAYER_ID, PCD_PAY_OID: transfer.PCD_PAY_OID, PCD_TAXSAVE_AMOUNT: 1 };
      const calls: [string, string, () => Promise<Readonly<Record<string, unknown>>>][] = [
        ['simple', 'SPCD0018', () => shop.simple(payerId)],
        ['reguler', 'RPCD0019', () => shop.reguler(payerId)],
        ['inquiry', 'SIMU0021', () => shop.inquire(oid)],
        ['cancel', 'SIMU0021', () => shop.cancel(oid, 1)],
        ['taxreg', 'SIMU0021', () => shop.work({ PCD_PAY_WORK: 'TSREG' }, receipt)],
        ['taxcancel', 'SIMU0021', () => shop.work({ PCD_PAY_WORK: 'TSCANCEL' }, receipt)],
        ['userinfo', 'SIMU0021', () => shop.work({ PCD_PAY_WORK: 'PUSERINFO' }, { PCD_PAYER_ID: payerId })],
        ['userdel', 'SIMU0021', () => shop.work({ PCD_PAY_WORK: 'PUSERDEL' }, { PCD_PAYER_ID: payerId })],
      ];
      for (const [endpoint, code, call] of calls) {
        await shop.fault({ endpoint, fault: 'decline' });
        expect((await call()).PCD_PAY_CODE, endpoint).toBe(code);
        expect((await call()).PCD_PAY_RST, `${endpoint} after the fault`).toBe('success');
      }
    }));

  it('of a cancel by the card company has its code in the text', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      await shop.fault({ endpoint: 'cancel', fault: 'decline', code: '1123', oid });
      const answer = await shop.cancel(oid, 1);
      expect([answer.PCD_PAY_CODE, answer.PCD_PAY_MSG]).toEqual([
        'SIMU0015',
        '[Test][SIMU0015] 1123 - 취소 가능 기간 경과',
      ]);
    }));

  it('hits authorizations for one purpose only, when told so', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'auth', fault: 'decline', purpose: 'cancel' });
      expect((await shop.auth()).json.result).toBe('success');
      expect((await shop.auth({ PCD_PAYCANCEL_FLAG: 'Y' })).json.result_msg).toContain('AUTH0005');
      expect((await shop.auth({ PCD_PAYCANCEL_FLAG: 'Y' })).json.result).toBe('success');
    }));

  it('strikes a share of the calls, the same ones with the same seed', async () => {
    const run = async (): Promise<unknown[]> => {
      const results: unknown[] = [];
      const count = async (shop: Shop) => {
        await shop.fault({ endpoint: 'auth', fault: 'decline', percent: 30 });
        for (let call = 0; call < 100; call += 1) results.push((await shop.auth()).json.result);
      };
      await withShop(count, { seed: 'thirty percent' });
      return results;
    };
    const first = await run();
    const hits = first.filter((result) => result === 'error').length;
    expect(hits, 'about thirty of a hundred').toBeGreaterThan(15);
    expect(hits, 'about thirty of a hundred').toBeLessThan(45);
    expect(await run()).toEqual(first);
  });
});

describe('trouble with a window', () => {
  it('lets the payer vanish before agreeing, and the window is still open', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'window', fault: 'drop_before_effect' });
      const { resultUrl, fields, intactFields } = await shop.window({ PCD_PAY_WORK: 'PAY' });
      expect([resultUrl, fields, intactFields]).toEqual([null, null, null]);
      expect((await shop.control('GET', 'windows')).json.windows).toMatchObject([{ state: 'OPEN' }]);
    }));

  it('lets the payer vanish after paying', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'window', fault: 'drop_after_effect' });
      const { resultUrl, fields, intactFields } = await shop.window({ PCD_PAY_WORK: 'PAY' });
      expect([resultUrl, fields]).toEqual([null, null]);
      expect(await shop.payments(intactFields?.PCD_PAY_OID)).toHaveLength(1);
    }));

  it('brings the result twice', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'window', fault: 'duplicate' });
      const { posts } = await shop.window();
      expect(posts).toHaveLength(2);
      expect(posts[1]).toEqual(posts[0]);
    }));

  it('fails it with a code', () =>
    withShop(async (shop) => {
      await shop.fault({ endpoint: 'window', fault: 'decline', code: 'CPCA0007' });
      const { fields } = await shop.window();
      expect([fields.PCD_PAY_RST, fields.PCD_PAY_CODE]).toEqual(['error', 'CPCA0007']);
    }));
});
