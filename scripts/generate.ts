// `npm run generate`: writes openapi.json and docs/errors.md from the code. With `--check` it only compares.
// Must never need a database, and must write the same text for the same code.
import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { createApp } from '../src/create-app.js';
import { buildDocument } from '../src/openapi/document.js';
import { errorPageMarkdown } from '../src/openapi/error-page.js';

const app = await createApp({ preview: true });
const files: Readonly<Record<string, string>> = {
  'openapi.json': `${JSON.stringify(buildDocument(app), null, 2)}\n`,
  'docs/errors.md': errorPageMarkdown(),
};

for (const [path, text] of Object.entries(files)) {
  const current = await readFile(path, 'utf8').catch(() => '');
  if (current === text) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${path} is not what the code says. Run \`npm run generate\` and commit it.\n`);
    process.exitCode = 1;
  } else {
    await writeFile(path, text);
    process.stdout.write(`Wrote ${path}.\n`);
  }
}
