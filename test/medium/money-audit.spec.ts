// The audit of the books: finds the first won that somebody moved past the house, and nothing where nobody did.
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCommand } from '../../src/cli/command-line.js';
import { runDatabaseCommand, type DatabaseCommand } from '../../src/cli/commands.js';
import { CommandRefused } from '../../src/cli/refused.js';
import { Clock } from '../../src/common/clock.js';
import { MoneyAudit, type FoundDifference } from '../../src/money/money-audit.js';
import { MoneyJobs } from '../../src/money/money.jobs.js';
import { JobRegistry } from '../../src/jobs/job-registry.js';
import { ordersConfig } from '../../src/config/orders.config.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownOrder } from '../support/merchant.js';
import { withClient } from '../support/read-rows.js';
import { platformIn, StillClock, PEOPLE, RIGHTS } from './guarded-app.js';
import { scriptedTerminal } from '../support/scripted-terminal.js';

/** A clock that a test sets. */
class SetClock extends Clock {
  offsetMs = 0;
  override now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }
}

let house: House;
let dataSource: DataSource;
let clock: SetClock;
beforeAll(async () => {
  // Nobody but the test runs audits here.
  house = await startHouse({ environment: { RUN_JOBS: 'false' } });
  dataSource = house.app.get(DataSource);
});
afterAll(() => house.close());
beforeEach(async () => {
  clock = new SetClock();
  await dataSource.query('TRUNCATE audit_runs');
});

async function refundedOrder(): Promise<ShownOrder> {
  const order = await house.merchant.order({ discounts: { couponWon: 500 }, amountWon: 9_500, items: ITEMS });
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  expect((await house.merchant.cancel(order, 4_000)).status).toBe(201);
  return house.merchant.show(order);
}

const ITEMS = [{ name: 'Chicken', quantity: 1, amountWon: 10_000, taxFreeWon: 3_000 }];

/** Somebody with the rights of a superuser changes a row, past every trigger. */
async function tamper(statement: string, order: ShownOrder): Promise<void> {
  const table = /^UPDATE (\w+)/.exec(statement)?.[1] ?? '';
  await withClient(house.databaseUrl, async (client) => {
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await client.query(statement, [uuidOf(order)]);
    await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  });
}

