// Proof: every route that the application really has opens for those who may, and for nobody else.
// Must never learn the routes from the published document alone: a door that is not published is a door.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RouteTable } from '../../src/common/http/route-table.js';
import { ROLES } from '../../src/rights/roles.js';
import { startHouse, type House } from '../support/house.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { makeCallers } from './doors/callers.js';
import { comparisonsOfSecrets, LOOKED_UP_BY_HASH_OR_TOKEN, PLAIN, TIMING_SAFE } from './doors/comparisons.js';
import { PassingTime } from './doors/passing-time.js';
import { Deeds } from './harness/deeds.js';
import { Desk } from './harness/desk.js';
import { DoorTrials } from './doors/trials.js';
import { KeyedRoutes } from './doors/keyed-routes.js';
import { DOORS } from './doors/table.js';
import { prove, TAKES_ITS_TIME, Violation } from './harness/proof.js';
import { Written } from './harness/written.js';

/** Test mode, where the public key of simulator mode opens nothing and metrics are guarded, against simulators. */
const ENVIRONMENT = {
  GYEOLJE_MODE: 'test',
  PAYCO_MODE: 'simulator',
  PAYPLE_MODE: 'simulator',
  SEAL_KEYS: `doors:${createHash('sha256').update('doors').digest('base64')}`,
  METRICS_TOKEN: 'metrics-token-of-the-doors',
  WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true',
  RATE_LIMIT_PER_KEY: '10000000',
  RATE_LIMIT_PER_ADDRESS: '10000000',
  // A refund of a whole order waits for a second person, one of a part does not.
  REFUND_APPROVAL_ABOVE_WON: '9000',
  // Whatever is written is then written by a call.
  RUN_JOBS: 'false',
};

const routes = new RouteTable();
let house: House;
let written: Written;
const receiver = new WebhookReceiver();
beforeAll(async () => {
  await receiver.start();
  receiver.answer = ({ path }) => ({ status: path.startsWith('/broken') ? 500 : 204 });
  house = await startHouse({ routes, environment: ENVIRONMENT });
  written = await Written.watch(house.databaseUrl);
});
afterAll(async () => {
  await written.close();
  await house.close();
  await receiver.stop();
});

it('the table of doors has every route of the application, and no other', () => {
  const twins = Object.keys(DOORS).flatMap((route) =>
    route.startsWith('GET ') ? [route, `HEAD ${route.slice(4)}`] : [route],
  );
  expect(routes.list(), 'Add each new route to test/proofs/doors/table.ts: who may open it, and why.').toEqual(
    twins.sort(),
  );
});

prove(
  'doors',
  'every route opens for those who may, and for nobody else',
  { short: 1, full: 1 },
  async ({ seed, size }) => {
    const callers = await makeCallers(house, TAKES_ITS_TIME);
    const deeds = new Deeds(
      house,
      callers.merchant,
      new PassingTime(house),
      receiver.url,
      new Desk(house, callers.merchant),
    );
    const trials = new DoorTrials(deeds, written, callers.kinds, TAKES_ITS_TIME, await KeyedRoutes.read());
    for (let round = 0; round < size; round += 1) await trials.round(seed + round);
    if (trials.violations.length > 0) {
      throw new Violation(trials.violations.slice(0, 20).join('\n'), trials.violations.length);
    }
    return {
      routes: routes.list().length,
      'kinds of caller': callers.kinds.length + ROLES.length,
      calls: trials.calls,
      refused: trials.refused,
      opened: trials.opened,
      'written twice under one key': trials.repeated,
      'tables watched': written.tables,
    };
  },
);

it('secrets are compared in constant time, or looked up in the database, at known places', async () => {
  const found = await comparisonsOfSecrets();
  expect(found.timingSafe, 'where timingSafeEqual compares').toEqual(Object.keys(TIMING_SAFE).sort());
  expect(
    found.plain,
    'where something that sounds like a secret is compared plainly; say why in comparisons.ts',
  ).toEqual(Object.keys(PLAIN).sort());
  expect(found.lookedUp, 'columns of secrets by which rows are found').toEqual(
    Object.keys(LOOKED_UP_BY_HASH_OR_TOKEN).sort(),
  );
});
