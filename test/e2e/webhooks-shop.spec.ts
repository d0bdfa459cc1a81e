// The example shop and the real platform: what happens to an order reaches the shop's own book by itself.
// Must never visit a page of the shop after the order is placed: pages ask the platform, and would hide that nobody told.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startShop, type RunningShop } from '../../examples/shop/server.js';
import { phone, TestVisitor } from '../../examples/shop/test-visitor.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { SIMULATOR_MODE_KEY } from '../support/simulator-mode-key.js';
import { waitFor } from '../support/wait-for.js';

let house: House;
let shop: RunningShop;
let folder: string;
beforeAll(async () => {
  house = await startHouse();
  folder = await mkdtemp(join(tmpdir(), 'shop-'));
  shop = await startShop({
    port: 0,
    gyeoljeUrl: house.url,
    gyeoljeApiKey: SIMULATOR_MODE_KEY,
    dataFolder: folder,
  });
  await shop.listenToPlatform();
});
afterAll(async () => {
  await shop.close();
  await house.close();
  await rm(folder, { recursive: true });
});

interface BookedOrder {
  readonly heard?: readonly string[];
  readonly platform?: { readonly status: string; readonly cancelledWon: number };
}

/** What the shop has written down. */
async function booked(status: string): Promise<BookedOrder> {
  return waitFor(`the shop to hear that its order is ${status}`, async () => {
    const orders = JSON.parse(await readFile(join(folder, 'orders.json'), 'utf8')) as BookedOrder[];
    return orders.find(({ platform }) => platform?.status === status);
  });
}

it('the shop hears of the payment and of the refund without asking, and counts each event once', async () => {
  const buyer = new TestVisitor(() => shop.url, phone);
  await buyer.add('mug');
  await buyer.get('/checkout');
  await buyer.post('/orders', { name: '김책', phone: '', with: 'payco' });
  const { body } = await house.merchant.call<{ items: ShownOrder[] }>('GET', '/v1/orders?limit=1');
  const [order] = body.items;
  const [payment] = order?.payments ?? [];
  if (!order || !payment) throw new Error('The shop should have opened a payment.');
  await visit(await house.payco.agree(payment));
  await booked('paid');

  await house.merchant.cancel(order);
  const cancelled = await booked('cancelled');
  expect(cancelled.platform?.cancelledWon).toBe(order.amountWon);

  const { body: endpoints } = await house.merchant.call<{ items: { id: string }[] }>('GET', '/v1/webhook-endpoints');
  const window = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' };
  const path = `/v1/webhook-endpoints/${endpoints.items[0]?.id ?? ''}`;
  const again = await house.merchant.call<{ eventCount: number }>('POST', `${path}/redeliveries`, window);
  expect(again.body.eventCount, 'created, confirming, paid, cancelled').toBe(4);
  await waitFor('everything to be sent again', async () => {
    const waiting = await house.merchant.call<{ items: unknown[] }>('GET', `${path}/deliveries?status=waiting`);
    return waiting.body.items.length === 0;
  });
  const after = await booked('cancelled');
  expect(after.heard).toHaveLength(4);
  expect(new Set(after.heard).size).toBe(4);
});
