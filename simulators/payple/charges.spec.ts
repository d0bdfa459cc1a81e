// Holds billing to the manual: charging a key at will, and once a month.
// Must never charge a key of another merchant.
import { describe, expect, it } from 'vitest';
import { REFUND_KEY, type Shop, withShop } from './testing/shop.js';

describe('a simple charge', () => {
  it('takes the money and answers as the manual shows', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      const oid = shop.newOid();
      const answer = await shop.simple(payerId, { PCD_PAY_OID: oid, PCD_USER_DEFINE2: '나', PCD_PAY_ISTAX: 'N' });
      expect(answer).toMatchObject({
        PCD_PAY_RST: 'success',
        PCD_PAY_CODE: 'SPCD0000',
        PCD_PAY_OID: oid,
        PCD_PAYER_ID: payerId,
        PCD_PAY_TOTAL: '1000',
        PCD_PAY_TAXTOTAL: '0',
        PCD_PAY_ISTAX: 'N',
        PCD_SIMPLE_FLAG: 'Y',
        PCD_REGULER_FLAG: 'N',
        PCD_PAY_CARDNAME: 'BC 카드',
        PCD_USER_DEFINE2: '나',
      });
      expect(await shop.payments(oid)).toMatchObject([{ flow: 'SIMPLE', paidWon: 1000, payerId }]);
    }));

  it('may happen any number of times, but once for an order number', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      const oid = shop.newOid();
      const both = await Promise.all([
        shop.simple(payerId, { PCD_PAY_OID: oid }),
        shop.simple(payerId, { PCD_PAY_OID: oid }),
      ]);
      expect(both.map((answer) => answer.PCD_PAY_CODE).sort()).toEqual(['SPCD0000', 'SPCD0014']);
      expect((await shop.simple(payerId)).PCD_PAY_CODE).toBe('SPCD0000');
      expect(await shop.payments()).toHaveLength(2);
    }));

  it.each([
    [{ PCD_PAY_TOTAL: 99 }, 'SPCD0002'],
    [{ PCD_PAY_TOTAL: '10.5' }, 'SPCD0002'],
    [{ PCD_PAY_TOTAL: -100 }, 'SPCD0002'],
    [{ PCD_PAY_GOODS: '' }, 'SPCD0003'],
    [{ PCD_PAYER_ID: '' }, 'SPCD0001'],
    [{ PCD_PAYER_ID: 'unknown' }, 'SPCD0001'],
    [{ PCD_SIMPLE_FLAG: undefined }, 'SPCD9998'],
    [{ PCD_PAY_TYPE: 'transfer' }, 'SPCD9998'],
    [{ PCD_CUST_KEY: 'wrong' }, 'SPCD9991'],
    [{ PCD_AUTH_KEY: 'wrong' }, 'SPCD9998'],
    [{ PCD_PAY_TAXTOTAL: 2000 }, 'SIMU0011'],
  ])('with %j is refused with %s', (changes, code) =>
    withShop(async (shop) => {
      const answer = await shop.simple(await shop.register(), changes);
      expect([answer.PCD_PAY_RST, answer.PCD_PAY_CODE]).toEqual(['error', code]);
      expect(await shop.payments()).toEqual([]);
    }),
  );

  it.each([
    ['limit', 'SPCD0018', 'ACTIVE'],
    ['stolen', 'SPCD1004', 'KILLED'],
    ['unusable', 'SPCD1002', 'ACTIVE'],
    ['silent', 'SPCD1001', 'ACTIVE'],
  ])('of the card "%s" is declined with %s and leaves a key that is %s', (card, code, state) =>
    withShop(async (shop) => {
      const payerId = await shop.register({}, { card });
      expect((await shop.simple(payerId)).PCD_PAY_CODE).toBe(code);
      expect(await shop.billingKeys()).toMatchObject([{ payerId, state }]);
      expect((await shop.simple(payerId)).PCD_PAY_CODE).toBe(state === 'KILLED' ? 'SPCD0012' : code);
      expect(await shop.payments()).toEqual([]);
    }),
  );

  it('may be tried again with the same order number after a decline', () =>
    withShop(async (shop) => {
      const oid = shop.newOid();
      const bad = await shop.register({}, { card: 'limit' });
      const good = await shop.register();
      expect((await shop.simple(bad, { PCD_PAY_OID: oid })).PCD_PAY_CODE).toBe('SPCD0018');
      expect((await shop.simple(good, { PCD_PAY_OID: oid })).PCD_PAY_CODE).toBe('SPCD0000');
    }));

  it('never charges a key of another merchant', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      await addMerchant(shop);
      const other = { cst_id: 'other', custKey: 'otherkey' };
      const keys = await shop.keys({ ...other, PCD_PAY_TYPE: 'card', PCD_SIMPLE_FLAG: 'Y' });
      const answer = await shop.workWith(keys, { ...shop.bill(payerId), PCD_SIMPLE_FLAG: 'Y' });
      expect(answer.PCD_PAY_CODE).toBe('SPCD0011');
    }));

  it('uses its AuthKey up, also when it is declined', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      const keys = await shop.keys({ PCD_PAY_TYPE: 'card', PCD_SIMPLE_FLAG: 'Y' });
      const charge = () => shop.workWith(keys, { ...shop.bill(payerId), PCD_SIMPLE_FLAG: 'Y' });
      await shop.fault({ endpoint: 'simple', fault: 'decline' });
      expect([(await charge()).PCD_PAY_CODE, (await charge()).PCD_PAY_CODE]).toEqual(['SPCD0018', 'SPCD0004']);
      await shop.habit({ singleUseKeys: false });
      const again = await shop.keys({ PCD_PAY_TYPE: 'card', PCD_SIMPLE_FLAG: 'Y' });
      const twice = () => shop.workWith(again, { ...shop.bill(payerId), PCD_SIMPLE_FLAG: 'Y' });
      expect([(await twice()).PCD_PAY_CODE, (await twice()).PCD_PAY_CODE]).toEqual(['SPCD0000', 'SPCD0000']);
    }));
});

