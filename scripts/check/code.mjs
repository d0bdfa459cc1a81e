// The types of one TypeScript project and, where they are right, the lint of the folder it belongs to.
// Both in one process, so that ESLint asks the types that the compiler has worked out already.
// Usage: node scripts/check/code.mjs <tsconfig> <folder> [<folder within it that another project checks>]
import { ESLint } from 'eslint';
import ts from 'typescript';
import { LintMemory } from './lint-memory.mjs';

const [tsconfig = 'tsconfig.json', folder = '.', leftOut] = process.argv.slice(2);
const cache = `node_modules/.cache/check/${tsconfig.replaceAll('/', '-')}`;

const builder = openProject();
process.exitCode = typesAreRight() && (await lintIsClean()) ? 0 : 1;

/** The project as the compiler last saw it, with what changed since then. */
function openProject() {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    tsconfig,
    { incremental: true, tsBuildInfoFile: `${cache}.tsbuildinfo` },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]) },
  );
  if (!parsed) throw new Error(`${tsconfig} cannot be read.`);
  return ts.createIncrementalProgram({
    rootNames: parsed.fileNames,
    options: parsed.options,
    configFileParsingDiagnostics: parsed.errors,
    host: ts.createIncrementalCompilerHost(parsed.options),
    createProgram: ts.createSemanticDiagnosticsBuilderProgram,
  });
}

/** What `tsc` says about the project. Checks again what a change can have affected. */
function typesAreRight() {
  const found = [
    ...builder.getConfigFileParsingDiagnostics(),
    ...builder.getOptionsDiagnostics(),
    ...builder.getSyntacticDiagnostics(),
    ...builder.getGlobalDiagnostics(),
    ...builder.getSemanticDiagnostics(),
  ];
  // Writes the state of the incremental build alone: the projects emit nothing.
  builder.emit();
  if (found.length > 0) print(found);
  return found.length === 0;
}

/** What `eslint` says about the folder. Leaves out what passed before and cannot have changed its result. */
async function lintIsClean() {
  const memory = new LintMemory(`${cache}.lint`, builder);
  const eslint = new ESLint({
    overrideConfig: { languageOptions: { parserOptions: { projectService: false, programs: [builder.getProgram()] } } },
    ignorePatterns: [...(leftOut ? [leftOut] : []), ...memory.passedFiles().map(literally)],
    // A folder in which everything passed before holds nothing to lint.
    errorOnUnmatchedPattern: false,
  });
  const results = await eslint.lintFiles([folder]);
  memory.remember(results.filter(({ messages }) => messages.length === 0).map(({ filePath }) => filePath));
  const formatter = await eslint.loadFormatter('stylish');
  process.stdout.write(await formatter.format(results));
  return results.every(({ errorCount }) => errorCount === 0);
}

/**
 * A pattern that matches this path and nothing else.
 * @param {string} path
 */
function literally(path) {
  return path.replace(/[^\w./-]/g, '\\$&');
}

/** @param {readonly ts.Diagnostic[]} diagnostics */
function print(diagnostics) {
  process.stdout.write(
    ts.formatDiagnosticsWithColorAndContext(ts.sortAndDeduplicateDiagnostics(diagnostics), {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => process.cwd(),
      getNewLine: () => '\n',
    }),
  );
}

/**
 * @param {readonly ts.Diagnostic[]} diagnostics
 * @returns {never}
 */
function fail(diagnostics) {
  print(diagnostics);
  process.exit(1);
}
