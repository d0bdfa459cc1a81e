// @ts-check
// Builds the parts of dist/ that are missing or were built from other sources; says nothing when there are none.
// Messages go to standard error: the standard output belongs to the command that runs afterwards.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { consolePart } from './console-part.mjs';
import { withLock } from './lock.mjs';
import { platformPart } from './platform-part.mjs';
import { isCurrent, putStamp } from './stamp.mjs';

/**
 * @param {string} root the folder of the project
 * @returns {Promise<0 | 1>} the exit code
 */
export async function bringUpToDate(root) {
  const parts = [platformPart(root), consolePart(root)];
  if (parts.every(isCurrent)) return 0;
  if (!hasCompiler(root)) return useWhatIsThere(root);
  return withLock(join(root, 'dist/.lock'), say, () => buildAll(parts));
}

/**
 * @param {import('./stamp.mjs').Part[]} parts
 * @returns {Promise<0 | 1>}
 */
async function buildAll(parts) {
  // Asked again: another build may have done it while this one waited for the lock.
  const stale = parts.filter((part) => !isCurrent(part));
  if (stale.length === 0) return 0;
  say('Building Gyeolje (first start or changed sources) …');
  const outcomes = await Promise.allSettled(stale.map(build));
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
  for (const { reason } of failures) say(reason instanceof Error ? reason.message : String(reason));
  return failures.length === 0 ? 0 : 1;
}

/** @param {import('./stamp.mjs').Part} part */
async function build(part) {
  // Taken before: what is edited during the build is found changed the next time.
  const sources = part.sources();
  await part.build();
  putStamp(part, sources);
}

/** @param {string} root */
function hasCompiler(root) {
  const { resolve } = createRequire(join(root, 'package.json'));
  try {
    return [resolve('@nestjs/cli/package.json'), resolve('vite/package.json')].every(existsSync);
  } catch {
    return false;
  }
}

/**
 * Installed with `npm ci --omit=dev`: whatever dist/ has is what runs.
 *
 * @param {string} root
 * @returns {0 | 1}
 */
function useWhatIsThere(root) {
  if (existsSync(join(root, 'dist/src/main.js'))) {
    say(
      'dist/ is not what these sources build, and the development packages to build it are not installed; using it as it is.',
    );
    return 0;
  }
  say(
    'Gyeolje is not built, and the development packages to build it are not installed: run "npm ci" without --omit=dev.',
  );
  return 1;
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
