// Counts what the application's pool sends to PostgreSQL, and which transactions wrote.
// Must never count the job runner or the test itself: they have connections of other names. Nor the clock, which asks by itself.
//
// Why not pg_stat_database.xact_commit: it counts every transaction, also those that only read, and is up to a second
// late. Here every table gets a trigger that notes the id of the transaction that changed a row. A transaction gets an
// id when it first writes and costs a flush of the log when it commits, so distinct ids are commits that wrote.
import { Client } from 'pg';
import { ASK_FOR_TIME } from '../../src/database/database-clock.js';
import { withClient } from './read-rows.js';

const APPLICATION = 'gyeolje';

export interface Counted {
  /** Every statement, in order; each is one round trip. */
  readonly statements: readonly string[];
  /** Transactions that wrote. */
  readonly commits: number;
}

/** Prepares the database of a house. To be called once, before anything is counted. */
export async function installWitness(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, (client) => client.query(WITNESS));
}

/** Runs `work` and counts what it sent and what it wrote. */
export async function countStatements(databaseUrl: string, work: () => Promise<void>): Promise<Counted> {
  await withClient(databaseUrl, (client) => client.query('TRUNCATE witness'));
  const listener = listen();
  try {
    await work();
  } finally {
    listener.stop();
  }
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ commits: number }>(
      'SELECT count(DISTINCT transaction)::integer AS commits FROM witness',
    );
    return { statements: listener.statements, commits: rows[0]?.commits ?? 0 };
  });
}

interface Connection {
  readonly connectionParameters: { readonly application_name?: string };
}

type Query = (this: Connection, ...parameters: unknown[]) => unknown;

/** Hears every statement of the application's connections, where all of them pass: in the driver. */
function listen(): { readonly statements: string[]; stop(): void } {
  const statements: string[] = [];
  const driver = Client.prototype as unknown as Record<'query', Query>;
  const original: Query = driver.query;
  driver.query = function (...parameters) {
    const text = textOf(parameters[0]);
    if (this.connectionParameters.application_name === APPLICATION && text !== ASK_FOR_TIME) statements.push(text);
    return original.apply(this, parameters);
  };
  return { statements, stop: () => (driver.query = original) };
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement.replace(/\s+/g, ' ').trim();
  return textOf((statement as { text?: string }).text ?? 'a statement without text');
}

const WITNESS = `
  CREATE TABLE witness (transaction xid8 NOT NULL);
  CREATE FUNCTION bear_witness() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO witness VALUES (pg_current_xact_id());
    RETURN NULL;
  END $$;
  DO $$
  DECLARE
    each record;
  BEGIN
    FOR each IN SELECT schemaname, tablename FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'witness'
    LOOP
      EXECUTE format('CREATE TRIGGER witness AFTER INSERT OR UPDATE OR DELETE ON %I.%I
                      FOR EACH ROW EXECUTE FUNCTION public.bear_witness()', each.schemaname, each.tablename);
    END LOOP;
  END $$;`;
