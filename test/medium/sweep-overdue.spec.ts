// Sweeps end what is overdue, whatever stands before it in the line.
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readId } from '../../src/common/ids.js';
import { sweepOverdue } from '../../src/database/sweep-overdue.js';
import { ExpiringService } from '../../src/orders/expiring.service.js';
import { startHouse, type House } from '../support/house.js';
import { readRows } from '../support/read-rows.js';
import { whileRefused } from '../support/refuse-writes.js';
import { letTimeBeUp } from '../support/time-is-up.js';

/** More than one batch. */
const MANY = 450;
const UNPAID = { table: 'orders', isOpen: `status = 'unpaid'` } as const;

let house: House;
beforeAll(async () => {
  // Swept by the tests themselves.
  house = await startHouse({ environment: { SWEEP_EVERY_MS: '3600000' } });
});
afterAll(() => house.close());

const statusOf = async (order: { readonly id: string }): Promise<string> => (await house.merchant.show(order)).status;

it('closes an order although one before it cannot be closed, and that one as soon as it can', async () => {
  const [stuck, next] = [await house.merchant.order(), await house.merchant.order()];
  await letTimeBeUp(house, stuck);
  await letTimeBeUp(house, next);
  const expiring = house.app.get(ExpiringService, { strict: false });
  const refused = { table: 'orders', on: 'UPDATE', when: `OLD.id = '${readId('order', stuck.id)}'` } as const;
  await whileRefused(house.databaseUrl, refused, async () => {
    expect(await expiring.sweep(), 'orders that were closed').toBe(1);
  });
  expect([await statusOf(stuck), await statusOf(next)]).toEqual(['unpaid', 'expired']);
  expect(await expiring.sweep(), 'orders that were closed').toBe(1);
  expect(await statusOf(stuck)).toBe('expired');
});

it('comes to the last row although every other one fails, and asks about none twice', async () => {
  const order = await house.merchant.order();
  await letTimeBeUp(house, order);
  await readRows(
    house.databaseUrl,
    `INSERT INTO orders SELECT (jsonb_populate_record(o, jsonb_build_object(
       'id', gen_random_uuid(), 'order_number', 'sweep-' || n, 'checkout_token', o.checkout_token || n))).*
     FROM orders o, generate_series(2, $2) n WHERE o.id = $1`,
    [readId('order', order.id), MANY],
  );
  const asked: string[] = [];
  const ended = await sweepOverdue(house.app.get(DataSource, { strict: false }), UNPAID, new Date(), async (id) => {
    asked.push(id);
    if (asked.length < MANY) throw new Error('refused by the test');
    return Promise.resolve();
  });
  expect([ended, asked.length, new Set(asked).size], 'ended, asked about, different ones').toEqual([1, MANY, MANY]);
});
