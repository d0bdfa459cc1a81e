// The local PostgreSQL as a program of `npm start`: runs it in LOCAL_POSTGRES_FOLDER until the parent disconnects.
import { startLocalPostgres } from './index.js';
import { Supervisor } from './supervisor.js';

/** How long clients may stay connected at the end. A killed `npm start` ends all its programs at the same time. */
const PATIENCE_MS = 5_000;

const dataDir = process.env['LOCAL_POSTGRES_FOLDER'];
if (!dataDir) throw new Error('LOCAL_POSTGRES_FOLDER is missing; `npm start` sets it');
const log = (line: string): void => void process.stdout.write(`${line}\n`);
const tellParent = (message: object): void => {
  if (process.connected) process.send?.(message);
};

const starting = Supervisor.start({
  start: (port) => startLocalPostgres({ dataDir, log, ...(port !== undefined && { port }) }),
  notify: (sentence) => {
    log(sentence);
    tellParent({ notice: sentence });
  },
});
process.once('disconnect', end).once('SIGINT', end).once('SIGTERM', end);
try {
  const supervisor = await starting;
  tellParent({ ready: true, url: supervisor.url });
  await supervisor.run();
} catch (error) {
  fail(error);
}

function end(): void {
  starting
    .then((supervisor) => supervisor.stop(PATIENCE_MS))
    .then(() => process.exit())
    .catch(fail);
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
