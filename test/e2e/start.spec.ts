// `npm start`, with small programs in place of the real ones: what it starts, it stops, however it ends.
// Must never wait longer than the starter needs.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { devPlanFor } from '../../scripts/dev/plan.js';
import type { Program } from '../../scripts/program.js';
import { planFor } from '../../scripts/programs.js';
import { EnvironmentReader } from '../../src/config/environment.js';
import { readPaycoConfig } from '../../src/config/payco.config.js';
import { readPaypleConfig } from '../../src/config/payple.config.js';
import { isAlive } from '../../scripts/local-postgres/process-identity.js';
import { reservePort } from '../support/ports.js';
import { waitFor } from '../support/wait-for.js';

type Behaviour = 'good' | 'fails' | 'slow' | 'stubborn' | 'parent';

/** A running starter, and what it said. */
interface Start {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

let folder: string;
let diary: string;
let begun: Start[];
const occupants: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gyeolje-start-'));
  diary = join(folder, 'diary');
  await writeFile(diary, '');
  begun = [];
});

afterEach(async () => {
  for (const { child } of begun) child.kill('SIGKILL');
  for (const pid of await startedPids()) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  for (const occupant of occupants.splice(0)) occupant.close();
  await rm(folder, { recursive: true });
});

describe('a start of three programs', () => {
  test('brings them up in order, and tells where they are', async () => {
    const start = begin(await table('good', 'good', 'good'));
    await untilReady(start);
    expect(start.output()).toContain('ready: http://127.0.0.1/first http://127.0.0.1/second http://127.0.0.1/third');
    expect(await entries()).toEqual(['first started', 'second started', 'third started']);
  });

  test('writes what they print to their logs, not to the console', async () => {
    const programs = await table('good');
    const start = begin(programs);
    await untilReady(start);
    expect(start.output()).not.toContain('hello from first');
    expect(await readFile(programs[0]?.log ?? '', 'utf8')).toBe('hello from first\n');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'takes them down in the opposite order on %s, and exits with 0',
    async (signal) => {
      const start = begin(await table('good', 'good', 'good'));
      await untilReady(start);
      start.child.kill(signal);
      expect(await start.ended).toBe(0);
      expect((await entries()).slice(3)).toEqual(['third stopped', 'second stopped', 'first stopped']);
    },
  );

  test('keeps the Ctrl-C of a terminal, which goes to all its processes, from the programs', async () => {
    const start = begin(await table('good', 'good'));
    await untilReady(start);
    process.kill(-(start.child.pid ?? 0), 'SIGINT');
    expect(await start.ended).toBe(0);
    expect(await entries()).not.toContain('first interrupted');
  });

  test('can be stopped before everything is up, and starts nothing more', async () => {
    const start = begin(await table('good', 'slow', 'good'));
    await waitFor('the second program to start', async () => (await entries()).includes('second started'));
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(0);
    expect((await entries()).slice(2)).toEqual(['second stopped', 'first stopped']);
  });

  test('ends everything at once at the second Ctrl-C, also what does not want to stop', async () => {
    const start = begin(await table('good', 'stubborn'));
    await untilReady(start);
    await waitFor('the starter to hurry, asked again and again', () => {
      if (!start.output().includes('at once …')) start.child.kill('SIGINT');
      return start.output().includes('at once …');
    });
    expect(await start.ended).toBe(0);
    expect((await startedPids()).filter(isAlive)).toEqual([]);
  });

  test('leaves none of them behind when the starter itself is killed', async () => {
    const start = begin(await table('good', 'good', 'good'));
    await untilReady(start);
    start.child.kill('SIGKILL');
    await waitFor('all programs to have ended', async () => !(await startedPids()).some(isAlive));
    expect((await entries()).filter((entry) => entry.endsWith('stopped'))).toHaveLength(3);
  });
});

describe('a program that dies', () => {
  test('shows its last lines, takes the others down, and exits with 1', async () => {
    const programs = await table('good', 'good');
    const start = begin(programs);
    await untilReady(start);
    process.kill((await startedPids())[1] ?? 0, 'SIGKILL');
    expect(await start.ended).toBe(1);
    expect(start.output()).toContain(
      `The program second ended unexpectedly with signal SIGKILL. The end of ${programs[1]?.log ?? ''}:\n  hello from second\n`,
    );
    expect((await entries()).at(-1)).toBe('first stopped');
  });

  test('leaves none of its children behind', async () => {
    const [program] = await table('parent');
    const start = begin([{ ...(program as Program), hasChildren: true }]);
    await untilReady(start);
    const [pid, child] = await startedPids();
    if (pid === undefined || child === undefined) throw new Error('the program has started a child');
    process.kill(pid, 'SIGKILL');
    expect(await start.ended).toBe(1);
    await waitFor('the child to have ended', () => !isAlive(child));
  });

  test('before it is ready does the same', async () => {
    const start = begin(await table('good', 'fails', 'good'));
    expect(await start.ended).toBe(1);
    expect(start.output()).toContain('The program second ended with exit code 7 before it was ready.');
    expect(start.output()).toContain('  the roof fell in\n');
    expect(await entries()).toEqual(['first started', 'first stopped']);
  });
});

describe('a start that cannot succeed', () => {
  test('says in one line which port is in use, what for and what to do, and starts nothing', async () => {
    const programs = await table('good', 'good');
    const occupied = await occupyPort();
    const start = begin(programs.map((program, index) => (index === 1 ? { ...program, port: occupied } : program)));
    expect(await start.ended).toBe(1);
    expect(start.output()).toMatch(
      new RegExp(
        `^Port ${occupied} for the program second is already in use: stop the program that uses it, ` +
          'or choose another one, for example SECOND_PORT=\\d+\\.\n$',
      ),
    );
    expect(await entries()).toEqual([]);
  });

  test('says which two programs want the same port', async () => {
    const [first, second] = await table('good', 'good');
    if (first?.port === undefined || second === undefined) throw new Error('the table has two programs');
    const start = begin([first, { ...second, port: first.port }]);
    expect(await start.ended).toBe(1);
    expect(start.output()).toContain(`Port ${first.port} is wanted for both the program first and the program second`);
  });

  test('says which program is missing', async () => {
    const [program] = await table('good');
    const start = begin([{ ...(program as Program), file: join(folder, 'nothing.js') }]);
    expect(await start.ended).toBe(1);
    expect(start.output()).toBe(
      `The program of the program first is missing: ${folder}/nothing.js. Run "npm run build".\n`,
    );
  });
});

describe('the plan of npm start', () => {
  const names = (environment: Record<string, string>): string[] =>
    planFor(environment).programs.map(({ name, port = 'any' }) => `${name} ${port}`);

  test('has database, simulators, server and shop, on their usual ports', () => {
    expect(names({})).toEqual([
      'the local PostgreSQL any',
      'the PAYCO simulator 3001',
      'the Payple simulator 3002',
      'the server 3000',
      'the example shop 3010',
    ]);
    expect(planFor({}).left).toEqual([]);
  });

  test('tells every program the ports of the others', () => {
    const { programs } = planFor({
      DATABASE_URL: 'postgres://db.example.com/gyeolje',
      PORT: '4000',
      PAYCO_SIMULATOR_PORT: '4001',
      PAYPLE_SIMULATOR_PORT: '4002',
      SHOP_PORT: '4010',
    });
    expect(programs.map(({ environment }) => environment)).toMatchObject([
      { PAYCO_SIMULATOR_PORT: '4001' },
      { PAYPLE_SIMULATOR_PORT: '4002', PAYPLE_SIMULATOR_NOTICE_URL: 'http://127.0.0.1:4000/v1/payple/notices' },
      { PORT: '4000' },
      { SHOP_PORT: '4010', GYEOLJE_URL: 'http://127.0.0.1:4000' },
    ]);
  });

  test.each<[string, Record<string, string>]>([
    ['usual', {}],
    ['chosen', { PAYCO_SIMULATOR_PORT: ' 4001 ', PAYPLE_SIMULATOR_PORT: '4002' }],
  ])('starts the simulators where every program asks the providers, on the %s ports', (_, environment) => {
    const asked = (more: Readonly<Record<string, string>>) => {
      const reader = new EnvironmentReader({ ...environment, ...more });
      return [readPaycoConfig(reader).apiUrl, readPaypleConfig(reader).apiUrl];
    };
    const { programs } = planFor(environment);
    const listening = programs
      .filter(({ name }) => name.endsWith('simulator'))
      .map(({ port }) => `http://127.0.0.1:${String(port)}`);
    expect(asked(programs.find(({ name }) => name === 'the server')?.environment ?? {}), 'the server').toEqual(
      listening,
    );
    expect(asked({}), 'the command line and the worker, which nobody tells anything').toEqual(listening);
  });

  test('has a database whose address the others get, where none is configured', () => {
    const [database] = planFor({ DATABASE_URL: ' ' }).programs;
    expect(database).toMatchObject({ name: 'the local PostgreSQL', urlVariable: 'DATABASE_URL' });
    const configured = planFor({ DATABASE_URL: 'postgres://db.example.com/gyeolje' });
    expect(configured.programs.map(({ name }) => name)).not.toContain('the local PostgreSQL');
  });

  test('has no database in production mode, and says so', () => {
    const plan = planFor({ GYEOLJE_MODE: 'production' });
    expect(plan.programs.map(({ name }) => name)).toEqual(['the server']);
    expect(plan.left).toContain(
      'Not started: the local PostgreSQL, because it is not for production. Set DATABASE_URL.',
    );
  });

  test('has neither simulator nor shop outside simulator mode, and says so', () => {
    expect(names({ GYEOLJE_MODE: 'test' })).toEqual(['the local PostgreSQL any', 'the server 3000']);
    expect(planFor({ GYEOLJE_MODE: 'test' }).left).toEqual([
      'Not started: the PAYCO simulator, because PAYCO_MODE or GYEOLJE_MODE is not simulator.',
      'Not started: the Payple simulator, because PAYPLE_MODE or GYEOLJE_MODE is not simulator.',
      'Not started: the example shop, because GYEOLJE_MODE is not simulator.',
    ]);
  });

  test('has the simulator of a provider that is simulated although the platform is not', () => {
    expect(names({ GYEOLJE_MODE: 'test', PAYCO_MODE: 'simulator' })).toEqual([
      'the local PostgreSQL any',
      'the PAYCO simulator 3001',
      'the server 3000',
    ]);
  });
});

describe('the plan of npm run dev', () => {
  test('has the programs of npm start, and the console under Vite, which knows the server', () => {
    const { programs } = devPlanFor({ PORT: '4000', CONSOLE_PORT: '4005' });
    expect(programs.map(({ name }) => name)).toEqual([
      'the local PostgreSQL',
      'the PAYCO simulator',
      'the Payple simulator',
      'the server',
      'the console',
      'the example shop',
    ]);
    expect(programs.find(({ name }) => name === 'the console')).toMatchObject({
      port: 4005,
      environment: { CONSOLE_PORT: '4005', CONSOLE_SERVER: 'http://127.0.0.1:4000' },
    });
  });

  test('starts the server with the settings it has under npm start, but watched and in the terminal', () => {
    const find = ({ programs }: ReturnType<typeof planFor>): Program | undefined =>
      programs.find(({ name }) => name === 'the server');
    const [dev, plain] = [find(devPlanFor({})), find(planFor({}))];
    expect(dev?.environment).toEqual(plain?.environment);
    expect(dev).toMatchObject({ log: undefined, hasChildren: true });
    expect(dev?.file).not.toBe(plain?.file);
  });
});

/** A table of stand-in programs, on ports that are free now. */
async function table(...behaviours: Behaviour[]): Promise<Program[]> {
  return Promise.all(
    behaviours.map(async (behaviour, index) => {
      const name = ['first', 'second', 'third'][index] ?? String(index);
      return {
        name: `the program ${name}`,
        file: fileURLToPath(new URL('start/stand-in-program.mjs', import.meta.url)),
        port: await reservePort(),
        portVariable: `${name.toUpperCase()}_PORT`,
        environment: { NAME: name, BEHAVIOUR: behaviour, DIARY: diary },
        log: join(folder, 'logs', `${name}.log`),
      };
    }),
  );
}

function begin(programs: Program[]): Start {
  const starter = fileURLToPath(new URL('start/stand-in-start.mjs', import.meta.url));
  if (!existsSync(join(import.meta.dirname, '../../dist/scripts/starter.js'))) {
    throw new Error('The starter is not compiled; run "npm run build" first');
  }
  const child = spawn(process.execPath, [starter, JSON.stringify(programs)], { detached: true });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const start = { child, output: () => output, ended };
  begun.push(start);
  return start;
}

async function untilReady(start: Start): Promise<void> {
  await waitFor('the starter to be ready', () => {
    if (start.child.exitCode !== null) throw new Error(`The starter ended: ${start.output()}`);
    return start.output().includes('ready: ');
  });
}

/** What the programs noted, in order, as in "first started". */
async function entries(): Promise<string[]> {
  const lines = (await readFile(diary, 'utf8')).split('\n').slice(0, -1);
  return lines.map((line) => line.replace(/ \d+$/, ''));
}

async function startedPids(): Promise<number[]> {
  const lines = (await readFile(diary, 'utf8')).split('\n');
  return lines.flatMap((line) => /started (\d+)$/.exec(line)?.slice(1).map(Number) ?? []);
}

async function occupyPort(): Promise<number> {
  const server = await listen();
  occupants.push(server);
  return (server.address() as AddressInfo).port;
}

async function listen(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await waitFor('a server to listen', () => server.listening);
  return server;
}
