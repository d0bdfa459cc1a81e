// @ts-check
// Builds the console into the folder that is named as argument.
// A program of its own, so that it runs beside the compiler of the platform. Must never read openapi.json or src/: the
// console knows the API by the types that `npm run generate` wrote into console/src/api.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { listFiles } from './stamp.mjs';

/** Below that, a compressed file saves no packet. */
const WORTH_COMPRESSING_BYTES = 1024;

const outDir = process.argv[2];
if (!outDir) throw new Error('The folder to build into is missing: node scripts/build/console.mjs <folder>');
await build({
  root: fileURLToPath(new URL('../../console', import.meta.url)),
  logLevel: 'warn',
  build: { outDir, emptyOutDir: true },
});
for (const file of listFiles(outDir)) if (/\.(js|css|svg)$/.test(file)) compress(file);

/**
 * Compressed once here, so that the server never does it.
 *
 * @param {string} file
 */
function compress(file) {
  const content = readFileSync(file);
  if (content.length < WORTH_COMPRESSING_BYTES) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
