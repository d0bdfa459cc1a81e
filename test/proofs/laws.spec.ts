// The laws of webhooks can be broken, and say so: each is broken by hand in a house where all of them hold.
// Must never leave anything broken for the next test.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from 'pg';
import { untilNothingMoves } from '../support/compare-books.js';
import { startHouse, type House } from '../support/house.js';
import { visit } from '../support/merchant.js';
import { withClient } from '../support/read-rows.js';
import { WebhookOwner } from '../support/webhook-owner.js';
import { WebhookReceiver, type Arrival } from '../support/webhook-receiver.js';
import { breachesOf, type Scene } from './laws.js';

const receiver = new WebhookReceiver();
let house: House;
let scene: Scene & { readonly receiver: WebhookReceiver };
beforeAll(async () => {
  await receiver.start();
  house = await startHouse();
  const { databaseUrl, merchant, payco, payple } = house;
  scene = { databaseUrl, providers: [payco, payple], receiver };
  const owner = new WebhookOwner(merchant);
  await owner.endpoint(`${receiver.url}/all`);
  await owner.endpoint(`${receiver.url}/orders`, ['order.*', 'cancellation.done']);
  const order = await merchant.order();
  await visit(await payco.agree(await merchant.pay(order)));
  await merchant.cancel(order, 4_000);
  await untilNothingMoves(databaseUrl);
  await letEndpointsBeOld();
});
afterAll(async () => {
  await house.close();
  await receiver.stop();
});

it('every law holds when nothing is broken', async () => {
  expect(receiver.arrivals.length, 'events that arrived').toBeGreaterThan(10);
  expect(await breachesOf(scene)).toEqual([]);
});

/** The delivery, and the event, of the order's payment at the endpoint that wants all. */
const PAID = `(SELECT d.id FROM webhook_deliveries d JOIN events e ON e.id = d.event_id JOIN webhook_endpoints w ON w.id = d.endpoint_id
  WHERE e.type = 'payment.paid' AND w.url LIKE '%/all')`;
const COLUMNS = 'endpoint_id, event_id, subject_id, version, status, attempts, waiting_since, ended_at';
const ONE_PER_EVENT = 'webhook_deliveries_one_per_event';
const OF_AN_EVENT = 'webhook_deliveries_event_id_fkey';

describe('one delivery per event', () => {
  it.each([
    ['a delivery is missing', `DELETE FROM webhook_deliveries WHERE id = ${PAID}`, 'has no delivery to endpoint'],
    [
      'an event has two deliveries',
      `ALTER TABLE webhook_deliveries DROP CONSTRAINT ${ONE_PER_EVENT};
       INSERT INTO webhook_deliveries (${COLUMNS}) SELECT ${COLUMNS} FROM webhook_deliveries WHERE id = ${PAID}`,
      'has 2 deliveries to endpoint',
    ],
    [
      'a delivery is invented for an endpoint that does not want it',
      `INSERT INTO webhook_deliveries (${COLUMNS})
       SELECT (SELECT id FROM webhook_endpoints WHERE url LIKE '%/orders'), ${COLUMNS.replace('endpoint_id, ', '')}
       FROM webhook_deliveries WHERE id = ${PAID}`,
      'which never wanted it',
    ],
    [
      'a delivery is of no event',
      `ALTER TABLE webhook_deliveries DROP CONSTRAINT ${OF_AN_EVENT};
       UPDATE webhook_deliveries SET event_id = gen_random_uuid() WHERE id = ${PAID}`,
      'which does not exist',
    ],
    [
      'a delivery has another version than its event',
      `UPDATE webhook_deliveries SET version = 99 WHERE id = ${PAID}`,
      'is delivered as version 99',
    ],
    [
      'a delivery waits for ever',
      `UPDATE webhook_deliveries SET status = 'waiting', ended_at = NULL WHERE id = ${PAID}`,
      'still waits for endpoint',
    ],
    [
      'a delivery is called delivered that was refused',
      `UPDATE webhook_attempts SET http_status = 500 WHERE delivery_id = ${PAID}`,
      'which never said so',
    ],
  ])('breaks when %s', async (_, deed, sentence) => {
    const breaches = await whileBroken(deed, () => breachesOf(scene));
    expect(breaches).toContainEqual(expect.stringMatching(new RegExp(`^one delivery per event: .*${sentence}`)));
  });
});

