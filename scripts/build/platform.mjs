// Compiles the TypeScript of the platform, the simulators and the example shop into dist/.
// Must never do anything at run time of the platform; it only translates source files.
//
// Why not plain `tsc`: the Swagger plugin reads the docstrings and validation decorators of the DTOs while
// compiling, so that openapi.json says what the code says without every line being written twice.
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { before as swaggerPlugin } from '@nestjs/swagger/plugin';
import ts from 'typescript';
import { fingerprint, isStamped, listFiles, putStamp } from './stamp.mjs';

const SOURCE_FOLDERS = ['src', 'simulators', 'examples', 'scripts', 'bench', 'migrations'];

/** Builds it when a source has changed. What else is in dist/ stays there. */
export function buildPlatform(root) {
  const dist = join(root, 'dist');
  // Built aside and moved at the end: a build that fails, or a program that runs meanwhile, keeps the old files.
  const fresh = join(root, 'dist.new');
  const files = [
    ...SOURCE_FOLDERS.flatMap((folder) => listFiles(join(root, folder))),
    join(root, 'tsconfig.json'),
    join(root, 'tsconfig.build.json'),
    join(root, 'package-lock.json'),
  ];
  const stamp = fingerprint(root, files);
  if (isStamped(dist, stamp)) return;
  rmSync(fresh, { recursive: true, force: true });
  compile(root, fresh);
  copyAssets(root, files, fresh);
  putStamp(fresh, stamp);
  if (existsSync(join(dist, 'console'))) renameSync(join(dist, 'console'), join(fresh, 'console'));
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
}

function compile(root, outDir) {
  const fail = (diagnostics) => endWith(root, diagnostics);
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.build.json'),
    { outDir },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]) },
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
}

/** Style sheets, browser scripts, texts: everything in the source folders that is not TypeScript lands beside the compiled code. */
function copyAssets(root, files, fresh) {
  for (const file of files) {
    const path = relative(root, file);
    const isSource = SOURCE_FOLDERS.some((folder) => path.startsWith(folder));
    if (isSource && !/\.(ts|mjs|md)$/.test(path)) cpSync(file, join(fresh, path));
  }
}

function endWith(root, diagnostics) {
  process.stderr.write(
    ts.formatDiagnosticsWithColorAndContext(diagnostics, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => root,
      getNewLine: () => '\n',
    }),
  );
  process.exit(1);
}
