// `node dist/scripts/run.js <program> [arguments]`: runs a program of dist/src. Where no DATABASE_URL is configured, it gets
// that of the local PostgreSQL.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { databaseChoice, localPostgresFolder } from './database-choice.js';

interface RunnableProgram {
  readonly file: string;
  /** Whether the local PostgreSQL is started for it when none runs. */
  readonly startsDatabase: boolean;
}

const PROGRAMS: Readonly<Record<string, RunnableProgram>> = {
  cli: { file: 'cli.js', startsDatabase: false },
  migrate: { file: 'migrate-cli.js', startsDatabase: true },
  worker: { file: 'worker.js', startsDatabase: false },
};

const [name = '', ...programArguments] = process.argv.slice(2);
const program = PROGRAMS[name];
if (program === undefined) {
  process.stderr.write(`Usage: node dist/scripts/run.js ${Object.keys(PROGRAMS).join('|')} [arguments]\n`);
  process.exit(2);
}
const location = new URL(`../src/${program.file}`, import.meta.url);
const file = fileURLToPath(location);
// The program reads the file again, to no effect: variables that are set already win.
if (existsSync('.env')) process.loadEnvFile('.env');
if (databaseChoice(process.env) === 'local') await useLocalPostgres(program.startsDatabase);
process.argv.splice(1, process.argv.length, file, ...programArguments);
await import(location.href);

/** Sets DATABASE_URL where a local PostgreSQL runs; without one the program says what to do. */
async function useLocalPostgres(startsDatabase: boolean): Promise<void> {
  try {
    const { findRunningLocalPostgres } = await import('./local-postgres/index.js');
    const folder = localPostgresFolder(process.env);
    const url = await findRunningLocalPostgres(folder);
    if (url !== undefined) {
      process.env['DATABASE_URL'] = url;
    } else if (startsDatabase) {
      const { runWithLocalPostgres } = await import('./local-postgres/run-with.js');
      process.exit(await runWithLocalPostgres(folder, file, programArguments));
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
