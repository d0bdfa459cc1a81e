// Tells which migrations a database lacks, without changing it.
// Must never run one; migrate.ts does.
import { QueryFailedError, type DataSource } from 'typeorm';

const UNDEFINED_TABLE = '42P01';

/** Names of the migrations that have not run yet, in their order; `job queue` for graphile-worker's own. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const done = new Set(await namesOf(dataSource, 'SELECT name FROM migrations'));
  const jobQueue = await namesOf(dataSource, 'SELECT id::text AS name FROM graphile_worker.migrations LIMIT 1');
  const house = dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
  return [...(jobQueue.length === 0 ? ['job queue'] : []), ...house.filter((name) => !done.has(name))];
}

async function namesOf(dataSource: DataSource, sql: string): Promise<string[]> {
  try {
    const rows: { name: string }[] = await dataSource.query(sql);
    return rows.map(({ name }) => name);
  } catch (error) {
    const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
    if (cause instanceof Error && 'code' in cause && cause.code === UNDEFINED_TABLE) return [];
    throw error;
  }
}
