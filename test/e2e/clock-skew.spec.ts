// A server on a machine whose clock is ten minutes wrong: it says so, and what it plans and judges is right all the same.
// Must never stand in for a clock inside the server: the whole program has the wrong one.
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startPaycoSimulator, type RunningPaycoSimulator } from '../../simulators/payco/server.js';
import { houseEnvironment } from '../support/house.js';
import { Merchant, newOrderNumber, visit, type ShownOrder } from '../support/merchant.js';
import { PaycoControl } from '../support/payco-control.js';
import { startServerProcess, type ServerProcess } from '../support/server-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';

const SHIFTED_CLOCK = fileURLToPath(new URL('../support/shifted-clock.mjs', import.meta.url));
const RETURN_URL = 'https://shop.example.com/back';
const TEN_MINUTES_MS = 600_000;
/** Of the test's own machine, which may be slow. */
const TOLERANCE_MS = 60_000;

let simulator: RunningPaycoSimulator;
let payco: PaycoControl;
let database: TestDatabase;
let server: ServerProcess | undefined;
let merchant: Merchant;
beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startPaycoSimulator({ port: 0, data: 'memory', seed: 'test' });
  payco = new PaycoControl(simulator.url);
});
afterEach(() => payco.behave());
afterAll(async () => {
  await simulator.close();
  await database.drop();
});

async function startWith(aheadMs: number, more: Readonly<Record<string, string>> = {}): Promise<void> {
  server = await startServerProcess({
    ...(await houseEnvironment(database.url, simulator.url)),
    NODE_OPTIONS: `--import=${SHIFTED_CLOCK}`,
    CLOCK_AHEAD_MS: String(aheadMs),
    LOG_LEVEL: 'error',
    ...more,
  });
  merchant = new Merchant(server.url);
}

const stop = async (): Promise<void> => {
  await server?.stop();
  server = undefined;
};

const get = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
  const answer = await fetch(`${server?.url ?? ''}${path}`);
  return { status: answer.status, text: await answer.text() };
};

async function agreed(): Promise<{ readonly order: ShownOrder; readonly returnUrl: string }> {
  const order = await merchant.order();
  return { order, returnUrl: await payco.agree(await merchant.pay(order)) };
}

describe.each([
  ['ahead of', TEN_MINUTES_MS],
  ['behind', -TEN_MINUTES_MS],
])('ten minutes %s the database', (where, aheadMs) => {
  beforeAll(() => startWith(aheadMs));
  afterAll(stop);

  it('is not ready, and says why', async () => {
    const { status, text } = await get('/health/ready');
    expect(status).toBe(503);
    expect(text).toContain(`clock_skew: the clock of this machine is 600 s ${where} the database's.`);
    const { text: metrics } = await get('/metrics');
    const skew = Number(/^gyeolje_clock_skew_seconds (\S+)$/m.exec(metrics)?.[1]);
    expect(Math.abs(skew - aheadMs / 1000)).toBeLessThan(TOLERANCE_MS / 1000);
    expect(server?.lastLines().join('\n'), 'the log should say it too').toContain('clock_skew');
  });

  it('settles an approval whose answer was lost, and no later than it should', async () => {
    const { order, returnUrl } = await agreed();
    await payco.fail({ endpoint: 'approval', fault: 'drop_after_effect' });
    await visit(returnUrl);
    const shown = await waitFor('the order to be paid', async () => {
      const now = await merchant.show(order);
      return now.status === 'paid' ? now : null;
    });
    // Ten minutes would show.
    expect(Math.abs(Date.parse(shown.createdAt) - Date.now())).toBeLessThan(TOLERANCE_MS);
  });

  it('expires orders when their time has come, not before, nor ten minutes later', async () => {
    const inMs = async (lifetimeMs: number) => {
      const expiresAt = new Date(Date.now() + lifetimeMs).toISOString();
      const wish = {
        orderNumber: newOrderNumber(),
        title: 'Fried Chicken',
        amountWon: 10_000,
        returnUrl: RETURN_URL,
        expiresAt,
      };
      return merchant.call<ShownOrder>('POST', '/v1/orders', wish);
    };
    const [soon, later] = [await inMs(5_000), await inMs(300_000)];
    expect([soon.status, later.status], JSON.stringify([soon.body, later.body])).toEqual([201, 201]);
    await waitFor('the order to expire', async () => (await merchant.show(soon.body)).status === 'expired');
    expect((await merchant.show(later.body)).status).toBe('unpaid');
  });

  it('finds an order by its day, and gauges a doubt by its age', async () => {
    await payco.fail({ endpoint: 'verify', fault: 'drop_before_effect', count: 10_000 });
    const from = new Date(Date.now() - TOLERANCE_MS).toISOString();
    const to = new Date(Date.now() + TOLERANCE_MS).toISOString();
    const { order, returnUrl } = await agreed();
    await payco.fail({ endpoint: 'approval', fault: 'drop_after_effect' });
    await visit(returnUrl);
    const query = `?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
    const { body } = await merchant.call<{ items: ShownOrder[] }>('GET', `/v1/orders${query}`);
    expect(body.items.map(({ id }) => id)).toContain(order.id);
    expect((await merchant.show(order)).payments[0]?.status).toBe('in_doubt');
    const { text } = await get('/metrics');
    const ageSeconds = Number(/^gyeolje_oldest_doubt_age_seconds\{entity="payment"\} (\S+)$/m.exec(text)?.[1]);
    expect(ageSeconds).toBeGreaterThanOrEqual(0);
    expect(ageSeconds).toBeLessThan(TOLERANCE_MS / 1000);
  });
});

it('a clock that goes wrong later leaves the server ready, and says so', async () => {
  await startWith(TEN_MINUTES_MS, { CLOCK_SHIFTS_LATER: '1' });
  onTestFinished(stop);
  expect(await get('/health/ready')).toEqual({ status: 200, text: '{"status":"ok"}' });
  server?.signal('SIGUSR2');
  await waitFor('the skew to be seen', async () => (await get('/health/ready')).text.includes('clock_skew'));
  const { status, text } = await get('/health/ready');
  expect([status, (JSON.parse(text) as { status: string }).status]).toEqual([200, 'degraded']);
  const { order, returnUrl } = await agreed();
  await payco.fail({ endpoint: 'approval', fault: 'drop_after_effect' });
  await visit(returnUrl);
  await waitFor('the order to be paid', async () => (await merchant.show(order)).status === 'paid');
});
