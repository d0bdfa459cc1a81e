// @ts-check
// The built console, the page of the refund desk: see console.mjs, which builds it in a process of its own.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './run-node.mjs';
import { fingerprint, listFiles } from './stamp.mjs';

const BUILDER = fileURLToPath(new URL('console.mjs', import.meta.url));

/**
 * @param {string} root
 * @returns {import('./stamp.mjs').Part}
 */
export function consolePart(root) {
  const place = join(root, 'dist/console');
  return {
    place,
    sources: () => fingerprint(root, sourceFiles(root)),
    outputs: () => fingerprint(root, builtFiles(place)),
    build: () => build(root, place),
  };
}

/**
 * Built aside and moved at the end: the names of the files change with their contents, so Vite empties the folder first,
 * and a server that starts meanwhile shall find the old page instead of none.
 *
 * @param {string} root
 * @param {string} place
 */
async function build(root, place) {
  const fresh = `${place}.new`;
  await runNode(root, [BUILDER, fresh], 'The console could not be built; dist/console is as it was.');
  rmSync(place, { recursive: true, force: true });
  renameSync(fresh, place);
}

/** @param {string} root */
function sourceFiles(root) {
  const files = listFiles(join(root, 'console')).filter((file) => !/(\.spec\.tsx?|\.md)$/.test(file));
  const lock = join(root, 'package-lock.json');
  return existsSync(lock) ? [...files, BUILDER, lock] : [...files, BUILDER];
}

/** @param {string} place */
function builtFiles(place) {
  return listFiles(place).filter((file) => file !== join(place, '.stamp'));
}
