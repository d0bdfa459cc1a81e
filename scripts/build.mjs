// @ts-check
// `npm run build`, and the beginning of every other command: brings dist/ up to date with the sources.
// A release has this file alone, without the sources and without scripts/build/, which is therefore loaded only when needed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

if (existsSync(join(root, 'src/main.ts'))) {
  const { bringUpToDate } = await import('./build/bring-up-to-date.mjs');
  process.exitCode = await bringUpToDate(root);
} else if (!existsSync(join(root, 'dist/src/main.js'))) {
  process.stderr.write('There is neither dist/ nor the sources to build it from. Unpack the release again.\n');
  process.exitCode = 1;
}
