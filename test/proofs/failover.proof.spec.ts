// Proof: a database that dies under load takes no acknowledged payment with it, and the server goes on with its standby.
// Must never restart the server, nor help it: the standby is promoted, the address leads there, that is all.
import { afterAll, beforeAll, expect } from 'vitest';
import { startPaycoSimulator } from '../../simulators/payco/server.js';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { houseEnvironment } from '../support/house.js';
import { Merchant, visit } from '../support/merchant.js';
import { PaycoControl } from '../support/payco-control.js';
import { differencesFromHistory } from '../support/replay-events.js';
import { startServerProcess, type ServerProcess } from '../support/server-process.js';
import { waitFor } from '../support/wait-for.js';
import { Buyers } from './failover/buyers.js';
import { Listener } from './failover/listener.js';
import { PostgresPair, type Server } from './failover/postgres-pair.js';
import { startSwitch, type Switch } from './failover/switch.js';
import { leaveOut, prove, TAKES_ITS_TIME, Violation } from './harness/proof.js';

const CLAIM = 'a database that dies under load takes no acknowledged payment with it';
const BUYERS = 8;
/** How many orders are paid before and after each failure. */
const ORDERS = TAKES_ITS_TIME ? 40 : 10;
const PATIENCE_MS = 60_000;

let pair: PostgresPair;
let primary: Server;
let address: Switch;
let server: ServerProcess;
let payco: PaycoControl;
const listener = new Listener();
const closing: (() => Promise<void>)[] = [];

if (process.platform === 'win32')
  leaveOut('failover', CLAIM, 'a process cannot be killed on Windows as a power cut would');
else {
  beforeAll(async () => {
    ({ pair, primary } = await PostgresPair.make());
    closing.unshift(() => pair.close());
    address = await startSwitch();
    closing.unshift(() => address.close());
    address.pointAt(primary.port);
    const simulator = await startPaycoSimulator({ port: 0, data: 'memory', seed: 'failover' });
    closing.unshift(() => simulator.close());
    payco = new PaycoControl(simulator.url);
    server = await startServerProcess(await houseEnvironment(pair.urlOf(address.port), simulator.url));
    closing.unshift(() => server.stop());
    await listener.start(new Merchant(server.url));
    closing.push(() => listener.stop());
  }, PATIENCE_MS);
  afterAll(async () => {
    for (const close of closing) await close();
  }, PATIENCE_MS);

  prove('failover', CLAIM, { short: 1, full: 10 }, async ({ seed, size }) => {
    const buyers = new Buyers(server.url, payco);
    const outagesMs: number[] = [];
    for (let round = 0; round < size; round += 1) {
      const standby = await pair.addStandby(primary);
      buyers.start(BUYERS);
      await paid(buyers, buyers.paid + ORDERS + ((seed + round) % BUYERS));
      const killedMs = performance.now();
      await pair.kill(primary);
      await pair.promote(standby);
      primary = standby;
      address.pointAt(standby.port);
      await waitFor('the server to work again by itself', isReady, { timeoutMs: PATIENCE_MS });
      outagesMs.push(performance.now() - killedMs);
      await paid(buyers, buyers.paid + ORDERS);
      await buyers.stop();
      await expectJobsToRun();
    }
    const databaseUrl = pair.urlOf(primary.port);
    await untilNothingMoves(databaseUrl, PATIENCE_MS);
    const broken = await buyers.brokenPromises();
    if (broken.length > 0) throw new Violation(broken.slice(0, 10).join('\n'), broken.length);
    const heard = await listener.untilAllIsHeard(databaseUrl, PATIENCE_MS);
    const differences = await listener.differences(databaseUrl);
    if (differences.length > 0) throw new Violation(differences.slice(0, 10).join('\n'), differences.length);
    const books = await requireSameBooks(databaseUrl, payco);
    expect(await differencesFromHistory(databaseUrl)).toEqual([]);
    return {
      failures: size,
      'orders told to be paid': buyers.paid,
      'orders told to be refunded': buyers.refunded,
      'payments at the provider': books.approvals,
      'calls tried again': buyers.unanswered,
      'events delivered': heard.events,
      'delivered once more': heard.again,
      'longest until it worked again (ms)': Math.round(Math.max(...outagesMs)),
    };
  });
}

async function paid(buyers: Buyers, count: number): Promise<void> {
  await waitFor(`${count} orders to be paid`, () => buyers.paid >= count, { timeoutMs: PATIENCE_MS });
}

/** It says so itself, and takes an order. */
async function isReady(): Promise<boolean> {
  const ready = await fetch(`${server.url}/health/ready`);
  await ready.arrayBuffer();
  if (ready.status !== 200) return false;
  return new Merchant(server.url).order().then(
    () => true,
    () => false,
  );
}

/** A payment whose answer is lost is found out by a job alone: nobody asks for it. */
async function expectJobsToRun(): Promise<void> {
  const merchant = new Merchant(server.url);
  const order = await merchant.order();
  const returnUrl = await payco.agree(await merchant.pay(order));
  await payco.fail({ endpoint: 'approval', fault: 'drop_after_effect', orderKey: order.orderNumber });
  await visit(returnUrl);
  await waitFor('a job to find out a lost answer', async () => (await merchant.show(order)).status === 'paid', {
    timeoutMs: PATIENCE_MS,
  });
}
