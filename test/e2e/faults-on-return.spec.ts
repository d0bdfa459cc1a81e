// A buyer comes back from a provider's page into a fault of ours: they end on the order's result page, nothing is taken, and
// they can pay when they come back again. Must never show a page that says whether they were charged when nobody knows.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { whileRefused } from '../support/refuse-writes.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

/** Agrees on the provider's page; returns what comes back with the buyer, however often. */
const AGREED: Readonly<Record<string, (order: ShownOrder) => Promise<() => Promise<Response>>>> = {
  PAYCO: async (order) => {
    const address = await house.payco.agree(await house.merchant.pay(order));
    return () => visit(address);
  },
  Payple: async (order) => {
    const result = await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay');
    return () => deliver(result);
  },
};

it.each(Object.entries(AGREED))(
  'from %s they end on the result page, and pay when they come again',
  async (_, agree) => {
    const order = await house.merchant.order();
    const comeBack = await agree(order);
    const call = { table: 'payments', on: 'UPDATE', when: `NEW.status = 'confirming'` } as const;
    const landing = await whileRefused(house.databaseUrl, call, comeBack);
    expect(landing.status, 'they are led on').toBe(303);
    expect(landing.headers.get('location')).toBe(`${new URL(order.checkoutUrl).pathname}/result`);
    const page = await fetch(`${order.checkoutUrl}/result`, { redirect: 'manual' });
    expect(page.status, await page.text()).toBeLessThan(400);
    expect((await house.merchant.show(order)).status, 'nothing was taken').toBe('unpaid');
    await comeBack();
    expect((await house.merchant.show(order)).status, 'once the fault is gone').toBe('paid');
  },
);
