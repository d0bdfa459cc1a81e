// The server, the worker and the migrations as real processes: how they start, refuse to start, and end.
// Runs what `npm run build` compiled, as users do.
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/common/ids.js';
import { reservePort } from '../support/ports.js';
import { withClient } from '../support/read-rows.js';
import { insertOrder } from '../support/sample-rows.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A started program, and what it said. */
interface Started {
  readonly child: ChildProcess;
  /** The address it tells when it is ready; rejects with what it wrote when it ends before. */
  readonly ready: Promise<string>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  readonly errors: () => string;
}

let folder: string;
let started: ChildProcess[] = [];
let databases: TestDatabase[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gyeolje-programs-'));
});

afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  for (const database of databases) await database.drop();
  await rm(folder, { recursive: true });
  [started, databases] = [[], []];
});

async function use(database: Promise<TestDatabase>): Promise<TestDatabase> {
  databases.push(await database);
  return database;
}

function start(
  program: 'main' | 'worker' | 'migrate-cli' | 'cli',
  environment: Record<string, string>,
  words: readonly string[] = [],
): Started {
  const child = fork(join(ROOT, 'dist/src', `${program}.js`), [...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', ...environment },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  started.push(child);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  // Not "close": after a disconnect it never comes.
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal));
  });
  const silent = new Promise<void>((resolve) => child.stderr?.on('end', () => resolve()));
  const ended = Promise.all([exited, silent]).then(([how]) => how);
  const ready = new Promise<string>((resolve, reject) => {
    child.on('message', (message) => resolve((message as { url: string }).url));
    void ended.then((how) => reject(new Error(`It ended with ${String(how)}: ${errors}`)));
  });
  ready.catch(() => undefined);
  return { child, ready, ended, errors: () => errors };
}

describe('the server', () => {
  test('names every fault of its configuration in one line each, and ends with 1', async () => {
    const server = start('main', { GYEOLJE_MODE: 'production', PORT: 'x', PAYCO_SELLER_KEY: 'S0FSJE' });
    expect(await server.ended).toBe(1);
    const lines = server.errors().trim().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'PORT',
      'PUBLIC_URL',
      'SEAL_KEYS',
      'DATABASE_URL',
      'PAYCO_SELLER_KEY',
      'PAYCO_CP_ID',
      'PAYCO_PRODUCT_ID',
      'PAYPLE_CST_ID',
      'PAYPLE_CUST_KEY',
      'PAYPLE_REFUND_KEY',
    ]);
    expect(lines.every((line) => line.includes('Example: '))).toBe(true);
  });

  test('migrates an empty database, is ready, and ends with 0 when it is told to', async () => {
    const { url } = await use(createEmptyDatabase());
    const server = start('main', { DATABASE_URL: url, PORT: String(await reservePort()) });
    const address = await server.ready;
    expect((await fetch(`${address}/health/ready`)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  test('ends with its parent', async () => {
    const { url } = await use(createTestDatabase());
    const server = start('main', { DATABASE_URL: url, PORT: String(await reservePort()) });
    await server.ready;
    server.child.disconnect();
    expect(await server.ended).toBe(0);
  });

  test('says in one line that its port is in use', async () => {
    const { url } = await use(createTestDatabase());
    const occupant = await new Promise<Server>((resolve) => {
      const listening = createServer().listen(0, '127.0.0.1', () => resolve(listening));
    });
    const port = (occupant.address() as AddressInfo).port;
    const server = start('main', { DATABASE_URL: url, PORT: String(port) });
    expect(await server.ended).toBe(1);
    occupant.close();
    expect(server.errors().trim()).toBe(
      `Port ${port} is in use already. End what uses it, or set PORT to another one. Example: PORT=3100`,
    );
  });

  test('does not start on an older schema when it may not migrate', async () => {
    const { url } = await use(createEmptyDatabase());
    const server = start('main', { DATABASE_URL: url, PORT: String(await reservePort()), AUTO_MIGRATE: 'false' });
    expect(await server.ended).toBe(1);
    expect(server.errors()).toMatch(
      /^The database lacks these migrations: job queue, Orders0001\d+.*\. Run `npm run migrate` first\.\n$/,
    );
  });

  test('says in one line that the database cannot be reached, without its password', async () => {
    const port = await reservePort();
    const server = start('main', { DATABASE_URL: `postgres://gyeolje:hunter2@127.0.0.1:${port}/x` });
    expect(await server.ended).toBe(1);
    expect(server.errors()).toBe(
      'The database cannot be used (ECONNREFUSED). Check DATABASE_URL and whether PostgreSQL runs there.\n',
    );
  });

  test.runIf(process.platform === 'linux')('rests in less than 150 MB', async () => {
    const { url } = await use(createTestDatabase());
    const server = start('main', { DATABASE_URL: url, PORT: String(await reservePort()) });
    await fetch(`${await server.ready}/health/ready`);
    const residentMb = async (): Promise<number> => {
      const status = await readFile(`/proc/${String(server.child.pid)}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    };
    expect(await residentMb(), 'what /proc tells').toBeGreaterThan(20);
    // What the start left behind is there until V8 collects it, which it does within a minute of rest.
    await waitFor('the server to rest in less than 150 MB', async () => (await residentMb()) < 150, { everyMs: 250 });
  });
});

test('the migrations bring an empty database up to date and end, as often as they are run', async () => {
  const { url } = await use(createEmptyDatabase());
  for (let times = 0; times < 2; times += 1) {
    const migrations = start('migrate-cli', { DATABASE_URL: url });
    expect([await migrations.ended, migrations.errors()]).toEqual([0, '']);
  }
  const server = start('main', { DATABASE_URL: url, PORT: String(await reservePort()), AUTO_MIGRATE: 'false' });
  await server.ready;
});

describe('the audit of the books', () => {
  test('ends with 0 where nothing differs, and with 1 where a won does', async () => {
    const { url } = await use(createTestDatabase());
    const audit = () => start('cli', { DATABASE_URL: url }, ['audit', 'money']);
    expect(await audit().ended).toBe(0);
    await withClient(url, async (client) => {
      const id = randomUUID();
      await insertOrder(client, id, 'unpaid');
      const told = { amountWon: 9_999, taxFreeWon: 10_000, taxableWon: 0, vatWon: 0, couponWon: 0, pointWon: 0 };
      await client.query(
        `INSERT INTO events (id, subject_id, order_id, version, type, data, occurred_at)
         VALUES ($1, $2, $2, 1, 'order.created', $3, now())`,
        [newId(), id, told],
      );
    });
    const differing = audit();
    expect(await differing.ended).toBe(1);
    expect(differing.errors().trim()).toBe('The books differ from their history.');
  });
});

describe('the worker', () => {
  test('runs jobs without listening, whatever RUN_JOBS says, and ends with 0', async () => {
    const { url } = await use(createTestDatabase());
    const worker = start('worker', { DATABASE_URL: url, RUN_JOBS: 'false' });
    expect(await worker.ready).toBe('');
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  });

  test('says in one line that it has no database, and what to do', async () => {
    const worker = start('worker', {});
    expect(await worker.ended).toBe(1);
    expect(worker.errors()).toBe(
      'DATABASE_URL is missing; set it, or run `npm start`, which runs a local PostgreSQL. ' +
        'Example: DATABASE_URL=postgres://gyeolje:password@db.example.com:5432/gyeolje\n',
    );
  });
});
