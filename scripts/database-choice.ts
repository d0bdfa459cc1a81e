// Decides which database a program uses; shared by `npm start` and run.ts. Imports nothing of the local PostgreSQL, so
// that a machine with a database of its own does not load it.
import { join, resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** `configured`: DATABASE_URL is set. `none`: it is not, and production mode must not use a local PostgreSQL. */
export type DatabaseChoice = 'configured' | 'local' | 'none';

export function databaseChoice(environment: Environment): DatabaseChoice {
  if (environment['DATABASE_URL']?.trim()) return 'configured';
  return environment['GYEOLJE_MODE']?.trim() === 'production' ? 'none' : 'local';
}

/** The folder for everything this machine keeps. */
export function dataFolderOf(environment: Environment): string {
  return resolve(environment['DATA_FOLDER']?.trim() || '.data');
}

/** Where the local PostgreSQL keeps its data. */
export function localPostgresFolder(environment: Environment): string {
  return join(dataFolderOf(environment), 'postgres');
}
