// `npm run test:at`: runs the tests as if it were another moment, in another time zone. Needs libfaketime (Linux).
// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { instantsAfter, readInstant } from './test-at/instants.mjs';

const USAGE = `Usage: npm run test:at -- [instant] [--tz=Zone] [arguments of vitest]

  npm run test:at -- 2028-02-29T00:01+09:00 --tz=America/New_York test/medium
  npm run test:at -- test/medium      at every instant of the list, one after the other

The instant needs an offset. Without --tz the time zone of this machine is kept.`;

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {{ name: string, at: Date, zone?: string }} Run
 */

const [runs, rest] = readArguments(process.argv.slice(2));
const library = findLibrary();
const outcomes = [];
for (const run of runs) outcomes.push({ run, code: await runAt(run, rest, library) });
if (outcomes.length > 1) print(`\n${outcomes.map(({ run, code }) => lineOf(run, code)).join('\n')}`);
process.exitCode = outcomes.some(({ code }) => code !== 0) ? 1 : 0;

/**
 * @param {string[]} given
 * @returns {[Run[], string[]]} when to run, and what is for vitest
 */
function readArguments(given) {
  if (given.includes('--help')) stop(USAGE, 0);
  const zone = given.find((argument) => argument.startsWith('--tz='))?.slice('--tz='.length);
  if (zone !== undefined && !isZone(zone)) stop(`There is no time zone "${zone}".\n\n${USAGE}`);
  const others = given.filter((argument) => !argument.startsWith('--tz='));
  const [first = '', ...more] = others;
  const at = readInstant(first);
  if (at !== null) return [[{ name: 'the chosen instant', at, ...(zone !== undefined && { zone }) }], more];
  if (/^\d{4}-\d{2}/.test(first)) stop(`"${first}" is no existing day and time with an offset.\n\n${USAGE}`);
  return [instantsAfter(new Date()).map((run) => ({ ...run, ...(zone !== undefined && { zone }) })), others];
}

/** @param {string} zone */
function isZone(zone) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** @returns {string} the path of the library that shifts the clock of a program */
function findLibrary() {
  if (process.platform !== 'linux') stop('npm run test:at needs Linux: libfaketime shifts the clock by LD_PRELOAD.');
  const folders = ['/usr/lib', '/usr/lib64', '/usr/local/lib', ...subfolders('/usr/lib')];
  const found = folders.map((folder) => `${folder}/faketime/libfaketimeMT.so.1`).find((path) => existsSync(path));
  return found ?? stop('libfaketime is missing. On Debian and Ubuntu: apt-get install faketime');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function subfolders(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
}

/**
 * @param {Run} run
 * @param {string[]} vitestArguments
 * @param {string} libraryPath
 * @returns {Promise<number>} the exit code of vitest
 */
function runAt({ name, at, zone }, vitestArguments, libraryPath) {
  const offset = Math.round((at.getTime() - Date.now()) / 1000);
  print(`\nIt is ${at.toISOString()} (${name}), ${zone === undefined ? 'in the zone of this machine' : `TZ=${zone}`}.`);
  const hook = pathToFileURL(`${root}scripts/test-at/children.mjs`).href;
  /** @type {NodeJS.ProcessEnv} */
  const environment = {
    ...process.env,
    LD_PRELOAD: libraryPath,
    FAKETIME: `${offset < 0 ? '-' : '+'}${Math.abs(offset)}s`,
    // Timers measure how long something takes; only the clock on the wall is another one.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    // With its correction of waits, libfaketime lets Chromium wait for seconds where it should wait for milliseconds.
    FAKETIME_FORCE_MONOTONIC_FIX: '0',
    // Newer versions share no memory then. 0.9.10 does not know this: a program that is killed leaves two small files
    // /dev/shm/*faketime_*.
    FAKETIME_DISABLE_SHM: '1',
    NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${hook}`.trim(),
    ...(zone !== undefined && { TZ: zone }),
  };
  const vitest = spawn(process.execPath, [`${root}node_modules/vitest/vitest.mjs`, 'run', ...vitestArguments], {
    cwd: root,
    env: environment,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    vitest.once('error', reject);
    vitest.once('close', (code) => resolve(code ?? 1));
  });
}

/**
 * @param {Run} run
 * @param {number} code
 */
function lineOf({ name, at, zone }, code) {
  return `${code === 0 ? 'passed' : 'FAILED'}  ${at.toISOString()}  ${zone ?? 'zone of this machine'}  ${name}`;
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * @param {string} message
 * @param {number} code
 * @returns {never}
 */
function stop(message, code = 2) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
