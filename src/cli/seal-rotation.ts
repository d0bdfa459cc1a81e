// Seals every secret in the database anew with the first key of the ring, so that an old key can be taken out of it.
// Must never write a secret that it could not open, nor over a value that changed meanwhile.
import type { DataSource } from 'typeorm';
import { SealBrokenError, type Sealer } from '../common/sealing.js';

/** A column whose values are sealed; a test holds the list against the schema. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** What the values are sealed for, before `:<id of the row>`. */
  readonly purpose: string;
  /** The id of a row as an SQL text, where it is not the column `id`. */
  readonly idSql?: string;
  /** Where the secret's keyed hash stands and what it is for, when secrets are recognised by it: it changes with the key. */
  readonly fingerprint?: { readonly column: string; readonly purpose: string };
}

/** All of them. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'seller_credentials', column: 'sealed', purpose: 'credentials' },
  { table: 'payments', column: 'sealed_receipt_secret', purpose: 'payment' },
  { table: 'payments', column: 'sealed_registered_key', purpose: 'registered-key' },
  {
    table: 'billing_keys',
    column: 'sealed_key',
    purpose: 'billing-key',
    fingerprint: { column: 'key_fingerprint', purpose: 'billing key' },
  },
  { table: 'cash_receipts', column: 'sealed_identity', purpose: 'cash-receipt' },
  { table: 'idempotency_records', column: 'sealed_body', purpose: 'answer', idSql: `api_key_id || ':' || key` },
  { table: 'people', column: 'sealed_second_factor', purpose: 'second-factor' },
  { table: 'sessions', column: 'sealed_new_second_factor', purpose: 'new-second-factor' },
  { table: 'webhook_endpoints', column: 'sealed_previous_secret', purpose: 'previous-webhook-secret' },
  { table: 'webhook_endpoints', column: 'sealed_secret', purpose: 'webhook-secret' },
];

/** What a rotation did. */
export interface RotationResult {
  /** Values sealed anew. */
  readonly resealed: number;
  /** One sentence for each value that no key of the ring opens; they were left as they are. */
  readonly broken: readonly string[];
}

const BATCH = 500;

/**
 * Goes through all sealed columns in batches, each a commit of its own, so it can be stopped and run again.
 *
 * @param activeKey name of the first key of the ring: values under it are left alone
 */
export async function rotateSeals(dataSource: DataSource, sealer: Sealer, activeKey: string): Promise<RotationResult> {
  let resealed = 0;
  const broken: string[] = [];
  for (const column of SEALED_COLUMNS) {
    let after: string | null = null;
    do {
      const rows: SealedRow[] = await readBatch(dataSource, column, activeKey, after);
      const opened = rows.flatMap((row) => reseal(row, sealer, column, broken));
      resealed += await writeBatch(dataSource, column, opened);
      after = rows.at(-1)?.id ?? null;
    } while (after !== null);
  }
  return { resealed, broken };
}

interface SealedRow {
  readonly id: string;
  readonly sealed: string;
}

function readBatch(
  dataSource: DataSource,
  { table, column, idSql }: SealedColumn,
  activeKey: string,
  after: string | null,
): Promise<SealedRow[]> {
  const [id, type] = idSql === undefined ? ['id', 'uuid'] : [`(${idSql})`, 'text'];
  return dataSource.query<SealedRow[]>(
    `SELECT ${id} AS id, ${column} AS sealed FROM ${table}
     WHERE ($1::${type} IS NULL OR ${id} > $1) AND ${column} IS NOT NULL AND NOT starts_with(${column}, $2)
     ORDER BY ${id} LIMIT ${BATCH}`,
    [after, `v1.${activeKey}.`],
  );
}

interface ResealedRow extends SealedRow {
  readonly resealed: string;
  readonly fingerprint: string | null;
}

function reseal(row: SealedRow, sealer: Sealer, column: SealedColumn, broken: string[]): ResealedRow[] {
  const { purpose, fingerprint } = column;
  const wholePurpose = `${purpose}:${row.id}`;
  try {
    const secret = sealer.open(wholePurpose, row.sealed);
    const hash = fingerprint ? sealer.fingerprint(fingerprint.purpose, secret) : null;
    return [{ ...row, resealed: sealer.seal(wholePurpose, secret), fingerprint: hash }];
  } catch (error) {
    if (!(error instanceof SealBrokenError)) throw error;
    broken.push(error.message);
    return [];
  }
}

async function writeBatch(
  dataSource: DataSource,
  { table, column, fingerprint, idSql }: SealedColumn,
  rows: readonly ResealedRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const alsoSet = fingerprint ? `, ${fingerprint.column} = fresh.fingerprint` : '';
  const [, count] = await dataSource.query<[unknown, number]>(
    `UPDATE ${table} SET ${column} = fresh.resealed${alsoSet}
     FROM unnest($1::${idSql === undefined ? 'uuid' : 'text'}[], $2::text[], $3::text[], $4::text[]) AS fresh (id, sealed, resealed, fingerprint)
     WHERE ${idSql ?? `${table}.id`} = fresh.id AND ${table}.${column} = fresh.sealed`,
    [
      rows.map(({ id }) => id),
      rows.map(({ sealed }) => sealed),
      rows.map((row) => row.resealed),
      rows.map((row) => row.fingerprint),
    ],
  );
  return count;
}
