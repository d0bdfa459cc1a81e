// What of a document is kept: what is on the list, and nothing else.
import { describe, expect, test } from 'vitest';
import { scrub } from './scrub.js';

const SHOWN = new Set(['code', 'amount', 'rows']);

test('shows the fields on the list, at any depth, and hides the values of all others', () => {
  const document = {
    code: 0,
    token: 'secret',
    result: { amount: '2000', key: 'secret', inner: { code: 1, number: 4_111_111_111_111_111 } },
    rows: ['a', 1, { amount: 5, name: 'secret' }],
    list: ['secret', 1, { code: 7 }],
  };
  expect(scrub(document, SHOWN)).toEqual({
    code: 0,
    token: '[hidden]',
    result: { amount: '2000', key: '[hidden]', inner: { code: 1, number: '[hidden]' } },
    rows: ['a', 1, { amount: 5, name: '[hidden]' }],
    list: ['[hidden]', '[hidden]', { code: 7 }],
  });
});

test('shows that something is missing or a yes or no, whatever it is called', () => {
  expect(scrub({ token: null, isMember: true }, SHOWN)).toEqual({ token: null, isMember: true });
});

test('does not show a name that is on the list in another spelling', () => {
  expect(scrub({ Code: 'secret', ' code': 'secret', 'code\u0000': 'secret' }, SHOWN)).toEqual({
    Code: '[hidden]',
    ' code': '[hidden]',
    'code\ufffd': '[hidden]',
  });
});

describe('what PostgreSQL cannot keep', () => {
  test.each([
    ['a NUL', 'a\u0000b', 'a\ufffdb'],
    ['the first half of a character', 'a\ud83db', 'a\ufffdb'],
    ['the second half of a character', 'a\ude00b', 'a\ufffdb'],
    ['a character that is cut in two', `${'x'.repeat(1_999)}😀`, `${'x'.repeat(1_999)}\ufffd`],
  ])('is replaced in a text: %s', (_, text, kept) => {
    expect(scrub({ code: text }, SHOWN)).toEqual({ code: kept });
  });

  test('is replaced in a name', () => {
    expect(scrub({ 'a\u0000\ud83d': null }, SHOWN)).toEqual({ 'a\ufffd\ufffd': null });
  });

  test('leaves a whole character alone', () => {
    expect(scrub({ code: '결제 😀' }, SHOWN)).toEqual({ code: '결제 😀' });
  });
});

describe('what is too much', () => {
  test('is cut: long texts, long lists, many fields', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}`, true]));
    const kept = scrub({ code: 'x'.repeat(5_000), rows: Array<number>(300).fill(1), many }, SHOWN) as {
      code: string;
      rows: unknown[];
      many: object;
    };
    expect([kept.code.length, kept.rows.length, Object.keys(kept.many).length]).toEqual([2_000, 100, 200]);
  });
});

test.each<[unknown]>([['text'], [1], [null], [[1]]])('keeps a document that is only %j', (value) => {
  expect(scrub(value, SHOWN)).toEqual(value);
});
