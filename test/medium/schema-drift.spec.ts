// The schema is written in migrations/, the entities in src/: nothing but this file holds the two together.
import { Client } from 'pg';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InstantColumn } from '../../src/database/columns.js';
import { dataSourceOptions, openDataSource } from '../../src/database/data-source.js';
import { readCatalog, type Catalog } from '../support/schema/catalog.js';
import { differences, type LeftOut } from '../support/schema/drift.js';
import { readPropertyTypes, type PropertyType } from '../support/schema/entity-sources.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** What has no entity, or is not in its entity, and why. Whatever is new in the database goes into an entity or in here. */
const LEFT_OUT: LeftOut = {
  tables: {
    invitations: 'Read and written with SQL alone, in people/invitations.service.ts.',
    key_spendings: 'Read and written with SQL alone, in rights/key-limits.ts.',
    known_devices: 'Read and written with SQL alone, in people/devices.service.ts.',
    migrations: 'TypeORM’s own list of the migrations that have run.',
    order_views: 'Read and written with SQL alone, in admin/orders/views.service.ts.',
    recovery_codes: 'Read and written with SQL alone, in people/second-factor.service.ts.',
    sessions: 'Read and written with SQL alone, in people/sessions.service.ts.',
    sign_in_failures: 'Read and written with SQL alone, in people/guesses.service.ts.',
    state_transitions: 'Read by a trigger; the boot compares it with the state tables of the code.',
    webhook_attempts: 'Read and written with SQL alone, in events/delivery.sql.ts.',
    webhook_deliveries: 'Written by a trigger and with SQL alone, in events/delivery.sql.ts.',
  },
  columns: {
    'audit_entries.words': 'Computed by the database, for the text search of the trail.',
    'events.recorded_at': 'Set by the database’s own clock; only the paging of the history reads it.',
    'people.second_factor_step': 'Compared and raised in one statement, so that a code is taken once.',
    'refund_requests.begun_cancellation_id': 'Computed by the database; it carries a foreign key.',
  },
};

let database: TestDatabase;
let dataSource: DataSource;
let client: Client;
let properties: ReadonlyMap<string, PropertyType>;
beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await openDataSource(database.url, 1);
  client = new Client({ connectionString: database.url });
  await client.connect();
  properties = readPropertyTypes();
});
afterAll(async () => {
  await client.end();
  await dataSource.destroy();
  await database.drop();
});

/** @param changes SQL that changes the schema first; it is undone afterwards */
async function differencesAfter(...changes: readonly string[]): Promise<string[]> {
  await client.query('BEGIN');
  try {
    for (const change of changes) await client.query(change);
    return differences(dataSource, await readCatalog(client), properties, LEFT_OUT);
  } finally {
    await client.query('ROLLBACK');
  }
}

test('the entities state what the migrated database holds', async () => {
  expect(await differencesAfter()).toEqual([]);
});

test.each<[change: string, difference: string]>([
  [
    'ALTER TABLE payments ALTER COLUMN handoff SET NOT NULL',
    'payments.handoff: the entity allows null, the database says not null.',
  ],
  [
    'ALTER TABLE payments ALTER COLUMN provider DROP NOT NULL',
    'payments.provider: the entity says not null, the database allows null.',
  ],
  [
    'ALTER TABLE orders ALTER COLUMN version TYPE bigint',
    'orders.version: the entity says integer, the database has bigint.',
  ],
  [
    'ALTER TABLE audit_runs ALTER COLUMN watermark TYPE timestamptz',
    'audit_runs.watermark: the entity says timestamp(3) with time zone, the database has timestamp with time zone.',
  ],
  [
    'ALTER TABLE verdicts ALTER COLUMN exchange_ids TYPE text[]',
    'verdicts.exchange_ids: the entity says uuid[], the database has text[].',
  ],
  [
    'ALTER TABLE exchanges DROP COLUMN failure',
    'exchanges.failure: the entity has this column, the database does not.',
  ],
  [
    'ALTER TABLE sellers ADD COLUMN note text',
    'sellers.note: the database has this column, the entity does not, and no reason for that is listed.',
  ],
  [
    'CREATE TABLE notes (id uuid PRIMARY KEY)',
    'notes: the database has this table, no entity does, and no reason for that is listed.',
  ],
  ['ALTER TABLE audit_runs RENAME TO runs', 'audit_runs: an entity has this table, the database does not.'],
  [
    `ALTER TABLE payments ALTER COLUMN mode SET DEFAULT 'immediate'`,
    `payments.mode: the entity says the default 'confirm', the database has the default 'immediate'.`,
  ],
  [
    'ALTER TABLE audit_runs ALTER COLUMN orders ADD GENERATED ALWAYS AS IDENTITY',
    'audit_runs.orders: by the entity it is not generated, in the database generated (identity).',
  ],
  [
    'ALTER TABLE refund_batch_lines DROP CONSTRAINT refund_batch_lines_pkey, ADD PRIMARY KEY (batch_id)',
    'refund_batch_lines: by the entity its primary key is (batch_id, line), in the database (batch_id).',
  ],
  [
    'ALTER TABLE orders DROP CONSTRAINT orders_seller_code_fkey',
    'orders: the entity says (seller_code) refers to sellers (code), the database does not.',
  ],
  [
    `INSERT INTO state_transitions VALUES ('order', 'paid', 'lost')`,
    'orders.status: the TypeScript type allows awaiting_deposit, cancelled, confirming, expired, in_doubt, paid, ' +
      'partially_cancelled, unpaid, voided, the database awaiting_deposit, cancelled, confirming, expired, in_doubt, lost, paid, ' +
      'partially_cancelled, unpaid, voided.',
  ],
  [
    `ALTER TABLE api_keys ADD CHECK (hint IN ('here', 'there'))`,
    'api_keys.hint: the database allows only here, there, the TypeScript type is string.',
  ],
  [
    'ALTER TABLE people DROP COLUMN second_factor_step',
    'people.second_factor_step: it is listed as left out of the entities, but it does not exist.',
  ],
])('%s is noticed', async (change, difference) => {
  expect(await differencesAfter(change)).toContain(difference);
});

/** Says of the table `sellers` what is not so. */
@Entity('sellers')
class MistakenSeller {
  @PrimaryColumn('text') code: string;
  @Column('text', { unique: true }) name: string;
  @InstantColumn({ name: 'created_at' }) createdOn: Date;
}

test('an entity that calls a column unique, and a property that does not bear the name of its column, are noticed', async () => {
  const mistaken = new DataSource({ ...dataSourceOptions(database.url, 1), entities: [MistakenSeller] });
  await mistaken.initialize();
  const own = new Map([
    ['MistakenSeller.code', { text: 'string', nullable: true, texts: null }],
    ['MistakenSeller.name', { text: 'string', nullable: false, texts: null }],
    ['MistakenSeller.createdOn', { text: 'string', nullable: false, texts: null }],
  ]);
  const catalog: Catalog = { ...(await readCatalog(client)), tables: ['sellers'] };
  const found = differences(mistaken, catalog, own, { tables: {}, columns: {} });
  await mistaken.destroy();
  expect(found).toEqual([
    'sellers.code: the TypeScript type includes null, the database says not null.',
    'sellers.created_at: the property createdOn belongs to a column created_on.',
    'sellers.created_at: the TypeScript type is string, which is no value of timestamp(3) with time zone.',
    'sellers: the entity says (name) is unique, the database does not.',
  ]);
});
