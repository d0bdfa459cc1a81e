// Every migration up, down and up again, on an empty database and on one with rows in it.
import { readdir } from 'node:fs/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { snapshotDifferences, takeSnapshot, type SchemaSnapshot } from '../support/schema/snapshot.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

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
const down = (dataSource: DataSource): Promise<unknown> => dataSource.undoLastMigration({ transaction: 'each' });

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

  test.each(migrations.map((migration, index) => ({ name: migration.name, count: index + 1 })))(
    '$name goes up, down and up again',
    async ({ name, count }) => {
      await asOf(database, count, async (dataSource) => {
        await up(dataSource);
        snapshots.push(await takeSnapshot(client));
        await down(dataSource);
        expect(await differencesFrom(count - 1), `the schema after ${name} was undone`).toEqual([]);
        await up(dataSource);
        expect(await differencesFrom(count), `the schema after ${name} ran again`).toEqual([]);
      });
    },
  );

  test('all go down one after the other until nothing is left, and up again', async () => {
    await asOf(database, migrations.length, async (dataSource) => {
      for (let count = migrations.length - 1; count >= 0; count -= 1) {
        await down(dataSource);
        expect(await differencesFrom(count), `the schema with ${count} migrations left`).toEqual([]);
      }
      await up(dataSource);
    });
    expect(await differencesFrom(migrations.length), 'the schema after all ran again').toEqual([]);
  });
});
