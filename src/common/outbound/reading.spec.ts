// Fields of a document that somebody else wrote: lenient in type, strict in meaning.
import { describe, expect, test } from 'vitest';
import {
  asObject,
  parseObject,
  readObject,
  readObjects,
  readOptionalText,
  readText,
  readWon,
  UnreadableError,
} from './reading.js';

const readers = { readObject, readObjects, readText, readWon };

test('a reply is an object or unreadable', () => {
  expect(parseObject('{"code":0}')).toEqual({ code: 0 });
  for (const text of ['', 'null', '[]', '"{}"', '1', '<html>', '{"code":0', '{"code":0}{']) {
    expect(() => parseObject(text), text).toThrow(UnreadableError);
  }
});

describe('won', () => {
  test.each<[unknown, number]>([
    [2_000, 2_000],
    [0, 0],
    ['2000', 2_000],
    ['2000.0', 2_000],
    ['2000.000', 2_000],
    ['0', 0],
    ['007', 7],
    [999_999_999_999_999, 999_999_999_999_999],
  ])('%j is %i', (value, won) => {
    expect(readWon({ amount: value }, 'amount')).toBe(won);
  });

  test('written as a fraction of nothing in JSON is a whole number', () => {
    expect(readWon(parseObject('{"amount":2000.0}'), 'amount')).toBe(2_000);
  });

  test.each<[unknown]>([
    [2_000.5],
    ['2000.5'],
    ['2,000'],
    ['2e3'],
    ['0x10'],
    ['+5'],
    [' 5'],
    [-1],
    ['-1'],
    [''],
    ['.0'],
    ['5.'],
    ['1000000000000000'],
    [2 ** 53],
    [1e300],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [true],
    [null],
    [undefined],
    [[2_000]],
    [{}],
  ])('%j is unreadable', (value) => {
    expect(() => readWon({ amount: value }, 'amount')).toThrow(
      new UnreadableError('amount is not a whole number of won.'),
    );
  });
});

describe('a text', () => {
  test.each<[unknown, string]>([
    ['x', 'x'],
    [' ', ' '],
    [0, '0'],
    [2_000_000_001, '2000000001'],
    [-1.5, '-1.5'],
  ])('%j is %j', (value, text) => {
    expect(readText({ name: value }, 'name')).toBe(text);
    expect(readOptionalText({ name: value }, 'name')).toBe(text);
  });

  test.each<[unknown]>([[''], [null], [undefined], [true], [[]], [{}], [Number.NaN]])('%j is none', (value) => {
    expect(readOptionalText({ name: value }, 'name')).toBeNull();
    expect(() => readText({ name: value }, 'name')).toThrow(new UnreadableError('name is missing.'));
  });
});

describe('objects and lists of them', () => {
  test.each<[unknown]>([[null], [undefined], [[]], ['{}'], [1]])('%j is no object', (value) => {
    expect(() => asObject(value, 'it')).toThrow(new UnreadableError('it is not an object.'));
    expect(() => readObject({ it: value }, 'it')).toThrow(UnreadableError);
  });

  test('a list holds objects only', () => {
    expect(readObjects({ rows: [] }, 'rows')).toEqual([]);
    expect(readObjects({ rows: [{ a: 1 }] }, 'rows')).toEqual([{ a: 1 }]);
    for (const rows of [undefined, null, {}, 'x', [null], [1], [[]]]) {
      expect(() => readObjects({ rows }, 'rows'), JSON.stringify(rows)).toThrow(UnreadableError);
    }
  });
});

test.each(Object.entries(readers))('%s finds nothing that every object has', (_, read) => {
  expect(() => read(parseObject('{}'), 'constructor')).toThrow(UnreadableError);
});
