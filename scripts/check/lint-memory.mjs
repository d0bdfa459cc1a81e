// Which files ESLint need not look at again.
//
// ESLint's own cache knows a file by its text. That is not enough for rules that ask for types: they also see the files
// that a file imports, and what those import. So a file is known here by its own text and the text of all of these. The
// compiler says which they are, augmented modules included. Two things that reach a file without an import are known in
// addition: source files that declare something globally, and the tools themselves (configuration, installed packages,
// Node). Nothing else enters a lint result, so a file with the same key has the same result. Only files that passed are
// remembered: a complaint is always found afresh.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import ts from 'typescript';

/** The configuration of the tools, what `npm install` wrote about the installed packages, and how this is done. */
const TOOLS = [
  'package.json',
  'node_modules/.package-lock.json',
  'eslint.config.mjs',
  'tsconfig.json',
  'console/tsconfig.json',
  'scripts/check/code.mjs',
  'scripts/check/lint-memory.mjs',
];

export class LintMemory {
  /** @type {string} */
  #path;
  /** The keys of today, by file. @type {Map<string, string>} */
  #keys;
  /** The keys with which files passed before. @type {Set<string>} */
  #passed;

  /**
   * @param {string} path where the keys are kept
   * @param {ts.BuilderProgram} builder the project whose files ESLint looks at
   */
  constructor(path, builder) {
    this.#path = path;
    this.#keys = keysOf(builder);
    this.#passed = new Set(existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []);
  }

  /** The files that passed as they are today, as paths from the root. */
  passedFiles() {
    return [...this.#keys].filter(([, key]) => this.#passed.has(key)).map(([file]) => file);
  }

  /**
   * Files outside the project are not remembered, and those that are gone are forgotten.
   * @param {string[]} files that passed just now
   */
  remember(files) {
    const passed = new Set([...this.passedFiles(), ...files.map(fromRoot)]);
    const keys = [...this.#keys].filter(([file]) => passed.has(file)).map(([, key]) => key);
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, keys.join('\n'));
  }
}

/** @param {ts.BuilderProgram} builder */
function keysOf(builder) {
  const sources = builder.getSourceFiles().filter(({ fileName }) => !fileName.includes('/node_modules/'));
  const texts = new Map(sources.map(({ fileName, text }) => [fileName, digest([text])]));
  const everywhere = digest([
    process.version,
    ...TOOLS.map((path) => readFileSync(path, 'utf8')),
    ...sources.filter(isSeenEverywhere).map(({ text }) => text),
  ]);
  return new Map(
    sources.map((source) => {
      const seen = builder.getAllDependencies(source).filter((name) => texts.has(name));
      const parts = [source.fileName, ...seen.sort()].map((name) => `${fromRoot(name)} ${texts.get(name) ?? ''}`);
      return [fromRoot(source.fileName), digest([everywhere, ...parts])];
    }),
  );
}

/** @param {ts.SourceFile} source */
function isSeenEverywhere(source) {
  return !ts.isExternalModule(source) || /\bdeclare\s+global\b/.test(source.text);
}

/** @param {string} path */
function fromRoot(path) {
  return relative(process.cwd(), path);
}

/** @param {string[]} parts */
function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${String(part.length)}\n`).update(part);
  return hash.digest('hex');
}
