// Lets a down() refuse, before it changes anything, what it would lose.
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All rows of a table, or the values of a column, that are gone once a migration is undone. */
export interface Losable {
  readonly table: string;
  readonly column?: string;
  /** SQL condition on the rows that count; without it all rows, or those where the column is not null. */
  readonly where?: string;
}

/** Throws when there is something to lose. The tables stay locked until the transaction ends, so that it stays true. */
export async function refuseLoss(
  runner: QueryRunner,
  migration: MigrationInterface,
  losable: readonly Losable[],
): Promise<void> {
  const tables = [...new Set(losable.map(({ table }) => table))];
  await runner.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`);
  const lost: string[] = [];
  for (const { table, column, where = column ? `${column} IS NOT NULL` : 'true' } of losable) {
    const [found] = (await runner.query(`SELECT EXISTS (SELECT FROM ${table} WHERE ${where}) AS any`)) as [
      { any: boolean },
    ];
    if (found.any) lost.push(column ? `values of ${table}.${column}` : `rows of ${table}`);
  }
  if (lost.length > 0)
    throw new Error(`${migration.constructor.name} cannot be undone: it would lose ${lost.join(', ')}.`);
}
