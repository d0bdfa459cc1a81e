// Webhooks over days: a clock that goes on only when it is told to, and deliveries that run only when a test runs them.
// Must never wait for a real interval.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from '../../src/common/clock.js';
import { NameResolver } from '../../src/common/outbound/name-resolver.js';
import { readId } from '../../src/common/ids.js';
import { DeliveringService } from '../../src/events/delivering.service.js';
import { DeliveryBook } from '../../src/events/delivery-book.js';
import { startHouse, type House } from '../support/house.js';
import type { ShownOrder } from '../support/merchant.js';
import { readRows } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';
import { WebhookOwner, type ShownEndpoint } from '../support/webhook-owner.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The real timings, and no jobs but those that a test runs. */
const DAYS = { RUN_JOBS: 'false', WEBHOOK_FIRST_RETRY_MS: '5000', WEBHOOK_LONGEST_RETRY_MS: String(8 * HOUR_MS) };

const receiver = new WebhookReceiver();
let house: House;
let owner: WebhookOwner;
let nowMs = Date.now();

async function start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  await receiver.start();
  house = await startHouse({ environment: { ...DAYS, ...environment } });
  owner = new WebhookOwner(house.merchant);
}
async function stop(): Promise<void> {
  await house.close();
  await receiver.stop();
}

beforeEach(() => {
  nowMs = Date.now();
  vi.spyOn(Clock.prototype, 'now').mockImplementation(() => new Date(nowMs));
});
const made: ShownEndpoint[] = [];
afterEach(async () => {
  for (const one of made.splice(0)) await owner.call('DELETE', one);
  vi.restoreAllMocks();
  receiver.reset();
});

async function endpoint(path = '/hooks', eventTypes?: readonly string[]): Promise<ShownEndpoint> {
  const one = await owner.endpoint(receiver.url + path, eventTypes);
  made.push(one);
  return one;
}

/** Does what the job would do now. */
async function run(one: ShownEndpoint, order: ShownOrder): Promise<void> {
  const [endpointId, subjectId] = [readId('webhookEndpoint', one.id), readId('order', order.id)];
  await house.app.get(DeliveringService, { strict: false }).run(endpointId ?? '', subjectId ?? '');
}

/** Lets time pass as the job would see it: it runs whenever an attempt is due. */
async function pass(ms: number, one: ShownEndpoint, order: ShownOrder): Promise<void> {
  const endMs = nowMs + ms;
  for (;;) {
    await run(one, order);
    const waiting = await owner.deliveries(one, '?status=waiting&limit=100');
    const nextMs = Math.min(
      ...waiting.flatMap(({ nextAttemptAt }) => (nextAttemptAt ? Date.parse(nextAttemptAt) : [])),
    );
    if (nextMs > endMs || (await owner.show(one)).status !== 'active') break;
    nowMs = Math.max(nextMs, nowMs + 1);
  }
  nowMs = endMs;
}

const typesThatArrived = () => receiver.arrivals.map(({ event }) => event.type);

describe('an endpoint that is down', () => {
  beforeAll(() => start());
  afterAll(stop);

  it('is tried for three days, ever less often, and then no more', async () => {
    const one = await endpoint('/hooks', ['order.created']);
    receiver.answer = () => ({ status: 500 });
    const order = await house.merchant.order();
    await pass(3 * DAY_MS, one, order);
    const [delivery] = await owner.deliveries(one);
    expect(delivery).toMatchObject({ status: 'failed', nextAttemptAt: null });
    expect(delivery?.attempts).toBeGreaterThanOrEqual(14);
    expect(delivery?.attempts).toBeLessThanOrEqual(18);
    const timestamps = receiver.arrivals.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(new Set(timestamps).size, 'each attempt should say when it was sent').toBe(timestamps.length);
    const attempts = receiver.arrivals.length;
    nowMs += 10 * DAY_MS;
    await run(one, order);
    expect(receiver.arrivals, 'what was given up is not tried any more').toHaveLength(attempts);

    receiver.reset();
    const window = { from: new Date(nowMs - 20 * DAY_MS).toISOString(), to: new Date(nowMs).toISOString() };
    const asked = await owner.call('POST', one, '/redeliveries', { ...window, onlyFailed: true });
    expect(asked.body).toEqual({ eventCount: 1 });
    await run(one, order);
    expect(typesThatArrived(), 'until somebody asks').toEqual(['order.created']);
  });

  it('holds later events back for an hour; then they go ahead', async () => {
    const one = await endpoint('/hooks', ['order.created', 'payment.open']);
    receiver.answer = ({ event }) => ({ status: event.type === 'order.created' ? 500 : 204 });
    const order = await house.merchant.order();
    await house.merchant.pay(order);
    await pass(HOUR_MS - 1_000, one, order);
    expect(new Set(typesThatArrived())).toEqual(new Set(['order.created']));
    nowMs += 2_000;
    await run(one, order);
    expect(typesThatArrived()).toContain('payment.open');
    receiver.reset();
    await pass(DAY_MS, one, order);
    expect(typesThatArrived(), 'the first one still comes').toEqual(['order.created']);
  });

  it('is paused after five days, its owner is told, and once resumed it gets what was collected', async () => {
    const [one, other] = [
      await endpoint('/hooks', ['order.created']),
      await endpoint('/other', ['webhook_endpoint.*']),
    ];
    receiver.answer = ({ path }) => ({ status: path === '/hooks' ? 500 : 204 });
    const first = await house.merchant.order();
    await pass(4 * DAY_MS, one, first);
    const second = await house.merchant.order();
    await run(one, second);
    expect((await owner.show(one)).status, 'after four days').toBe('active');
    nowMs += DAY_MS;
    await pass(HOUR_MS, one, second);
    const paused = await owner.show(one);
    expect(paused.status, 'after five days').toBe('paused');
    expect(Date.parse(paused.pausedAt ?? '') - Date.parse(paused.failingSince ?? '')).toBeGreaterThanOrEqual(
      5 * DAY_MS,
    );

    const metrics = await (await fetch(`${house.url}/metrics`)).text();
    expect(metrics).toContain('gyeolje_webhook_endpoints{state="paused"} 1');
    const { items } = await waitFor('the event of the pause', async () => {
      const page = await owner.events('?type=webhook_endpoint.paused');
      return page.items.length > 0 && page;
    });
    expect(items.at(-1)?.data).toMatchObject({ webhookEndpointId: one.id, status: 'paused' });
    await run(other, { id: one.id.replace('whe_', 'ord_') } as ShownOrder);
    expect(
      receiver.arrivals.some(({ path, event }) => path === '/other' && event.type === 'webhook_endpoint.paused'),
    ).toBe(true);

    receiver.reset();
    const third = await house.merchant.order();
    await run(one, third);
    expect(receiver.arrivals, 'nothing is sent to a paused endpoint').toEqual([]);
    expect((await owner.call<ShownEndpoint>('POST', one, '/resume')).body).toMatchObject({
      status: 'active',
      failingSince: null,
    });
    await run(one, second);
    await run(one, third);
    expect(receiver.arrivals.map(({ event }) => event.data['orderId'])).toEqual([second.id, third.id]);
  });

  it('is not paused when it answers now and then', async () => {
    const one = await endpoint('/hooks', ['order.created']);
    let calls = 0;
    receiver.answer = () => ({ status: (calls += 1) % 5 === 0 ? 204 : 500 });
    for (let day = 0; day < 8; day += 1) await pass(DAY_MS, one, await house.merchant.order());
    expect((await owner.show(one)).status).toBe('active');
  });
});

