// Where PostgreSQL is.
// Must never open a connection; it only reads the variables.
import { registerAs } from '@nestjs/config';
import { EnvironmentReader, frozen } from './environment.js';
import { readMode, type Mode } from './platform.config.js';

export function readDatabaseConfig(reader: EnvironmentReader) {
  const mode = readMode(reader);
  return frozen({
    /** Where PostgreSQL is, with user and password. */
    url: readUrl(reader, mode),
    /** Connections each process keeps at most. */
    poolSize: reader.integer('DATABASE_POOL_SIZE', { fallback: 10, least: 2, most: 200, example: '10' }),
    /** Whether the server migrates before it starts; otherwise it refuses to start on an older schema. */
    autoMigrate: reader.flag('AUTO_MIGRATE', mode !== 'production'),
  });
}

function readUrl(reader: EnvironmentReader, mode: Mode): string {
  const example = 'postgres://gyeolje:password@db.example.com:5432/gyeolje';
  const url = reader.optionalText('DATABASE_URL');
  if (url === undefined) {
    const advice =
      mode === 'production'
        ? 'a local PostgreSQL is not for production'
        : 'set it, or run `npm start`, which runs a local PostgreSQL';
    reader.fault('DATABASE_URL', `is missing; ${advice}`, example);
    return '';
  }
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    reader.fault('DATABASE_URL', 'must be a postgres:// address', example);
  }
  return url;
}

export const databaseConfig = registerAs('database', () => readDatabaseConfig(new EnvironmentReader(process.env)));
export type DatabaseConfig = ReturnType<typeof readDatabaseConfig>;