describe('heard as it happened', () => {
  it.each<[string, (arrivals: readonly Arrival[]) => Arrival[], string]>([
    ['an event never arrived', (all) => all.filter(({ event }) => event.type !== 'payment.paid'), 'never arrived'],
    [
      'an event arrived that is in no table',
      (all) => all.map((each, index) => (index === 3 ? named(each, `evt_${'0'.repeat(32)}`) : each)),
      'which nobody owed it',
    ],
    [
      'an event arrived where nobody wants it',
      (all) => [...all, ...of(all, 'payment.paid').map((each) => ({ ...each, path: '/orders' }))],
      'which nobody owed it',
    ],
    [
      'an event arrived with another amount',
      (all) => [
        ...all,
        ...of(all, 'payment.paid').map((each) => {
          return { ...each, event: { ...each.event, data: { ...each.event.data, amountWon: 1 } } };
        }),
      ],
      'it is \\{',
    ],
    [
      'an event arrived before an older one',
      (all) => [...of(all, 'order.paid'), ...all.filter(({ event }) => event.type !== 'order.paid')],
      'out of its turn',
    ],
  ])('breaks when %s', async (_, change, sentence) => {
    const { url, arrivals } = receiver;
    const breaches = await breachesOf({ ...scene, receiver: { url, arrivals: change(arrivals) } });
    expect(breaches).toContainEqual(expect.stringMatching(new RegExp(`^heard as it happened: .*${sentence}`)));
  });

  it('holds when an event arrives twice, also after a later one', async () => {
    const { url, arrivals } = receiver;
    const repeated = [...arrivals, ...of(arrivals, 'order.created')];
    expect(await breachesOf({ ...scene, receiver: { url, arrivals: repeated } })).toEqual([]);
  });
});

function of(arrivals: readonly Arrival[], type: string): Arrival[] {
  return arrivals.filter(({ event, path }) => event.type === type && path === '/all');
}

function named(arrival: Arrival, id: string): Arrival {
  return { ...arrival, headers: { ...arrival.headers, 'webhook-id': id } };
}

const TABLES = ['events', 'webhook_deliveries', 'webhook_attempts'];
/** Which of them are broken, and put back. */
const KEPT = ['webhook_deliveries', 'webhook_attempts'];
const ASLEEP = TABLES.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`).join(';');
const AWAKE = TABLES.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`).join(';');

/** Does something that the house never does, and undoes it when the work is done. */
function whileBroken<T>(deed: string, work: () => Promise<T>): Promise<T> {
  return withClient(house.databaseUrl, async (client) => {
    for (const table of KEPT) await client.query(`CREATE TEMP TABLE kept_${table} AS TABLE ${table}`);
    try {
      await client.query(`${ASLEEP}; ${deed}; ${AWAKE}`);
      return await work();
    } finally {
      await restore(client);
    }
  });
}

async function restore(client: Client): Promise<void> {
  await client.query(ASLEEP);
  for (const table of KEPT) {
    await client.query(`DELETE FROM ${table}`);
    await client.query(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE TABLE kept_${table}`);
  }
  await client.query(`ALTER TABLE webhook_deliveries
    DROP CONSTRAINT IF EXISTS ${ONE_PER_EVENT}, ADD CONSTRAINT ${ONE_PER_EVENT} UNIQUE (endpoint_id, event_id),
    DROP CONSTRAINT IF EXISTS ${OF_AN_EVENT}, ADD CONSTRAINT ${OF_AN_EVENT} FOREIGN KEY (event_id) REFERENCES events`);
  await client.query(AWAKE);
}

/** What is written in the same second as an endpoint may have a delivery, or not: the law does not judge it. */
function letEndpointsBeOld(): Promise<unknown> {
  const deed = `UPDATE events SET recorded_at = recorded_at - interval '1 minute' WHERE type = 'webhook_endpoint.active'`;
  return withClient(house.databaseUrl, (client) => client.query(`${ASLEEP}; ${deed}; ${AWAKE}`));
}
