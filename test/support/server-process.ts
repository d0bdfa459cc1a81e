// The real server as a process of its own, compiled, so that a test can kill it without warning.
// Must never leave a process behind: it ends with the test's own process at the latest.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** `main` answers HTTP, `worker` only runs jobs. */
export type ProgramName = 'main' | 'worker';

/** So many lines of its log are kept. */
const LINES = 40;

export interface ServerProcess {
  /** Where it listens; empty for a worker. */
  readonly url: string;
  /** Resolves when it has ended, however that came, with what it said on stderr. */
  readonly ended: Promise<string>;
  /** The last lines of its log, oldest first. */
  lastLines(): string[];
  /** Sends it a signal that does not end it. */
  signal(name: NodeJS.Signals): void;
  /** As the kernel or a power cut would: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  /** As an operator would. */
  stop(): Promise<void>;
}

/** Starts a program of `dist/src`, which `npm test` has built, and waits until it is ready. */
export async function startServerProcess(
  environment: Readonly<Record<string, string>>,
  program: ProgramName = 'main',
): Promise<ServerProcess> {
  // A folder without a .env of some developer's.
  const child = fork(fileURLToPath(new URL(`../../dist/src/${program}.js`, import.meta.url)), [], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const complaints = complaintsOf(child);
  const lines: string[] = [];
  if (child.stdout) createInterface(child.stdout).on('line', (line) => void lines.splice(0, lines.push(line) - LINES));
  const ended = once(child, 'exit').then(() => complaints.text);
  const url = await readyUrl(child, complaints);
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    url,
    ended,
    lastLines: () => [...lines],
    signal: (name) => void child.kill(name),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/**
 * Runs a command of the command line, compiled, to its end.
 *
 * @returns the last line of what it said
 * @throws Error with what it complained of, when it said nothing
 */
export async function runCommand(
  environment: Readonly<Record<string, string>>,
  words: readonly string[],
): Promise<string> {
  const child = fork(fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url)), [...words], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const complaints = complaintsOf(child);
  let last = '';
  if (child.stdout) createInterface(child.stdout).on('line', (line) => (last = line));
  await once(child, 'close');
  if (last === '') throw new Error(`"${words.join(' ')}" said nothing: ${complaints.text}`);
  return last;
}

function complaintsOf(child: ChildProcess): { text: string } {
  const complaints = { text: '' };
  child.stderr?.on('data', (chunk: Buffer) => (complaints.text += chunk.toString()));
  return complaints;
}

function readyUrl(child: ChildProcess, complaints: { readonly text: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { ready?: boolean; url?: string }) => {
      if (message.ready === true) resolve(message.url ?? '');
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`The server should start, not end with ${String(code)}: ${complaints.text}`));
    });
  });
}
