// Fields of a document that somebody else wrote: lenient in type, strict in meaning.
import { describe, expect, test } from 'vitest';
import {
  asObject,
  parseObject,
  readCount,
  readName,
  readObject,
  readObjects,
  readOptionalId,
  readOptionalInstant,
  readOptionalText,
  readFlag,
  readId,
  readText,
  readWon,
  UnreadableError,
} from './reading.js';

const readers = { readFlag, readId, readObject, readObjects, readWon };

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
    [1_000_000_000_000, 1_000_000_000_000],
    ['1000000000000', 1_000_000_000_000],
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
    [1_000_000_000_001],
    ['1000000000001'],
    [999_999_999_999_999],
    ['10,000'],
    ['10000\u0000'],
    ['9'.repeat(30)],
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
      new UnreadableError('amount is not a whole number of won from 0 to 1000000000000.'),
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
    expect(readText({ name: value }, 'name', 10)).toBe(text);
    expect(readOptionalText({ name: value }, 'name')).toBe(text);
  });

  test.each<[unknown]>([[''], [null], [undefined], [true], [[]], [{}], [Number.NaN]])('%j is none', (value) => {
    expect(readOptionalText({ name: value }, 'name')).toBeNull();
    expect(() => readText({ name: value }, 'name', 10)).toThrow(new UnreadableError('name is missing.'));
  });
});

describe('an identifier', () => {
  test.each<[unknown, string]>([
    ['202611221204303326920224', '202611221204303326920224'],
    [2_000_000_001, '2000000001'],
    ['aB+/=-_.:', 'aB+/=-_.:'],
  ])('%j is %j', (value, id) => {
    expect(readId({ id: value }, 'id')).toBe(id);
    expect(readOptionalId({ id: value }, 'id')).toBe(id);
  });

  test.each<[number]>([[2 ** 53], [202611221204303326920224], [-(2 ** 53)], [1e300]])(
    '%d is none: JSON has rounded it, and it would be another one',
    (value) => {
      expect(() => readId({ id: value }, 'id')).toThrow(UnreadableError);
      expect(readOptionalId({ id: value }, 'id')).toBeNull();
    },
  );

  test.each<[string]>([['12\u202e34'], ['12\ufffd34'], [' 1234'], ['   '], ['1234\n'], ['번호'], ['12\u{e0068}34']])(
    '%j is none',
    (value) => {
      expect(() => readId({ id: value }, 'id')).toThrow(new UnreadableError('id is not an identifier.'));
      expect(readOptionalId({ id: value }, 'id')).toBeNull();
    },
  );
});

describe('a flag', () => {
  test('is Y or N', () => {
    expect(readFlag({ yn: 'Y' }, 'yn')).toBe(true);
    expect(readFlag({ yn: 'N' }, 'yn')).toBe(false);
  });

  test.each<[unknown]>([[undefined], [null], [''], ['y'], ['Y '], ['Y\ufffd'], [true], [1], [['Y']]])(
    'is not %j, which does not mean no',
    (yn) => {
      expect(() => readFlag({ yn }, 'yn')).toThrow(new UnreadableError('yn is neither Y nor N.'));
    },
  );
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

describe('text that PostgreSQL cannot keep', () => {
  test.each<[string, string, string]>([
    ['a NUL', '{"name":"a\\u0000b"}', 'a\ufffdb'],
    ['half a character, as one that was cut', '{"name":"a\\ud83d"}', 'a\ufffd'],
    ['the other half', '{"name":"\\ude00b"}', '\ufffdb'],
    ['nothing of the kind', '{"name":"한글 😀"}', '한글 😀'],
  ])('is mended where the document is read: %s', (_, json, name) => {
    expect(parseObject(json)).toEqual({ name });
  });

  test('is mended in names, in lists and at any depth', () => {
    expect(parseObject('{"a\\u0000":[{"b":"\\ud800"}]}')).toEqual({ 'a\ufffd': [{ b: '\ufffd' }] });
  });

  test('a mended name is not taken for another', () => {
    expect(readOptionalText(parseObject('{"code\\u0000":"0"}'), 'code')).toBeNull();
  });
});

test('a document that is nested beyond all measure is unreadable', () => {
  const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  expect(parseObject(nested(30))).toBeTypeOf('object');
  for (const depth of [33, 100_000]) expect(() => parseObject(nested(depth)), String(depth)).toThrow(UnreadableError);
});

describe('what is too long', () => {
  test('for an identifier is unreadable where it is needed, and nothing where it is not', () => {
    expect(readId({ id: 'x'.repeat(255) }, 'id')).toHaveLength(255);
    expect(() => readId({ id: 'x'.repeat(256) }, 'id')).toThrow(
      new UnreadableError('id is longer than 255 characters.'),
    );
    expect(readOptionalId({ id: 'x'.repeat(256) }, 'id')).toBeNull();
  });

  test('for people to read is cut, and never inside a character', () => {
    expect(readName({ name: 'x'.repeat(100_000) }, 'name')).toHaveLength(200);
    expect(readName({ name: `${'x'.repeat(199)}😀` }, 'name')).toBe(`${'x'.repeat(199)}\ufffd`);
    expect(readOptionalText({ name: 'x'.repeat(100_000) }, 'name')).toHaveLength(2_000);
  });

  test('for a list is unreadable', () => {
    const list = (length: number) => ({ list: Array.from({ length }, () => ({})) });
    expect(readObjects(list(100), 'list')).toHaveLength(100);
    expect(() => readObjects(list(101), 'list')).toThrow(UnreadableError);
  });
});

test.each<[unknown, number]>([
  ['03', 3],
  [12, 12],
  ['61', 0],
  [-1, 0],
  ['1e1', 0],
  [1.5, 0],
  [undefined, 0],
  [{}, 0],
])('%j is a count of %i', (value, count) => {
  expect(readCount({ value }, 'value', 60)).toBe(count);
});

test.each<[unknown, string | null]>([
  ['20261122130201', '2026-11-22T04:02:01.000Z'],
  [20261122130201, '2026-11-22T04:02:01.000Z'],
  ['20261122', '2026-11-22T15:00:00.000Z'],
  ['20261399000000', null],
  ['20260230000000', null],
  ['00000000000000', null],
  ['19991231235959', null],
  ['30000101000000', null],
  ['2026-11-22T13:02:01', null],
  ['', null],
  [null, null],
])('%j is the instant %s', (value, iso) => {
  expect(readOptionalInstant({ value }, 'value')?.toISOString() ?? null).toBe(iso);
});
