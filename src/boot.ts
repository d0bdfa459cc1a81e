// What every program of the house does before and after its work: configuration, schema, orderly end.
// Must never hold what a program does in between.
import { checkConfiguration, loadEnvironmentFile } from './config/configuration.js';
import { databaseConfig } from './config/database.config.js';
import { ConfigurationError } from './config/environment.js';
import { scrubText } from './common/logging/scrub.js';
import { openDataSource } from './database/data-source.js';
import { pendingMigrations } from './database/pending-migrations.js';

/** Something that is open and wants to be closed. */
export interface Running {
  close(): Promise<void>;
}

/** A reason not to start that one sentence explains; anything else is shown with its stack. */
export class BootError extends Error {}

/** Reads `.env` and checks the whole environment. @throws ConfigurationError naming every fault */
export function prepareConfiguration(): void {
  loadEnvironmentFile();
  checkConfiguration();
}

/** Migrates, or refuses to go on with an older schema where that is configured. */
export async function prepareSchema(): Promise<void> {
  const { url, autoMigrate } = databaseConfig();
  if (autoMigrate) {
    const { migrate } = await import('./database/migrate.js');
    await migrate(url);
    return;
  }
  const dataSource = await openDataSource(url, 2);
  try {
    const pending = await pendingMigrations(dataSource);
    if (pending.length === 0) return;
    throw new BootError(`The database lacks these migrations: ${pending.join(', ')}. Run \`npm run migrate\` first.`);
  } finally {
    await dataSource.destroy();
  }
}

/** Whether a program goes on until it is told to end, or has done all it had to do. */
export type Started = 'running' | 'finished';

/**
 * Runs a program until it is told to end: by SIGINT, SIGTERM, or the end of the parent that started it.
 *
 * @param start opens everything; what it pushes onto `open` is closed in the opposite order, also when it fails
 */
export async function runProgram(start: (open: Running[]) => Promise<Started>): Promise<void> {
  const open: Running[] = [];
  let ending: Promise<void> | null = null;
  let started: Promise<Started> = Promise.resolve('running');
  const end = (): Promise<void> => (ending ??= closeAll(open, started));
  const endAndExit = (): void => {
    // Impatient: the second signal ends at once.
    if (ending) process.exit(130);
    void end().then(() => process.exit());
  };
  process.on('SIGINT', endAndExit);
  process.on('SIGTERM', endAndExit);
  process.on('disconnect', () => void end().then(() => process.exit()));
  started = start(open);
  try {
    if ((await started) === 'running') return;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
  await end();
  process.exit();
}

async function closeAll(open: Running[], started: Promise<Started>): Promise<void> {
  // What is half open cannot be closed.
  await started.catch(() => undefined);
  for (const running of open.splice(0).reverse()) {
    try {
      await running.close();
    } catch (error) {
      process.stderr.write(`${explain(error)}\n`);
      process.exitCode = 1;
    }
  }
}

/** What an operator is told when a program cannot start. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return scrubText(String(error));
  if (error instanceof ConfigurationError) return error.faults.join('\n');
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') {
    const port = 'port' in error ? String(error.port) : '';
    return `Port ${port} is in use already. End what uses it, or set PORT to another one. Example: PORT=3100`;
  }
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '28P01', '28000', '3D000'].includes(code)) {
    return `The database cannot be used (${code}). Check DATABASE_URL and whether PostgreSQL runs there.`;
  }
  return scrubText(error instanceof BootError ? error.message : (error.stack ?? error.message));
}
