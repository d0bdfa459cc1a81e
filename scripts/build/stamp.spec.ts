import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fingerprint, isCurrent, listFiles, putStamp, type Part } from './stamp.mjs';

let root: string;
let part: Part;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gyeolje-stamp-'));
  const place = join(root, 'dist');
  for (const folder of ['src/deep', 'dist']) mkdirSync(join(root, folder), { recursive: true });
  write('src/a.ts', 'one');
  write('src/deep/b.ts', 'two');
  write('dist/a.js', 'built');
  part = {
    place,
    sources: () => fingerprint(root, listFiles(join(root, 'src'))),
    outputs: () =>
      fingerprint(
        root,
        listFiles(place).filter((file) => !file.endsWith('.stamp')),
      ),
    build: () => Promise.resolve(),
  };
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

describe('a part of dist/', () => {
  test('is not current before it was built', () => {
    expect(isCurrent(part)).toBe(false);
  });

  test('is current once it was built, whatever the dates of its files', () => {
    putStamp(part, part.sources());
    utimesSync(join(root, 'src/a.ts'), new Date(), new Date());
    expect(isCurrent(part)).toBe(true);
  });

  test.each<[what: string, change: () => void]>([
    ['a source is edited', () => write('src/deep/b.ts', 'TWO')],
    ['a source is new', () => write('src/deep/c.ts', '')],
    ['a source is gone', () => rmSync(join(root, 'src/a.ts'))],
    ['a source has another name', () => renameSync(join(root, 'src/a.ts'), join(root, 'src/z.ts'))],
    ['a built file is edited', () => write('dist/a.js', 'BUILT')],
    ['a built file is gone', () => rmSync(join(root, 'dist/a.js'))],
    ['a built file is new', () => write('dist/b.js', '')],
    ['a folder of sources is gone', () => rmSync(join(root, 'src'), { recursive: true })],
  ])('is not current any more when %s', (_what, change) => {
    putStamp(part, part.sources());
    change();
    expect(isCurrent(part)).toBe(false);
  });

  test('is not current when a source was edited while it was built', () => {
    const before = part.sources();
    write('src/a.ts', 'edited');
    putStamp(part, before);
    expect(isCurrent(part)).toBe(false);
  });

  test('is not current while another build removes its files', () => {
    putStamp(part, part.sources());
    const vanishing: Part = { ...part, outputs: () => fingerprint(root, [join(root, 'dist/removed.js')]) };
    expect(isCurrent(vanishing)).toBe(false);
  });
});
