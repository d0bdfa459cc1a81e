// @ts-check
// Knows whether a part of dist/ is what its sources say, by fingerprints of both that are kept beside it.
// Must never trust dates: a fresh clone and a copied folder have new ones.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * @typedef {object} Part
 * @property {string} place the folder it is built into
 * @property {() => string} sources the fingerprint of what it is built from
 * @property {() => string} outputs the fingerprint of what was built
 * @property {() => Promise<void>} build builds it; rejects when it fails
 */

/**
 * Every file below a folder; none when it does not exist.
 *
 * @param {string} folder
 */
export function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/**
 * One text for names and contents of all files; another one as soon as anything differs, is new or is gone.
 *
 * @param {string} root
 * @param {readonly string[]} files
 */
export function fingerprint(root, files) {
  const hash = createHash('sha256');
  for (const path of [...files].sort()) {
    const content = readFileSync(path);
    hash.update(`${relative(root, path)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/**
 * Whether the part was built from exactly these sources, and is as it was built.
 *
 * @param {Part} part
 */
export function isCurrent(part) {
  const stamp = readStamp(part);
  try {
    return stamp !== undefined && stamp.sources === part.sources() && stamp.outputs === part.outputs();
  } catch (error) {
    // A file that went away between listing and reading: another build is at work.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/**
 * To be called when the part is complete.
 *
 * @param {Part} part
 * @param {string} sources the fingerprint of what it was built from
 */
export function putStamp(part, sources) {
  writeFileSync(stampOf(part), `${sources} ${part.outputs()}`);
}

/** @param {Part} part */
function readStamp(part) {
  if (!existsSync(stampOf(part))) return undefined;
  const [sources, outputs] = readFileSync(stampOf(part), 'utf8').split(' ');
  return { sources, outputs };
}

/** @param {Part} part */
function stampOf(part) {
  return join(part.place, '.stamp');
}
