// @ts-check
// Lets one build at a time work on dist/, for example when `npm test` begins while `npm start` still builds.
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const BEAT_MS = 1_000;
/** A lock that has not been touched for so long was left by a build that was killed. */
const STALE_MS = 10_000;
const POLL_MS = 100;

/**
 * Runs `work` while holding the lock.
 *
 * @template T
 * @param {string} file
 * @param {(sentence: string) => void} say told once when another build has the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, say, work) {
  mkdirSync(dirname(file), { recursive: true });
  await take(file, say);
  const beat = setInterval(() => touch(file), BEAT_MS);
  const release = () => rmSync(file, { force: true });
  const exit = () => process.exit(1);
  process.on('exit', release).on('SIGINT', exit).on('SIGTERM', exit);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    release();
    process.off('exit', release).off('SIGINT', exit).off('SIGTERM', exit);
  }
}

/**
 * @param {string} file
 * @param {(sentence: string) => void} say
 */
async function take(file, say) {
  let isTold = false;
  while (!tryToTake(file)) {
    if (!isTold) say('Waiting for another build of Gyeolje to end …');
    isTold = true;
    // Two that find the same stale lock at the same moment may both build. Both then write the same files.
    if (isStale(file)) rmSync(file, { force: true });
    else await delay(POLL_MS);
  }
}

/** @param {string} file */
function tryToTake(file) {
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** @param {string} file */
function isStale(file) {
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return touched !== undefined && Date.now() - touched > STALE_MS;
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch (error) {
    // Somebody removed dist/ meanwhile.
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
