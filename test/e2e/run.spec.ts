// The commands of a developer's machine, which find or start the local PostgreSQL by themselves.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLocalPostgres } from '../../scripts/local-postgres/index.js';
import { createTestDatabase } from '../support/test-database.js';

const RUN = fileURLToPath(new URL('../../dist/scripts/run.js', import.meta.url));
const WITHOUT_LOCAL_POSTGRES = new URL('run/without-local-postgres.mjs', import.meta.url).href;

interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gyeolje-run-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('without a DATABASE_URL', () => {
  test('the migrations start a local PostgreSQL and stop it; the other commands use one that runs', async () => {
    const { code, output, errors } = await run(['migrate']);
    expect([code, output]).toEqual([0, 'The database is up to date.\n']);
    expect(errors).toMatch(/^Started a local PostgreSQL \d+ on port \d+, data in .*\n$/);
    expect((await readdir(join(folder, '.data/postgres'))).sort()).toEqual(['cluster', 'password', 'postgres.log']);
    expect(await readdir(join(folder, '.data/postgres/cluster'))).not.toContain('postmaster.pid');

    const postgres = await startLocalPostgres({ dataDir: join(folder, '.data/postgres'), durable: false });
    try {
      const audit = { code: 0, output: 'Orders looked at: 0. Differences: 0.\n', errors: '' };
      expect(await run(['cli', 'audit', 'money'])).toEqual(audit);
      // The first one left it running.
      expect(await run(['cli', 'audit', 'money'])).toEqual(audit);
    } finally {
      await postgres.stop();
    }
  });

  test('the other commands say what to do when none runs', async () => {
    const { code, errors } = await run(['cli', 'audit', 'money']);
    expect(code).toBe(1);
    expect(errors).toMatch(/^DATABASE_URL is missing; set it, or run `npm start`, .*\n$/);
  });

  test('no local PostgreSQL is used in production mode', async () => {
    const { code, errors } = await run(['migrate'], { GYEOLJE_MODE: 'production' });
    expect(code).toBe(1);
    expect(errors).toContain('DATABASE_URL is missing; a local PostgreSQL is not for production.');
    expect(errors).not.toContain('Started');
  });
});

describe('with a DATABASE_URL', () => {
  test.each(['the environment', '.env'])('in %s nothing of the local PostgreSQL is loaded', async (place) => {
    const database = await createTestDatabase();
    try {
      if (place === '.env') await writeFile(join(folder, '.env'), `DATABASE_URL=${database.url}\n`);
      const environment = place === '.env' ? {} : { DATABASE_URL: database.url };
      expect(await run(['migrate'], environment, ['--import', WITHOUT_LOCAL_POSTGRES])).toEqual({
        code: 0,
        output: 'The database is up to date.\n',
        errors: '',
      });
    } finally {
      await rm(join(folder, '.env'), { force: true });
      await database.drop();
    }
  });
});

test('an unknown program is answered with those there are', async () => {
  expect(await run(['nonsense'])).toEqual({
    code: 2,
    output: '',
    errors: 'Usage: node dist/scripts/run.js cli|migrate|worker [arguments]\n',
  });
});

function run(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  nodeOptions: readonly string[] = [],
): Promise<Outcome> {
  const child = spawn(process.execPath, [...nodeOptions, RUN, ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, errors }));
  });
}
