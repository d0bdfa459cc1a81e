// Reads from PostgreSQL's catalog what a migrated database holds, in the shape that drift.ts compares with the entities.
import type { Client } from 'pg';

export interface CatalogColumn {
  readonly table: string;
  readonly name: string;
  /** As `format_type` writes it, for example `timestamp(3) with time zone`. */
  readonly type: string;
  readonly nullable: boolean;
  /** The expression, without the cast to the column's type; `null`: none. */
  readonly default: string | null;
  /** `identity`: numbered by the database; `stored`: computed by the database. */
  readonly generated: 'identity' | 'stored' | null;
}

/** A primary key, a unique constraint or a unique index that holds for all rows of a table. */
interface CatalogKey {
  readonly table: string;
  readonly primary: boolean;
  readonly columns: readonly string[];
}

interface CatalogForeignKey {
  readonly table: string;
  readonly columns: readonly string[];
  readonly toTable: string;
  readonly toColumns: readonly string[];
}

export interface Catalog {
  readonly tables: readonly string[];
  readonly columns: readonly CatalogColumn[];
  readonly keys: readonly CatalogKey[];
  readonly foreignKeys: readonly CatalogForeignKey[];
  /** By `table.column`: the only texts a column may hold, where the database limits them to a list. */
  readonly allowedTexts: ReadonlyMap<string, readonly string[]>;
}

export async function readCatalog(client: Client): Promise<Catalog> {
  const { rows: tables } = await client.query<{ name: string }>(TABLES);
  const { rows: columns } = await client.query<CatalogColumn>(COLUMNS);
  const { rows: keys } = await client.query<CatalogKey>(KEYS);
  const { rows: foreignKeys } = await client.query<CatalogForeignKey>(FOREIGN_KEYS);
  const { rows: checks } = await client.query<{ column: string; definition: string }>(CHECKS_OF_ONE_COLUMN);
  const { rows: statuses } = await client.query<{ column: string; texts: string[] }>(STATUSES);
  return {
    tables: tables.map(({ name }) => name),
    columns: columns.map((column) => ({ ...column, default: column.default && withoutCast(column.default) })),
    keys,
    foreignKeys,
    allowedTexts: new Map([
      ...checks.flatMap(({ column, definition }) => allowedTextsOf(column, definition)),
      ...statuses.map(({ column, texts }): [string, string[]] => [column, texts]),
    ]),
  };
}

/** `'confirm'::text` is `'confirm'`. */
function withoutCast(expression: string): string {
  return expression.replace(/::[a-z ]+(\[\])?$/, '');
}

/** The list of `CHECK ((x = ANY (ARRAY['a'::text, 'b'::text])))`, which is how PostgreSQL keeps `x IN ('a', 'b')`. */
function allowedTextsOf(column: string, definition: string): [string, string[]][] {
  const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[(.*)\]\)\)\)/.exec(definition)?.[1];
  if (list === undefined) return [];
  return [[column, Array.from(list.matchAll(/'([^']*)'::text/g), ([, text]) => text ?? '')]];
}

const TABLE = `c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`;

const TABLES = `SELECT c.relname::text AS name FROM pg_class c WHERE ${TABLE} ORDER BY 1`;

const COLUMNS = `
  SELECT c.relname::text AS "table", a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type,
    NOT a.attnotnull AS nullable, CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS "default",
    CASE WHEN a.attidentity <> '' THEN 'identity' WHEN a.attgenerated <> '' THEN 'stored' END AS generated
  FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE ${TABLE} ORDER BY c.relname, a.attnum`;

const namesOf = (table: string, numbers: string): string =>
  `ARRAY(SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY n(number, place)
     JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = n.number ORDER BY n.place)`;

const KEYS = `
  SELECT c.relname::text AS "table", i.indisprimary AS "primary", ${namesOf('c.oid', 'i.indkey::int2[]')} AS columns
  FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid
  WHERE ${TABLE} AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL`;

const FOREIGN_KEYS = `
  SELECT c.relname::text AS "table", ${namesOf('c.oid', 'k.conkey')} AS columns, k.confrelid::regclass::text AS "toTable",
    ${namesOf('k.confrelid', 'k.confkey')} AS "toColumns"
  FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
  WHERE ${TABLE}`;

const CHECKS_OF_ONE_COLUMN = `
  SELECT c.relname || '.' || a.attname AS "column", pg_get_constraintdef(k.oid) AS definition
  FROM pg_class c
    JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'c' AND cardinality(k.conkey) = 1
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
  WHERE ${TABLE}`;

/** The statuses of a table with a trigger on its transitions are those that some transition leads to. */
const STATUSES = `
  SELECT c.relname || '.status' AS "column", array_agg(DISTINCT s.to_status) AS texts
  FROM pg_class c
    JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgfoid = 'refuse_forbidden_transition'::regproc
    JOIN state_transitions s ON s.entity = substring(pg_get_triggerdef(t.oid) FROM $$refuse_forbidden_transition\\('(\\w+)'\\)$$)
  WHERE ${TABLE} GROUP BY c.relname`;
