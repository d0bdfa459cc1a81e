// Holds what the buyer does on the sheet, and where the browser goes then, to what was seen of PAYCO.
// Must never open a return itself; a script is told the address.
import { describe, expect, it } from 'vitest';
import { startMerchantServer } from '../ground/testing/merchant-server.js';
import { RETURN_URL, withShop } from './testing/shop.js';

const OWN_PARAMETER = { returnUrlParam: '{"paymentId":"pay_1","say":"\\"hi\\"","nested":{"no":"007"},"count":3}' };
const PAYCO_NAMES = [
  'code',
  'reserveOrderNo',
  'sellerOrderReferenceKey',
  'mainPgCode',
  'totalPaymentAmt',
  'totalRemoteAreaDeliveryFeeAmt',
  'discountAmt',
  'pointAmt',
  'paymentCertifyToken',
];

describe('a return after the buyer consented', () => {
  it('carries what PAYCO tells and every key of the merchant, without double quotes', () =>
    withShop(async (shop) => {
      const { reserveOrderNo, orderKey } = await shop.reserve({ ...OWN_PARAMETER, orderChannel: 'MOBILE' });
      const { query } = await shop.buyer(reserveOrderNo, 'card');
      expect([...query.keys()].sort()).toEqual([...PAYCO_NAMES, 'paymentId', 'say', 'nested', 'count'].sort());
      expect(Object.fromEntries(query)).toMatchObject({
        code: '0',
        reserveOrderNo,
        sellerOrderReferenceKey: orderKey,
        mainPgCode: '31',
        totalPaymentAmt: '2000',
        totalRemoteAreaDeliveryFeeAmt: '0',
        discountAmt: '0',
        pointAmt: '0',
        paymentId: 'pay_1',
        say: 'hi',
        nested: '{no:007}',
        count: '3',
      });
      expect(query.get('paymentCertifyToken')).toMatch(/^[A-Za-z0-9_-]{64}$/);
    }));

  it('has a bid on PC only', () =>
    withShop(async (shop) => {
      const pc = await shop.reserve();
      expect((await shop.buyer(pc.reserveOrderNo, 'card')).query.get('bid')).toMatch(/^[0-9A-Z]{25}$/);
      const mobile = await shop.reserve({ orderChannel: 'MOBILE' });
      expect((await shop.buyer(mobile.reserveOrderNo, 'card')).query.has('bid')).toBe(false);
    }));

  it.each([
    ['card', {}, '31', '0', '0'],
    ['point', {}, '98', '2000', '0'],
    ['card_point', { pointAmt: 700 }, '31', '700', '0'],
    ['card_coupon', { couponAmt: 300 }, '31', '0', '300'],
    ['coupon_point', { couponAmt: 300 }, '98', '1700', '300'],
    ['virtual_account', {}, '02', '0', '0'],
  ])('names the main method, points and discount of %s', (outcome, choice, main, points, discount) =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve();
      const { query } = await shop.buyer(reserveOrderNo, outcome, choice);
      expect([query.get('mainPgCode'), query.get('pointAmt'), query.get('discountAmt')]).toEqual([
        main,
        points,
        discount,
      ]);
      expect(query.get('totalPaymentAmt'), 'the amount is gross').toBe('2000');
    }),
  );

  it('keeps the query and the fragment that the merchant put into its address', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve({ returnUrl: `${RETURN_URL}?shop=%EA%B0%80&x=1#done` });
      const { returnUrl } = await shop.buyer(reserveOrderNo, 'card');
      expect(returnUrl).toMatch(/^https:\/\/shop\.test\/payco\/return\?shop=%EA%B0%80&x=1&code=0&.*#done$/);
    }));

  it('does not let the merchant overwrite the code', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve({ returnUrlParam: '{"code":"1"}' });
      expect((await shop.buyer(reserveOrderNo, 'card')).query.getAll('code')).toEqual(['0']);
    }));
});

describe('a return after a failure', () => {
  it('carries code, text and the keys of the merchant, and nothing that names the order', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve({ returnUrlParam: '{"paymentId":"pay_1"}' });
      const { query } = await shop.buyer(reserveOrderNo, 'decline', { code: 4502 });
      expect(Object.fromEntries(query)).toEqual({ code: '4502', message: '가능한 PG가 없습니다.', paymentId: 'pay_1' });
    }));

  it('looks like a success but for its code when a phone returns with 4505, and its token is good for nothing', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve({ orderChannel: 'MOBILE' });
      const { query } = await shop.buyer(reserveOrderNo, 'decline', { code: 4505 });
      expect([...query.keys()].sort()).toEqual([...PAYCO_NAMES].sort());
      expect(query.get('code')).toBe('4505');
      expect((await shop.approve(query)).json.code).toBe(990005);
    }));

  it('says 1012 after the sheet has expired', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve({ extraData: '{"payExpiryYmdt":"20200101000000"}' });
      expect((await shop.buyer(reserveOrderNo, 'card')).query.get('code')).toBe('1012');
    }));

  it('says 1012 two hours after the reservation when the merchant named no expiry', async () => {
    let now = Date.now();
    await withShop(
      async (shop) => {
        const { reserveOrderNo } = await shop.reserve();
        now += 2 * 60 * 60 * 1000 - 1;
        expect((await shop.buyer(reserveOrderNo, 'card')).query.get('code')).toBe('0');
        now += 1;
        expect((await shop.buyer(reserveOrderNo, 'card')).query.get('code')).toBe('1012');
      },
      { now: () => now },
    );
  });

  it('says 4005 after the order was paid', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.buy();
      expect((await shop.buyer(reserveOrderNo, 'card')).query.get('code')).toBe('4005');
    }));
});

