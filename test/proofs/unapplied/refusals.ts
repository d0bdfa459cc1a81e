// Everything that the database could refuse in the statement that applies an answer: each constraint, and of each column its
// type and its length. Read from the catalog, so that what is added is tried as well. Must never refuse the record of doubt.
import type { Client } from 'pg';

/** One thing that the database refuses, in one table. */
export interface Refusal {
  readonly table: MoneyTable;
  /** SQLSTATE. */
  readonly code: string;
  /** The constraint, or the column, it is about. */
  readonly about: string;
  readonly isConstraint: boolean;
}

/** Events of an answer that is applied. */
const EVENTS_OF_ANSWERS = [
  ...['payment.paid', 'payment.reversed', 'order.paid', 'order.partially_cancelled', 'order.cancelled'],
  ...['cancellation.done', 'cancellation.recorded', 'cash_receipt.issued', 'cash_receipt.cancelled'],
  ...['billing_key.active', 'billing_key.removed'],
]
  .map((type) => `'${type}'`)
  .join(', ');

/** For each table that an answer is written into: which rows come of an answer that is applied. */
const ROWS_OF_ANSWERS = {
  orders: `NEW.status IN ('paid', 'partially_cancelled', 'cancelled') AND TG_OP = 'UPDATE'
    AND (OLD.status <> NEW.status OR OLD.cancelled_won <> NEW.cancelled_won)`,
  payments: `NEW.status IN ('paid', 'reversed') AND TG_OP = 'UPDATE' AND OLD.status <> NEW.status`,
  cancellations: `NEW.status = 'done' AND (TG_OP = 'INSERT' OR OLD.status <> 'done')`,
  events: `NEW.type IN (${EVENTS_OF_ANSWERS})`,
  // The bare record of an exchange holds nothing that came from outside.
  exchanges: `NEW.response IS NOT NULL AND NOT NEW.response ? 'not_kept'`,
  verdicts: `NEW.rule NOT IN ('cannot_apply', 'unclaimed_money_found')`,
  idempotency_records: `TG_OP = 'UPDATE' AND NEW.response_status = 201`,
  webhook_deliveries: `EXISTS (SELECT FROM events e WHERE e.id = NEW.event_id AND e.type IN (${EVENTS_OF_ANSWERS}))`,
  cash_receipts: `NEW.status IN ('issued', 'cancelled') AND TG_OP = 'UPDATE' AND OLD.status <> NEW.status`,
  billing_keys: `NEW.status IN ('active', 'removed') AND (TG_OP = 'INSERT' OR OLD.status <> NEW.status)`,
  refund_notices: `TG_OP = 'INSERT' OR NEW.settled_at IS NOT NULL`,
} as const satisfies Readonly<Record<string, string>>;
export type MoneyTable = keyof typeof ROWS_OF_ANSWERS;
export const MONEY_TABLES = Object.keys(ROWS_OF_ANSWERS) as MoneyTable[];

/** What PostgreSQL says when a constraint of a kind does not hold. */
const CODES_OF_CONSTRAINTS: Readonly<Record<string, string>> = {
  c: '23514',
  u: '23505',
  p: '23505',
  f: '23503',
  n: '23502',
};
/** What it says of a value of a type that it cannot read, or that is out of range. */
const CODES_OF_TYPES: Readonly<Record<string, readonly string[]>> = {
  text: ['22P05', '22021'],
  jsonb: ['22P05', '22021', '22P02'],
  int8: ['22003', '22P02'],
  int4: ['22003', '22P02'],
  timestamptz: ['22008', '22007'],
  uuid: ['22P02'],
  bool: ['22P02'],
};
/** What it says of a value that is too long: for a column, for an index, for a row. */
const CODES_OF_LENGTHS = ['22001', '54000'];

const CONSTRAINTS = `
  SELECT c.contype AS kind, c.conname AS name FROM pg_constraint c
  WHERE c.conrelid = $1::regclass AND c.contype IN ('c', 'u', 'p', 'f', 'n')
  UNION SELECT 'u', i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
  WHERE x.indrelid = $1::regclass AND x.indisunique ORDER BY 2`;
const COLUMNS = `
  SELECT a.attname AS name, t.typname AS type FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;

/** All there is to refuse in a table. */
export async function refusalsOf(client: Client, table: MoneyTable): Promise<Refusal[]> {
  const constraints = await client.query<{ kind: string; name: string }>(CONSTRAINTS, [table]);
  const columns = await client.query<{ name: string; type: string }>(COLUMNS, [table]);
  return [
    ...constraints.rows.map(({ kind, name }) => ({
      table,
      code: CODES_OF_CONSTRAINTS[kind] ?? '23000',
      about: name,
      isConstraint: true,
    })),
    ...columns.rows.flatMap(({ name, type }) =>
      [...(CODES_OF_TYPES[type] ?? ['22P02']), ...(/text|jsonb/.test(type) ? CODES_OF_LENGTHS : [])].map((code) => ({
        table,
        code,
        about: name,
        isConstraint: false,
      })),
    ),
  ];
}

/** From now on the database refuses this; the last trigger to run, so that it refuses what nothing else does. */
export async function refuse(client: Client, { table, code, about, isConstraint }: Refusal): Promise<void> {
  const place = isConstraint ? `CONSTRAINT = '${about}'` : `COLUMN = '${about}'`;
  await client.query(`
    CREATE OR REPLACE FUNCTION refuse_answer() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF ${ROWS_OF_ANSWERS[table]} THEN
        RAISE EXCEPTION 'refused for a proof' USING ERRCODE = '${code}', TABLE = '${table}', ${place};
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER zz_refuse_answer BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_answer()`);
}

/** The database takes it again. */
export async function relent(client: Client, { table }: Pick<Refusal, 'table'>): Promise<void> {
  await client.query(`DROP TRIGGER IF EXISTS zz_refuse_answer ON ${table}`);
}

export function inWords({ table, code, about }: Refusal): string {
  return `${code} about ${table}.${about}`;
}
