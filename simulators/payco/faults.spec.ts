// Holds the trouble that can be ordered to what the README promises.
// Must never let a fault of one test reach another: every test has its own simulator.
import { describe, expect, it } from 'vitest';
import { startMerchantServer } from '../ground/testing/merchant-server.js';
import { type Shop, withShop } from './testing/shop.js';

/** A busy machine takes its time; what is polled for always comes. */
const PATIENT = { timeout: 50_000 };

async function readyToApprove(shop: Shop) {
  const { reserveOrderNo, orderKey } = await shop.reserve();
  const { query } = await shop.buyer(reserveOrderNo, 'card');
  return { query, orderKey, reserveOrderNo };
}

describe('trouble with a call', () => {
  it.each([
    ['drop_before_effect', {}, 0],
    ['drop_after_effect', {}, 1],
  ])('%s breaks the connection without an answer', (fault, more, paid) =>
    withShop(async (shop) => {
      const { query, orderKey } = await readyToApprove(shop);
      await shop.fault({ endpoint: 'approval', fault, ...more });
      await expect(shop.approve(query), 'the connection should break').rejects.toThrow();
      expect(await shop.books(orderKey), 'payments that were made').toHaveLength(paid);
      expect((await shop.approve(query)).json.code, 'the next call is answered').toBe(paid === 1 ? 4005 : 0);
    }),
  );

  it.each([
    ['http_500', 'before', 500, 0],
    ['http_500', 'after', 500, 1],
    ['garbage', 'before', 200, 0],
    ['garbage', 'after', 200, 1],
  ])('%s %s the effect answers with HTML', (fault, effect, status, paid) =>
    withShop(async (shop) => {
      const { query, orderKey } = await readyToApprove(shop);
      await shop.fault({ endpoint: 'approval', fault, effect });
      const reply = await shop.approve(query);
      expect([reply.status, reply.text.slice(0, 6)]).toEqual([status, '<html>']);
      expect(await shop.books(orderKey)).toHaveLength(paid);
    }),
  );

  it('delays the answer after the effect, or the effect itself', () =>
    withShop(async (shop) => {
      const slow = await readyToApprove(shop);
      await shop.fault({ endpoint: 'approval', fault: 'delay', delayMs: 600_000 });
      const answer = shop.approve(slow.query).catch((error: unknown) => error);
      // The books are asked until the payment is there; its answer is still ten minutes away.
      await expect.poll(() => shop.books(slow.orderKey), PATIENT).toHaveLength(1);
      const held = await readyToApprove(shop);
      await shop.fault({
        endpoint: 'approval',
        fault: 'delay',
        delayMs: 600_000,
        effect: 'before',
        orderKey: held.orderKey,
      });
      const second = shop.approve(held.query).catch((error: unknown) => error);
      await expect.poll(async () => (await shop.control('GET', 'faults')).json.faults, PATIENT).toEqual([]);
      expect(await shop.books(held.orderKey)).toHaveLength(0);
      void Promise.all([answer, second]);
    }));

  it('declines with a code, an issuer code or a text', () =>
    withShop(async (shop) => {
      const codes = async (fault: Record<string, unknown>) => {
        const { query } = await readyToApprove(shop);
        await shop.fault({ endpoint: 'approval', fault: 'decline', ...fault });
        const { code, pgErrorCode, message } = (await shop.approve(query)).json;
        return [code, pgErrorCode, message];
      };
      expect(await codes({})).toEqual([4505, 'CC61', '거래금액 한도초과']);
      expect(await codes({ code: 'CC10' })).toEqual([4505, 'CC10', '통장 잔액부족']);
      expect(await codes({ code: 4505, pgErrorCode: 'ZZ99', message: '모름' })).toEqual([4505, 'ZZ99', '모름']);
      expect(await codes({ code: 777001 })).toEqual([777001, undefined, 'SMS인증이 필요합니다.']);
      expect(await codes({ code: 123456 })).toEqual([123456, undefined, '[simulator] code 123456']);
    }));

  it('can be ordered for every call', () =>
    withShop(async (shop) => {
      const bought = await shop.buy();
      const order = { sellerKey: 'S0FSJE', orderNo: bought.orderNo };
      const calls: [string, () => Promise<{ json: { code?: number } }>][] = [
        ['reserve', () => shop.call('order/reserve', shop.order())],
        ['verify', () => shop.verify(bought)],
        ['checkAvailability', () => shop.call('order/cancel/checkAvailability', { ...order, cancelTotalAmt: 1 })],
        ['mileage', () => shop.call('order/cancel/partMileage', { ...order, cancelPaymentAmount: 1 })],
        [
          'productStatus',
          () =>
            shop.call('order/updateOrderProductStatus', {
              ...order,
              sellerOrderProductReferenceKey: 'ITEM_1',
              orderProductStatus: 'PAYED',
            }),
        ],
        [
          'usability',
          () =>
            shop.call('code/checkUsability', { sellerKey: 'S0FSJE', codes: [{ codeKind: 'CP_ID', codeValue: 'X' }] }),
        ],
        ['cancel', () => shop.cancel(bought, 2000)],
      ];
      for (const [endpoint, call] of calls) {
        await shop.fault({ endpoint, fault: 'decline' });
        expect((await call()).json.code, endpoint).toBe(990020);
        expect((await call()).json.code, `${endpoint} after the fault`).toBe(0);
      }
    }));

  it('strikes as often as ordered, and only the order it was meant for', () =>
    withShop(async (shop) => {
      const orderKey = shop.newKey();
      await shop.fault({ endpoint: 'reserve', fault: 'decline', code: 1403, count: 2, orderKey });
      const codeOf = async (key: string) =>
        (await shop.call('order/reserve', shop.order({ sellerOrderReferenceKey: key }))).json.code;
      expect(await codeOf(shop.newKey())).toBe(0);
      expect([await codeOf(orderKey), await codeOf(orderKey), await codeOf(orderKey)]).toEqual([1403, 1403, 0]);
    }));

  it('strikes a share of the calls, the same ones with the same seed', async () => {
    const run = async (): Promise<number[]> => {
      const codes: number[] = [];
      await withShop(
        async (shop) => {
          await shop.fault({ endpoint: 'reserve', fault: 'decline', percent: 30 });
          for (let call = 0; call < 100; call += 1) {
            codes.push((await shop.call('order/reserve', shop.order())).json.code ?? -1);
          }
        },
        { seed: 'thirty percent' },
      );
      return codes;
    };
    const first = await run();
    const hits = first.filter((code) => code !== 0).length;
    expect(hits, 'about thirty of a hundred').toBeGreaterThan(15);
    expect(hits, 'about thirty of a hundred').toBeLessThan(45);
    expect(await run()).toEqual(first);
  });
});

