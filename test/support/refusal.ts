// What a refusal must look like, and that it leaves every money table as it was, to the letter.
// Must never accept a refusal that is only nearly the one expected.
import { Client } from 'pg';
import { expect } from 'vitest';

const MONEY_TABLES = [
  'orders',
  'payments',
  'cancellations',
  'billing_keys',
  'cash_receipts',
  'events',
  'exchanges',
  'verdicts',
  'idempotency_records',
  'sellers',
  'seller_credentials',
];

const FINGERPRINTS = MONEY_TABLES.map(
  (table) => `(SELECT count(*) || ' rows ' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '')
               FROM ${table} t) AS ${table}`,
).join(', ');

/** Watches the money tables of one house over a connection of its own. */
export class Ledger {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async of(databaseUrl: string): Promise<Ledger> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    return new Ledger(client);
  }

  /** How many rows each table has, and a fingerprint of all that is in them. */
  async read(): Promise<Readonly<Record<string, string>>> {
    const { rows } = await this.#client.query<Record<string, string>>(`SELECT ${FINGERPRINTS}`);
    return rows[0] ?? {};
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}

/** The status and the stable code of a refusal. */
export type Refusal = readonly [status: number, code: string];

/**
 * Makes a call that must be refused, with nothing written.
 *
 * @returns the problem document
 */
export async function expectRefusal(
  ledger: Ledger,
  [status, code]: Refusal,
  call: () => Promise<Response>,
): Promise<Readonly<Record<string, unknown>>> {
  const before = await ledger.read();
  const response = await call();
  const text = await response.text();
  expect(response.status, `it should be refused as ${code}, not answered ${text}`).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = JSON.parse(text) as Record<string, unknown>;
  expect(problem).toMatchObject({ status, code, type: `/docs/errors#${code}` });
  expect(problem['title'], 'one sentence').toMatch(/\.$/);
  expect(problem['whatToDo'], 'what to do').toMatch(/\.$/);
  expect(text, 'no piece of SQL or stack').not.toMatch(/SELECT|INSERT|node_modules|\bat .*\.ts:/);
  expect(await ledger.read(), 'a refusal should write nothing').toEqual(before);
  return problem;
}
