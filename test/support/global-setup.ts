// Starts one real PostgreSQL for the whole test run and tells the test files its address.
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

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'gyeolje-test-'));
  const dismissJanitor = callJanitor(folder);
  const postgres = await startLocalPostgres({ dataDir: folder, durable: false });
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true });
    dismissJanitor();
  };
}
