// Where PostgreSQL is.
// Must never open a connection; it only reads the variables.
import { registerAs } from '@nestjs/config';
import { EnvironmentReader, frozen } from './environment.js';
import { readMode } from './platform.config.js';

export function readDatabaseConfig(reader: EnvironmentReader) {
  const mode = readMode(reader);
  const url = reader.optionalText('DATABASE_URL');
  const example = 'postgres://gyeolje:password@db.example.com:5432/gyeolje';
  if (url === undefined && mode === 'production') {
    reader.fault('DATABASE_URL', 'is missing; a local PostgreSQL is not for production', example);
  }
  if (url !== undefined && (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))) {
    reader.fault('DATABASE_URL', 'must be a postgres:// address', example);
  }
  return frozen({
    /** Absent: a local PostgreSQL starts by itself and keeps its data under `dataFolder`. */
    url,
    dataFolder: reader.text('DATA_FOLDER', { fallback: '.data', example: '/var/lib/gyeolje' }),
    /** Connections each process keeps at most. */
    poolSize: reader.integer('DATABASE_POOL_SIZE', { fallback: 10, least: 2, most: 200, example: '10' }),
    /** Whether the server migrates before it starts; otherwise it refuses to start on an older schema. */
    autoMigrate: reader.flag('AUTO_MIGRATE', mode !== 'production'),
  });
}

export const databaseConfig = registerAs('database', () => readDatabaseConfig(new EnvironmentReader(process.env)));
export type DatabaseConfig = ReturnType<typeof readDatabaseConfig>;
