// Holds cancels and inquiries to the manual: what they need, how much they give back, and what they tell.
// Must never give back more than was paid.
import { describe, expect, it } from 'vitest';
import { withShop } from './testing/shop.js';

describe('a cancel', () => {
  it('gives everything back once', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      expect(await shop.cancel(oid, '5000')).toMatchObject({
        PCD_PAY_RST: 'success',
        PCD_PAY_CODE: 'PAYC0000',
        PCD_PAY_MSG: '취소완료',
        PCD_PAY_OID: oid,
        PCD_PAY_TYPE: 'card',
        PCD_REFUND_TOTAL: '5000',
        PCD_REFUND_TAXTOTAL: '455',
        PCD_PAY_TIME: '20250815120000',
        PCD_REGULER_FLAG: 'N',
        PCD_PAY_YEAR: '',
      });
      expect((await shop.cancel(oid, 5000)).PCD_PAY_CODE).toBe('PAYC0007');
      expect(await shop.payments(oid)).toMatchObject([
        { state: 'CANCELLED', paidWon: 5000, cancelledWon: 5000, cancels: 1 },
      ]);
    }));

  it('gives parts back until nothing is left, and not a won more', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      expect((await shop.cancel(oid, 2000)).PCD_REFUND_TOTAL).toBe('2000');
      expect((await shop.cancel(oid, 3001)).PCD_PAY_CODE).toBe('PAYC0011');
      expect(await shop.payments(oid)).toMatchObject([{ state: 'PARTIAL_CANCELLED', cancelledWon: 2000 }]);
      expect((await shop.cancel(oid, 3000)).PCD_REFUND_TAXTOTAL, 'the rest of the VAT').toBe('273');
      expect((await shop.cancel(oid, 1)).PCD_PAY_CODE).toBe('PAYC0007');
    }));

  it('sent twice at once takes effect once when it is for the whole', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      const both = await Promise.all([shop.cancel(oid, 5000), shop.cancel(oid, 5000)]);
      expect(both.map((answer) => answer.PCD_PAY_CODE).sort()).toEqual(['PAYC0000', 'PAYC0007']);
      expect(await shop.payments(oid)).toMatchObject([{ cancelledWon: 5000, cancels: 1 }]);
    }));

  it.each([
    [{ PCD_REFUND_KEY: 'wrong' }, 'PAYC0002'],
    [{ PCD_PAY_OID: 'unknown' }, 'PAYC0007'],
    [{ PCD_PAY_DATE: '20250816' }, 'PAYC0007'],
    [{ PCD_PAY_DATE: undefined }, 'PAYC0007'],
    [{ PCD_REGULER_FLAG: 'Y', PCD_PAY_YEAR: '2024', PCD_PAY_MONTH: '08' }, 'PAYC0007'],
    [{ PCD_REFUND_TOTAL: 0 }, 'SIMU0012'],
    [{ PCD_REFUND_TOTAL: undefined }, 'SIMU0012'],
    [{ PCD_REFUND_TOTAL: '10.5' }, 'SIMU0012'],
    [{ PCD_PAYCANCEL_FLAG: undefined }, 'SIMU0012'],
    [{ PCD_REFUND_TAXTOTAL: 456 }, 'SIMU0013'],
    [{ PCD_PAY_TAXTOTAL: 456 }, 'SIMU0013'],
  ])('with %j is refused with %s', (changes, code) =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      const answer = await shop.cancel(oid, 1000, changes);
      expect([answer.PCD_PAY_RST, answer.PCD_PAY_CODE]).toEqual(['error', code]);
      expect(await shop.payments(oid)).toMatchObject([{ cancelledWon: 0 }]);
    }),
  );

  it('wants the day of the payment in Korea, also as a number and on later days', () =>
    withShop(async (shop) => {
      // 23:59 in Korea is still the day before in Greenwich time.
      shop.clock.now = Date.UTC(2025, 7, 15, 14, 59);
      const { PCD_PAY_OID: oid } = await shop.buy();
      shop.clock.now += 40 * 24 * 60 * 60 * 1000;
      expect((await shop.cancel(oid, 1000, { PCD_PAY_DATE: 20250815 })).PCD_PAY_RST).toBe('success');
      expect((await shop.cancel(oid, 1000, { PCD_PAY_DATE: '20250924' })).PCD_PAY_CODE).toBe('PAYC0007');
    }));

  it('takes the VAT of the refund under both names', () =>
    withShop(async (shop) => {
      const mixed = { PCD_PAY_ISTAX: 'Y', PCD_PAY_TAXTOTAL: '100' };
      const { PCD_PAY_OID: oid } = await shop.buy(mixed);
      expect((await shop.cancel(oid, 1000, { PCD_REFUND_TAXTOTAL: '10' })).PCD_REFUND_TAXTOTAL).toBe('10');
      expect((await shop.cancel(oid, 1000, { PCD_PAY_TAXTOTAL: 0 })).PCD_REFUND_TAXTOTAL).toBe('0');
      expect((await shop.cancel(oid, 1000)).PCD_REFUND_TAXTOTAL, 'its share').toBe('20');
      expect((await shop.cancel(oid, 2000)).PCD_REFUND_TAXTOTAL, 'all that is left').toBe('70');
    }));

  it('in part is refused on the test account when the switch says so', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      await shop.habit({ testRefusesPartialCancel: true });
      expect((await shop.cancel(oid, 1000)).PCD_PAY_CODE).toBe('SIMU0014');
      expect((await shop.cancel(oid, 5000)).PCD_PAY_RST).toBe('success');
    }));
});

