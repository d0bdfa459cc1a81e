// Starts one real PostgreSQL for the whole test run and tells the test files its address.
// Must never leave a server or a file behind, even when the run is interrupted.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { startLocalPostgres } from '../../src/database/local-postgres.js';

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

/** A second process that outlives this one when it is killed, and cleans up. */
function callJanitor(folder: string): () => void {
  const script = fileURLToPath(new URL('janitor.mjs', import.meta.url));
  const janitor = spawn(process.execPath, [script, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  janitor.unref();
  return () => janitor.stdin.end();
}
