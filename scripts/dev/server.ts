// `nest start --watch` as a program of `npm run dev`: compiles what is saved, and restarts the server when it compiles.
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const POLL_MS = 100;

const nest = createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
// nest-cli passes a SIGTERM on to the server and ends after it. With a shell in between it would neither wait for the
// server here nor before a restart.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
void tellWhenReady(`http://127.0.0.1:${process.env['PORT'] ?? '3000'}`);

process.argv.splice(1, process.argv.length, nest, 'start', '--watch', '--preserveWatchOutput', '--no-shell');
await import(pathToFileURL(nest).href);

/** nest-cli starts the server without a channel to us, so it is asked. */
async function tellWhenReady(url: string): Promise<void> {
  while (!(await isReady(url))) await delay(POLL_MS);
  if (process.connected) process.send?.({ ready: true, url });
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false;
  }
}
