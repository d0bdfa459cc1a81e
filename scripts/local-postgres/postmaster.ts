// Knows which PostgreSQL server, if any, runs on a data folder, and how to end it.
// Must never signal a process that is not the server of that very folder.
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, psField } from './process-identity.js';

/** What a running server wrote about itself. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Whether it accepts connections; false while it starts or stops. */
  readonly ready: boolean;
}

const POLL_MS = 20;
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/**
 * The server that runs on `cluster`, or undefined. A lock file left behind by a killed server, whose process number may
 * belong to somebody else since, is seen through; `removeStaleLock` removes it.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const written = await readPostmaster(cluster);
  return written !== undefined && (await isServerOf(written.pid, cluster)) ? written : undefined;
}

/** Like `findPostmaster`, but waits up to `timeoutMs` for a server that is still starting or stopping. */
export async function findReadyPostmaster(cluster: string, timeoutMs: number): Promise<Postmaster | undefined> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await findPostmaster(cluster);
    if (found === undefined || found.ready) return found;
    if (Date.now() > deadline) {
      throw new Error(`The PostgreSQL server ${found.pid} on ${cluster} was not ready within ${timeoutMs} ms`);
    }
    await delay(POLL_MS);
  }
}

/** What the lock file of `cluster` says, true or not. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(lockFile(cluster), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const [pid, , , port, , , , status = ''] = text.split('\n');
  if (!pid) return undefined;
  return { pid: Math.abs(Number(pid)), port: Number(port ?? 0), ready: status.trim() === 'ready' };
}

/**
 * Removes the lock file of a server that is gone. PostgreSQL does so by itself, except when the process number in it
 * has been given to another process of the same user: the rule rather than the exception in containers.
 */
export async function removeStaleLock(cluster: string): Promise<void> {
  if ((await findPostmaster(cluster)) === undefined) await rm(lockFile(cluster), { force: true });
}

/**
 * Ends the server and waits until it is gone: without new clients for up to `patienceMs`, then by cutting off those
 * that are left (open transactions are rolled back).
 */
export async function stopPostmaster(pid: number, patienceMs = 0): Promise<void> {
  const shutdowns = [
    ['SIGTERM', patienceMs],
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ] as const;
  for (const [signal, timeoutMs] of shutdowns.slice(patienceMs > 0 ? 0 : 1)) {
    signalPostmaster(pid, signal);
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return;
      await delay(POLL_MS);
    }
  }
  throw new Error(`The PostgreSQL server ${pid} does not stop; end it by hand`);
}

/** Asks the server to end; a server that is gone already is fine. */
export function signalPostmaster(pid: number, signal: 'SIGTERM' | 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const folder = await realpath(cluster);
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux') return (await commandOf(pid)).includes(folder);
  // A server works inside its folder. Root in a container may not look there, but the start command tells as well.
  const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (workingFolder !== undefined) return workingFolder === folder && (await commandOf(pid)).includes('postgres');
  const command = await commandOf(pid);
  return command.includes('postgres') && command.includes(folder);
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return psField(pid, 'command');
}

function lockFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
