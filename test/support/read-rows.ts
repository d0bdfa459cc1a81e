// Reads the database of a house with one statement over a connection of its own.
// Must never write, nor use the application's pool: what is measured must not be disturbed.
import { Client } from 'pg';

export async function readRows<Row extends object>(
  databaseUrl: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  return withClient(databaseUrl, async (client) => (await client.query<Row>(statement, [...values])).rows);
}

/** Works with a connection that is closed afterwards. */
export async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'test' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
