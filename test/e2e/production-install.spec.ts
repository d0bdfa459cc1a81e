// What is built runs without what builds it: the packages of `npm ci --omit=dev` are enough.
import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reservePort } from '../support/ports.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';
import { importedPackages } from './production/import-graph.js';
import { installFolder, ROOT, type InstalledFolder } from './production/installed-folder.js';

/** What people and supervisors run on a server. */
const PROGRAMS = [
  'src/main.js',
  'src/worker.js',
  'src/migrate-cli.js',
  'src/cli.js',
  'scripts/start.js',
  'scripts/run.js',
];
/** What `npm start` brings up besides. */
const COMPANIONS = ['simulators/payco/main.js', 'simulators/payple/main.js', 'examples/shop/main.js'];

interface PackageFile {
  readonly dependencies: Readonly<Record<string, string>>;
}

describe('package.json', () => {
  test('has every package that a compiled program imports among its dependencies', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as PackageFile;
    const files = [...PROGRAMS, ...COMPANIONS].map((file) => join(ROOT, 'dist', file));
    const imported = importedPackages(files, ROOT);
    expect(imported.size, 'nothing is imported: is the walk over the imports broken?').toBeGreaterThan(20);
    const missing = [...imported].filter(([name]) => !(name in dependencies));
    expect(
      missing.map(([name, file]) => `${file} imports ${name}`),
      'These packages are not installed by npm ci --omit=dev. Move them from devDependencies to dependencies.',
    ).toEqual([]);
  });
});

describe('without development packages, sources and compiler', () => {
  let installed: InstalledFolder;
  let database: TestDatabase;

  beforeAll(async () => {
    [installed, database] = [installFolder(true), await createTestDatabase()];
  });

  afterEach(() => Promise.all(running.splice(0).map((end) => end())));

  afterAll(async () => {
    installed.remove();
    await database.drop();
  });

  test('there is no compiler in the folder', () => {
    const packages = ['typescript', 'vite', '@nestjs/cli'].map((name) => join(installed.path, 'node_modules', name));
    expect(
      packages.filter((path) => existsSync(path)),
      'the folder has more than production has',
    ).toEqual([]);
  });

  test('npm start starts everything, builds nothing and says nothing of it', async () => {
    const start = run(installed, ['scripts/build.mjs'], {});
    expect(await start.ended, start.output()).toBe(0);
    expect(start.output(), 'a build that has nothing to do says nothing').toBe('');

    const everything = run(installed, ['dist/scripts/start.js'], await settings(database));
    await untilItSays(everything, 'Gyeolje is ready');
    expect(await everything.stop(), everything.output()).toBe(0);
  });

  test('the worker starts', async () => {
    const worker = run(installed, ['dist/scripts/run.js', 'worker'], await settings(database));
    await untilItSays(worker, 'runs background jobs');
    expect(await worker.stop(), worker.output()).toBe(0);
  });

  test.each([['migrate'], ['cli', '--help']])('%s does its work', async (...words) => {
    const started = run(installed, ['dist/scripts/run.js', ...words], await settings(database));
    expect(await started.ended, started.output()).toBe(0);
  });
});

describe('npm run build without dist/ and without development packages', () => {
  let installed: InstalledFolder;

  beforeEach(() => {
    installed = installFolder(false);
  });

  afterEach(() => installed.remove());

  test('says in one sentence that a release is incomplete', async () => {
    const build = run(installed, ['scripts/build.mjs'], {});
    expect(await build.ended, build.output()).toBe(1);
    expect(build.output()).toBe('There is neither dist/ nor the sources to build it from. Unpack the release again.\n');
  });

  test('says in one sentence what to install where the sources are', async () => {
    mkdirSync(join(installed.path, 'src'));
    copyFileSync(join(ROOT, 'src/main.ts'), join(installed.path, 'src/main.ts'));
    cpSync(join(ROOT, 'scripts/build'), join(installed.path, 'scripts/build'), { recursive: true });
    const build = run(installed, ['scripts/build.mjs'], {});
    expect(await build.ended, build.output()).toBe(1);
    expect(build.output()).toBe(
      'Gyeolje is not built, and the development packages to build it are not installed: run "npm ci" without --omit=dev.\n',
    );
  });
});

/** What ends the programs that a test left running. */
const running: (() => Promise<unknown>)[] = [];

async function settings(database: TestDatabase): Promise<Record<string, string>> {
  const [PORT, SHOP_PORT, PAYCO_SIMULATOR_PORT, PAYPLE_SIMULATOR_PORT] = await Promise.all(
    Array.from({ length: 4 }, async () => String(await reservePort())),
  );
  const ports = { PORT, SHOP_PORT, PAYCO_SIMULATOR_PORT, PAYPLE_SIMULATOR_PORT } as Record<string, string>;
  return { ...ports, DATABASE_URL: database.url, DATA_FOLDER: '.data' };
}

interface Running {
  readonly ended: Promise<number | NodeJS.Signals | null>;
  readonly hasEnded: () => boolean;
  /** What it wrote, to either stream. */
  readonly output: () => string;
  readonly stop: () => Promise<number | NodeJS.Signals | null>;
}

function run(installed: InstalledFolder, words: readonly string[], environment: Record<string, string>): Running {
  const child = spawn(process.execPath, words, {
    cwd: installed.path,
    env: { ...installed.environment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const stop = (): typeof ended => {
    child.kill('SIGTERM');
    return ended;
  };
  running.push(stop);
  return { ended, hasEnded: () => child.exitCode !== null || child.signalCode !== null, output: () => output, stop };
}

async function untilItSays(program: Running, text: string): Promise<void> {
  const says = (): boolean => {
    if (program.hasEnded()) throw new Error(`It should start, but ended: ${program.output()}`);
    return program.output().includes(text);
  };
  await waitFor(`"${text}"`, says, { timeoutMs: 50_000 });
}
