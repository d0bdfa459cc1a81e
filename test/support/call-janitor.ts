// Calls a second process that outlives this one when it is killed, and cleans up after it.
// Must never be told of a folder that is not a test run's own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * @param folder of a PostgreSQL; its name begins with `gyeolje-test-`
 * @returns what sends it home, when everything was cleaned up here
 */
export function callJanitor(folder: string): () => void {
  const script = fileURLToPath(new URL('janitor.mjs', import.meta.url));
  const janitor = spawn(process.execPath, [script, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  janitor.unref();
  return () => janitor.stdin.end();
}
