// Whether anything at all was written to a database: a trigger on every row of every table tells.
// Must never leave a table out because nobody writes to it today.
import { Client } from 'pg';

/** When a key was last used is written down up to a minute later, for people; it is nobody's deed. */
const WITNESS = `
  CREATE SCHEMA proof;
  CREATE TABLE proof.written (number bigint GENERATED ALWAYS AS IDENTITY, table_name text NOT NULL);
  CREATE FUNCTION proof.bear_witness() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP <> 'UPDATE' OR to_jsonb(OLD) - 'last_used_at' <> to_jsonb(NEW) - 'last_used_at' THEN
      INSERT INTO proof.written (table_name) VALUES (TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME);
    END IF;
    RETURN NULL;
  END $$;
  DO $$
  DECLARE each record;
  BEGIN
    FOR each IN SELECT schemaname, tablename FROM pg_tables
                WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'proof')
    LOOP
      EXECUTE format('CREATE TRIGGER proof_witness AFTER INSERT OR UPDATE OR DELETE ON %I.%I
                      FOR EACH ROW EXECUTE FUNCTION proof.bear_witness()', each.schemaname, each.tablename);
    END LOOP;
  END $$;`;

/** Watches every table of a database over a connection of its own. */
export class Written {
  #seen = '0';

  private constructor(
    private readonly client: Client,
    /** How many tables are watched. */
    readonly tables: number,
  ) {}

  static async watch(databaseUrl: string): Promise<Written> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(WITNESS);
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM pg_trigger WHERE tgname = 'proof_witness'`,
    );
    return new Written(client, rows[0]?.count ?? 0);
  }

  /** The tables in which rows changed since it was last asked. */
  async sinceLastAsked(): Promise<string[]> {
    const { rows } = await this.client.query<{ number: string; table_name: string }>(
      'SELECT number, table_name FROM proof.written WHERE number > $1 ORDER BY number',
      [this.#seen],
    );
    this.#seen = rows.at(-1)?.number ?? this.#seen;
    return [...new Set(rows.map((row) => row.table_name))];
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