describe('habits', () => {
  it('leave out redirectUrl, add unknown fields and drop decimals when told so', () =>
    withShop(async (shop) => {
      await shop.control('POST', 'habits', {
        redirectUrlOnErrors: false,
        unknownFields: true,
        decimalsInCancels: false,
      });
      const refused = (await shop.call('order/reserve', shop.order({ sellerKey: 'NOBODY' }))).json;
      expect(refused).not.toHaveProperty('redirectUrl');
      expect(refused).toHaveProperty('unannouncedField');
      const reply = await shop.cancel(await shop.buy(), 2000);
      expect(reply.text).toContain('"totalCancelPaymentAmt":2000,');
      expect(reply.json.result).toHaveProperty('unannouncedField');
    }));
});

describe('a browser whose return is repeated', () => {
  const pay = (shop: Shop, reserveOrderNo: string) =>
    fetch(`${shop.url}/sheet/${reserveOrderNo}`, {
      method: 'POST',
      body: new URLSearchParams({ act: 'pay', outcome: 'card' }),
    });

  it('is joined by the simulator: at once for a duplicate, after the approval for a replay', async () => {
    const merchant = await startMerchantServer();
    await withShop(async (shop) => {
      const returnUrl = `${merchant.url}/return`;
      const doubled = await shop.reserve({ returnUrl });
      await shop.fault({ endpoint: 'return', fault: 'duplicate' });
      await pay(shop, doubled.reserveOrderNo);
      await merchant.visited(1);
      expect(merchant.visits[0]?.url).toContain(`reserveOrderNo=${doubled.reserveOrderNo}`);

      const replayed = await shop.reserve({ returnUrl });
      await shop.fault({ endpoint: 'return', fault: 'replayed' });
      const page = await (await pay(shop, replayed.reserveOrderNo)).text();
      const address = /data-return-url="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
      expect(merchant.visits, 'nothing yet but the duplicate').toHaveLength(1);
      await shop.approve(new URL(address).searchParams);
      await merchant.visited(2);
      expect(merchant.visits[1]?.url).toBe(address.slice(merchant.url.length));
    });
    await merchant.close();
  });
});
