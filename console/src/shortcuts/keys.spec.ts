// Keys as shortcuts know them.
import { expect, test } from 'vitest';
import { keyOf } from './keys';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

test.each([
  [{ key: 'g', code: 'KeyG' }, 'g'],
  [{ key: 'ㅎ', code: 'KeyG' }, 'g'],
  [{ key: 'Process', code: 'KeyG' }, 'g'],
  [{ key: '?', code: 'Slash' }, '?'],
  [{ key: '/', code: 'Slash' }, '/'],
  [{ key: 'Enter', code: 'Enter' }, null],
])('%o is %s', (event, key) => {
  expect(keyOf({ ...plain, ...event })).toBe(key);
});

test('what the browser does with Ctrl, Alt or Command stays the browser’s', () => {
  for (const held of ['ctrlKey', 'metaKey', 'altKey']) {
    expect(keyOf({ ...plain, key: 'p', code: 'KeyP', [held]: true })).toBeNull();
  }
});
