// `npm run migrate`: brings the configured database to the shape this version needs, and ends.
// Must never start the server.
import 'reflect-metadata';
import { prepareConfiguration, runProgram } from './boot.js';
import { databaseConfig } from './config/database.config.js';
import { migrate } from './database/migrate.js';

await runProgram(async () => {
  prepareConfiguration();
  await migrate(databaseConfig().url);
  process.stdout.write('The database is up to date.\n');
  return 'finished';
});
