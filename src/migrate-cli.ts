// `npm run migrate`: brings the configured database to the shape this version needs, and ends.
// Must never start the server.
import 'reflect-metadata';
import { BootError, findDatabase, prepareConfiguration, runProgram } from './boot.js';
import { databaseConfig } from './config/database.config.js';
import { migrate } from './database/migrate.js';

await runProgram(async (open) => {
  prepareConfiguration();
  open.push(await findDatabase(true));
  const { url } = databaseConfig();
  if (url === undefined) throw new BootError('There is no DATABASE_URL.');
  await migrate(url);
  process.stdout.write('The database is up to date.\n');
  return 'finished';
});
