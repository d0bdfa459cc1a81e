// What is wrong with a row, cell by cell.
import { expect, test } from 'vitest';
import { hashOfLines, linesByOrder, orderOf, readRow } from './batch-check.js';

const row = (changed: object = {}) => ({
  line: 1,
  order: 'A-1',
  amount: '1000',
  reason: 'broken',
  isWhole: true,
  ...changed,
});

test.each([
  ['1000', 1_000],
  ['1,000', 1_000],
  ['1,234,567', 1_234_567],
  ['1000000000000', 1_000_000_000_000],
  ['', undefined],
])('the amount “%s” is %s won', (amount, expected) => {
  expect(readRow(row({ amount }))).toMatchObject({ amountWon: expected, faults: [] });
});

test.each([
  '0',
  '-5',
  '1.5',
  '1e3',
  '1,00',
  ',100',
  '1 000',
  '₩1000',
  '1000원',
  '=1000',
  '１０００',
  '1000000000001',
  'NaN',
])('the amount “%s” is not guessed at', (amount) => {
  expect(readRow(row({ amount })).faults.map(({ code }) => code)).toEqual(['amount_unreadable']);
});

test.each([
  [{ order: '' }, ['order_missing']],
  [{ reason: '' }, ['reason_missing']],
  [{ reason: 'a\u0007b' }, ['reason_missing']],
  [{ reason: 'x'.repeat(201) }, ['reason_too_long']],
  [{ reason: '가'.repeat(200) }, []],
  [{ isWhole: false }, ['row_not_whole']],
  [{ order: '', amount: 'x', reason: '' }, ['order_missing', 'amount_unreadable', 'reason_missing']],
])('the row with %o has the faults %j', (changed, expected) => {
  expect(readRow(row(changed)).faults.map(({ code }) => code)).toEqual(expected);
});

const ID = '0199c2f1-a0b0-7c1d-8e2f-3a4b5c6d7e8f';
const orders = [
  { id: ID, orderNumber: 'A-1' },
  { id: 'two', orderNumber: 'A-2' },
  { id: 'three', orderNumber: 'A-2' },
];

test.each([
  ['A-1', { id: ID }],
  ['ord_0199c2f1a0b07c1d8e2f3a4b5c6d7e8f', { id: ID }],
  ['A-2', { code: 'order_ambiguous' }],
  ['A-3', { code: 'order_unknown' }],
  ['ord_0199c2f1a0b07c1d8e2f3a4b5c6d7e80', { code: 'order_unknown' }],
])('the order “%s” means %o', (order, expected) => {
  expect(orderOf(row({ order }), orders)).toMatchObject(expected);
});

test('an order that stands on several lines is found on all of them', () => {
  const rows = ['a', 'b', 'a', null, null].map((orderId, index) => ({ line: index + 1, orderId }));
  expect(linesByOrder(rows).get('a')).toEqual([1, 3]);
  expect(linesByOrder(rows).get('b')).toEqual([2]);
});

test('the hash of a dry run changes with any line of it', () => {
  const line = { line: 1, shown: null, reason: 'x' };
  expect(hashOfLines([line])).toBe(hashOfLines([{ ...line }]));
  expect(hashOfLines([{ ...line, reason: 'y' }])).not.toBe(hashOfLines([line]));
  expect(hashOfLines([line, { ...line, line: 2 }])).not.toBe(hashOfLines([line]));
});