describe('an inquiry', () => {
  it('tells the payment as it was approved', () =>
    withShop(async (shop) => {
      const paid = await shop.buy();
      await shop.cancel(paid.PCD_PAY_OID, 1000);
      const answer = await shop.inquire(paid.PCD_PAY_OID);
      expect(answer).toMatchObject({
        PCD_PAY_RST: 'success',
        PCD_PAY_CODE: 'PCHK0000',
        PCD_PAY_MSG: '조회완료',
        PCD_PAY_TOTAL: '5000',
        PCD_PAY_TIME: paid.PCD_PAY_TIME,
        PCD_PAY_CARDTRADENUM: paid.PCD_PAY_CARDTRADENUM,
        PCD_PAY_CARDNUM: paid.PCD_PAY_CARDNUM,
      });
      expect([answer.PCD_PAYER_HP, answer.PCD_REFUND_TOTAL]).toEqual([undefined, undefined]);
      await shop.habit({ inquiryShowsCancels: true, inquiryCode: 'PCHK000' });
      const more = { PCD_PAY_CODE: 'PCHK000', PCD_PAY_STATE: '2', PCD_REFUND_TOTAL: '1000' };
      expect(await shop.inquire(paid.PCD_PAY_OID)).toMatchObject(more);
    }));

  it.each([
    [{ PCD_PAY_OID: 'unknown' }, 'CBIL0003'],
    [{ PCD_PAY_DATE: '20250814' }, 'CBIL0003'],
    [{ PCD_PAY_TYPE: 'transfer' }, 'BILL0003'],
    [{ PCD_PAYCHK_FLAG: 'N' }, 'CBIL0001'],
  ])('with %j is answered with %s', (changes, code) =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      expect((await shop.inquire(oid, changes)).PCD_PAY_CODE).toBe(code);
    }),
  );

  it('finds nothing of a window that nobody confirmed', () =>
    withShop(async (shop) => {
      const { fields } = await shop.window();
      expect((await shop.inquire(fields.PCD_PAY_OID ?? '')).PCD_PAY_CODE).toBe('CBIL0003');
    }));
});

describe('a habit', () => {
  it('gives old names, both names, numbers and masks', () =>
    withShop(async (shop) => {
      const { PCD_PAY_OID: oid } = await shop.buy();
      await shop.habit({ cardFieldNames: 'old', cardMask: 'spaced' });
      const old = await shop.inquire(oid);
      expect([old.PCD_CARDNUM, old.PCD_CARDNAME, old.PCD_PAY_CARDNUM]).toEqual([
        '11110200 ** ** 4444',
        'BC 카드',
        undefined,
      ]);
      await shop.habit({ cardFieldNames: 'both', amounts: 'numbers', cardMask: 'middle8' });
      const both = await shop.inquire(oid);
      expect([both.PCD_CARDNUM, both.PCD_PAY_CARDNUM, both.PCD_PAY_TOTAL]).toEqual([
        '1111********4444',
        '1111********4444',
        5000,
      ]);
    }));

  it('of 2019 has old names in results and inquiries, and new ones in charges and cancels', () =>
    withShop(async (shop) => {
      await shop.habit({ cardFieldNames: 'old' });
      const { fields } = await shop.window();
      const paid = await shop.confirm(fields);
      const charged = await shop.simple(String(paid.PCD_PAYER_ID));
      const inquired = await shop.inquire(String(paid.PCD_PAY_OID));
      const cancelled = await shop.cancel(String(paid.PCD_PAY_OID), 5000);
      const hasOld = (answer: Readonly<Record<string, unknown>>) => [
        answer.PCD_CARDNUM !== undefined || answer.PCD_CARDTRADENUM !== undefined,
        answer.PCD_PAY_CARDNUM !== undefined || answer.PCD_PAY_CARDTRADENUM !== undefined,
      ];
      expect([fields, inquired].map(hasOld)).toEqual([
        [true, false],
        [true, false],
      ]);
      expect([paid, charged, cancelled].map(hasOld)).toEqual([
        [false, true],
        [false, true],
        [false, true],
      ]);
    }));

  it('leaves codes out where the first manual had none, and adds what nobody announced', () =>
    withShop(async (shop) => {
      await shop.habit({ codesEverywhere: false, unknownFields: true });
      const { PCD_PAY_OID: oid, PCD_PAY_CODE: code } = await shop.buy();
      expect(code).toBe('SPCD0000');
      const answers = [await shop.inquire(oid), await shop.cancel(oid, 5000)];
      expect(answers.map((answer) => answer.PCD_PAY_CODE)).toEqual([undefined, undefined]);
      expect(answers.map((answer) => typeof answer.PCD_UNANNOUNCED)).toEqual(['string', 'string']);
    }));

  it('that varies hides the numbers of ten payments in more than one way', () =>
    withShop(async (shop) => {
      const masks = new Set<unknown>();
      const payerId = await shop.register();
      for (let turn = 0; turn < 10; turn += 1) masks.add((await shop.simple(payerId)).PCD_PAY_CARDNUM);
      expect(masks.size).toBe(5);
    }));
});
