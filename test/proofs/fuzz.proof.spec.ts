// Proof: whatever is sent, no answer is a 5xx, tells of the inside, or differs from the published document.
// Must never send anything that the seed does not repeat.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPaycoSimulator } from '../../simulators/payco/server.js';
import { startPaypleSimulator } from '../../simulators/payple/server.js';
import { compareBooks, untilNothingMoves } from '../support/compare-books.js';
import { houseEnvironment } from '../support/house.js';
import { Merchant } from '../support/merchant.js';
import { PaycoControl } from '../support/payco-control.js';
import { PaypleControl } from '../support/payple-control.js';
import { readRows } from '../support/read-rows.js';
import { differencesFromHistory } from '../support/replay-events.js';
import { startServerProcess, type ServerProcess } from '../support/server-process.js';
import { SIMULATOR_MODE_KEY } from '../support/simulator-mode-key.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import type { WebhookReceiver } from '../support/webhook-receiver.js';
import { Answers } from './fuzz/answers.js';
import { tell, type Attack } from './fuzz/attack.js';
import { BODY_LIMIT } from './fuzz/bodies.js';
import { FuzzDesk } from './fuzz/desk.js';
import { attacks } from './fuzz/generator.js';
import { OperationsByAddress } from './fuzz/met.js';
import { nullsOf } from './fuzz/nulls.js';
import { operationsOf, readDocument, type Document, type Operation } from './fuzz/operations.js';
import { Patience } from './fuzz/patience.js';
import { RAW_REQUESTS, sendRaw } from './fuzz/raw.js';
import { startOddReceiver } from './fuzz/receiver.js';
import { Sender } from './fuzz/sender.js';
import { clearUp, makeWorld, resolve } from './fuzz/world.js';
import { Deeds } from './harness/deeds.js';
import { prove, TAKES_ITS_TIME, Violation } from './harness/proof.js';

/** After so many requests most things of a world are used up. */
const REQUESTS_IN_A_WORLD = 1_250;

/** Operators are called, and endpoints are given up, within seconds. */
const IMPATIENT = {
  CALL_OPERATOR_AFTER_MS: '1000',
  LONGEST_LOOKUP_MS: '500',
  WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true',
  WEBHOOK_TIMEOUT_MS: '300',
  WEBHOOK_GIVE_UP_AFTER_MS: '3000',
  WEBHOOK_PAUSE_AFTER_MS: '1000',
  // A refund of a whole order waits for a second person.
  REFUND_APPROVAL_ABOVE_WON: '9000',
  LOG_LEVEL: 'error',
};

/** Nobody comes upon these by chance, and nobody should. */
const TAKES_A_CODE: ReadonlySet<string> = new Set([
  'POST /admin/sign-in',
  'POST /admin/sign-in/second-factor',
  'POST /admin/second-factor',
  'POST /admin/recovery-codes',
  // These take what was shown of the very same thing, or who asked for it, or a file.
  'POST /admin/orders/{id}/refunds',
  'POST /admin/orders/{id}/external-cancellations',
  'POST /admin/changes/{id}/approvals',
  'POST /admin/approvals/{id}/approvals',
  'POST /admin/approvals/{id}/withdrawals',
  'POST /admin/changes/{id}/withdrawals',
  'POST /admin/refund-batches',
  'POST /admin/refund-batches/{id}/start',
]);

let database: TestDatabase;
let receiver: WebhookReceiver;
let server: ServerProcess;
let payco: PaycoControl;
let payple: PaypleControl;
let document: Document;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  receiver = await startOddReceiver();
  const [paycoSimulator, paypleSimulator] = [
    await startPaycoSimulator({ port: 0, data: 'memory', seed: 'fuzz' }),
    await startPaypleSimulator({ port: 0, data: 'memory', seed: 'fuzz' }),
  ];
  const environment = await houseEnvironment(database.url, paycoSimulator.url, {
    ...IMPATIENT,
    PAYPLE_API_URL: paypleSimulator.url,
    RATE_LIMIT_PER_KEY: '10000000',
    RATE_LIMIT_PER_ADDRESS: '10000000',
  });
  server = await startServerProcess(environment);
  payco = new PaycoControl(paycoSimulator.url);
  payple = new PaypleControl(paypleSimulator.url, server.url);
  document = await readDocument();
  closing.push(
    () => server.stop(),
    () => receiver.stop(),
    () => paycoSimulator.close(),
    () => paypleSimulator.close(),
    () => database.drop(),
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});

