// `npm run check`: everything that can be said about the code without running it.
// The steps are independent and run side by side, one for each core; a failed step does not stop the others.
// ESLint, the compiler and Prettier remember what they checked in node_modules/.cache; `npm ci` forgets all of it.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = 'node_modules/.bin';

/**
 * The longest steps come first, so that no core is idle at the end.
 * dependency-cruiser and knip take seconds and run without a cache: theirs do not notice a changed package.json.
 */
const STEPS = [
  step('types and lint of the platform', 'scripts/check/code.mjs', 'tsconfig.json', '.', 'console'),
  step('types and lint of the console', 'scripts/check/code.mjs', 'console/tsconfig.json', 'console'),
  step('format', `${BIN}/prettier`, '--check', '.', '--cache', '--cache-strategy', 'content', '--log-level', 'warn'),
  step(
    'imports between modules',
    ...[`${BIN}/depcruise`, '--config', '.dependency-cruiser.cjs'],
    ...['src', 'simulators', 'examples', 'scripts', 'bench', 'console'],
  ),
  step('unused code and packages', `${BIN}/knip`, '--no-progress'),
];

/** @typedef {{ name: string, args: string[] }} Step */

/**
 * @param {string} name
 * @param {...string} args a program for Node and what it takes
 * @returns {Step}
 */
function step(name, ...args) {
  return { name, args };
}

/**
 * Runs one step to its end and prints its output in one piece.
 * @param {Step} step
 * @returns {Promise<boolean>} whether it passed
 */
async function run({ name, args }) {
  const started = performance.now();
  const { code, output } = await outputOf(args);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const passed = code === 0;
  process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)\n`);
  if (!passed) process.stdout.write(`${output.trim()}\n\n`);
  return passed;
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function outputOf(args) {
  const env = process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env;
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => {
      resolve({ code, output });
    });
  });
}

/**
 * Takes one step after the other from the list until none is left.
 * @param {Step[]} waiting shared with the other cores
 * @returns {Promise<string[]>} the steps that failed
 */
async function work(waiting) {
  const failed = [];
  for (let next = waiting.shift(); next; next = waiting.shift()) if (!(await run(next))) failed.push(next.name);
  return failed;
}

const waiting = [...STEPS];
const failed = (await Promise.all(Array.from({ length: availableParallelism() }, () => work(waiting)))).flat();
if (failed.length > 0) process.stdout.write(`Failed: ${failed.join(', ')}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
