// Experiment: the server dies between asking a provider and hearing the answer; another one starts and finds everything out.
// Must never kill a simulator: it lives in the test's own process and keeps the provider's books.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { PATIENCE_MS, report, RUNS } from '../support/experiment.js';
import { houseEnvironment } from '../support/house.js';
import { inWaves } from '../support/in-waves.js';
import { Merchant, type ShownOrder } from '../support/merchant.js';
import { startServerProcess } from '../support/server-process.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';
import { KILL_STAGES, type KillStage, type LostCall } from './kill-stages.js';

const IN_FLIGHT = 20;
const KILLS = Math.ceil(RUNS / IN_FLIGHT);
const NOWHERE = 'http://127.0.0.1:9';

describe.each(KILL_STAGES)('$name', ({ name, open }) => {
  let database: TestDatabase;
  let stage: KillStage;
  let environment: Readonly<Record<string, string>>;
  beforeAll(async () => {
    database = await createTestDatabase();
    const house = await houseEnvironment(database.url, NOWHERE);
    stage = await open(house['PUBLIC_URL'] ?? '');
    environment = { ...house, ...stage.environment };
  });
  afterAll(async () => {
    await stage.close();
    await database.drop();
  });

  /** Calls that are on their way to the provider when this returns. */
  async function leaveInFlight(merchant: Merchant): Promise<LostCall[]> {
    const prepared = await inWaves(IN_FLIGHT, 5, (index) => stage.prepare(merchant, index));
    // Nobody will answer these; that is the experiment.
    for (const each of prepared) void each.call().catch(() => undefined);
    await waitFor('every call to have reached the provider', async () => (await stage.callsToCome()) === 0);
    return prepared;
  }

  it(`nothing is lost by ${KILLS} kills with ${IN_FLIGHT} calls in flight each`, { timeout: PATIENCE_MS }, async () => {
    const startedMs = performance.now();
    const lost: LostCall[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const server = await startServerProcess(environment);
      lost.push(...(await leaveInFlight(new Merchant(server.url))));
      await server.kill();
    }
    const survivor = await startServerProcess(environment);
    try {
      await untilNothingMoves(database.url);
      const books = await requireSameBooks(database.url, stage.books);
      report(`killed during ${name}`, startedMs, books, `${KILLS} kills, ${IN_FLIGHT} in flight each`);
      const givenBack = lost.map(({ givenBackWon }) => givenBackWon).filter((won) => won > 0);
      expect(books).toMatchObject({
        orders: lost.length,
        approvals: lost.length,
        refunds: givenBack.length,
        refundedWon: givenBack.reduce((sum, won) => sum + won, 0),
      });
      for (const { orderNumber, end } of lost) {
        expect(await statusOf(new Merchant(survivor.url), orderNumber), `order ${orderNumber}`).toBe(end);
      }
    } finally {
      await survivor.stop();
    }
  });
});

async function statusOf(merchant: Merchant, orderNumber: string): Promise<string | undefined> {
  const { body } = await merchant.call<{ items: ShownOrder[] }>('GET', `/v1/orders?orderNumber=${orderNumber}`);
  return body.items[0]?.status;
}
