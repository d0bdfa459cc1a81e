// Knows whether what was built is still what the sources say, by a fingerprint that is kept beside it.
// Must never trust dates: a fresh clone and a copied folder have new ones.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const NAME = '.stamp';

/** Every file below a folder. */
export function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** One text for names and contents of all files; another one as soon as anything differs. */
export function fingerprint(root, files) {
  const hash = createHash('sha256');
  for (const path of [...files].sort())
    hash.update(`${relative(root, path)} ${statSync(path).size}\n`).update(readFileSync(path));
  return hash.digest('hex');
}

/** Whether the folder was built from exactly these sources. */
export function isStamped(folder, stamp) {
  const file = join(folder, NAME);
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

/** To be called when everything in the folder is complete. */
export function putStamp(folder, stamp) {
  writeFileSync(join(folder, NAME), stamp);
}
