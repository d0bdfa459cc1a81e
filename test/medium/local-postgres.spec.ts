// The local PostgreSQL: a real server, started, killed, found and stopped.
// Must never touch the server of the test run itself.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, Server, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  findRunningLocalPostgres,
  startLocalPostgres,
  stopAbandonedLocalPostgres,
  type LocalPostgres,
} from '../../scripts/local-postgres/index.js';
import { identityOf, isAlive } from '../../scripts/local-postgres/process-identity.js';
import { waitFor } from '../support/wait-for.js';

// Making a database takes a second, so only the tests of a first start make their own; the others use one after another
// what these left.
let folder: string;
let dataDir: string;
let started: LocalPostgres[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gyeolje-local '));
  dataDir = join(folder, '.data', 'postgres');
});

afterAll(() => rm(folder, { recursive: true }));

afterEach(async () => {
  for (const postgres of started) await postgres.stop();
  started = [];
});

async function start(options: { port?: number } = {}): Promise<LocalPostgres> {
  const postgres = await startLocalPostgres({ dataDir, durable: false, ...options });
  started.push(postgres);
  return postgres;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  // The server may be killed under the client.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

describe('the first start', () => {
  beforeEach(() => rm(dataDir, { recursive: true, force: true }));

  test('makes the database gyeolje, in UTF-8, for an account without special rights', async () => {
    const { url } = await start();
    expect(url).toMatch(/^postgres:\/\/gyeolje:[0-9a-f]{48}@127\.0\.0\.1:\d+\/gyeolje$/);
    expect(await query(url, 'SHOW server_encoding')).toEqual(['UTF8']);
    expect(await query(url, "SELECT datlocale FROM pg_database WHERE datname = 'gyeolje'")).toEqual(['C.UTF-8']);
    expect(await query(url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([false]);
  });

  test('keeps the password where only its owner can read it', async () => {
    const { url } = await start();
    const password = (await readFile(join(dataDir, 'password'), 'utf8')).trim();
    expect(url).toContain(password);
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
  });

  test('begins anew when an earlier one was interrupted half-way', async () => {
    await mkdir(join(dataDir, 'cluster.new', 'base'), { recursive: true });
    const { url } = await start();
    expect(await query(url, 'SELECT 1')).toEqual([1]);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'as root runs PostgreSQL as a user without any rights (needs root)',
    async () => {
      const { pid } = await start();
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      expect(status).not.toMatch(/^Uid:.*\b0\b/m);
      expect(status).toMatch(/^CapEff:\s+0+$/m);
    },
  );
});

describe('who can connect', () => {
  test('nobody without the password', async () => {
    const { url } = await start();
    const guess = new URL(url);
    guess.password = 'guess';
    await expect(query(guess.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  test('not the superuser, even with the password', async () => {
    const { url } = await start();
    const superuser = new URL(url);
    superuser.username = 'postgres';
    await expect(query(superuser.href, 'SELECT 1')).rejects.toThrow('no pg_hba.conf entry');
  });

  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.internal === false && address.family === 'IPv4');
  test.skipIf(outside === undefined)('nobody from outside this machine (needs a network address)', async () => {
    const url = new URL((await start()).url);
    url.hostname = outside?.address ?? '';
    await expect(query(url.href, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('the next start', () => {
  test('finds the data of the one before', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(await query(second.url, 'SELECT number FROM kept')).toEqual([7]);
  });

  test('finds the data after the server was killed', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE survivor AS SELECT 8 AS number');
    process.kill(first.pid, 'SIGKILL');
    await waitFor('the server to be gone', () => !isAlive(first.pid));
    const second = await start();
    expect(await query(second.url, 'SELECT number FROM survivor')).toEqual([8]);
  });

  test('sees through a lock file whose process number was given to somebody else', async () => {
    const first = await start();
    const lock = join(dataDir, 'cluster', 'postmaster.pid');
    const text = await readFile(lock, 'utf8');
    await first.stop();
    await writeFile(lock, text.replace(/^\d+/, String(process.ppid)));
    const second = await start();
    expect(await query(second.url, 'SELECT 1')).toEqual([1]);
  });

  test('listens on the port it is given', async () => {
    const port = await freePort();
    const postgres = await start({ port });
    expect(postgres.port).toBe(port);
    expect(await query(postgres.url, 'SHOW port')).toEqual([String(port)]);
  });
});

describe('the end of a server', () => {
  test('is reported with its signal', async () => {
    const postgres = await start();
    process.kill(postgres.pid, 'SIGKILL');
    expect(await postgres.untilEnded()).toBe('with signal SIGKILL');
  });

  test('is noticed also where another process started it', async () => {
    const first = await start();
    await giveTo(goneProcess());
    const second = await start();
    process.kill(first.pid, 'SIGKILL');
    await second.untilEnded();
    expect(isAlive(first.pid)).toBe(false);
  });

  test('lets clients finish where it is asked to be patient', async () => {
    const postgres = await start();
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    const stopping = postgres.stop(30_000);
    await waitFor('the server to take no new clients', () =>
      query(postgres.url, 'SELECT 1').then(
        () => false,
        () => true,
      ),
    );
    expect((await client.query('SELECT 5 AS number')).rows).toEqual([{ number: 5 }]);
    await client.end();
    await stopping;
    expect(isAlive(postgres.pid)).toBe(false);
  });
});

describe('a server that still runs', () => {
  test('is found by its folder, and only while it runs', async () => {
    expect(await findRunningLocalPostgres(dataDir)).toBeUndefined();
    const postgres = await start();
    expect(await findRunningLocalPostgres(dataDir)).toBe(postgres.url);
    await postgres.stop();
    expect(await findRunningLocalPostgres(dataDir)).toBeUndefined();
  });

  test('is taken over, and stopped at the end, when its owner is gone', async () => {
    const first = await start();
    await giveTo(goneProcess());
    const second = await start();
    expect(second).toMatchObject({ pid: first.pid, url: first.url });
    await second.stop();
    expect(isAlive(first.pid)).toBe(false);
  });

  test('is used, and left running at the end, when its owner lives', async () => {
    const first = await start();
    await giveTo((await identityOf(process.ppid)) ?? '');
    const second = await start();
    await second.stop();
    expect(await query(first.url, 'SELECT 1')).toEqual([1]);
  });

  test('is stopped as abandoned when its owner is gone', async () => {
    const { pid } = await start();
    await giveTo(goneProcess());
    await stopAbandonedLocalPostgres(dataDir);
    expect(isAlive(pid)).toBe(false);
  });

  test('is not stopped as abandoned while its owner lives', async () => {
    const { url } = await start();
    await giveTo((await identityOf(process.ppid)) ?? '');
    await stopAbandonedLocalPostgres(dataDir);
    expect(await query(url, 'SELECT 1')).toEqual([1]);
  });
});

describe('a start that cannot succeed', () => {
  test('says why with the end of the log when its port is in use', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await waitFor('the port to be occupied', () => occupant.listening);
    const { port } = occupant.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(
      /^The local PostgreSQL in .* did not start: it ended with exit code 1\. Its log .* ends:\n[^]*Address already in use/,
    );
    occupant.close();
  });

  test('takes another port when the free one it found is taken meanwhile', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await waitFor('the port to be occupied', () => occupant.listening);
    const occupied = occupant.address() as AddressInfo;
    const address = vi.spyOn(Server.prototype, 'address').mockReturnValueOnce(occupied);
    const postgres = await start();
    expect(address).toHaveBeenCalledTimes(2);
    address.mockRestore();
    occupant.close();
    expect(postgres.port).not.toBe(occupied.port);
    expect(await query(postgres.url, 'SELECT 1')).toEqual([1]);
  });

  test('says what to do when the password is lost, and leaves no claim behind', async () => {
    const password = join(dataDir, 'password');
    await rename(password, `${password}.mislaid`);
    await expect(start()).rejects.toThrow(/password cannot be read\. Put it back, or remove/);
    expect(await readdir(dataDir)).not.toContain('owner.pid');
    await rename(`${password}.mislaid`, password);
    expect(await query((await start()).url, 'SELECT 1')).toEqual([1]);
  });

  test('says what to do when the data was made by another version', async () => {
    const version = join(dataDir, 'cluster', 'PG_VERSION');
    const text = await readFile(version, 'utf8');
    await writeFile(version, '11\n');
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 11, but PostgreSQL \d+ is installed\. Dump it/);
    await writeFile(version, text);
  });
});

/** Makes another process the one whose duty it is to stop the server. */
async function giveTo(owner: string): Promise<void> {
  await writeFile(join(dataDir, 'owner.pid'), owner);
}

/** The name of a process that has ended. */
function goneProcess(): string {
  return `${spawnSync(process.execPath, ['--version']).pid} 1`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await waitFor('a free port', () => server.listening);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
