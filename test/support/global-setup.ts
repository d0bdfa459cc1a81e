// Starts one real PostgreSQL for the whole test run and gives the test files its address.
// Must never leave a server or a file behind, even when the run is interrupted.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startLocalPostgres } from '../../scripts/local-postgres/index.js';
import { callJanitor } from './call-janitor.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test server's first database; `createTestDatabase` makes the ones to use. */
    postgresUrl: string;
  }
}

interface SharedServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
  /** How many projects of the run still need it. */
  users: number;
}

/** Every project of a run sets up by itself, each with its own copy of this module: one server serves them all. */
const shared = globalThis as { gyeoljeTestPostgres?: Promise<SharedServer> };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await (shared.gyeoljeTestPostgres ??= start(project.vitest.config.maxWorkers));
  server.users += 1;
  project.provide('postgresUrl', server.url);
  return async () => {
    server.users -= 1;
    if (server.users > 0) return;
    delete shared.gyeoljeTestPostgres;
    await server.stop();
  };
}

/** What one worker opens at most: three applications, their job workers, and what looks at their databases. */
const CONNECTIONS_OF_A_WORKER = 60;

async function start(workers: number): Promise<SharedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gyeolje-test-'));
  const dismissJanitor = callJanitor(folder);
  const postgres = await startLocalPostgres({
    dataDir: folder,
    durable: false,
    maxConnections: workers * CONNECTIONS_OF_A_WORKER,
  });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true });
    dismissJanitor();
  };
  return { url: postgres.url, stop, users: 0 };
}
