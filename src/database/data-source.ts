// How TypeORM sees the database: entities, column names, a pool. The schema itself is written in migrations/.
// Must never synchronise a schema from the entities.
import { DataSource, DefaultNamingStrategy, type DataSourceOptions } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { CommitMark } from './commit-mark.js';
import { entities } from './entities.js';

/** `amountWon` is the column `amount_won`. */
class SnakeCaseColumns extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/**
 * @param url a postgres:// address
 * @param poolSize connections kept at most
 */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities,
    subscribers: [CommitMark],
    migrations,
    migrationsTableName: 'migrations',
    namingStrategy: new SnakeCaseColumns(),
    synchronize: false,
    // A condition on null or undefined is a mistake that would select every row.
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    applicationName: 'gyeolje',
    extra: { max: poolSize, connectionTimeoutMillis: 10_000, statement_timeout: 30_000 },
  };
}

/** A connected data source; whoever opens it destroys it. */
export function openDataSource(url: string, poolSize: number): Promise<DataSource> {
  return new DataSource(dataSourceOptions(url, poolSize)).initialize();
}
