// The real server as a process of its own, compiled, so that a test can kill it without warning.
// Must never leave a process behind: it ends with the test's own process at the latest.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

export interface ServerProcess {
  readonly url: string;
  /** As the kernel or a power cut would: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  /** As an operator would. */
  stop(): Promise<void>;
}

/** Starts `dist/src/main.js`, which `npm test` has built, and waits until it listens. */
export async function startServerProcess(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  // A folder without a .env of some developer's.
  const child = fork(PROGRAM, [], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const url = await readyUrl(child);
  const ended = once(child, 'exit');
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

function readyUrl(child: ChildProcess): Promise<string> {
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('message', (message: { ready?: boolean; url?: string }) => {
      if (message.ready === true) resolve(message.url ?? '');
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`The server should start, not end with ${String(code)}: ${complaints}`));
    });
  });
}
