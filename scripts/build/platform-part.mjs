// @ts-check
// The compiled platform, simulators, example shop and scripts: `nest build`, see nest-cli.json and tsconfig.build.json.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { runNode } from './run-node.mjs';
import { fingerprint, listFiles } from './stamp.mjs';

const SOURCE_FOLDERS = ['src', 'simulators', 'examples', 'scripts', 'bench', 'migrations'];
const SOURCE_FILES = ['nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
/** What is in dist/ and is not built by `nest build`. */
const NOT_COMPILED = /^(console|console\.new|\.stamp|\.lock|\.tsbuildinfo)$/;

/**
 * @param {string} root
 * @returns {import('./stamp.mjs').Part}
 */
export function platformPart(root) {
  const dist = join(root, 'dist');
  return {
    place: dist,
    sources: () => fingerprint(root, sourceFiles(root)),
    outputs: () => fingerprint(root, compiledFiles(dist)),
    build: () => compile(root, dist),
  };
}

/**
 * Into dist/ itself, not beside it: a compilation with an error writes nothing (`noEmitOnError`), and running programs
 * have loaded their files.
 *
 * Always from the beginning: what the Swagger plugin writes into one file depends on types in others, and the order in
 * which it lists the values of a union on the order in which the compiler met them. An incremental compilation can give
 * another openapi.json for the same sources. The record it leaves is for `nest start --watch`, which begins faster with
 * it; what that has written differs from the stamp, and is compiled again here.
 *
 * @param {string} root
 * @param {string} dist
 */
async function compile(root, dist) {
  rmSync(join(dist, '.tsbuildinfo'), { force: true });
  const nest = createRequire(join(root, 'package.json')).resolve('@nestjs/cli/bin/nest.js');
  await runNode(root, [nest, 'build'], 'The sources do not compile; dist/ has still what was built before.');
  removeOrphans(root, dist);
}

/**
 * Removes what was built from sources that are gone: it could still be imported, and migrations are found by their folder.
 *
 * @param {string} root
 * @param {string} dist
 */
function removeOrphans(root, dist) {
  for (const file of compiledFiles(dist)) {
    const path = join(root, relative(dist, file));
    const isCompiled = existsSync(path.replace(/\.js(\.map)?$/, '.ts'));
    if (!isCompiled && !existsSync(path)) rmSync(file);
  }
}

/** @param {string} root */
function sourceFiles(root) {
  const inFolders = SOURCE_FOLDERS.flatMap((folder) => listFiles(join(root, folder)));
  const others = SOURCE_FILES.map((file) => join(root, file)).filter((file) => existsSync(file));
  return [...inFolders.filter((file) => !/\.(spec\.ts|mjs|md)$/.test(file)), ...others];
}

/** @param {string} dist */
function compiledFiles(dist) {
  if (!existsSync(dist)) return [];
  // The console is not even looked into: its build may be moving it at this moment.
  const compiled = readdirSync(dist, { withFileTypes: true }).filter(({ name }) => !NOT_COMPILED.test(name));
  return compiled.flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(dist, entry.name)) : join(dist, entry.name),
  );
}