prove('fuzz', 'every request is answered as published', { short: 800, full: 20_000 }, async ({ seed, size }) => {
  const merchant = new Merchant(server.url);
  const deeds = new Deeds({ url: server.url, payco, payple }, merchant, new Patience(merchant), receiver.url);
  const desk = new FuzzDesk(server.url);
  const operations = new Map(operationsOf(document).map((operation) => [operation.name, operation]));
  const byAddress = new OperationsByAddress(operations.values());
  const answers = new Answers(document);
  const sender = new Sender(server.url);
  const statuses = new Map<number, number>();
  const succeeded = new Set<string>();
  let world = await makeWorld(deeds, desk);
  let sent = 0;

  const faultsOf = async (attack: Attack): Promise<string[]> => {
    const heard = await sender.send(attack, world, BODY_LIMIT);
    if (!heard) return [];
    statuses.set(heard.status, (statuses.get(heard.status) ?? 0) + 1);
    const meant = operations.get(attack.operation) as Operation;
    const met = byAddress.at(attack.method, resolve(attack.target, world)) ?? meant;
    if (heard.status < 400 && attack.method === met.method) succeeded.add(met.name);
    const faults = answers.faultsOf(met, attack.method, heard);
    return faults.map((fault) => `${fault} [${heard.status} ${heard.text.slice(0, 400)}]`);
  };
  const property = fc.asyncProperty(attacks(document, [...operations.values()], SIMULATOR_MODE_KEY), async (attack) => {
    sent += 1;
    if (sent % REQUESTS_IN_A_WORLD === 0) {
      await clearUp(deeds);
      world = await makeWorld(deeds, desk);
    }
    const faults = await faultsOf(attack);
    if (faults.length > 0) throw new Error(faults.join('; '));
  });
  const run = await fc.check(property, { seed, numRuns: size });
  if (run.failed) {
    const attack = run.counterexample?.[0];
    const error = run.errorInstance instanceof Error ? run.errorInstance.message : String(run.errorInstance);
    const log = server.lastLines().join('\n    ');
    throw new Violation(`${attack ? tell(attack, world) : 'nothing was sent'}\n  → ${error}\n  log:\n    ${log}`);
  }
  sender.close();
  for (const text of RAW_REQUESTS) {
    const answer = await sendRaw(server.url, text);
    const faults = answers.faultsOfRaw(answer);
    if (faults.length > 0)
      throw new Violation(`${JSON.stringify(text.slice(0, 300))}\n  → ${faults.join('; ')}: ${answer.slice(0, 400)}`);
  }
  await clearUp(deeds);
  const decided = await expectSoundHouse();
  // Whoever only ever refuses proves little: in a full run everything is done at least once.
  const neverDone = [...operations.keys()].filter((name) => !succeeded.has(name) && !TAKES_A_CODE.has(name));
  if (TAKES_ITS_TIME) expect(neverDone, 'operations that no request succeeded with').toEqual([]);
  return {
    requests: sent + RAW_REQUESTS.length,
    operations: operations.size,
    'operations that succeeded at least once': succeeded.size,
    'orders with decisions': decided,
    ...countsOf(statuses),
  };
});

it('null in any field is refused, and the field is named', async () => {
  const desk = new FuzzDesk(server.url);
  await desk.signIn();
  const { sessionToken, csrfToken } = await desk.worker();
  const person = { cookie: `gyeolje_session=${sessionToken}`, 'x-csrf-token': csrfToken };
  const key = { authorization: `Bearer ${SIMULATOR_MODE_KEY}` };
  const sent = nullsOf(document, operationsOf(document));
  const faults: string[] = [];
  for (const [index, { operation, field, body }] of sent.entries()) {
    const { method, path, name, answers } = operation;
    const response = await fetch(server.url + path.replace(/\{[^}]+\}/g, 'x'), {
      method,
      headers: {
        ...(path.startsWith('/admin/') ? person : key),
        'content-type': 'application/json',
        'idempotency-key': `null-${index}`,
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const isNamed = answers?.refusesWithPages === true || detailOf(text).includes(field);
    if (response.status !== 400 || !isNamed) faults.push(`${name} ${field}: ${response.status} ${text.slice(0, 200)}`);
  }
  expect(faults).toEqual([]);
  expect(sent.length).toBeGreaterThan(100);
});

function detailOf(text: string): string {
  const { code, detail } = JSON.parse(text) as { readonly code?: string; readonly detail?: string };
  return code === 'malformed_request' ? (detail ?? '') : '';
}

/**
 * Alive, ready, and its books are those of the providers, but for orders about which somebody decided at random.
 *
 * @returns how many orders those are
 */
async function expectSoundHouse(): Promise<number> {
  for (const path of ['/health/live', '/health/ready']) {
    expect((await fetch(server.url + path)).status, path).toBe(200);
  }
  await untilNothingMoves(database.url);
  const { differences, doubles } = await compareBooks(database.url, [payco, payple]);
  const decided = await readRows<{ orderNumber: string }>(database.url, DECIDED);
  const isDecided = (line: string): boolean =>
    decided.some(({ orderNumber }) => [',', ':', ' '].some((next) => line.startsWith(`Order ${orderNumber}${next}`)));
  expect([...differences, ...doubles].filter((line) => !isDecided(line))).toEqual([]);
  expect(await differencesFromHistory(database.url)).toEqual([]);
  return decided.length;
}

const DECIDED = `
  SELECT DISTINCT o.order_number AS "orderNumber" FROM verdicts v JOIN orders o ON o.id = v.order_id
  WHERE v.decided_by <> 'platform'`;

function countsOf(statuses: ReadonlyMap<number, number>): Record<string, number> {
  const between = (from: number): number =>
    [...statuses].filter(([status]) => Math.floor(status / 100) === from).reduce((sum, [, count]) => sum + count, 0);
  return { 'answered 2xx': between(2), '3xx': between(3), '4xx': between(4), '5xx': between(5) };
}
