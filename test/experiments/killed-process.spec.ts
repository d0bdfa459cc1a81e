// Experiment: the server dies between asking PAYCO and hearing the answer; another one starts and finds everything out.
// Must never kill the simulator: it lives in the test's own process and keeps PAYCO's books.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPaycoSimulator, type RunningPaycoSimulator } from '../../simulators/payco/server.js';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { PATIENCE_MS, report, RUNS } from '../support/experiment.js';
import { houseEnvironment } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import { Merchant, visit, type ShownOrder } from '../support/merchant.js';
import { PaycoControl } from '../support/payco-control.js';
import { startServerProcess } from '../support/server-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';

const IN_FLIGHT = 20;
const KILLS = Math.ceil(RUNS / IN_FLIGHT);
const TIMEOUT_MS = 1_000;
/** Longer than the process lives: no answer arrives before it is dead. */
const SILENCE = { fault: 'delay', effect: 'after', delayMs: 30_000 } as const;
/** PAYCO acts only when the process is dead already. */
const LATENESS = { fault: 'delay', effect: 'before', delayMs: 400 } as const;

let database: TestDatabase;
let simulator: RunningPaycoSimulator;
let payco: PaycoControl;
let environment: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startPaycoSimulator({ port: 0, data: 'memory', seed: 'killed' });
  payco = new PaycoControl(simulator.url);
  environment = await houseEnvironment(database.url, simulator.url, { PAYCO_TIMEOUT_MS: String(TIMEOUT_MS) });
});
afterAll(async () => {
  await simulator.close();
  await database.drop();
});

/** Orders with a call on its way to PAYCO when this returns: even ones are being paid, odd ones refunded. */
async function leaveInFlight(merchant: Merchant): Promise<ShownOrder[]> {
  const prepared = await inWaves(IN_FLIGHT, 5, async (index) => {
    const order = await merchant.order();
    const returnUrl = await payco.agree(await merchant.pay(order));
    const isRefund = index % 2 === 1;
    if (isRefund) await visit(returnUrl);
    const endpoint = isRefund ? 'cancel' : 'approval';
    await payco.fail({ endpoint, orderKey: order.orderNumber, ...(index % 4 < 2 ? SILENCE : LATENESS) });
    return { order, call: () => (isRefund ? merchant.cancel(order, 4_000) : visit(returnUrl)) };
  });
  // Nobody will answer these; that is the experiment.
  for (const { call } of prepared) void call().catch(() => undefined);
  await waitFor('every call to have reached PAYCO', async () => (await payco.faultsToCome()) === 0);
  return prepared.map(({ order }) => order);
}

it(`nothing is lost by ${KILLS} kills with ${IN_FLIGHT} calls in flight each`, { timeout: PATIENCE_MS }, async () => {
  const startedMs = performance.now();
  const orders: ShownOrder[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const server = await startServerProcess(environment);
    orders.push(...(await leaveInFlight(new Merchant(server.url))));
    await server.kill();
  }
  const survivor = await startServerProcess(environment);
  try {
    await untilNothingMoves(database.url);
    const books = await requireSameBooks(database.url, payco);
    report('process killed between intent and answer', startedMs, books, `${KILLS} kills, ${IN_FLIGHT} in flight each`);
    expect(books).toMatchObject({
      orders: KILLS * IN_FLIGHT,
      approvals: KILLS * IN_FLIGHT,
      refunds: (KILLS * IN_FLIGHT) / 2,
      refundedWon: ((KILLS * IN_FLIGHT) / 2) * 4_000,
    });
    const statuses = await Promise.all(
      orders.map(async (order) => (await new Merchant(survivor.url).show(order)).status),
    );
    expect(new Set(statuses)).toEqual(new Set(['paid', 'partially_cancelled']));
  } finally {
    await survivor.stop();
  }
});
