import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let databases: TestDatabase[];
beforeAll(async () => {
  databases = await Promise.all([createTestDatabase(), createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
});

test('a table made in one test database is in no other', async () => {
  const found = [];
  for (const [index, { url }] of databases.entries()) {
    const client = new Client({ connectionString: url });
    await client.connect();
    if (index === 0) await client.query('CREATE TABLE only_here ()');
    found.push((await client.query("SELECT FROM pg_tables WHERE tablename = 'only_here'")).rowCount);
    await client.end();
  }
  expect(found).toEqual([1, 0, 0]);
});
