// Brings a database to the shape this version needs: the job queue's tables, then the house's own.
// Must never run inside a request; it runs before a server starts, or by `npm run migrate`.
import { runMigrations } from 'graphile-worker';
import { openDataSource } from './data-source.js';

/**
 * Runs what has not run yet. Safe to call from several processes at once: they wait for each other.
 *
 * @param databaseUrl a postgres:// address whose user may create tables
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const dataSource = await openDataSource(databaseUrl, 2);
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations({ connectionString: databaseUrl });
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
    await dataSource.destroy();
  }
}

/** Any number, the same in every version. */
const MIGRATION_LOCK = 7_130_001;
