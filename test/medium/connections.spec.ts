// While a provider is asked, the house holds nothing: no transaction, no pooled connection.
// Must never look before the call is open or after it is answered.
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilNothingMoves } from '../support/compare-books.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { readRows } from '../support/read-rows.js';
import { startWatchedPayco, type WatchedPayco } from '../support/watched-payco.js';

interface Held {
  /** Connections of the application's pool that somebody has taken. */
  readonly checkedOut: number;
  /** What the application's connections do, by PostgreSQL's own account, unless they idle. */
  readonly busy: readonly string[];
}

const BUSY = `
  SELECT state || ': ' || query AS what FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'gyeolje' AND state <> 'idle'`;

function poolOf(house: House): Pool {
  return (house.app.get(DataSource).driver as unknown as { master: Pool }).master;
}

function look(house: House): Promise<Held> {
  const { totalCount, idleCount } = poolOf(house);
  return readRows<{ what: string }>(house.databaseUrl, BUSY).then((rows) => ({
    checkedOut: totalCount - idleCount,
    busy: rows.map((row) => row.what),
  }));
}

describe('what is held while PAYCO is asked', () => {
  let house: House;
  let payco: WatchedPayco<Held>;
  beforeAll(async () => {
    payco = await startWatchedPayco();
    // Jobs are run by hand here: a sweep of theirs would be seen and mistaken for the call's own.
    house = await startHouse({ paycoUrl: payco.url, environment: { RUN_JOBS: 'false' } });
    payco.watch(house.payco.url, () => look(house));
  });
  afterAll(async () => {
    await house.close();
    await payco.close();
  });

  async function paidOrder(): Promise<ShownOrder> {
    const order = await house.merchant.order();
    await visit(await house.payco.agree(await house.merchant.pay(order)));
    return order;
  }

  it.each([
    ['reserve', async () => house.merchant.pay(await house.merchant.order())],
    ['approval', paidOrder],
    [
      'getDetailForVerify',
      async () => {
        // A code nobody knows is followed by a verification.
        await house.payco.fail({ endpoint: 'approval', fault: 'decline', code: 7_777 });
        await paidOrder();
      },
    ],
    ['cancel', async () => house.merchant.cancel(await paidOrder(), 4_000)],
    [
      'checkAvailability',
      async () => {
        await house.payco.fail({ endpoint: 'cancel', fault: 'decline', code: 7_777 });
        await house.merchant.cancel(await paidOrder(), 4_000);
      },
    ],
  ])('is nothing during %s', async (call, story) => {
    const before = payco.sightings.length;
    await story();
    const seen = payco.sightings.slice(before).filter((each) => each.call === call);
    expect(seen.length, `the story should have made PAYCO handle ${call}`).toBe(1);
    expect(seen[0]?.seen).toEqual({ checkedOut: 0, busy: [] });
  });

  it('would be seen if something were held', async () => {
    const runner = house.app.get(DataSource).createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT 1');
    const held = await look(house);
    await runner.rollbackTransaction();
    await runner.release();
    expect(held).toEqual({ checkedOut: 1, busy: ['idle in transaction: SELECT 1'] });
  });
});

describe('a pool of two connections', () => {
  const BUYERS = 20;
  let house: House;
  let payco: WatchedPayco<number>;
  beforeAll(async () => {
    payco = await startWatchedPayco();
    house = await startHouse({
      paycoUrl: payco.url,
      environment: { DATABASE_POOL_SIZE: '2', PAYCO_TIMEOUT_MS: '120000' },
    });
    payco.watch(house.payco.url, () => Promise.resolve(poolOf(house).totalCount));
  });
  afterAll(async () => {
    await house.close();
    await payco.close();
  });

  it(`is enough for ${BUYERS} buyers whose approvals are open at the same time`, async () => {
    const orders = await Promise.all(Array.from({ length: BUYERS }, () => house.merchant.order()));
    const payments = await Promise.all(orders.map((order) => house.merchant.pay(order)));
    const returnUrls = await Promise.all(payments.map((payment) => house.payco.agree(payment)));
    payco.gather('approval', BUYERS);
    const landings = await Promise.all(returnUrls.map((url) => visit(url)));
    expect(new Set(landings.map((landing) => landing.status))).toEqual(new Set([303]));
    const statuses = await Promise.all(orders.map(async (order) => (await house.merchant.show(order)).status));
    expect(new Set(statuses), 'every order should be paid').toEqual(new Set(['paid']));
    expect(payco.mostOpen, 'all approvals should have been open at the same moment').toBe(BUYERS);
    expect(Math.max(...payco.sightings.map((each) => each.seen))).toBeLessThanOrEqual(2);
    await untilNothingMoves(house.databaseUrl);
  });
});
