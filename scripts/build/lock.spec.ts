import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gyeolje-lock-'));
  lock = join(folder, 'dist/.lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

const silently = (): void => undefined;

describe('the lock of a build', () => {
  test('lets the second build begin when the first has ended, and tells it once that it waits', async () => {
    const diary: string[] = [];
    let endFirst = silently;
    const mayEnd = new Promise<void>((resolve) => (endFirst = resolve));
    let first = Promise.resolve();
    await new Promise<void>((hasBegun) => {
      first = withLock(lock, silently, async () => {
        hasBegun();
        await mayEnd;
        diary.push('first ends');
      });
    });
    const say = (sentence: string): void => {
      diary.push(sentence);
      endFirst();
    };
    const second = withLock(lock, say, () => Promise.resolve(diary.push('second begins')));
    await Promise.all([first, second]);
    expect(diary).toEqual(['Waiting for another build of Gyeolje to end …', 'first ends', 'second begins']);
  });

  test('is free again after a build that failed', async () => {
    await expect(withLock(lock, silently, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(lock), 'a failed build leaves its lock').toBe(false);
  });

  test('that a killed build left is taken over', async () => {
    await withLock(lock, silently, () => Promise.resolve());
    writeFileSync(lock, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    expect(await withLock(lock, silently, () => Promise.resolve('built'))).toBe('built');
  });
});
