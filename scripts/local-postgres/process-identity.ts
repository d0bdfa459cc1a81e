// Tells processes apart for longer than they live: process numbers are given again, in containers nearly always.
// Must never signal a process.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** Whether a process with this number runs. One that ended, but whose parent has not noticed, does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The number of a running process with the time it began; undefined when there is none with that number. */
export async function identityOf(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  if (process.platform === 'win32') return String(pid);
  const beganAt = process.platform === 'linux' ? linuxStat(pid)[19] : (await psField(pid, 'lstart')).trim();
  return `${pid} ${beganAt ?? ''}`;
}

/** What `ps` says about one process; empty when it knows nothing. */
export async function psField(pid: number, field: string): Promise<string> {
  const arguments_ = ['-ww', '-o', `${field}=`, '-p', String(pid)];
  const { stdout } = await promisify(execFile)('ps', arguments_).catch(() => ({ stdout: '' }));
  return stdout;
}

/** In containers nobody may ever take note of the end of a process that lost its parent. */
function isZombie(pid: number): boolean {
  return process.platform === 'linux' && /^[ZX]$/.test(linuxStat(pid)[0] ?? '');
}

/** The fields of /proc/PID/stat from the state on; those before it may contain spaces. */
function linuxStat(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
