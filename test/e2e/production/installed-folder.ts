// A folder as it is on a machine that got a release: dist/, package.json, scripts/build.mjs and what
// `npm ci --omit=dev` installs. Everything large in it is a link.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Makes Node look for packages where the links are, not where they lead. */
const STAY_AT_LINKS = '--preserve-symlinks --preserve-symlinks-main';

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly dev?: true; readonly devOptional?: true }>>;
}

export interface InstalledFolder {
  readonly path: string;
  /** What programs in it need in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/** @param withDist whether somebody has built it */
export function installFolder(withDist: boolean): InstalledFolder {
  const path = mkdtempSync(join(tmpdir(), 'gyeolje-installed-'));
  mkdirSync(join(path, 'scripts'));
  for (const file of ['package.json', 'scripts/build.mjs']) copyFileSync(join(ROOT, file), join(path, file));
  if (withDist) symlinkSync(join(ROOT, 'dist'), join(path, 'dist'));
  for (const folder of productionPackages()) {
    mkdirSync(dirname(join(path, folder)), { recursive: true });
    symlinkSync(join(ROOT, folder), join(path, folder));
  }
  const environment = { PATH: process.env['PATH'] ?? '', NODE_OPTIONS: STAY_AT_LINKS };
  return { path, environment, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Folders as in `node_modules/@nestjs/core`; those that lie in another package come with it. */
function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as LockFile;
  return Object.entries(lock.packages)
    .filter(([folder, { dev, devOptional }]) => folder !== '' && dev !== true && devOptional !== true)
    .map(([folder]) => folder)
    .filter((folder) => folder.lastIndexOf('node_modules/') === 0 && existsSync(join(ROOT, folder)));
}
