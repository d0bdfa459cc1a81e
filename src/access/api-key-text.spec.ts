// How the text of a key is told from other text.
import { describe, expect, test } from 'vitest';
import { bearerKeyOf, canBeApiKey, hashApiKey, hintOf, LOCAL_API_KEY, newApiKeyText } from './api-key-text.js';

const RANDOM_PART = 'x'.repeat(43);

test('a new key has 32 random bytes after the prefix of its mode, and is never made twice', () => {
  expect(newApiKeyText('production')).toMatch(/^gy_live_[A-Za-z0-9_-]{43}$/);
  expect(newApiKeyText('test')).toMatch(/^gy_test_[A-Za-z0-9_-]{43}$/);
  expect(newApiKeyText('simulator')).toMatch(/^gy_test_[A-Za-z0-9_-]{43}$/);
  expect(newApiKeyText('test')).not.toBe(newApiKeyText('test'));
});

describe('what can be a key', () => {
  test.each([
    [`gy_live_${RANDOM_PART}`, { simulator: false, test: false, production: true }],
    [`gy_test_${RANDOM_PART}`, { simulator: true, test: true, production: false }],
    [LOCAL_API_KEY, { simulator: true, test: false, production: false }],
    [`gy_live_${RANDOM_PART}x`, { simulator: false, test: false, production: false }],
    [`gy_test_${RANDOM_PART.slice(1)}`, { simulator: false, test: false, production: false }],
    [`gy_test_${RANDOM_PART.slice(1)}!`, { simulator: false, test: false, production: false }],
    ['', { simulator: false, test: false, production: false }],
  ])('"%s" by mode: %o', (text, expected) => {
    const answers = {
      simulator: canBeApiKey(text, 'simulator'),
      test: canBeApiKey(text, 'test'),
      production: canBeApiKey(text, 'production'),
    };
    expect(answers).toEqual(expected);
  });
});

test('a hash is the SHA-256 of the key in hexadecimal', () => {
  expect(hashApiKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a hint shows the prefix and four letters', () => {
  expect(hintOf('gy_live_abcdefgh')).toBe('gy_live_abcd');
});

test.each([
  ['Bearer abc', 'abc'],
  ['bearer   abc', 'abc'],
  ['Bearer abc def', null],
  ['Bearer', null],
  ['Basic abc', null],
  ['abc', null],
  [`Bearer ${'x'.repeat(201)}`, null],
  [undefined, null],
])('the header "%s" carries the key %s', (header, key) => {
  expect(bearerKeyOf(header)).toBe(key);
});