async function addMerchant(shop: Shop): Promise<void> {
  const merchant = { cstId: 'other', custKey: 'otherkey', refundKey: REFUND_KEY, clientKey: 'other_key' };
  expect((await shop.control('POST', 'merchants', merchant)).status).toBe(200);
}

describe('a monthly charge', () => {
  it('takes the money once for a key and month, whatever the order number', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      const answer = await shop.reguler(payerId);
      expect(answer).toMatchObject({
        PCD_PAY_RST: 'success',
        PCD_PAY_CODE: 'SPCD0000',
        PCD_REGULER_FLAG: 'Y',
        PCD_PAY_YEAR: '2025',
        PCD_PAY_MONTH: '08',
      });
      expect((await shop.reguler(payerId)).PCD_PAY_CODE).toBe('RPCD0015');
      expect((await shop.reguler(payerId, { PCD_PAY_MONTH: '09' })).PCD_PAY_RST).toBe('success');
      expect((await shop.simple(payerId)).PCD_PAY_RST, 'a simple charge has no month').toBe('success');
      expect((await shop.reguler(await shop.register())).PCD_PAY_RST, 'another key has its own').toBe('success');
    }));

  it('frees its month when it is cancelled in full, unless the habit says otherwise', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      const oid = String((await shop.reguler(payerId)).PCD_PAY_OID);
      await shop.cancel(oid, 400);
      expect((await shop.reguler(payerId)).PCD_PAY_CODE, 'partly cancelled').toBe('RPCD0015');
      await shop.cancel(oid, 600);
      await shop.habit({ cancelFreesMonth: false });
      expect((await shop.reguler(payerId)).PCD_PAY_CODE, 'by the habit').toBe('RPCD0015');
      await shop.habit({ cancelFreesMonth: true, regulerCode: 'RPCD0000' });
      expect((await shop.reguler(payerId)).PCD_PAY_CODE).toBe('RPCD0000');
    }));

  it.each([
    [{ PCD_PAY_YEAR: '25' }, 'RPCD0004'],
    [{ PCD_PAY_MONTH: '13' }, 'RPCD0005'],
    [{ PCD_PAY_MONTH: '00' }, 'RPCD0005'],
    [{ PCD_PAY_TOTAL: 99 }, 'RPCD0002'],
    [{ PCD_PAY_GOODS: '' }, 'RPCD0003'],
    [{ PCD_PAYER_ID: '' }, 'RPCD0001'],
    [{ PCD_REGULER_FLAG: 'N' }, 'RPCD9998'],
  ])('with %j is refused with %s', (changes, code) =>
    withShop(async (shop) => {
      expect((await shop.reguler(await shop.register(), changes)).PCD_PAY_CODE).toBe(code);
    }),
  );

  it('of a stolen card is declined with the only code there is for that, and kills the key', () =>
    withShop(async (shop) => {
      const payerId = await shop.register({}, { card: 'stolen' });
      expect((await shop.reguler(payerId)).PCD_PAY_CODE).toBe('RPCD1002');
      expect((await shop.reguler(payerId)).PCD_PAY_CODE).toBe('RPCD0012');
    }));
});

