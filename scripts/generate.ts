// `npm run generate`: writes openapi.json, docs/errors.md and the console’s types of the API from the code. With `--check`
// it only compares. Must never need a database, and must write the same text for the same code.
import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { createApp } from '../src/create-app.js';
import { buildDocument } from '../src/openapi/document.js';
import { errorPageMarkdown } from '../src/openapi/error-page.js';

const app = await createApp({ preview: true });
const openapi = `${JSON.stringify(buildDocument(app), null, 2)}\n`;
const files: Readonly<Record<string, string>> = {
  'openapi.json': openapi,
  'docs/errors.md': errorPageMarkdown(),
  'console/src/api/openapi.ts': await clientTypes(openapi),
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

/** What the console knows of the API: the types of the document, and nothing that runs. */
async function clientTypes(document: string): Promise<string> {
  const header =
    '// The API as types. Written by `npm run generate` from openapi.json.\n// Must never be edited by hand; change the server and generate again.\n\n';
  return header + astToString(await openapiTS(document));
}
