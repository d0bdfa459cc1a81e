// Lets the database refuse some writes while something happens, as a constraint would that a fault has run into.
// Must never be used for two things of one table at once.
import { withClient } from './read-rows.js';

/** What is refused. */
export interface RefusedWrites {
  readonly table: string;
  readonly on: 'INSERT' | 'UPDATE';
  /** The condition in SQL, over `NEW` and, for an update, `OLD`. */
  readonly when: string;
}

/** Does the work while the database refuses these writes with `check_violation`, and takes them again afterwards. */
export async function whileRefused<T>(
  databaseUrl: string,
  { table, on, when }: RefusedWrites,
  work: () => Promise<T>,
): Promise<T> {
  const name = `refuse_${table}`;
  await withClient(databaseUrl, (client) =>
    client.query(`
      CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'refused by the test' USING ERRCODE = 'check_violation'; END $$;
      CREATE TRIGGER ${name} BEFORE ${on} ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION ${name}()`),
  );
  try {
    return await work();
  } finally {
    await withClient(databaseUrl, (client) => client.query(`DROP FUNCTION ${name} CASCADE`));
  }
}
