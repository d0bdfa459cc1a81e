// Holds order/reserve to what was seen of PAYCO.
// Must never depend on another test's orders.
import { describe, expect, it } from 'vitest';
import { Shop, withShop } from './testing/shop.js';

async function refusal(shop: Shop, changes: Record<string, unknown>) {
  const reply = await shop.call('order/reserve', shop.order(changes));
  expect(reply.status, 'a refusal is HTTP 200 like everything else').toBe(200);
  expect(Object.keys(reply.json), 'a refusal has no result').not.toContain('result');
  return reply.json;
}

describe('reserving an order', () => {
  it('answers with an 18-digit number and a sheet on the simulator itself, by channel', () =>
    withShop(async (shop) => {
      const pc = await shop.reserve();
      expect(pc.reserveOrderNo).toMatch(/^\d{8}20\d{8}$/);
      expect(pc.orderSheetUrl).toBe(`${shop.url}/easyLogin/${pc.reserveOrderNo}`);
      const mobile = await shop.reserve({ orderChannel: 'MOBILE' });
      expect(mobile.orderSheetUrl).toBe(`${shop.url}/m/easyAppLogin/${mobile.reserveOrderNo}`);
      const inApp = await shop.reserve({ orderChannel: 'MOBILE', inAppYn: 'Y' });
      expect(inApp.orderSheetUrl).toBe(`${shop.url}/m/easyAppLogin/${inApp.reserveOrderNo}?inAppYn=Y`);
    }));

  it('takes exactly the request seen in production', () =>
    withShop(async (shop) => {
      const reply = await shop.call('order/reserve', {
        orderProducts: [
          {
            cpId: 'GOLDEN01',
            productId: 'GOLDEN01_EASYP',
            productAmt: '2000',
            productPaymentAmt: '2000',
            orderQuantity: 1,
            option: '245',
            sortOrdering: 1,
            productName: 'Fried Chicken',
            orderConfirmUrl: '',
            orderConfirmMobileUrl: '',
            productImageUrl: '',
            sellerOrderProductReferenceKey: 'ITEM_100001',
            taxationType: 'TAXATION',
          },
        ],
        sellerKey: 'GOLDEN01',
        sellerOrderReferenceKey: 'W20000000000012',
        sellerOrderReferenceKeyType: 'UNIQUE_KEY',
        currency: 'KRW',
        totalPaymentAmt: '2000',
        totalTaxfreeAmt: '0',
        totalTaxableAmt: '1818',
        totalVatAmt: '182',
        orderTitle: 'Fried Chicken',
        returnUrl: 'https://shop.example.com/pay/payco/payco_return.asp',
        returnUrlParam: '{\r\n "taxationType": "TAXATION",\r\n "totalTaxfreeAmt": "0"\r\n}',
        nonBankbookDepositInformUrl: 'http://xxx.xxx.xxx.xxx/payco_without_bankbook.asp',
        orderMethod: 'EASYPAY',
        orderChannel: 'PC',
        inAppYn: 'N',
        individualCustomNoInputYn: 'N',
        orderSheetUiType: 'GRAY',
        payMode: 'PAY2',
        extraData:
          '{"payExpiryYmdt": "", "cancelMobileUrl": "", "viewOptions": {"showMobileTopGnbYn": "N", "iframeYn": "N"}}',
      });
      expect(Object.keys(reply.json)).toEqual(['result', 'code', 'message']);
      expect(reply.json).toMatchObject({ code: 0, message: 'success' });
    }));

  it('gives a new number each time an unpaid order is reserved again', () =>
    withShop(async (shop) => {
      const first = await shop.reserve();
      const second = await shop.reserve({ sellerOrderReferenceKey: first.orderKey });
      expect(second.reserveOrderNo).not.toBe(first.reserveOrderNo);
    }));

  it('locks the order key for ever once it was paid, even after a full cancel', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      const locked = {
        code: 1005,
        message: 'The order number is already registered.',
        redirectUrl: null,
      };
      expect(await refusal(shop, { sellerOrderReferenceKey: bought.orderKey })).toEqual(locked);
      await shop.cancel(bought, 2000);
      expect(await refusal(shop, { sellerOrderReferenceKey: bought.orderKey })).toEqual(locked);
    }));

  it('lets a DUPLICATE_KEY order be paid again', () =>
    withShop(async (shop) => {
      const sellerOrderReferenceKey = shop.newKey();
      const order = { sellerOrderReferenceKey, sellerOrderReferenceKeyType: 'DUPLICATE_KEY' };
      const first = await shop.buy('card', order);
      const second = await shop.buy('card', order);
      expect(second.orderNo).not.toBe(first.orderNo);
      expect(await shop.books(sellerOrderReferenceKey)).toHaveLength(2);
    }));

  it('says which parameter is missing', () =>
    withShop(async (shop) => {
      expect(await refusal(shop, { sellerOrderReferenceKey: undefined })).toMatchObject({
        code: 1001,
        message: '파라미터 정보가 유효하지 않습니다.The sellerOrderReferenceKey is required.',
      });
    }));

  it.each([
    ['no return address in PAY2', { returnUrl: undefined }],
    ['a relative return address', { returnUrl: '/return' }],
    ['no products', { orderProducts: [] }],
    ['an amount with a fraction', { totalPaymentAmt: 2000.5 }],
    ['nothing to pay', { totalPaymentAmt: 0 }],
    ['a foreign currency', { currency: 'USD' }],
    ['no order method', { orderMethod: undefined }],
    ['an order key above 100 characters', { sellerOrderReferenceKey: 'k'.repeat(101) }],
    ['returnUrlParam that is an object, not JSON text', { returnUrlParam: { paymentId: 'pay_1' } }],
    ['returnUrlParam that is no JSON', { returnUrlParam: '{paymentId' }],
    ['a payMode left out, which means PAY1 and needs a serviceUrl', { payMode: undefined }],
    ['an expiry that is no date', { extraData: '{"payExpiryYmdt":"20269999000000"}' }],
  ])('refuses %s with 1001', (_what, changes) =>
    withShop(async (shop) => expect((await refusal(shop, changes)).code).toBe(1001)),
  );

  it('refuses a body that is not JSON with 1001 and HTTP 200', () =>
    withShop(async (shop) => {
      const response = await fetch(`${shop.url}/outseller/order/reserve`, { method: 'POST', body: 'sellerKey=S0FSJE' });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ code: 1001 });
    }));

  it('refuses amounts that do not add up with a code of its own', () =>
    withShop(async (shop) => {
      const wrongTax = { totalTaxfreeAmt: '0', totalTaxableAmt: '1818', totalVatAmt: '181' };
      expect((await refusal(shop, wrongTax)).code, 'the tax split').toBe(990001);
      const order = shop.order({ totalPaymentAmt: '2000' });
      const products = order.orderProducts as Record<string, unknown>[];
      const cheaper = products.map((product) => ({ ...product, productPaymentAmt: '1999' }));
      const answer = await refusal(shop, { orderProducts: cheaper });
      expect(answer.code, 'the sum of the products').toBe(990001);
      expect(answer.message, 'the code says whose it is').toContain('[simulator]');
    }));

  it('refuses an unknown merchant with 1022 and a foreign address with 1021', () =>
    withShop(async (shop) => {
      expect((await refusal(shop, { sellerKey: 'NOBODY' })).code).toBe(1022);
      const merchant = { sellerKey: 'FAR', cpId: 'FAR', productId: 'FAR_EASYP', allowedIps: ['203.0.113.9'] };
      await shop.control('POST', 'merchants', merchant);
      expect((await refusal(shop, { sellerKey: 'FAR' })).code).toBe(1021);
    }));

  it('refuses a product of another merchant', () =>
    withShop(async (shop) => expect((await refusal(shop, { sellerKey: 'GOLDEN01' })).code).toBe(990002)));
});
