// `npm run cli -- <command>`: what an administrator does without the console. Reads the command, gathers its tools.
// Must never hold what a command does; src/cli/commands.ts does.
import 'reflect-metadata';
import { BootError, prepareConfiguration, runProgram, type Running } from './boot.js';
import { readCommand, USAGE, UsageError, type Command } from './cli/command-line.js';
import {
  auditProviders,
  runDatabaseCommand,
  setCredentials,
  type ApplicationCommand,
  type DatabaseCommand,
} from './cli/commands.js';
import { CommandRefused } from './cli/refused.js';
import { processTerminal as terminal } from './cli/terminal.js';
import { Clock } from './common/clock.js';
import { Problem } from './common/problems.js';
import { settle } from './config/configuration.js';
import { databaseConfig } from './config/database.config.js';
import { peopleConfig } from './config/people.config.js';
import { platformConfig } from './config/platform.config.js';
import { rightsConfig } from './config/rights.config.js';
import { openDataSource } from './database/data-source.js';
import { synchronizeClock } from './database/database-clock.js';

const command = commandOrExit();
if (command.does === 'help') {
  process.stdout.write(USAGE);
} else {
  await runProgram(async (open) => {
    await perform(command, open).catch((error: unknown) => {
      throw explained(error);
    });
    return 'finished';
  });
}

function commandOrExit(): Command {
  try {
    return readCommand(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message} For help: npm run cli -- --help\n`);
    process.exit(2);
  }
}

async function perform(wanted: Exclude<Command, { does: 'help' }>, open: Running[]): Promise<void> {
  prepareConfiguration();
  if (wanted.does === 'check configuration') {
    terminal.say(`OK: the configuration has no fault (${platformConfig().mode} mode).`);
    return;
  }
  if (wanted.does === 'set credentials' || wanted.does === 'audit providers') await performInApplication(wanted, open);
  else await performOnDatabase(wanted, open);
}

async function performOnDatabase(wanted: DatabaseCommand, open: Running[]): Promise<void> {
  const dataSource = await openDataSource(databaseConfig().url, 2);
  open.push({ close: () => dataSource.destroy() });
  await synchronizeClock(dataSource);
  await runDatabaseCommand(wanted, {
    dataSource,
    platform: platformConfig(),
    people: peopleConfig(),
    rights: rightsConfig(),
    clock: new Clock(),
    terminal,
  });
}

/** Only the application knows its providers, and only a provider knows what its credentials look like. */
async function performInApplication(wanted: ApplicationCommand, open: Running[]): Promise<void> {
  settle({ RUN_JOBS: 'false' });
  const [{ NestFactory }, { AppModule }, { SellersService }, { ProviderRegistry }, { ProviderAudit }, { AuditTrail }] =
    await Promise.all([
      import('@nestjs/core'),
      import('./app.module.js'),
      import('./sellers/sellers.service.js'),
      import('./orders/provider-registry.js'),
      import('./provider-audit/provider-audit.service.js'),
      import('./audit/audit-trail.js'),
    ]);
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'warn'], abortOnError: false });
  open.push(app);
  if (wanted.does === 'audit providers') {
    await auditProviders(app.get(ProviderAudit, { strict: false }), wanted, terminal);
    return;
  }
  const registry = app.get(ProviderRegistry, { strict: false });
  await setCredentials(wanted.code, wanted.provider, {
    sellers: app.get(SellersService, { strict: false }),
    trail: app.get(AuditTrail, { strict: false }),
    check: (provider, credentials) => registry.get(provider).checkCredentials(credentials),
    terminal,
  });
}

/** What one line explains needs no stack. */
function explained(error: unknown): unknown {
  if (error instanceof Problem || error instanceof CommandRefused || error instanceof UsageError)
    return new BootError(error.message);
  const undefinedTable = '42P01';
  if (error instanceof Error && 'code' in error && error.code === undefinedTable) {
    return new BootError('The database has no tables yet. Run `npm run migrate` first.');
  }
  return error;
}
