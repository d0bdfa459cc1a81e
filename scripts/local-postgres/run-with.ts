// Runs a program on a local PostgreSQL that is started for it and stopped after it.
import { fork, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { startLocalPostgres } from './index.js';

/** Runs the program with our stdout and stderr. Returns its exit code. SIGINT and SIGTERM end it, and PostgreSQL after it. */
export async function runWithLocalPostgres(dataDir: string, file: string, args: readonly string[]): Promise<number> {
  let child: ChildProcess | undefined;
  let interruption: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    interruption = signal;
    child?.kill(signal);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const postgres = await startLocalPostgres({ dataDir, log: (line) => void process.stderr.write(`${line}\n`) });
  try {
    if (interruption !== undefined) return exitCodeOf(interruption);
    child = startProgram(file, args, postgres.url);
    return await untilExit(child);
  } finally {
    await postgres.stop();
  }
}

function startProgram(file: string, args: readonly string[], databaseUrl: string): ChildProcess {
  return fork(file, args, {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A Ctrl-C in the terminal reaches only us, who pass it on.
    detached: true,
  });
}

function untilExit(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : exitCodeOf(signal)));
  });
}

/** As a shell reports a process that a signal ended. */
function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
