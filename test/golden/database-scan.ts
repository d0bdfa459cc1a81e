// Looks for texts in every column of every table, whatever its type: what must not be kept is nowhere.
// Must never need to know a table by name.
import { withClient } from '../support/read-rows.js';

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

/** All that is kept, by column as `schema.table.column`: the values of its rows, one after the other. */
export async function readColumns(databaseUrl: string): Promise<ReadonlyMap<string, string>> {
  return withClient(databaseUrl, async (client) => {
    const { rows: columns } = await client.query<Column>(COLUMNS);
    const contents = new Map<string, string>();
    for (const { schema, table, name, type } of columns) {
      const asText = type === 'bytea' ? `encode(${name}, 'escape')` : `${name}::text`;
      const { rows } = await client.query<{ content: string | null }>(
        `SELECT string_agg(${asText}, E'\\n') AS content FROM ${schema}.${table}`,
      );
      contents.set(`${schema}.${table}.${name}`, rows[0]?.content ?? '');
    }
    return contents;
  });
}

/** The columns, as `schema.table.column`, that hold the text in some row. */
export async function columnsContaining(databaseUrl: string, text: string): Promise<string[]> {
  return [...(await readColumns(databaseUrl))].flatMap(([column, content]) => (content.includes(text) ? [column] : []));
}
