// PostgreSQL servers made for the proof alone: a primary that answers only when its standby has what it was told.
// Must never touch another server, and must never leave one behind: whoever makes them buries them.
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { chown, copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import {
  findLauncher,
  powerlessAccounts,
  removeCopiedPrograms,
  type Account,
  type Launcher,
} from '../../../scripts/local-postgres/launcher.js';
import { freePort } from '../../support/house.js';
import { withClient } from '../../support/read-rows.js';
import { waitFor } from '../../support/wait-for.js';

/** One running server. */
export interface Server {
  readonly folder: string;
  readonly port: number;
  readonly process: ChildProcess;
}

const DATABASE = 'gyeolje';
const START_MS = 60_000;

export class PostgresPair {
  readonly #servers: Server[] = [];
  #made = 0;

  private constructor(
    private readonly root: string,
    private readonly launcher: Launcher,
    private readonly account: Account | undefined,
    private readonly password: string,
  ) {}

  /** Makes the data of a first server, with one account and an empty database, and starts it alone. */
  static async make(): Promise<{ readonly pair: PostgresPair; readonly primary: Server }> {
    const root = await mkdtemp(join(tmpdir(), 'gyeolje-failover-'));
    const [account] = process.getuid?.() === 0 ? await powerlessAccounts(0) : [];
    if (account) await chown(root, account.uid, account.gid);
    const launcher = await findLauncher(account, join(root, 'programs'));
    const pair = new PostgresPair(root, launcher, account, randomBytes(18).toString('hex'));
    const folder = await pair.#newFolder();
    const passwordFile = join(folder, '..', 'first-password');
    await pair.#writeOwned(passwordFile, pair.password);
    await pair.#initialize(folder, passwordFile);
    const primary = await pair.#start(folder);
    await withClient(pair.urlOf(primary.port, 'postgres'), (client) => client.query(`CREATE DATABASE ${DATABASE}`));
    return { pair, primary };
  }

  /** A connection string; of the database that the platform uses unless told. */
  urlOf(port: number, database = DATABASE): string {
    return `postgres://postgres:${this.password}@127.0.0.1:${port}/${database}`;
  }

  /**
   * Gives a running server a standby: a copy taken while it works, which follows it from then on. When this returns, the
   * primary confirms a commit only after the standby has written it.
   */
  async addStandby(primary: Server): Promise<Server> {
    const folder = await this.#newFolder();
    await withClient(this.urlOf(primary.port), async (client) => {
      await client.query(`SELECT pg_backup_start('standby', true)`);
      await this.#copy(primary.folder, folder);
      const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
      await this.#writeOwned(join(folder, 'backup_label'), rows[0]?.labelfile ?? '');
    });
    await this.#writeOwned(join(folder, 'standby.signal'), '');
    const standby = await this.#start(folder, {
      primary_conninfo: `host=127.0.0.1 port=${primary.port} user=postgres password=${this.password} application_name=standby`,
    });
    await withClient(this.urlOf(primary.port), async (client) => {
      await client.query(`ALTER SYSTEM SET synchronous_standby_names = 'standby'`);
      await client.query('SELECT pg_reload_conf()');
      await waitFor(
        'the standby to follow step by step',
        async () => {
          const { rows } = await client.query(`SELECT FROM pg_stat_replication WHERE sync_state = 'sync'`);
          return rows.length > 0;
        },
        { timeoutMs: START_MS },
      );
    });
    return standby;
  }

  /** Kills a server and all of its processes at the same moment, as a power cut would. */
  async kill({ port, process: postmaster }: Server): Promise<void> {
    const backends = await withClient(this.urlOf(port), (client) =>
      client.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()'),
    );
    const ended = endOf(postmaster);
    // The postmaster first: it would put up new ones for those that fall.
    for (const pid of [postmaster.pid ?? 0, ...backends.rows.map((row) => row.pid)]) killOne(pid);
    await ended;
  }

  /** The standby becomes the primary. Returns when it takes writes. */
  async promote(standby: Server): Promise<void> {
    await withClient(this.urlOf(standby.port), (client) => client.query('SELECT pg_promote(true, 60)'));
  }

  async close(): Promise<void> {
    for (const { process: postmaster } of this.#servers) {
      if (postmaster.exitCode !== null || postmaster.signalCode !== null) continue;
      const ended = endOf(postmaster);
      postmaster.kill('SIGQUIT');
      await ended;
    }
    await removeCopiedPrograms(join(this.root, 'programs'));
    await rm(this.root, { recursive: true, force: true });
  }

  async #newFolder(): Promise<string> {
    this.#made += 1;
    const folder = join(this.root, `server-${this.#made}`);
    await mkdir(folder, { mode: 0o700 });
    await this.#own(folder);
    return folder;
  }

  async #initialize(folder: string, passwordFile: string): Promise<void> {
    const data = this.launcher.nameOfFolder(folder);
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync'];
    const child = this.launcher.start('initdb', ['-D', data, ...access, ...locale], folder, { stdio: 'pipe' });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await endOf(child);
    if (child.exitCode !== 0) throw new Error(`The data of the primary could not be made.\n${output}`);
  }

  async #start(folder: string, more: Readonly<Record<string, string>> = {}): Promise<Server> {
    const port = await freePort();
    const settings = Object.entries({ ...SETTINGS, port: String(port), ...more });
    const log = openSync(`${folder}.log`, 'a', 0o600);
    const child = this.launcher.start(
      'postgres',
      ['-D', this.launcher.nameOfFolder(folder), ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      folder,
      { detached: true, stdio: ['ignore', log, log] },
    );
    closeSync(log);
    const server = { folder, port, process: child };
    this.#servers.push(server);
    await waitFor(
      'PostgreSQL to start',
      async () => {
        if (child.exitCode !== null) throw new Error(`PostgreSQL ended.\n${await readFile(`${folder}.log`, 'utf8')}`);
        return withClient(this.urlOf(port, 'postgres'), () => Promise.resolve(true)).catch(() => false);
      },
      { timeoutMs: START_MS },
    );
    return server;
  }

  /** What the server removes or renames while we read belongs to nobody's data: its journal brings the rest. */
  async #copy(from: string, to: string): Promise<void> {
    for (const entry of await readdir(from, { withFileTypes: true })) {
      if (['postmaster.pid', 'postmaster.opts'].includes(entry.name)) continue;
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) {
        await mkdir(target, { mode: 0o700 });
        await this.#own(target);
        await this.#copy(source, target);
      } else {
        await copyFile(source, target).then(
          () => this.#own(target),
          (error: unknown) => {
            if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
          },
        );
      }
    }
  }

  async #writeOwned(path: string, text: string): Promise<void> {
    await writeFile(path, text, { mode: 0o600 });
    await this.#own(path);
  }

  async #own(path: string): Promise<void> {
    if (this.account && (await stat(path)).uid !== this.account.uid) {
      await chown(path, this.account.uid, this.account.gid);
    }
  }
}

/** As a primary or standby of production has them; only the machine is small. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  wal_level: 'replica',
  max_wal_senders: '4',
  wal_keep_size: '512MB',
  hot_standby: 'on',
  synchronous_commit: 'on',
  max_connections: '60',
  shared_buffers: '32MB',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
} as const;

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once('exit', () => done());
  });
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It fell with the postmaster.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
