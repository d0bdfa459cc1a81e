// What browsers and proxies say they can read, and what they get.
import { expect, test } from 'vitest';
import { chooseEncoding } from './accepted-encoding.js';

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['BR ; q=1.0', 'br'],
  ['br;q=0.000', 'identity'],
  ['', 'identity'],
  [undefined, 'identity'],
  ['zstd', 'identity'],
])('%s gets %s', (header, encoding) => {
  expect(chooseEncoding(header, () => true)).toBe(encoding);
});

test('a file that exists only as it is goes out as it is', () => {
  expect(chooseEncoding('br, gzip', (encoding) => encoding === 'identity')).toBe('identity');
});
