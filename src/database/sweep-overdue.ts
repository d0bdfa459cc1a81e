// Ends what is overdue, row by row. Shared by all that expires.
// Must never let one row that cannot be ended keep the others waiting.
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';

const BATCH = 200;
const FIRST = { id: '00000000-0000-0000-0000-000000000000', expiresAt: '-infinity' } as const;
const logger = new Logger('Sweep');

/** Rows that end by themselves at their `expires_at`. */
export interface Expiring {
  readonly table: 'orders' | 'billing_keys' | 'refund_requests' | 'change_requests';
  /** Those that have not ended yet, in SQL. */
  readonly isOpen: string;
}

interface Row {
  readonly id: string;
  /** As PostgreSQL writes it: a `Date` would lose its microseconds, and with them rows. */
  readonly expiresAt: string;
}

/**
 * Ends every row whose time is up, the longest overdue first.
 *
 * @param end what it throws is logged, and the row is left to the next sweep
 * @returns how many were ended
 */
export async function sweepOverdue(
  dataSource: DataSource,
  { table, isOpen }: Expiring,
  now: Date,
  end: (id: string) => Promise<unknown>,
): Promise<number> {
  const statement = `
    SELECT id, expires_at::text AS "expiresAt" FROM ${table}
    WHERE ${isOpen} AND expires_at <= $1 AND (expires_at, id) > ($2::timestamptz, $3::uuid)
    ORDER BY expires_at, id LIMIT ${BATCH}`;
  let ended = 0;
  for (let last: Row | undefined = FIRST; last;) {
    const rows: Row[] = await dataSource.query<Row[]>(statement, [now, last.expiresAt, last.id]);
    for (const { id } of rows) if (await endOne(table, id, end)) ended += 1;
    last = rows.length < BATCH ? undefined : rows.at(-1);
  }
  return ended;
}

async function endOne(table: string, id: string, end: (id: string) => Promise<unknown>): Promise<boolean> {
  try {
    await end(id);
    return true;
  } catch (error) {
    logger.error({
      message: 'A row is overdue and could not be ended; the next sweep tries again',
      table,
      rowId: id,
      error,
    });
    return false;
  }
}