describe('a rotated secret', () => {
  beforeAll(() => start());
  afterAll(stop);

  it('stops signing when its time is up', async () => {
    const one = await endpoint('/hooks', ['order.created']);
    await owner.call('POST', one, '/secret-rotations', { keepPreviousMs: HOUR_MS });
    await run(one, await house.merchant.order());
    nowMs += HOUR_MS;
    await run(one, await house.merchant.order());
    const signatures = receiver.arrivals.map(({ headers }) => (headers['webhook-signature'] ?? '').split(' ').length);
    expect(signatures).toEqual([2, 1]);
  });
});

describe('what is kept', () => {
  beforeAll(() => start());
  afterAll(stop);

  it('is forgotten after a month, and what still waits is not', async () => {
    const one = await endpoint('/hooks', ['order.created']);
    receiver.answer = ({ event }) => ({ status: event.data['orderId'] === first.id ? 204 : 500 });
    const [first, second] = [await house.merchant.order(), await house.merchant.order()];
    await run(one, first);
    await run(one, second);
    const book = house.app.get(DeliveryBook, { strict: false });
    await book.forgetBefore(new Date(nowMs));
    expect((await owner.deliveries(one)).length, 'nothing is older than this moment').toBe(2);
    await book.forgetBefore(new Date(nowMs + 1));
    expect((await owner.deliveries(one)).map(({ status, lastAttempts }) => [status, lastAttempts])).toEqual([
      ['waiting', []],
    ]);
  });

  it('and waits without a job gets one', async () => {
    const one = await endpoint('/hooks', ['order.created']);
    await house.merchant.order();
    const jobs = `SELECT graphile_worker.remove_job(key) FROM graphile_worker.jobs WHERE key LIKE 'deliver_events:%'`;
    await readRows(house.databaseUrl, jobs);
    const book = house.app.get(DeliveryBook, { strict: false });
    expect(await book.enqueueMissing(new Date(Date.now() + 60_000))).toBeGreaterThan(0);
    expect(await book.enqueueMissing(new Date(Date.now() + 60_000)), 'once is enough').toBe(0);
    expect((await owner.deliveries(one))[0]?.status).toBe('waiting');
  });
});

describe('where private addresses are not allowed', () => {
  beforeAll(() => start({ WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'false' }));
  afterAll(stop);

  /** What the name server answers, from now on. */
  const name = (address: string) =>
    vi.spyOn(house.app.get(NameResolver, { strict: false }), 'addressesOf').mockResolvedValue([{ address, family: 4 }]);

  it.each(['http://127.0.0.1/', 'http://[::1]/', 'http://169.254.169.254/latest', 'http://localhost/'])(
    'an endpoint is not saved at %s',
    async (url) => {
      const { status, body } = await owner.tryEndpoint(url);
      expect([status, body.code]).toEqual([422, 'webhook_address_refused']);
    },
  );

  it('an endpoint is not saved at an address that not everybody reads alike', async () => {
    const { status, body } = await owner.tryEndpoint('http://2130706433/');
    expect([status, body.code]).toEqual([400, 'malformed_request']);
  });

  it('an endpoint whose name leads there a moment later is not called', async () => {
    name('93.184.215.14');
    const url = `http://shop.example.com:${new URL(receiver.url).port}/hooks`;
    const one = await owner.endpoint(url, ['order.created']);
    made.push(one);
    const order = await house.merchant.order();
    name('127.0.0.1');
    await run(one, order);
    expect(receiver.arrivals).toEqual([]);
    const [delivery] = await owner.deliveries(one);
    expect(delivery?.lastAttempts[0]?.failure).toBe(
      'shop.example.com leads to an address that is not on the open internet',
    );
    const changed = await owner.call('PATCH', one, '', { url: 'http://10.0.0.1/' });
    expect(changed.status, 'nor is it moved there').toBe(422);
  });
});
