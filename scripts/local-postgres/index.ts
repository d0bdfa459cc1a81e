// Runs a real PostgreSQL on this machine, so that trying out, developing and testing need nothing but npm.
// Must never be used for production data, and must never leave a second server on the same data.
import { close, existsSync, openSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import {
  assertOurs,
  ensureCluster,
  giveToFolderOwner,
  localFolder,
  prepareFolder,
  readPassword,
  type LocalFolder,
} from './cluster.js';
import { findLauncher, removeCopiedPrograms, type Account, type Launcher } from './launcher.js';
import { identityOf, isAlive } from './process-identity.js';
import {
  findPostmaster,
  findReadyPostmaster,
  readPostmaster,
  removeStaleLock,
  signalPostmaster,
  stopPostmaster,
  type Postmaster,
} from './postmaster.js';

export interface LocalPostgresOptions {
  /** Folder for everything the local PostgreSQL keeps; made when missing. */
  readonly dataDir: string;
  /** False for tests: fast, and the data does not survive a power failure. Default true. */
  readonly durable?: boolean;
  /** How many clients may be connected at once. Default 60. */
  readonly maxConnections?: number;
  /** Port to listen on; a free one when not given. A server that already runs on the data keeps its own. */
  readonly port?: number;
  /** Told in one line what happens. */
  readonly log?: (line: string) => void;
}

export interface LocalPostgres {
  /** Connects to the database `gyeolje` as its owner, who may create databases and is no superuser. */
  readonly url: string;
  readonly port: number;
  /** Process number of the server. */
  readonly pid: number;
  /** Resolves when the server has ended, stopped or not, with how, as in "with signal SIGKILL". */
  untilEnded(): Promise<string>;
  /**
   * Stops the server and waits for its end; does nothing when another living process owns it.
   * @param patienceMs how long clients may stay connected before they are cut off; 0 unless given
   */
  stop(patienceMs?: number): Promise<void>;
}

/** A running server, and how to notice its end. */
interface Server {
  readonly running: Postmaster;
  readonly untilEnded: () => Promise<string>;
}

/** How long a start may take; a server that was killed with much to do reads its journal again first. */
const START_MS = 120_000;
const POLL_MS = 20;
/** How often to look whether a server that another process started still runs. */
const WATCH_MS = 250;
const LOG_LIMIT_BYTES = 5_000_000;
/** Processes of a killed server still use the data; they end by themselves. */
const DATA_IN_USE = /lock file .* already exists|shared memory block .* in use/;
const PORT_IN_USE = /could not bind|Address already in use/;

/**
 * Starts the local PostgreSQL, making its data on the first start. A server that still runs on the data, because its
 * owner was killed, is taken over.
 * @throws one sentence and the last lines of the server's log when it does not start.
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const folder = localFolder(resolve(options.dataDir));
  const log = options.log ?? (() => undefined);
  const deadline = Date.now() + START_MS;
  const account = await prepareFolder(folder);
  for (;;) {
    const running = await findReadyPostmaster(folder.cluster, START_MS);
    if (running !== undefined) return adopt(folder, running, log);
    try {
      // When another process starts the same database just now, look again until it runs.
      if (await claim(folder)) return await launch(folder, account, options, log);
    } catch (error) {
      await release(folder);
      if (Date.now() > deadline || !passesByItself(String(error), options.port)) throw error;
    }
    if (Date.now() > deadline) throw new Error(`Another process is still starting the database in ${folder.root}`);
    await delay(POLL_MS);
  }
}

/** A free port that was taken meanwhile is replaced by another one; a given port is not. */
function passesByItself(failure: string, givenPort: number | undefined): boolean {
  return DATA_IN_USE.test(failure) || (givenPort === undefined && PORT_IN_USE.test(failure));
}

/** The address of the local PostgreSQL that runs on `dataDir`, or undefined when none does. */
export async function findRunningLocalPostgres(dataDir: string): Promise<string | undefined> {
  const folder = localFolder(resolve(dataDir));
  await assertOurs(folder);
  const running = await findReadyPostmaster(folder.cluster, START_MS);
  return running === undefined ? undefined : urlOf(await readPassword(folder), running.port);
}

/** Stops the local PostgreSQL on `dataDir` if it still runs although the process that owned it is gone. */
export async function stopAbandonedLocalPostgres(dataDir: string): Promise<void> {
  const folder = localFolder(resolve(dataDir));
  const running = await findPostmaster(folder.cluster);
  if (running === undefined || (await isOwnedByAnother(folder))) return;
  await stopPostmaster(running.pid);
  await release(folder);
}

async function adopt(folder: LocalFolder, running: Postmaster, log: (line: string) => void): Promise<LocalPostgres> {
  const password = await readPassword(folder);
  log(`Using the local PostgreSQL that already runs on port ${running.port}`);
  const server = { running, untilEnded: () => watchUntilEnded(running.pid) };
  if (await claim(folder)) return own(folder, server, password);
  return { ...described(server, password), stop: () => Promise.resolve() };
}

async function watchUntilEnded(pid: number): Promise<string> {
  while (isAlive(pid)) await delay(WATCH_MS, undefined, { ref: false });
  return 'for a reason that only its log may tell';
}

/** Takes the duty to stop the server, unless another living process has it. */
async function claim(folder: LocalFolder): Promise<boolean> {
  if (await isOwnedByAnother(folder)) return false;
  if (existsSync(folder.owner)) await rm(folder.owner, { force: true });
  try {
    await writeFile(folder.owner, (await identityOf(process.pid)) ?? '', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await giveToFolderOwner(folder, folder.owner);
  return true;
}

async function isOwnedByAnother(folder: LocalFolder): Promise<boolean> {
  const owner = await readFile(folder.owner, 'utf8').catch(() => '');
  const pid = Number.parseInt(owner, 10);
  return pid > 0 && pid !== process.pid && (await identityOf(pid)) === owner;
}

async function launch(
  folder: LocalFolder,
  account: Account | undefined,
  options: LocalPostgresOptions,
  log: (line: string) => void,
): Promise<LocalPostgres> {
  const durable = options.durable ?? true;
  await removeCopiedPrograms(folder.programs);
  const launcher = await findLauncher(account, folder.programs);
  await ensureCluster(folder, launcher, account, durable);
  await removeStaleLock(folder.cluster);
  const password = await readPassword(folder);
  const port = options.port ?? (await freePort());
  const server = await startServer(folder, launcher, serverSettings(folder, port, options));
  log(`Started a local PostgreSQL ${launcher.majorVersion} on port ${port}, data in ${folder.root}`);
  return own(folder, server, password);
}

/** Does the duty of an owner: the server is stopped, also when this process ends without having been asked to. */
function own(folder: LocalFolder, server: Server, password: string): LocalPostgres {
  const { pid } = server.running;
  const atExit = (): void => signalPostmaster(pid, 'SIGINT');
  process.on('exit', atExit);
  const end = async (patienceMs: number): Promise<void> => {
    try {
      // The number of a server that is gone may belong to another process.
      if (isAlive(pid)) await stopPostmaster(pid, patienceMs);
      await release(folder);
    } finally {
      process.off('exit', atExit);
    }
  };
  let ended: Promise<void> | undefined;
  return { ...described(server, password), stop: (patienceMs = 0) => (ended ??= end(patienceMs)) };
}

function described({ running, untilEnded }: Server, password: string): Omit<LocalPostgres, 'stop'> {
  return { url: urlOf(password, running.port), port: running.port, pid: running.pid, untilEnded };
}

/** What an owner leaves behind when no server runs any more: nothing but the data. */
async function release(folder: LocalFolder): Promise<void> {
  await removeCopiedPrograms(folder.programs);
  await rm(folder.owner, { force: true });
}

function serverSettings(folder: LocalFolder, port: number, options: LocalPostgresOptions): string[] {
  const { durable = true, maxConnections = 60 } = options;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    max_connections: maxConnections,
    shared_buffers: '32MB',
    jit: 'off',
    // One machine, small data: no helpers that only cost memory.
    io_method: 'sync',
    max_parallel_workers_per_gather: 0,
    max_logical_replication_workers: 0,
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '256MB',
    log_checkpoints: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Read by nobody but people and by us: whose server this is, seen in the list of processes.
    'gyeolje.folder': folder.cluster,
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function startServer(folder: LocalFolder, launcher: Launcher, settings: string[]): Promise<Server> {
  const logStart = await prepareLog(folder.log);
  const logFile = openSync(folder.log, 'a', 0o600);
  await giveToFolderOwner(folder, folder.log);
  const data = launcher.nameOfFolder(folder.cluster);
  // Detached: a Ctrl-C in the terminal is for its owner, who stops it after its clients.
  const options = { detached: true, stdio: ['ignore' as const, logFile, logFile] };
  const child = launcher.start('postgres', ['-D', data, ...settings], folder.cluster, options);
  const untilEnded = endOf(child);
  let howEnded: string | undefined;
  void untilEnded.then((how) => (howEnded = how));
  close(logFile, () => undefined);
  const deadline = Date.now() + START_MS;
  for (;;) {
    const written = await readPostmaster(folder.cluster);
    if (written?.pid === child.pid && written?.ready === true) break;
    if (howEnded !== undefined) throw new Error(await failureSentence(folder, `it ended ${howEnded}`, logStart));
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw new Error(await failureSentence(folder, 'it took too long', logStart));
    }
    await delay(POLL_MS);
  }
  child.unref();
  const running = await readPostmaster(folder.cluster);
  if (running === undefined) throw new Error(await failureSentence(folder, 'it ended at once', logStart));
  return { running, untilEnded: () => untilEnded };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`because of an error (${error.message})`));
    child.on('exit', (code, signal) =>
      resolve(signal === null ? `with exit code ${String(code)}` : `with signal ${signal}`),
    );
  });
}

/** Keeps one older log of limited size; returns where the new one begins, in bytes. */
async function prepareLog(path: string): Promise<number> {
  const sizeBytes = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (sizeBytes < LOG_LIMIT_BYTES) return sizeBytes;
  await rename(path, `${path}.1`);
  return 0;
}

async function failureSentence(folder: LocalFolder, failure: string, logStart: number): Promise<string> {
  const log = (await readFile(folder.log)).subarray(logStart).toString().trim();
  const lastLines = log.split('\n').slice(-15).join('\n');
  return `The local PostgreSQL in ${folder.root} did not start: ${failure}. Its log ${folder.log} ends:\n${lastLines}`;
}

/** A port that is free now; that it is taken a moment later is survived by trying again. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => {
    server.on('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function urlOf(password: string, port: number): string {
  return `postgres://gyeolje:${password}@127.0.0.1:${port}/gyeolje`;
}
