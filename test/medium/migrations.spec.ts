// Every migration up, down and up again, on an empty database and on one with rows in it.
import { readdir } from 'node:fs/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { emptyColumns, plantFullRows } from '../support/schema/full-rows.js';
import { readContents, snapshotDifferences, takeSnapshot, type SchemaSnapshot } from '../support/schema/snapshot.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** Works as a version of the platform that has only the first migrations. */
async function asOf<T>(
  database: TestDatabase,
  count: number,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const options = { ...dataSourceOptions(database.url, 1), entities: [], migrations: migrations.slice(0, count) };
  const dataSource = await new DataSource(options).initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

const up = (dataSource: DataSource): Promise<unknown> => dataSource.runMigrations({ transaction: 'each' });

/** Undoes the last migration. `undone`, or why it could not be. */
const down = (dataSource: DataSource): Promise<string> =>
  dataSource.undoLastMigration({ transaction: 'each' }).then(
    () => 'undone',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

/** Each test goes on from where the one before ended. */
const NOTHING_TO_GO_ON_FROM = 'a migration before this one failed';

describe('the list of migrations', () => {
  const named = migrations.map((migration) => ({ className: migration.name, name: new migration().name }));

  test('has all files of the folder, each in its place', async () => {
    const files = (await readdir(new URL('../../migrations', import.meta.url)))
      .filter((file) => /^\d/.test(file))
      .sort();
    expect(named.map(({ className }) => className.slice(-4))).toEqual(files.map((file) => file.slice(0, 4)));
    expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(migrations.map((_, index) => index + 1));
  });

  test('has names from which TypeORM reads the same order', () => {
    const timestamps = named.map(({ name }) => Number(name.slice(-13)));
    expect(timestamps, 'the last 13 digits of a name').toEqual([...new Set(timestamps)].sort((a, b) => a - b));
    for (const { className, name } of named.slice(9)) {
      expect(name, 'see the rule in migrations/index.ts').toBe(`${className}9${className.slice(-4).padStart(12, '0')}`);
    }
  });
});

describe('on an empty database', () => {
  /** The schema without a migration, with the first, with the first two, … */
  const snapshots: SchemaSnapshot[] = [];
  /** How many have gone up, down and up again. */
  let done = 0;
  let database: TestDatabase;
  let client: Client;
  beforeAll(async () => {
    database = await createEmptyDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    snapshots.push(await takeSnapshot(client));
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const differencesFrom = async (count: number): Promise<string[]> =>
    snapshotDifferences(snapshots[count] ?? new Map<string, string>(), await takeSnapshot(client));

  test.for(migrations.map((migration, index) => ({ name: migration.name, count: index + 1 })))(
    '$name goes up, down and up again',
    async ({ name, count }, { skip }) => {
      skip(done !== count - 1, NOTHING_TO_GO_ON_FROM);
      await asOf(database, count, async (dataSource) => {
        await up(dataSource);
        snapshots.push(await takeSnapshot(client));
        expect(await down(dataSource), `what undoing ${name} answers`).toBe('undone');
        expect(await differencesFrom(count - 1), `the schema after ${name} was undone`).toEqual([]);
        await up(dataSource);
        expect(await differencesFrom(count), `the schema after ${name} ran again`).toEqual([]);
      });
      done = count;
    },
  );

  test('all go down one after the other until nothing is left, and up again', async ({ skip }) => {
    skip(done !== migrations.length, NOTHING_TO_GO_ON_FROM);
    await asOf(database, migrations.length, async (dataSource) => {
      for (let count = migrations.length - 1; count >= 0; count -= 1) {
        expect(await down(dataSource)).toBe('undone');
        expect(await differencesFrom(count), `the schema with ${count} migrations left`).toEqual([]);
      }
      await up(dataSource);
    });
    expect(await differencesFrom(migrations.length), 'the schema after all ran again').toEqual([]);
  });
});

/** What a migration refuses to lose when it is undone, and how a test gets rid of it. The others lose nothing. */
const REFUSALS: Readonly<Record<string, { readonly loses: string; readonly rid: readonly string[] }>> = {
  Rights0019: {
    loses:
      'rows of change_requests, rows of key_spendings, rows of refund_requests, values of invitations.made_by_id, ' +
      'values of api_keys.made_by_id, values of api_keys.limit_per_request_won, values of api_keys.limit_per_day_won, ' +
      'values of api_keys.limit_per_order_won',
    rid: [
      'UPDATE invitations SET made_by_id = NULL, waits_for = NULL, released_at = NULL',
      'DELETE FROM key_spendings',
      `UPDATE api_keys SET made_by_id = NULL, waits_for = NULL, limit_per_request_won = NULL, limit_per_day_won = NULL,
         limit_per_order_won = NULL`,
      'UPDATE seller_credentials SET waits_for = NULL',
      `DELETE FROM refund_requests WHERE kind <> 'refund'`,
      'DELETE FROM change_requests',
    ],
  },
  WhatProvidersTell0025: {
    loses:
      'values of cash_receipts.none_since, values of cancellations.tax_split_assumed, values of provider_audits.not_told',
    rid: [
      'UPDATE cash_receipts SET none_since = NULL',
      'UPDATE cancellations SET tax_split_assumed = false',
      'UPDATE provider_audits SET not_told = 0',
    ],
  },
  ShownChargebacks0029: {
    loses: 'values of payments.shows_chargebacks',
    rid: ['UPDATE payments SET shows_chargebacks = NULL'],
  },
  SaidTaken0028: { loses: 'values of payments.said_taken', rid: ['UPDATE payments SET said_taken = false'] },
  UnreadableRefundNotices0026: {
    loses: 'rows of refund_notices',
    rid: ['DELETE FROM refund_notices WHERE amount_won IS NULL'],
  },
  ExactSpendings0024: {
    loses: 'values of key_spendings.fingerprint',
    rid: ['UPDATE key_spendings SET fingerprint = NULL'],
  },
  CalledRefundNotices0023: {
    loses:
      'values of refund_notices.called_at, values of payments.refund_told_at, values of payments.called_difference_won',
    rid: [
      'UPDATE refund_notices SET called_at = NULL',
      'UPDATE payments SET refund_told_at = NULL, called_difference_won = NULL',
    ],
  },
  AnswersAndPhones0021: {
    loses: 'values of idempotency_records.sealed_body, values of idempotency_records.committed_at',
    rid: ['UPDATE idempotency_records SET sealed_body = NULL, committed_at = NULL'],
  },
  VoidedOrders0020: {
    loses: 'rows of orders',
    rid: [`UPDATE orders SET status = 'expired' WHERE status = 'voided'`],
  },
  ExternalCancellations0018: {
    loses: 'rows of cancellations, rows of provider_audits, rows of refund_notices',
    rid: [
      'DELETE FROM refund_notices',
      'DELETE FROM provider_audits',
      `DELETE FROM cancellations WHERE kind = 'external'`,
    ],
  },
  OrderSearch0015: { loses: 'rows of order_views', rid: ['DELETE FROM order_views'] },
  RefundRequests0014: {
    loses: 'rows of refund_requests, rows of refund_batches',
    rid: ['DELETE FROM refund_requests', 'DELETE FROM refund_batches'],
  },
  People0013: {
    loses: 'rows of audit_entries, rows of people, rows of sign_in_failures',
    rid: ['DELETE FROM audit_entries', 'DELETE FROM people', 'DELETE FROM sign_in_failures'],
  },
  VerdictsRestOnAnswers0012: {
    loses: 'values of verdicts.decided_with',
    rid: ['DELETE FROM verdicts WHERE decided_with IS NOT NULL'],
  },
  AuditRuns0011: { loses: 'rows of audit_runs', rid: ['DELETE FROM audit_runs'] },
  Verdicts0010: { loses: 'rows of verdicts', rid: ['DELETE FROM verdicts'] },
  Webhooks0009: {
    loses: 'rows of webhook_endpoints, rows of events, values of events.recorded_at',
    rid: [
      'DELETE FROM webhook_attempts',
      'DELETE FROM webhook_deliveries',
      'DELETE FROM webhook_endpoints',
      'DELETE FROM events WHERE recorded_at <> occurred_at',
    ],
  },
  StoredAccounts0008: {
    loses: 'values of billing_keys.method',
    rid: [`DELETE FROM billing_keys WHERE method = 'transfer'`],
  },
  CashReceipts0007: { loses: 'rows of cash_receipts', rid: ['DELETE FROM cash_receipts'] },
  CardsRegisteredWithPayments0006: {
    loses: 'values of orders.register_card, values of payments.registers_key_id',
    rid: [
      'UPDATE orders SET register_card = NULL',
      'UPDATE payments SET registers_key_id = NULL, sealed_registered_key = NULL',
    ],
  },
  AskedMethods0005: { loses: 'values of payments.asked_method', rid: ['UPDATE payments SET asked_method = NULL'] },
  CardWindows0004: {
    loses: 'values of billing_keys.authorized_at',
    rid: ['UPDATE billing_keys SET authorized_at = NULL'],
  },
  BillingKeys0003: {
    loses: 'rows of billing_keys, values of payments.holds_month, values of exchanges.billing_key_id',
    rid: [
      'UPDATE payments SET billing_key_id = NULL, billing_month = NULL, holds_month = false',
      'DELETE FROM billing_keys',
      'DELETE FROM exchanges WHERE billing_key_id IS NOT NULL',
    ],
  },
  PaymentModes0002: {
    loses: 'values of payments.mode, values of payments.authorized_at',
    rid: [`UPDATE payments SET mode = 'confirm', authorized_at = NULL`],
  },
  Orders0001: {
    loses:
      'rows of api_keys, rows of sellers, rows of seller_credentials, rows of orders, rows of order_events, ' +
      'rows of exchanges, rows of idempotency_records',
    rid: [
      'DELETE FROM cancellations',
      'DELETE FROM payments',
      'DELETE FROM order_events',
      'DELETE FROM orders',
      'DELETE FROM seller_credentials',
      `DELETE FROM sellers WHERE code <> 'default'`,
      'DELETE FROM exchanges',
      'DELETE FROM idempotency_records',
      'DELETE FROM api_keys',
    ],
  },
};

describe('on a database with rows in every column', () => {
  let database: TestDatabase;
  let client: Client;
  /** How many have not been undone. */
  let left = migrations.length;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    await plantFullRows(client);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** Triggers that hold history together are asleep meanwhile; foreign keys are not. */
  async function getRidOf(statements: readonly string[]): Promise<void> {
    for (const statement of statements) {
      const table = /^(?:UPDATE|DELETE FROM) (\w+)/.exec(statement)?.[1] ?? '';
      await client.query(
        `BEGIN; ALTER TABLE ${table} DISABLE TRIGGER USER; ${statement}; ALTER TABLE ${table} ENABLE TRIGGER USER; COMMIT`,
      );
    }
  }

  test('no column is empty, so none is left out below', async () => {
    expect(await emptyColumns(client)).toEqual([]);
  });

  test.for(migrations.map((migration, index) => ({ name: migration.name, count: index + 1 })).reverse())(
    '$name keeps every row when it is undone and runs again, or refuses to be undone',
    async ({ name, count }, { skip }) => {
      skip(left !== count, NOTHING_TO_GO_ON_FROM);
      const refusal = REFUSALS[name];
      await asOf(database, count, async (dataSource) => {
        if (refusal) {
          const all = await readContents(client);
          expect(await down(dataSource)).toBe(`${name} cannot be undone: it would lose ${refusal.loses}.`);
          expect(snapshotDifferences(all, await readContents(client)), `the rows after ${name} refused`).toEqual([]);
          await getRidOf(refusal.rid);
        }
        // The first migration makes the default seller, so that one is made anew.
        const leftOut = count === 1 ? 'created_at' : '';
        const kept = await readContents(client, leftOut);
        expect(await down(dataSource), `what undoing ${name} answers`).toBe('undone');
        await up(dataSource);
        const found = await readContents(client, leftOut);
        expect(snapshotDifferences(kept, found), `the rows after ${name} ran again`).toEqual([]);
        await down(dataSource);
      });
      left = count - 1;
    },
  );
});