function uuidOf({ id }: ShownOrder): string {
  return id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

async function audit(wish = { everything: false }) {
  const found: FoundDifference[] = [];
  const report = await new MoneyAudit(dataSource, clock).run(wish, (each) => found.push(each));
  return { ...report, found };
}

describe('the audit', () => {
  it('finds nothing where nobody moved a won', async () => {
    const before = await audit({ everything: true });
    await refundedOrder();
    expect(await audit({ everything: true })).toEqual({ orders: before.orders + 1, differences: 0, found: [] });
  });

  it.each([
    [
      'the balance of the order',
      `UPDATE orders SET cancelled_won = cancelled_won + 1, cancelled_vat_won = cancelled_vat_won + 1 WHERE id = $1`,
      ['cancelled.totalWon', 'cancelled.vatWon'],
    ],
    [
      'a refund',
      `UPDATE cancellations SET amount_won = amount_won + 1, taxable_won = taxable_won + 1 WHERE order_id = $1`,
      ['refunds.totalWon', 'refunds.taxableWon'],
    ],
    ['the payment', 'UPDATE payments SET amount_won = amount_won + 1 WHERE order_id = $1', ['paid.totalWon']],
    ['the coupon', 'UPDATE orders SET coupon_won = coupon_won + 1 WHERE id = $1', ['couponWon']],
    [
      'the history',
      `UPDATE events SET data = jsonb_set(data, '{amountWon}', to_jsonb((data ->> 'amountWon')::bigint - 1))
       WHERE order_id = $1 AND type = 'cancellation.done'`,
      ['cancelled.totalWon', 'refunds.totalWon'],
    ],
  ])('finds one won that was put into %s', async (_, statement, figures) => {
    const order = await refundedOrder();
    await tamper(statement, order);
    const { differences, found } = await audit();
    expect(found.filter(({ orderId }) => orderId === uuidOf(order)).map(({ figure }) => figure)).toEqual(figures);
    for (const { oursWon, eventsWon } of found) expect(Math.abs(oursWon - eventsWon)).toBe(1);
    expect(differences).toBe(found.length);
    await tamperBack(order);
  });

  /** So that what one test planted is not found by the next. */
  async function tamperBack(order: ShownOrder): Promise<void> {
    await withClient(house.databaseUrl, async (client) => {
      for (const table of ['verdicts', 'events', 'cancellations', 'payments']) {
        await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
        await client.query(`DELETE FROM ${table} WHERE order_id = $1`, [uuidOf(order)]);
        await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
      }
      await client.query('DELETE FROM orders WHERE id = $1', [uuidOf(order)]);
    });
  }

  it('finds two orders that one payment of the provider pays', async () => {
    const [first, second] = [await refundedOrder(), await refundedOrder()];
    const receipt = `SELECT receipt FROM payments WHERE order_id = '${uuidOf(first)}'`;
    await tamper(
      `UPDATE payments SET receipt = jsonb_set(receipt, '{providerPaymentId}', (${receipt}) -> 'providerPaymentId') WHERE order_id = $1`,
      second,
    );
    const { found } = await audit({ everything: true });
    expect(
      found.filter(({ figure }) => figure === 'paid.sharedWon').map(({ orderId, oursWon }) => [orderId, oursWon]),
      'both of them: nobody can tell from the books which is right',
    ).toEqual([uuidOf(first), uuidOf(second)].sort().map((id) => [id, 9_500]));
    await tamper(
      `UPDATE payments SET receipt = jsonb_set(receipt, '{providerPaymentId}', '"put right"') WHERE order_id = $1`,
      second,
    );
  });

  it('begins where the last one ended, and looks at what differed until it is put right', async () => {
    const order = await refundedOrder();
    await tamper('UPDATE orders SET point_won = point_won + 1 WHERE id = $1', order);
    expect((await audit()).differences).toBe(1);
    clock.offsetMs = 3_600_000;
    expect(await audit(), 'nothing has changed but what changed a moment ago').toMatchObject({ differences: 1 });
    clock.offsetMs = 7_200_000;
    expect(await audit(), 'only what differed is looked at again').toMatchObject({ orders: 1, differences: 1 });
    await tamper('UPDATE orders SET point_won = point_won - 1 WHERE id = $1', order);
    expect(await audit()).toEqual({ orders: 1, differences: 0, found: [] });
    expect(await audit()).toEqual({ orders: 0, differences: 0, found: [] });
  });

  it('of everything finds an order that has no history at all', async () => {
    const order = await refundedOrder();
    await withClient(house.databaseUrl, async (client) => {
      await client.query('ALTER TABLE events DISABLE TRIGGER USER');
      await client.query('DELETE FROM events WHERE order_id = $1', [uuidOf(order)]);
      await client.query('ALTER TABLE events ENABLE TRIGGER USER');
    });
    const { found } = await audit({ everything: true });
    expect(found).toContainEqual({ orderId: uuidOf(order), figure: 'paid.totalWon', oursWon: 9_500, eventsWon: 0 });
    await tamperBack(order);
  });

  it('is a command that ends with one line for each difference, a summary, and a refusal', async () => {
    const order = await refundedOrder();
    const terminal = scriptedTerminal();
    const { lines } = terminal;
    const command = readCommand(['audit', 'money', '--all']) as DatabaseCommand;
    const tools = {
      dataSource,
      platform: platformIn('test'),
      people: PEOPLE,
      rights: RIGHTS,
      clock: new StillClock(),
      terminal,
    };
    await runDatabaseCommand(command, tools);
    expect(lines).toEqual([expect.stringMatching(/^Orders looked at: \d+\. Differences: 0\.$/)]);
    await tamper('UPDATE orders SET point_won = point_won + 1 WHERE id = $1', order);
    await expect(runDatabaseCommand(command, tools)).rejects.toThrow(CommandRefused);
    expect(lines.slice(1)).toEqual([
      `${order.id} pointWon: ours 1 won, by the events 0 won`,
      expect.stringMatching(/Differences: 1\.$/),
    ]);
    const metrics = await (await fetch(`${house.url}/metrics`)).text();
    expect(metrics).toMatch(/^gyeolje_money_differences 1$/m);
    await tamper('UPDATE orders SET point_won = point_won - 1 WHERE id = $1', order);
  });

  it('runs once a night, and makes up for a night without a server', async () => {
    const registry = new JobRegistry();
    new MoneyJobs(dataSource, registry, clock, ordersConfig()).onModuleInit();
    const [job] = registry.periodicJobs();
    if (!job) throw new Error('The audit should be registered.');
    const runs = async () => (await dataSource.query<unknown[]>('SELECT FROM audit_runs')).length;
    const counts: number[] = [];
    const dayMs = 86_400_000;
    for (const offsetMs of [0, 1_000, dayMs, dayMs + 1_000, 4 * dayMs]) {
      clock.offsetMs = offsetMs;
      await job.run();
      counts.push(await runs());
    }
    expect(counts).toEqual([1, 1, 2, 2, 3]);
  });
});
