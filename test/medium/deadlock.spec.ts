// A change that PostgreSQL undoes, because it and another one wait for each other, is made again: the caller never knows.
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { visit } from '../support/merchant.js';
import { waitFor } from '../support/wait-for.js';
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
  await client.query('BEGIN');
  expect((await client.query(LOCK_DELIVERY)).rowCount, 'the order should have a delivery that waits').toBe(1);
  const cancelled = merchant.cancel(order, 1_000);
  await waitFor('the refund to wait for the job', async () => (await client.query(WAITING)).rowCount === 1);
  // Whoever began to wait first notices first, and is undone.
  await client.query('SELECT FROM orders FOR UPDATE');
  await client.query('ROLLBACK');
  expect(await cancelled).toMatchObject({ status: 201, body: { amountWon: 1_000 } });
  const { cancellations } = await merchant.show(order);
  expect(cancellations).toHaveLength(1);
});

/** A delivery that waits already, so that the events of a refund replace its job. */
const PLAN_DELIVERY = `
  SELECT enqueue_event_delivery(e.id, o.id, 3600000, 'replace') FROM orders o, webhook_endpoints e`;

const LOCK_DELIVERY = `
  SELECT FROM graphile_worker._private_jobs j, orders o WHERE j.key LIKE '%:' || o.id AND j.run_at > now()
  FOR UPDATE OF j`;

const WAITING = `
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name <> 'gyeolje-jobs'`;
