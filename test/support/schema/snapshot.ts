// Writes down a whole schema, and what the migrations put into its tables, so that two can be compared.
import type { Client } from 'pg';

/** By what it is, for example `index orders_by_number`: its definition. */
export type SchemaSnapshot = ReadonlyMap<string, string>;

interface Item {
  readonly name: string;
  readonly definition: string;
}

/** Everything in the schema `public` but the table in which TypeORM lists the migrations. */
export async function takeSnapshot(client: Client): Promise<SchemaSnapshot> {
  const { rows: items } = await client.query<Item>(SCHEMA);
  // The migrations write into some rows when they ran.
  return new Map([...asMap(items), ...(await readContents(client, 'created_at'))]);
}

/**
 * All rows of all tables, by `row of orders {…}`: how often there is one like it.
 *
 * @param leftOut a column that does not count
 */
export async function readContents(client: Client, leftOut = ''): Promise<SchemaSnapshot> {
  const { rows: tables } = await client.query<{ name: string }>(`SELECT c.relname::text AS name FROM ${TABLES}`);
  if (tables.length === 0) return new Map();
  const statement = tables.map(({ name }) => rowsOf(name, leftOut)).join(' UNION ALL ');
  return asMap((await client.query<Item>(statement)).rows);
}

const asMap = (items: readonly Item[]): SchemaSnapshot =>
  new Map(items.map(({ name, definition }) => [name, definition]));

/** One sentence for each item that is in one snapshot only, or differs. */
export function snapshotDifferences(expected: SchemaSnapshot, found: SchemaSnapshot): string[] {
  return [...new Set([...expected.keys(), ...found.keys()])].sort().flatMap((name) => {
    const [was, is] = [expected.get(name), found.get(name)];
    if (was === is) return [];
    if (was === undefined) return [`${name} should not be there: ${is ?? ''}`];
    if (is === undefined) return [`${name} is missing: ${was}`];
    return [`${name} should be ${was}, but is ${is}`];
  });
}

const PUBLIC = `'public'::regnamespace`;
const TABLES = `pg_class c WHERE c.relnamespace = ${PUBLIC} AND c.relkind IN ('r', 'p') AND c.relname <> 'migrations'`;

const rowsOf = (table: string, leftOut: string): string =>
  `SELECT format('row of ${table} %s', to_jsonb(t) - '${leftOut}') AS name, format('%s times', count(*)) AS definition
   FROM ${table} t GROUP BY 1`;

/** The table of the migrations, its sequence and its key belong to TypeORM. */
const OWN = (oid: string): string => `${oid} NOT IN (
  SELECT i.oid FROM pg_class i WHERE i.relnamespace = ${PUBLIC} AND i.relname LIKE 'migrations%'
  UNION SELECT x.indexrelid FROM pg_index x WHERE x.indrelid = to_regclass('public.migrations'))`;

const RELATIONS = `
  SELECT format('%s %s', CASE c.relkind WHEN 'i' THEN 'index' WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' ELSE 'table' END, c.relname) AS name,
    concat_ws(' ', CASE c.relkind WHEN 'i' THEN pg_get_indexdef(c.oid) WHEN 'v' THEN pg_get_viewdef(c.oid) END,
      'kind ' || c.relkind::text || c.relpersistence::text, 'owner ' || c.relowner::regrole::text, 'grants ' || c.relacl::text,
      'options ' || c.reloptions::text, 'row security ' || (c.relrowsecurity OR c.relforcerowsecurity)::text,
      'comment ' || obj_description(c.oid, 'pg_class')) AS definition
  FROM pg_class c WHERE c.relnamespace = ${PUBLIC} AND c.relkind NOT IN ('c', 't') AND ${OWN('c.oid')}`;

/** Places are counted without the columns that were dropped. */
const COLUMNS = `
  SELECT format('column %s.%s', c.relname, a.attname),
    concat_ws(' ', 'place ' || row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attnotnull THEN 'not null' END, 'default ' || pg_get_expr(d.adbin, d.adrelid),
      'identity ' || nullif(a.attidentity::text, ''), 'generated ' || nullif(a.attgenerated::text, ''),
      'grants ' || a.attacl::text, 'comment ' || col_description(c.oid, a.attnum))
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = ${PUBLIC} AND c.relkind IN ('r', 'p', 'v', 'm') AND ${OWN('c.oid')}`;

/** What is not null is said of columns already; PostgreSQL 18 names it here too, by what the table was called then. */
const CONSTRAINTS = `
  SELECT format('constraint %s on %s', k.conname, k.conrelid::regclass), pg_get_constraintdef(k.oid)
  FROM pg_constraint k WHERE k.connamespace = ${PUBLIC} AND k.contype <> 'n' AND ${OWN('k.conrelid')}`;

const TRIGGERS = `
  SELECT format('trigger %s on %s', t.tgname, t.tgrelid::regclass), format('%s, enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = ${PUBLIC} AND NOT t.tgisinternal`;

const FUNCTIONS = `
  SELECT format('function %s', p.oid::regprocedure),
    concat_ws(' ', pg_get_functiondef(p.oid), 'owner ' || p.proowner::regrole::text, 'grants ' || p.proacl::text)
  FROM pg_proc p WHERE p.pronamespace = ${PUBLIC}`;

const TYPES = `
  SELECT format('type %s', t.typname), concat_ws(' ', t.typtype::text, format_type(t.typbasetype, t.typtypmod),
    (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
  FROM pg_type t WHERE t.typnamespace = ${PUBLIC} AND t.typtype IN ('e', 'd', 'r')`;

const AROUND = `
  SELECT format('schema %s', nspname), concat_ws(' ', 'owner ' || nspowner::regrole::text, 'grants ' || nspacl::text)
  FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  UNION ALL SELECT format('extension %s', extname), extversion FROM pg_extension`;

const SCHEMA = [RELATIONS, COLUMNS, CONSTRAINTS, TRIGGERS, FUNCTIONS, TYPES, AROUND].join(' UNION ALL ');
