// `npm start` with its real programs: what happens when the local PostgreSQL is killed, and when `npm start` is.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive } from '../../scripts/local-postgres/process-identity.js';
import { freePort } from '../support/house.js';
import { waitFor } from '../support/wait-for.js';

const START = fileURLToPath(new URL('../../dist/scripts/start.js', import.meta.url));
/** A machine under load may take long for a start; nothing waits longer than it has to. */
const PATIENT = { timeoutMs: 50_000, everyMs: 50 };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gyeolje-start-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('the local PostgreSQL runs again after a kill, the server with it, and both end with a killed starter', async () => {
  const port = await freePort();
  const start = begin({ PORT: String(port) });
  try {
    await waitFor('the start', () => start.said('Gyeolje is ready'), PATIENT);
    const killed = await postmaster();
    process.kill(killed, 'SIGKILL');
    await waitFor('the sentence', () => start.said('ended with signal SIGKILL and runs again on port'), PATIENT);
    const restarted = await postmaster();
    expect(restarted).not.toBe(killed);
    await waitFor('the server to be ready again', () => isReady(port), PATIENT);

    start.kill();
    await waitFor('PostgreSQL to have ended', () => !isAlive(restarted), PATIENT);
    await waitFor('its supervisor to have ended', async () => (await owner()) === undefined, PATIENT);
    await waitFor('the server to have ended', async () => !(await isReady(port)), PATIENT);
  } finally {
    start.kill();
  }
});

/** The database and the server alone: neither a simulator nor the shop matters here. */
function begin(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [START], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      GYEOLJE_MODE: 'test',
      PAYCO_MODE: 'off',
      PAYPLE_MODE: 'off',
      SEAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      // Under npm the starter ends with its parent: with an interrupted test run.
      npm_lifecycle_event: 'start',
      ...environment,
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const said = (text: string): boolean => {
    if (child.exitCode !== null) throw new Error(`The starter ended: ${output}`);
    return output.includes(text);
  };
  return { said, kill: () => child.kill('SIGKILL') };
}

async function postmaster(): Promise<number> {
  return Number.parseInt(await readFile(join(folder, '.data/postgres/cluster/postmaster.pid'), 'utf8'), 10);
}

/** Who has to stop PostgreSQL; undefined when it is stopped. */
async function owner(): Promise<string | undefined> {
  return readFile(join(folder, '.data/postgres/owner.pid'), 'utf8').catch(() => undefined);
}

async function isReady(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
  return response?.status === 200;
}
