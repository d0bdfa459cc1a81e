// Holds the table of fields to the answers: whatever is answered is in it, and whatever is in it is answered.
// Must never read the table to make an answer.
import { describe, expect, it } from 'vitest';
import { startMerchantServer } from '../ground/testing/merchant-server.js';
import { ANSWER_FIELDS } from './answer-fields.js';
import { type Endpoint, ENDPOINTS } from './faults.js';
import { type Shop, withShop } from './testing/shop.js';

type Note = (endpoint: Endpoint, answer: unknown) => void;

/** The dotted paths of everything in an answer. */
function pathsOf(value: unknown, parent = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, parent));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const path = parent === '' ? name : `${parent}.${name}`;
    return [path, ...pathsOf(item, path)];
  });
}

/** Every kind of answer there is, from every endpoint. */
async function askEverything(shop: Shop, note: Note, url: string): Promise<void> {
  const asked = async (endpoint: Endpoint, call: Promise<{ json: unknown }>) => note(endpoint, (await call).json);
  await asked('reserve', shop.call('order/reserve', shop.order()));
  await asked('reserve', shop.call('order/reserve', {}));
  const order = { nonBankbookDepositInformUrl: url, orderMethod: 'CHECKOUT' };
  for (const outcome of ['card_coupon_point', 'virtual_account']) {
    const { reserveOrderNo } = await shop.reserve(order);
    const { query } = await shop.buyer(reserveOrderNo, outcome);
    note('return', Object.fromEntries(query));
    await shop.fault({ endpoint: 'approval', fault: 'decline', code: 777001 });
    await asked('approval', shop.approve(query));
    await asked('approval', shop.approve(query));
  }
  const declined = await shop.reserve();
  const { query } = await shop.buyer(declined.reserveOrderNo, 'decline', { code: 'CC61' });
  await asked('approval', shop.approve(query));
  note('return', Object.fromEntries((await shop.buyer(declined.reserveOrderNo, 'decline', { code: 4502 })).query));
  const bought = await shop.buy('card_coupon_point', order);
  const account = await shop.buy('virtual_account', order);
  await shop.control('POST', `deposits/${account.orderNo}`);
  await asked('verify', shop.verify(bought));
  await asked('verify', shop.verify(account));
  await asked('verify', shop.verify(declined));
  const ofOrder = { sellerKey: 'S0FSJE', orderNo: bought.orderNo };
  await asked('checkAvailability', shop.call('order/cancel/checkAvailability', { ...ofOrder, cancelTotalAmt: 0 }));
  await asked('checkAvailability', shop.call('order/cancel/checkAvailability', { ...ofOrder, orderNo: '1' }));
  await asked('mileage', shop.call('order/cancel/partMileage', { ...ofOrder, cancelPaymentAmount: 100 }));
  await asked('mileage', shop.call('order/cancel/partMileage', { ...ofOrder, cancelPaymentAmount: 9999 }));
  const status = { sellerOrderProductReferenceKey: 'ITEM_1', orderProductStatus: 'PAYED' };
  await asked('productStatus', shop.call('order/updateOrderProductStatus', { ...ofOrder, ...status }));
  await asked('productStatus', shop.call('order/updateOrderProductStatus', ofOrder));
  const codes = [{ codeKind: 'CP_ID', codeValue: 'X' }];
  await asked('usability', shop.call('code/checkUsability', { sellerKey: 'S0FSJE', codes }));
  await asked('usability', shop.call('code/checkUsability', { sellerKey: 'S0FSJE' }));
  await asked('cancel', shop.cancel(bought, 2000));
  await asked('cancel', shop.cancel(bought, 2000));
  await shop.buyer(
    (await shop.reserve({ payMode: 'PAY1', serviceUrl: url, ...order })).reserveOrderNo,
    'card_coupon_point',
  );
}

describe('the table of fields', () => {
  it('is exactly what is answered', async () => {
    const seen = new Map<Endpoint, Set<string>>();
    const note: Note = (endpoint, answer) => {
      const paths = seen.get(endpoint) ?? new Set<string>();
      pathsOf(answer).forEach((path) => paths.add(path));
      seen.set(endpoint, paths);
    };
    const merchant = await startMerchantServer();
    await withShop(async (shop) => {
      await shop.control('POST', 'habits', { unknownFields: true });
      await askEverything(shop, note, merchant.url);
      await merchant.visited(2);
    });
    for (const { body } of merchant.visits) {
      const { response = '', ...others } = Object.fromEntries(new URLSearchParams(body));
      note('deposit', { ...others, response: JSON.parse(response) as unknown });
    }
    await merchant.close();
    for (const endpoint of ENDPOINTS) {
      const paths = [...(seen.get(endpoint) ?? [])];
      expect(paths.sort(), endpoint).toEqual([...new Set(ANSWER_FIELDS[endpoint])].sort());
    }
  });
});
