// docs/proofs.md knows every proof, and its table takes rows.
import { readFile, readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { PAGE, withRow } from './harness/page.js';

const EMPTY = 'before\n<!-- figures: written by `npm run prove` -->\n<!-- end of figures -->\nafter';
const ROW = { did: 'requests 20,000', violations: 0, seed: 7, tookMs: 1_250 };

it('every proof has a section that says what it shows and what it cannot', async () => {
  const files = await readdir(new URL('.', import.meta.url));
  const proofs = files.filter((file) => file.endsWith('.proof.spec.ts')).map((file) => file.split('.')[0]);
  expect(proofs.length).toBeGreaterThan(0);
  const sections = (await readFile(PAGE, 'utf8')).split(/^## /m);
  for (const proof of proofs) {
    const section = sections.find((each) => each.startsWith(`${proof}\n`));
    expect(section, `docs/proofs.md should have a section “## ${proof}”`).toBeDefined();
    expect(section, `the section of ${proof}`).toMatch(/\*\*Shows\.\*\*/);
    expect(section, `the section of ${proof}`).toMatch(/\*\*Cannot show\.\*\*/);
  }
});

it('a row is added, and replaced by the next run of the same proof', () => {
  const once = withRow(EMPTY, { name: 'fuzz', ...ROW }, 'here');
  const twice = withRow(withRow(once, { name: 'doors', ...ROW }, 'here'), { name: 'fuzz', ...ROW, seed: 8 }, 'there');
  expect(twice.split('\n')).toEqual([
    'before',
    '<!-- figures: written by `npm run prove` -->',
    '',
    '| proof | it did | violations | took | seed | when and where |',
    '|---|---|---|---|---|---|',
    '| [doors](#doors) | requests 20,000 | 0 | 1.3 s | 7 | here |',
    '| [fuzz](#fuzz) | requests 20,000 | 0 | 1.3 s | 8 | there |',
    '',
    '<!-- end of figures -->',
    'after',
  ]);
});
