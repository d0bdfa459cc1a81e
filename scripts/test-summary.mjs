// @ts-check
// Prints what the test runs of .ci/run did: the slowest files, the sum of each project, and one line of counts at the end.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @import { FileRecord } from '../test/support/run-record.reporter.js' */

const FOLDER = '.test-artifacts/runs';
const SLOWEST = 10;

/** @type {FileRecord[]} */
const files = [];
let unhandledErrors = 0;
for (const name of names()) {
  /** @type {unknown} */
  const parsed = JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
  const record = /** @type {{ files: FileRecord[], unhandledErrors: number }} */ (parsed);
  files.push(...record.files);
  unhandledErrors += record.unhandledErrors;
}

print('Slowest files:');
for (const { file, project, tookMs } of [...files].sort((a, b) => b.tookMs - a.tookMs).slice(0, SLOWEST))
  print(`${seconds(tookMs)}  ${file} (${project})`);

print('\nSum of all files by project:');
for (const project of new Set(files.map((file) => file.project))) {
  const own = files.filter((file) => file.project === project);
  print(`${seconds(sum(own, 'tookMs'))}  ${project}, ${own.length} files, ${sum(own, 'passed')} tests passed`);
}

print(
  `\n${sum(files, 'passed')} passed, ${sum(files, 'failed') + unhandledErrors} failed, ${sum(files, 'skipped')} skipped`,
);

/** @returns {string[]} the names of the records, the oldest first */
function names() {
  try {
    return readdirSync(FOLDER).sort();
  } catch {
    return [];
  }
}

/**
 * @param {readonly FileRecord[]} records
 * @param {'tookMs' | 'passed' | 'failed' | 'skipped'} field
 * @returns {number}
 */
function sum(records, field) {
  return records.reduce((total, record) => total + record[field], 0);
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1000).toFixed(1).padStart(8)} s`;
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}
