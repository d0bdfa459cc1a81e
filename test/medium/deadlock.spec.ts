// A change that PostgreSQL undoes, because it and another one wait for each other, is made again: the caller never knows.
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

/** A delivery that waits already, so that the events of a refund replace its job. */
const PLAN_DELIVERY = `
  SELECT enqueue_event_delivery(e.id, o.id, 3600000, 'replace') FROM orders o, webhook_endpoints e`;