describe('a charge of an account', () => {
  const transfer = { PCD_PAY_TYPE: 'transfer' };
  const charge = (shop: Shop, payerId: string, changes = {}) =>
    shop.work({ PCD_SIMPLE_FLAG: 'Y' }, { ...shop.bill(payerId), ...transfer, PCD_SIMPLE_FLAG: 'Y', ...changes });

  it('takes the money from the bank', () =>
    withShop(async (shop) => {
      const payerId = await shop.register(transfer);
      expect(await charge(shop, payerId)).toMatchObject({ PCD_PAY_CODE: 'BILL0000', PCD_PAY_BANK: '004' });
      expect((await charge(shop, payerId, { PCD_PAY_TOTAL: 999 })).PCD_PAY_CODE).toBe('SIMU0005');
      expect((await shop.simple(payerId)).PCD_PAY_CODE, 'not a card').toBe('SPCD0012');
    }));

  it('once a month has the code of account payments for a second one', () =>
    withShop(async (shop) => {
      const payerId = await shop.register(transfer);
      const month = { PCD_REGULER_FLAG: 'Y', PCD_PAY_YEAR: '2025', PCD_PAY_MONTH: '08' };
      const monthly = () => shop.work({ PCD_REGULER_FLAG: 'Y' }, { ...shop.bill(payerId), ...transfer, ...month });
      expect([(await monthly()).PCD_PAY_CODE, (await monthly()).PCD_PAY_CODE]).toEqual(['BILL0000', 'CPAY0202']);
    }));

  it('can get a cash receipt, once, and give it back', () =>
    withShop(async (shop) => {
      const payerId = await shop.register(transfer);
      const oid = String((await charge(shop, payerId)).PCD_PAY_OID);
      const receipt = (work: string, won = 1000) =>
        shop.work(
          { PCD_PAY_WORK: work },
          { PCD_PAYER_ID: payerId, PCD_PAY_OID: oid, PCD_TAXSAVE_AMOUNT: won, PCD_TAXSAVE_TRADEUSE: 'personal' },
        );
      expect((await receipt('TSCANCEL')).PCD_PAY_CODE).toBe('SIMU0019');
      expect((await receipt('TSREG', 1001)).PCD_PAY_CODE).toBe('SIMU0020');
      expect(await receipt('TSREG')).toMatchObject({
        PCD_PAY_RST: 'success',
        PCD_PAY_CODE: 'TSRG0000',
        PCD_PAY_WORK: 'TSREG',
        PCD_TAXSAVE_AMOUNT: '1000',
      });
      expect((await receipt('TSREG')).PCD_PAY_CODE).toBe('SIMU0018');
      expect(await receipt('TSCANCEL')).toMatchObject({ PCD_PAY_RST: 'success', PCD_PAY_WORK: 'TSCANCEL' });
      const card = String((await shop.simple(await shop.register())).PCD_PAY_OID);
      const [{ payerId: cardPayer } = {}] = await shop.payments(card);
      const ofCard = { PCD_PAYER_ID: cardPayer, PCD_PAY_OID: card, PCD_TAXSAVE_AMOUNT: 1000 };
      expect((await shop.work({ PCD_PAY_WORK: 'TSREG' }, ofCard)).PCD_PAY_CODE).toBe('SIMU0017');
    }));

  it('cancelled in full takes its cash receipt with it', () =>
    withShop(async (shop) => {
      const paid = await shop.buy({ ...transfer, PCD_TAXSAVE_FLAG: 'Y' });
      expect(await shop.cancel(paid.PCD_PAY_OID, 5000)).toMatchObject({
        PCD_PAY_CODE: 'PAYC0000',
        PCD_PAY_TYPE: 'transfer',
        PCD_TAXSAVE_RST: '0000',
      });
      expect(await shop.payments(paid.PCD_PAY_OID)).toMatchObject([
        { state: 'CANCELLED', receipt: { cancelled: true } },
      ]);
    }));
});

