// The budget of a payment: 4 commits and 8 round trips from the order to the money; 2 commits for a refund.
// Must never count with a stand-in for the database or the driver.
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paypleStage } from '../contract/payple.stage.js';
import { thirdpayStage } from '../contract/thirdpay/thirdpay.stage.js';
import { startHouse, type House } from '../support/house.js';
import { newOrderNumber, visit, type ShownOrder, type ShownPayment } from '../support/merchant.js';
import { countStatements, installWitness, type Counted } from '../support/statement-count.js';

/** A write by a merchant who plays safe. */
const withKey = () => ({ 'idempotency-key': randomUUID() });

let house: House;
beforeAll(async () => {
  // Only what the requests themselves cost: no jobs beside them.
  house = await startHouse({ environment: { RUN_JOBS: 'false' } });
  await installWitness(house.databaseUrl);
});
afterAll(() => house.close());

async function newOrder(): Promise<ShownOrder> {
  const wish = {
    orderNumber: newOrderNumber(),
    title: 'Fried Chicken',
    amountWon: 10_000,
    returnUrl: 'https://shop.example.com/back',
  };
  const { status, body } = await house.merchant.call<ShownOrder>('POST', '/v1/orders', wish, withKey());
  expect(status).toBe(201);
  return body;
}

async function pay(order: ShownOrder): Promise<void> {
  const wish = { provider: 'payco', channel: 'pc' };
  const path = `/v1/orders/${order.id}/payments`;
  const { status, body } = await house.merchant.call<ShownPayment>('POST', path, wish, withKey());
  expect(status).toBe(201);
  expect((await visit(await house.payco.agree(body))).status).toBe(303);
}

function print(what: string, { commits, statements }: Counted): void {
  process.stdout.write(`budget: ${what} cost ${commits} commits and ${statements.length} round trips\n`);
}

function requireNoTransactions(statements: readonly string[]): void {
  const brackets = statements.filter((statement) => /^(begin|start transaction|commit|savepoint)/i.test(statement));
  expect(brackets, 'every statement should be a transaction of its own').toEqual([]);
}

beforeEach(async () => {
  // The first requests of a process open connections; those are not part of a payment.
  await pay(await newOrder());
});

describe('what a payment costs in the database', () => {
  it('is at most 4 commits and 8 round trips from creating the order to paid, API keys and Idempotency-Keys included', async () => {
    let order: ShownOrder | undefined;
    const counted = await countStatements(house.databaseUrl, async () => {
      order = await newOrder();
      await pay(order);
    });
    print('a PAYCO payment from the order to paid', counted);
    expect(order && (await house.merchant.show(order)).status).toBe('paid');
    requireNoTransactions(counted.statements);
    expect(counted.commits, 'each state that matters is one commit').toBeLessThanOrEqual(4);
    expect(counted.statements.length, counted.statements.join('\n')).toBeLessThanOrEqual(8);
  });

  it.each([
    ['in part', 4_000],
    ['whole', undefined],
  ])('is at most 2 commits and 4 round trips for a refund (%s)', async (name, amountWon) => {
    const order = await newOrder();
    await pay(order);
    const counted = await countStatements(house.databaseUrl, async () => {
      const answer = await house.merchant.cancel(order, amountWon, withKey());
      expect(answer.status).toBe(201);
    });
    print(`a refund ${name}`, counted);
    requireNoTransactions(counted.statements);
    expect(counted.commits).toBeLessThanOrEqual(2);
    expect(counted.statements.length, counted.statements.join('\n')).toBeLessThanOrEqual(4);
  });

  it.each([
    ['thirdpay', 'mobile', thirdpayStage],
    ['payple', 'pc', (environment: Readonly<Record<string, string>>) => paypleStage({ environment })],
  ] as const)(
    'is at most 2 commits and 4 round trips for a charge on a card stored at %s',
    async (provider, channel, open) => {
      const stage = await open({ RUN_JOBS: 'false' });
      try {
        const { merchant, databaseUrl } = stage.house;
        await installWitness(databaseUrl);
        const key = await merchant.registerCard({ provider, channel });
        await visit((await stage.cards?.register(key)) ?? '');
        await merchant.charge(key);
        const counted = await countStatements(databaseUrl, async () => {
          const answer = await merchant.charge(key, { billingMonth: '2026-11' }, withKey());
          expect(answer.status).toBe(201);
        });
        print(`a charge on a card stored at ${provider}`, counted);
        requireNoTransactions(counted.statements);
        expect(counted.commits, 'the intent and the answer').toBeLessThanOrEqual(2);
        expect(counted.statements.length, counted.statements.join('\n')).toBeLessThanOrEqual(4);
      } finally {
        await stage.close();
      }
    },
  );

  it('notices every commit and every query that somebody adds', async () => {
    const counted = await countStatements(house.databaseUrl, async () => {
      const dataSource = house.app.get(DataSource);
      await dataSource.query('SELECT 1');
      await dataSource.query('UPDATE api_keys SET name = name');
      await dataSource.transaction((manager) => manager.query('UPDATE sellers SET name = name'));
    });
    expect(counted.commits, 'two of the three wrote').toBe(2);
    expect(counted.statements).toHaveLength(5);
  });
});
