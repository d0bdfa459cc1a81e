// Cells that spreadsheets must take for text.
import { expect, test } from 'vitest';
import { csvCell, csvLine } from './csv.js';

test.each([
  ['=1+1', `"'=1+1"`],
  ['+82 10 1234', `"'+82 10 1234"`],
  ['-2', `"'-2"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"' =1"`],
  ['\n=cmd|calc', `"' =cmd|calc"`],
  ['  =1', `"'  =1"`],
  ['＝1+1', `"'＝1+1"`],
  ['\u200b=1', `"'\u200b=1"`],
])('%j is no formula any more', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

test.each([
  ['느린책방', '느린책방'],
  ['a,b', '"a,b"'],
  ['say "hello"', '"say ""hello"""'],
  ['two\r\nlines', 'two lines'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['', ''],
])('%j is written %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

test('numbers stay numbers, also below zero, and nothing is an empty cell', () => {
  expect(csvLine([12_000, -1_500, null, '끝'])).toBe('12000,-1500,,끝\r\n');
});