describe('clients of other years', () => {
  it('may send a month of one digit, which is the same month as with two', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      expect(await shop.reguler(payerId, { PCD_PAY_MONTH: '9' })).toMatchObject({
        PCD_PAY_CODE: 'SPCD0000',
        PCD_PAY_MONTH: '09',
      });
      expect((await shop.reguler(payerId, { PCD_PAY_MONTH: 9 })).PCD_PAY_CODE).toBe('RPCD0015');
      expect((await shop.reguler(payerId, { PCD_PAY_MONTH: '09' })).PCD_PAY_CODE).toBe('RPCD0015');
      expect((await shop.reguler(payerId, { PCD_PAY_MONTH: '0' })).PCD_PAY_CODE).toBe('RPCD0005');
    }));

  it('may leave the amount of a cash receipt out: all that is left is meant', () =>
    withShop(async (shop) => {
      const paid = await shop.buy({ PCD_PAY_TYPE: 'transfer', PCD_TAXSAVE_FLAG: 'N' });
      await shop.cancel(paid.PCD_PAY_OID, 1000);
      const receipt = { PCD_PAYER_ID: paid.PCD_PAYER_ID, PCD_PAY_OID: paid.PCD_PAY_OID };
      const wrong = await shop.work({ PCD_PAY_WORK: 'TSREG' }, { ...receipt, PCD_TAXSAVE_AMOUNT: 'all' });
      expect(wrong.PCD_PAY_CODE, 'an amount that is none is refused').toBe('SIMU0011');
      const issued = await shop.work({ PCD_PAY_WORK: 'TSREG' }, receipt);
      expect([issued.PCD_PAY_CODE, issued.PCD_TAXSAVE_AMOUNT]).toEqual(['TSRG0000', '4000']);
    }));
});

describe('a billing key', () => {
  const look = (shop: Shop, payerId: string, work = 'PUSERINFO') =>
    shop.work({ PCD_PAY_WORK: work }, { PCD_PAYER_ID: payerId });

  it('can be looked at, with everything hidden that need not be seen', () =>
    withShop(async (shop) => {
      await shop.habit({ cardMask: 'dashed' });
      const payerId = await shop.register();
      expect(await look(shop, payerId)).toMatchObject({
        PCD_PAY_RST: 'success',
        PCD_PAY_CODE: '0000',
        PCD_PAY_MSG: '회원조회 성공',
        PCD_PAYER_HP: '010-****-5678',
        PCD_PAY_CARD: '0200',
        PCD_PAY_CARDNUM: '1111-****-****-4444',
      });
    }));

  it('can be deleted once, and is then good for nothing', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      expect(await look(shop, payerId, 'PUSERDEL')).toMatchObject({
        PCD_PAY_RST: 'success',
        PCD_PAY_CODE: 'PUSER0000',
        PCD_PAY_WORK: 'PUSERDEL',
        PCD_PAYER_ID: payerId,
      });
      expect((await look(shop, payerId, 'PUSERDEL')).PCD_PAY_CODE).toBe('SIMU0003');
      expect((await look(shop, payerId)).PCD_PAY_CODE).toBe('SIMU0003');
      expect((await shop.simple(payerId)).PCD_PAY_CODE).toBe('SPCD0012');
      expect(await shop.billingKeys()).toMatchObject([{ state: 'DELETED_BY_MERCHANT' }]);
    }));

  it('dies on its next charge when a script says so', () =>
    withShop(async (shop) => {
      const payerId = await shop.register();
      await shop.control('POST', `keys/${payerId}/remove`, { when: 'next_charge' });
      expect((await look(shop, payerId)).PCD_PAY_RST, 'nobody knows yet').toBe('success');
      expect((await shop.simple(payerId)).PCD_PAY_CODE).toBe('SPCD1004');
      expect((await shop.simple(payerId)).PCD_PAY_CODE).toBe('SPCD0012');
      expect(await shop.billingKeys()).toMatchObject([{ state: 'KILLED' }]);
    }));
});
