// `npm run generate`: writes openapi.json and docs/errors.md from the code.
// Must never need a database, and must write the same text for the same code.
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { createApp } from '../src/create-app.js';
import { buildDocument } from '../src/openapi/document.js';
import { errorPageMarkdown } from '../src/openapi/error-page.js';

const app = await createApp({ preview: true });
await writeFile('openapi.json', `${JSON.stringify(buildDocument(app), null, 2)}\n`);
await writeFile('docs/errors.md', errorPageMarkdown());
process.stdout.write('Wrote openapi.json and docs/errors.md.\n');
