// Makes the bench's database: a million orders on the embedded PostgreSQL, kept for the next run.
// Must never work on any other database.
import { Client } from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { CANCELLATIONS, ORDERS, PAYMENTS, SELLERS_AND_CREDENTIALS } from './orders.sql.js';

const BATCH = 50_000;
const TABLES = ['orders', 'payments', 'cancellations'];

/**
 * Makes a database with that many orders, or finds the one that an earlier run made.
 *
 * @param serverUrl of any database on the server
 * @returns its address
 */
export async function makeOrders(serverUrl: string, count: number, print: (line: string) => void): Promise<string> {
  const name = `bench_search_${count}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  if (await isMade(serverUrl, name, url.href, count)) {
    print(`Found ${count} orders of an earlier run.`);
    await migrate(url.href);
    return url.href;
  }
  await onServer(serverUrl, async (server) => {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.query(`CREATE DATABASE ${name}`);
  });
  await migrate(url.href);
  await onServer(url.href, (client) => fill(client, count, print));
  return url.href;
}

async function isMade(serverUrl: string, name: string, url: string, count: number): Promise<boolean> {
  const known = await onServer(serverUrl, (server) =>
    server.query('SELECT FROM pg_database WHERE datname = $1', [name]),
  );
  if (known.rowCount === 0) return false;
  // The refunds come last; whoever has them has all.
  return onServer(url, async (client) => {
    const { rows } = await client.query<{ made: boolean }>(
      `SELECT (SELECT count(*) FROM orders) = $1 AND EXISTS (SELECT FROM cancellations) AS made`,
      [count],
    );
    return rows[0]?.made === true;
  });
}

/** Indexes are made afterwards: building one is far faster than growing it. */
async function fill(client: Client, count: number, print: (line: string) => void): Promise<void> {
  for (const statement of SELLERS_AND_CREDENTIALS) await client.query(statement);
  for (const table of TABLES) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  const { rows: indexes } = await client.query<{ name: string; sql: string }>(
    `SELECT i.indexname AS name, i.indexdef AS sql FROM pg_indexes i
     WHERE i.tablename = ANY($1) AND i.indexdef NOT LIKE '%UNIQUE%'`,
    [TABLES],
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  const until = new Date();
  for (let first = 1; first <= count; first += BATCH) {
    const batch = [count, first, Math.min(first + BATCH - 1, count), until];
    for (const statement of [ORDERS, PAYMENTS, CANCELLATIONS]) await client.query(statement, batch);
    print(`${Math.min(first + BATCH - 1, count)} of ${count} orders`);
  }
  for (const { sql } of indexes) await client.query(sql);
  for (const table of TABLES) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  await client.query('VACUUM ANALYZE');
  await client.query('CHECKPOINT').catch(() => undefined);
}

async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
