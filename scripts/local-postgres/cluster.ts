// Makes the data folder of the local PostgreSQL on the first start, and hands it to the account PostgreSQL runs as.
// Must never touch the data of a folder that is already complete.
import { randomBytes } from 'node:crypto';
import { chmod, chown, lchown, lstat, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { powerlessAccounts, type Account, type Launcher, type Program } from './launcher.js';

/** Where everything of one local PostgreSQL lies. */
export interface LocalFolder {
  readonly root: string;
  /** PostgreSQL's own data. */
  readonly cluster: string;
  /** The password of the only account that may connect. */
  readonly password: string;
  /** What the server writes. */
  readonly log: string;
  /** Names the process whose duty it is to stop the server. */
  readonly owner: string;
  /** A symbolic link to copied programs, where they had to be copied. */
  readonly programs: string;
}

/** Names the files of the local PostgreSQL in `root`. */
export function localFolder(root: string): LocalFolder {
  const at = (name: string): string => join(root, name);
  return {
    root,
    cluster: at('cluster'),
    password: at('password'),
    log: at('postgres.log'),
    owner: at('owner.pid'),
    programs: at('programs'),
  };
}

/**
 * Makes the folder and decides who PostgreSQL runs as: undefined for "as ourselves"; as root the account that owns the
 * data already, else the owner of the surrounding folder, else a powerless account of the machine.
 * @throws when the data belongs to somebody whose files we may not use, or nobody fits.
 */
export async function prepareFolder(folder: LocalFolder): Promise<Account | undefined> {
  await assertOurs(folder);
  const surroundingOwner = await makeFolder(folder.root);
  if (process.getuid?.() !== 0) return undefined;
  const cluster = await stat(folder.cluster).catch(() => undefined);
  if (cluster !== undefined && cluster.uid !== 0)
    return { name: String(cluster.uid), uid: cluster.uid, gid: cluster.gid };
  return chooseAccount(folder, surroundingOwner);
}

/** @throws one sentence when the data belongs to somebody whose files we may not use. */
export async function assertOurs(folder: LocalFolder): Promise<void> {
  const ownUid = process.getuid?.();
  const cluster = await stat(folder.cluster).catch(() => undefined);
  if (ownUid === 0 || ownUid === undefined || cluster === undefined || cluster.uid === ownUid) return;
  throw new Error(
    `The local PostgreSQL data in ${folder.root} belongs to the user number ${cluster.uid}, because it was made by ` +
      'another user or as root. Start Gyeolje as that user (or as root) again, or remove the folder to begin anew.',
  );
}

/** The password of the local database. @throws when the data is there without its password. */
export async function readPassword(folder: LocalFolder): Promise<string> {
  const password = await readFile(folder.password, 'utf8').catch(() => undefined);
  if (password !== undefined) return password.trim();
  throw new Error(
    `${folder.password} cannot be read. Put it back, or remove ${folder.root} to begin with an empty database.`,
  );
}

/** Gives a file that root made to the owner of the folder, who may start the same database without root tomorrow. */
export async function giveToFolderOwner(folder: LocalFolder, path: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(folder.root);
  await chown(path, uid, gid);
}

/** Makes the database cluster with the account and the database `gyeolje`, unless it is complete already. */
export async function ensureCluster(
  folder: LocalFolder,
  launcher: Launcher,
  account: Account | undefined,
  durable: boolean,
): Promise<void> {
  const existing = await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (existing === undefined) return createCluster(folder, launcher, account, durable);
  if (Number(existing) !== launcher.majorVersion) {
    throw new Error(
      `The data in ${folder.root} was made by PostgreSQL ${existing.trim()}, but PostgreSQL ${launcher.majorVersion} is ` +
        'installed. Dump it with the old version, or remove the folder to begin with an empty database.',
    );
  }
  if (account !== undefined && (await stat(folder.cluster)).uid !== account.uid)
    await giveTree(folder.cluster, account);
}

/** In a folder aside that is renamed when it is complete, so that an interrupted first start leaves nothing half-made. */
async function createCluster(
  folder: LocalFolder,
  launcher: Launcher,
  account: Account | undefined,
  durable: boolean,
): Promise<void> {
  const draft = `${folder.cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (account !== undefined) await chown(draft, account.uid, account.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const quick = durable ? [] : ['--no-sync'];
  const data = launcher.nameOfFolder(draft);
  // Nobody can log in as the superuser; the platform gets an ordinary account, as it should have in production.
  await run(launcher, 'initdb', ['-D', data, '-U', 'postgres', '--auth=reject', ...locale, ...quick], draft);
  await writeFile(join(draft, 'pg_hba.conf'), 'host all gyeolje 127.0.0.1/32 scram-sha-256\n');
  const password = await newPassword(folder);
  const sql = `CREATE ROLE gyeolje LOGIN CREATEDB PASSWORD '${password}';\nCREATE DATABASE gyeolje OWNER gyeolje;\n`;
  const quiet = ['-c', 'log_checkpoints=off', '-c', `fsync=${durable ? 'on' : 'off'}`];
  await run(launcher, 'postgres', ['--single', '-D', data, ...quiet, 'postgres'], draft, sql);
  await rename(draft, folder.cluster);
}

async function newPassword(folder: LocalFolder): Promise<string> {
  const password = randomBytes(24).toString('hex');
  await writeFile(folder.password, `${password}\n`, { mode: 0o600 });
  await chmod(folder.password, 0o600);
  await giveToFolderOwner(folder, folder.password);
  return password;
}

async function run(launcher: Launcher, program: Program, args: string[], folder: string, input = ''): Promise<void> {
  const child = launcher.start(program, args, folder, { stdio: 'pipe' });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // A program that ends before it has read its input tells why on its error output.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // PostgreSQL's single-user mode ends with 0 even after a failed statement.
  if (status === 0 && !/\b(ERROR|FATAL|PANIC):/.test(output)) return;
  throw new Error(`The local PostgreSQL could not be made: ${program} ended with ${String(status)}.\n${output.trim()}`);
}

async function chooseAccount(folder: LocalFolder, surroundingOwner: number): Promise<Account> {
  const refusals: string[] = [];
  for (const account of await powerlessAccounts(surroundingOwner)) {
    const trial = `${folder.root}/.owner-trial`;
    try {
      await writeFile(trial, '');
      await chown(trial, account.uid, account.gid);
      return account;
    } catch (error) {
      refusals.push(`${account.name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await rm(trial, { force: true });
    }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and this root may not hand the data to another user. Start Gyeolje as an ' +
      `ordinary user, or set DATABASE_URL to a PostgreSQL of your own. Tried: ${refusals.join('; ') || 'no users in /etc/passwd'}`,
  );
}

/** Makes missing folders, each owned like the one around it, so that root in a user's clone leaves no closed doors. */
async function makeFolder(path: string): Promise<number> {
  const existing = await stat(path).catch(() => undefined);
  if (existing !== undefined) return existing.uid;
  const surroundingOwner = await makeFolder(dirname(path));
  await mkdir(path);
  if (process.getuid?.() === 0) await chown(path, surroundingOwner, (await stat(dirname(path))).gid);
  return surroundingOwner;
}

async function giveTree(path: string, account: Account): Promise<void> {
  await lchown(path, account.uid, account.gid);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await giveTree(join(path, name), account);
}