describe('a buyer who gives up', () => {
  it('leaves nothing on PC, and the sheet is over after a cancel but not after a closed window', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve();
      expect((await shop.buyer(reserveOrderNo, 'close')).returnUrl).toBeNull();
      expect((await shop.buyer(reserveOrderNo, 'card')).query.get('code')).toBe('0');
      expect((await shop.buyer(reserveOrderNo, 'cancel')).returnUrl).toBeNull();
      expect((await shop.buyer(reserveOrderNo, 'card')).returnUrl).toBeNull();
    }));

  it('goes, on a phone, to the app, else to the cancel address, else back with 2222', () =>
    withShop(async (shop) => {
      const cancelOf = async (changes: Record<string, unknown>) => {
        const { reserveOrderNo } = await shop.reserve({ orderChannel: 'MOBILE', ...changes });
        return shop.buyer(reserveOrderNo, 'cancel');
      };
      const extraData = '{"appUrl":"shopapp://cancelled","cancelMobileUrl":"https://shop.test/cart"}';
      expect((await cancelOf({ extraData, customUrlSchemeUseYn: 'Y' })).returnUrl).toBe('shopapp://cancelled');
      expect((await cancelOf({ extraData })).returnUrl).toBe('https://shop.test/cart');
      const plain = await cancelOf({ extraData: '{"cancelMobileUrl":""}' });
      expect(Object.fromEntries(plain.query)).toEqual({ code: '2222', message: '주문이 취소되었습니다.' });
    }));
});

describe('a return that goes wrong on purpose', () => {
  const trouble = (fault: string, more: Record<string, unknown> = {}) =>
    ({ endpoint: 'return', fault, ...more }) as Record<string, unknown>;

  it('comes twice, or with lower-cased names, or empty, and the intact address is told beside', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve();
      await shop.fault(trouble('duplicate'));
      const twice = await shop.buyer(reserveOrderNo, 'card');
      expect(twice.returnUrls).toEqual([twice.returnUrl, twice.returnUrl]);
      await shop.fault(trouble('lower_cased'));
      const lowered = await shop.buyer(reserveOrderNo, 'card');
      expect(lowered.query.get('reserveorderno'), 'names are lower-cased, values are not').toBe(reserveOrderNo);
      expect(lowered.query.has('reserveOrderNo')).toBe(false);
      expect(new URL(lowered.intactReturnUrl ?? '').searchParams.get('reserveOrderNo')).toBe(reserveOrderNo);
      await shop.fault(trouble('empty'));
      expect((await shop.buyer(reserveOrderNo, 'card')).returnUrl).toBe(RETURN_URL);
      expect((await shop.buyer(reserveOrderNo, 'card')).returnUrls, 'each fault struck once').toHaveLength(1);
    }));

  it('never comes: before the consent nothing happened, after it the token exists', () =>
    withShop(async (shop) => {
      const { reserveOrderNo, orderKey } = await shop.reserve();
      const state = async () => {
        const sheets = (await shop.control('GET', `sheets?orderKey=${orderKey}`)).json.sheets as { state: string }[];
        return sheets[0]?.state;
      };
      await shop.fault(trouble('drop_before_effect'));
      expect((await shop.buyer(reserveOrderNo, 'card')).returnUrl).toBeNull();
      expect(await state()).toBe('RESERVED');
      await shop.fault(trouble('drop_after_effect'));
      const lost = await shop.buyer(reserveOrderNo, 'card');
      expect(lost.returnUrl).toBeNull();
      expect(await state()).toBe('CERTIFIED');
      expect((await shop.approve(new URL(lost.intactReturnUrl ?? '').searchParams)).json.code).toBe(0);
    }));

  it('fails with the ordered code', () =>
    withShop(async (shop) => {
      const { reserveOrderNo } = await shop.reserve();
      await shop.fault(trouble('decline', { code: 1026 }));
      expect((await shop.buyer(reserveOrderNo, 'card')).query.get('code')).toBe('1026');
    }));
});

describe('PAY1', () => {
  it('takes the money itself, tells the service address, and sends the browser back without a token', async () => {
    const merchant = await startMerchantServer();
    await withShop(async (shop) => {
      const { reserveOrderNo, orderKey } = await shop.reserve({
        payMode: 'PAY1',
        serviceUrl: `${merchant.url}/service`,
        serviceUrlParam: '{"branch":"7"}',
      });
      const { query } = await shop.buyer(reserveOrderNo, 'card');
      expect(query.get('code')).toBe('0');
      expect(query.has('paymentCertifyToken')).toBe(false);
      const form = new URLSearchParams(merchant.visits[0]?.body);
      expect([form.get('code'), form.get('message'), form.get('branch')]).toEqual(['0', 'success', '7']);
      expect(JSON.parse(form.get('response') ?? '')).toMatchObject({
        reserveOrderNo,
        orderMethod: 'EASYPAY',
        serviceUrlParam: '{"branch":"7"}',
        paymentCompletionYn: 'Y',
      });
      expect(await shop.books(orderKey)).toMatchObject([{ paidWon: 2000, notice: { tries: 1, accepted: true } }]);
    });
    await merchant.close();
  });
});
