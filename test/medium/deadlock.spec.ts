// A change that was not written, because PostgreSQL undid it or others were faster, is made again: the caller never knows.
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Books } from '../../src/orders/books.js';
import { startHouse, type House } from '../support/house.js';
import { visit } from '../support/merchant.js';
import { countTries, undoNextChangeOfJobs } from '../support/undo-once.js';
import { WebhookOwner } from '../support/webhook-owner.js';

let house: House;
let client: Client;

beforeAll(async () => {
  house = await startHouse({ environment: { WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true' } });
  client = new Client({ connectionString: house.databaseUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await house.close();
});

test('a refund whose write is undone for a deadlock is written again, and refunds once', async () => {
  const { merchant } = house;
  const order = await merchant.order();
  await visit(await house.payco.agree(await merchant.pay(order)));
  const owner = new WebhookOwner(merchant);
  await owner.endpoint('http://127.0.0.1:9/', ['*']);
  await client.query(PLAN_DELIVERY);
  await undoNextChangeOfJobs(client, ['INSERT', 'UPDATE', 'DELETE']);
  expect(await merchant.cancel(order, 1_000)).toMatchObject({ status: 201, body: { amountWon: 1_000 } });
  expect(await countTries(client), 'the first try was undone').toBeGreaterThan(1);
  const { cancellations } = await merchant.show(order);
  expect(cancellations).toHaveLength(1);
});

test('a try that was not written leaves the order that its caller holds as it was', async () => {
  const books = house.app.get(Books, { strict: false });
  const { orderNumber } = await house.merchant.order();
  const key = { sellerCode: 'default', orderNumber } as const;
  const held = await books.load(key);
  if (!held) throw new Error('There is no order.');
  const before = JSON.stringify(held);
  await client.query('UPDATE orders SET version = version + 1 WHERE order_number = $1', [orderNumber]);
  const { order } = await books.change(key, held, (draft) => {
    draft.moveOrder('voided');
    return draft.expectedVersion;
  });
  expect(order.status).toBe('voided');
  expect(JSON.stringify(held), 'its caller would read what nobody has written').toBe(before);
});

/** A delivery that waits already, so that the events of a refund replace its job. */
const PLAN_DELIVERY = `
  SELECT enqueue_event_delivery(e.id, o.id, 3600000, 'replace') FROM orders o, webhook_endpoints e`;
