// Looks for a text in every column of every table, whatever its type: what must not be kept is nowhere.
// Must never need to know a table by name.
import { Client } from 'pg';

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

const COLUMNS = `
  SELECT quote_ident(c.table_schema) AS schema, quote_ident(c.table_name) AS table, quote_ident(c.column_name) AS name,
         c.data_type AS type
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')`;

/** The columns, as `schema.table.column`, that hold the text in some row. */
export async function columnsContaining(databaseUrl: string, text: string): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: columns } = await client.query<Column>(COLUMNS);
    const found: string[] = [];
    for (const { schema, table, name, type } of columns) {
      const asText = type === 'bytea' ? `encode(${name}, 'escape')` : `${name}::text`;
      const { rowCount } = await client.query(
        `SELECT FROM ${schema}.${table} WHERE position($1 IN ${asText}) > 0 LIMIT 1`,
        [text],
      );
      if (rowCount === 1) found.push(`${schema}.${table}.${name}`);
    }
    return found;
  } finally {
    await client.end();
  }
}
