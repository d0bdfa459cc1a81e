// Korean time at the providers' edge.
import { describe, expect, test } from 'vitest';
import { fromKstDigits, toKstDigits } from './kst.js';

test.each([
  ['2019-06-25T10:36:35.000Z', '20190625193635'],
  ['2019-06-25T10:36:35.999Z', '20190625193635'],
  ['2019-12-31T15:00:00.000Z', '20200101000000'],
  ['2024-02-28T15:00:00.000Z', '20240229000000'],
  ['2026-07-01T14:59:59.000Z', '20260701235959'],
])('the instant %s is %s in Korea', (instant, digits) => {
  expect(toKstDigits(new Date(instant))).toBe(digits);
});

describe('what a provider writes', () => {
  test.each([
    ['20190625193635', '2019-06-25T10:36:35.000Z'],
    ['20200101000000', '2019-12-31T15:00:00.000Z'],
    ['20240229000000', '2024-02-28T15:00:00.000Z'],
    ['20190628', '2019-06-28T15:00:00.000Z'],
    ['20191231', '2019-12-31T15:00:00.000Z'],
    ['20240229', '2024-02-29T15:00:00.000Z'],
  ])('%s is the instant %s; a day alone is its end', (digits, instant) => {
    expect(fromKstDigits(digits)?.toISOString()).toBe(instant);
  });

  test.each([
    '',
    '2019',
    '20190229',
    '20191301',
    '20190631',
    '20190600',
    '20190625240000',
    '20190625196035',
    '20190625193660',
    '201906251936',
    '2019062519363500',
    '2019-06-25',
    ' 20190625193635',
    '00000000',
    'yyyymmdd',
  ])('%j is no time', (digits) => {
    expect(fromKstDigits(digits)).toBeNull();
  });
});
