// @ts-check
// Waits until the test run that started it is gone, and then stops its PostgreSQL and removes its folder.
// Must never touch anything but the folder it was given.
import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const folder = process.argv[2] ?? '';
if (!basename(folder).startsWith('gyeolje-test-')) throw new Error('Only a folder of a test run is cleaned up');

// The other end of this pipe is held by the test run alone; it closes however the run ends.
process.stdin.resume();
process.stdin.on('close', () => void cleanUp());

async function cleanUp() {
  const lock = join(folder, 'cluster', 'postmaster.pid');
  for (let tries = 0; existsSync(lock) && tries < 500; tries++) {
    endServer(lock);
    await delay(20);
  }
  removeCopiedPrograms();
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} lock */
function endServer(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8').split('\n')[0]), 'SIGINT');
  } catch {
    // Gone between two looks.
  }
}

/** Programs copied for a root in a closed folder; see scripts/local-postgres/launcher.ts. */
function removeCopiedPrograms() {
  try {
    const copy = readlinkSync(join(folder, 'programs'));
    if (basename(copy).startsWith('gyeolje-postgres-')) rmSync(copy, { recursive: true, force: true });
  } catch {
    // There were none.
  }
}
