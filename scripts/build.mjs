// Compiles the TypeScript of the platform, the simulators and the example shop into dist/.
// Must never do anything at run time of the platform; it only translates source files.
//
// Why not plain `tsc`: the Swagger plugin reads the docstrings and validation decorators of the DTOs while
// compiling, so that openapi.json says what the code says without every line being written twice.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { before as swaggerPlugin } from '@nestjs/swagger/plugin';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
// Built aside and moved at the end: a build that fails, or a program that runs meanwhile, keeps the old files.
const fresh = join(root, 'dist.new');
const stampFile = join(dist, '.stamp');
const sourceFolders = ['src', 'simulators', 'examples', 'scripts', 'migrations'];

const files = [
  ...sourceFolders.flatMap((folder) => listFiles(join(root, folder))),
  join(root, 'tsconfig.json'),
  join(root, 'tsconfig.build.json'),
  join(root, 'package-lock.json'),
];
const stamp = fingerprint(files);
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) process.exit(0);

rmSync(fresh, { recursive: true, force: true });
const config = ts.getParsedCommandLineOfConfigFile(
  join(root, 'tsconfig.build.json'),
  { outDir: fresh },
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]),
  },
);
const program = ts.createProgram(config.fileNames, config.options);
const transformers = {
  before: [
    swaggerPlugin(
      { introspectComments: true, classValidatorShim: true, dtoFileNameSuffix: ['.dto.ts'], esmCompatible: true },
      program,
    ),
  ],
};
const emitted = program.emit(undefined, undefined, undefined, false, transformers);
const diagnostics = [...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics];
if (diagnostics.length > 0) fail(diagnostics);
copyAssets();
writeFileSync(join(fresh, '.stamp'), stamp);
rmSync(dist, { recursive: true, force: true });
renameSync(fresh, dist);

/** Style sheets, browser scripts, texts: everything in the source folders that is not TypeScript lands beside the compiled code. */
function copyAssets() {
  for (const file of files) {
    const path = relative(root, file);
    const isSource = sourceFolders.some((folder) => path.startsWith(folder));
    if (isSource && !/\.(ts|mjs|md)$/.test(path)) cpSync(file, join(fresh, path));
  }
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths.sort())
    hash.update(`${relative(root, path)} ${statSync(path).size}\n`).update(readFileSync(path));
  return hash.digest('hex');
}

function fail(diagnostics) {
  process.stderr.write(
    ts.formatDiagnosticsWithColorAndContext(diagnostics, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => root,
      getNewLine: () => '\n',
    }),
  );
  process.exit(1);
}
