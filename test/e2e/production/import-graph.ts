// Which packages compiled programs import, followed from file to file.
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';

/**
 * Follows static imports and dynamic ones with a literal name.
 *
 * @param files the programs
 * @param root what the names of the importing files are relative to
 * @returns each package with a file that imports it
 */
export function importedPackages(files: readonly string[], root: string): Map<string, string> {
  const packages = new Map<string, string>();
  const seen = new Set<string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) open.push(resolve(dirname(file), name));
      else if (!name.startsWith('node:')) packages.set(packageOf(name), relative(root, file));
    }
  }
  return packages;
}

function importsOf(file: string): string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);
}

/** `@nestjs/common/enums` belongs to `@nestjs/common`, `pg/lib/x` to `pg`. */
function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
