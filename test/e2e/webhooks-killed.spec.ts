// A server that is killed while it delivers events: the next one delivers them, in their order, and none is lost.
// Must never stop the server gently.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { houseEnvironment } from '../support/house.js';
import { Merchant, type ShownOrder } from '../support/merchant.js';
import { startServerProcess } from '../support/server-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';
import { WebhookOwner } from '../support/webhook-owner.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const ORDERS = 6;
const NOWHERE = 'http://127.0.0.1:9';

const receiver = new WebhookReceiver();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await receiver.start();
});
afterAll(async () => {
  await receiver.stop();
  await database.drop();
});

it('what was on its way when the server died is sent again by the next one, under the same id', async () => {
  const environment = await houseEnvironment(database.url, NOWHERE);
  receiver.answer = () => 'hang';
  const doomed = await startServerProcess(environment);
  const merchant = new Merchant(doomed.url);
  const one = await new WebhookOwner(merchant).endpoint(`${receiver.url}/hooks`, ['order.created']);
  const orders: ShownOrder[] = [];
  for (let index = 0; index < ORDERS; index += 1) orders.push(await merchant.order());
  await waitFor('some events to be on their way', () => receiver.arrivals.length > 0);
  await doomed.kill();
  const onTheWay = receiver.arrivals.map(({ event }) => event.id);

  receiver.reset();
  const survivor = await startServerProcess(environment);
  try {
    await waitFor('every event to arrive', () => orders.every((order) => receiver.about(order).length > 0));
    const arrived = receiver.arrivals.map(({ event }) => event.id);
    expect(arrived, 'what was on its way should come again').toEqual(expect.arrayContaining(onTheWay));
    expect(new Set(arrived).size, 'nothing should be invented').toBe(ORDERS);
    const owner = new WebhookOwner(new Merchant(survivor.url));
    await waitFor('every delivery to be noted', async () => {
      const deliveries = await owner.deliveries(one);
      return deliveries.length === ORDERS && deliveries.every(({ status }) => status === 'delivered');
    });
  } finally {
    await survivor.stop();
  }
});
