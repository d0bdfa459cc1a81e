// What the database itself asks of verdicts: nothing leaves doubt without one, and none is ever changed.
// Must never go through the house: these laws hold whoever writes.
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf } from '../support/database-answer.js';
import { insertVerdict, plantCredentials, plantFamily, type Family } from '../support/sample-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await plantCredentials(client);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const KINDS = [
  {
    table: 'payments',
    to: 'refused',
    about: ({ paymentId }: Family) => ({ paymentId }),
    idOf: ({ paymentId }: Family) => paymentId,
  },
  {
    table: 'cancellations',
    to: 'refused',
    about: ({ cancellationId }: Family) => ({ cancellationId }),
    idOf: ({ cancellationId }: Family) => cancellationId,
  },
] as const;

describe.each(KINDS)('a doubtful row of $table', ({ table, to, about, idOf }) => {
  const doubtful = () => plantFamily(client, { payment: 'in_doubt', cancellation: 'in_doubt' });
  const settle = (family: Family) =>
    answerOf(() => client.query(`UPDATE ${table} SET status = $2 WHERE id = $1`, [idOf(family), to]));
  const refusal = `${table}_leave_doubt_with_verdict`;

  it('is not settled without a verdict', async () => {
    const family = await doubtful();
    expect(await settle(family)).toBe(refusal);
    const { rows } = await client.query(`SELECT status FROM ${table} WHERE id = $1`, [idOf(family)]);
    expect(rows).toEqual([{ status: 'in_doubt' }]);
  });

  it('is settled with one', async () => {
    const family = await doubtful();
    await insertVerdict(client, family, about(family), to);
    expect(await settle(family)).toBe('done');
  });

  it('is settled with one that is written after it in the same transaction', async () => {
    const family = await doubtful();
    await client.query('BEGIN');
    await client.query(`UPDATE ${table} SET status = $2 WHERE id = $1`, [idOf(family), to]);
    await insertVerdict(client, family, about(family), to);
    expect(await answerOf(() => client.query('COMMIT'))).toBe('done');
  });

  it.each([
    [
      'of another version of the order',
      (family: Family) => insertVerdict(client, family, about(family), to, { version: 2 }),
    ],
    ['that led elsewhere', (family: Family) => insertVerdict(client, family, about(family), 'in_doubt')],
    [
      'about another',
      async () => {
        const other = await doubtful();
        await insertVerdict(client, other, about(other), to);
      },
    ],
  ] as const)('is not settled with a verdict %s', async (_, plant) => {
    const family = await doubtful();
    await plant(family);
    expect(await settle(family)).toBe(refusal);
  });

  it('may change in other ways without one', async () => {
    const family = await doubtful();
    const change = `UPDATE ${table} SET lookups = 7 WHERE id = $1`;
    expect(await answerOf(() => client.query(change, [idOf(family)]))).toBe('done');
  });
});

describe('a verdict', () => {
  it('is never changed nor deleted', async () => {
    const family = await plantFamily(client);
    await insertVerdict(client, family, { paymentId: family.paymentId }, 'paid');
    for (const statement of [`UPDATE verdicts SET rule = 'x'`, 'DELETE FROM verdicts', 'TRUNCATE verdicts']) {
      expect(await answerOf(() => client.query(statement)), statement).toBe('verdicts is append-only');
    }
  });

  it('is about a payment or a cancellation, never about both or neither', async () => {
    const family = await plantFamily(client);
    for (const about of [{}, family]) {
      expect(await answerOf(() => insertVerdict(client, family, about, 'paid'))).toBe('verdicts_about_one');
    }
  });

  it('under a rule of the platform is not signed by an operator', async () => {
    const family = await plantFamily(client);
    const about = { paymentId: family.paymentId };
    const signed = () => insertVerdict(client, family, about, 'paid', { decidedBy: 'Hong Gildong' });
    expect(await answerOf(signed)).toBe('verdicts_of_operators_have_reasons');
  });

  it('of the platform lets nothing leave doubt without a recorded answer', async () => {
    const family = await plantFamily(client, { payment: 'in_doubt' });
    const about = { paymentId: family.paymentId };
    const without = { exchangeIds: [] };
    const judge = (toStatus: string) => answerOf(() => insertVerdict(client, family, about, toStatus, without));
    expect(await judge('paid')).toBe('verdicts_rest_on_an_answer');
    expect(await judge('in_doubt'), 'it stays in doubt').toBe('done');
  });
});
