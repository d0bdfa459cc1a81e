// Holds the making of odd answers to what the README promises: which fields are meant, which values come in turn, how they are written.
// Must never need a running simulator.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasField, isFieldPath, isKnownField, replaceField } from './field-paths.js';
import { formText, formValue } from './form-text.js';
import { jsonText, RawNumber } from './json-text.js';
import { OddAnswers, readOddOrder } from './odd-answers.js';
import { longValue, ODD_FAULTS, oddValueCount } from './odd-values.js';
import { readPublicUrl } from './public-url.js';

const ANSWER = { result: { orderNo: '1', details: [{ amt: 1, card: { no: 'a' } }, { amt: 2 }], amt: 3 }, code: 0 };

describe('a field', () => {
  it.each([
    ['orderNo', ['1']],
    ['amt', [1, 2, 3]],
    ['details.amt', [1, 2]],
    ['details[1].amt', [2]],
    ['details[1]', [{ amt: 2 }]],
    ['details', [ANSWER.result.details]],
    ['result.amt', [3]],
    ['card.no', ['a']],
    ['details.no', []],
    ['other', []],
  ])('%s is found where it is meant', (field, expected) => {
    const found: unknown[] = [];
    const spoiled = replaceField(ANSWER, field, (real) => {
      found.push(real);
      return 'odd';
    });
    expect(found).toEqual(expected);
    expect(hasField(ANSWER, field)).toBe(expected.length > 0);
    expect(JSON.stringify(spoiled).split('"odd"')).toHaveLength(expected.length + 1);
    expect(ANSWER.result.orderNo, 'the answer itself stays').toBe('1');
  });

  it('is known by the end of its path, and has the form of one', () => {
    const known = ['result.details.amt', 'code'];
    expect(['amt', 'details.amt', 'details[3].amt', 'code'].map((field) => isKnownField(known, field))).toEqual(
      Array(4).fill(true),
    );
    expect(['mt', 'details', 'code.amt'].map((field) => isKnownField(known, field))).toEqual(Array(3).fill(false));
    expect(['a..b', 'a[b]', '', '[0]', 'a-b'].map(isFieldPath)).toEqual(Array(5).fill(false));
  });
});

describe('an order', () => {
  it.each([
    [{ field: 'amt' }, 'odd_text', { field: 'amt', numeral: null, length: null }],
    [{ field: 'amt', value: null }, 'odd_date', { field: 'amt', numeral: null, length: null, value: null }],
    [{ field: 'amt', value: '' }, 'odd_text', { field: 'amt', numeral: null, length: null, value: '' }],
    [{ field: 'amt', numeral: '1e999' }, 'odd_number', { field: 'amt', numeral: '1e999', length: null }],
    [{ field: 'amt' }, 'too_long', { field: 'amt', numeral: null, length: 100_000 }],
    [{ field: 'amt', length: '7' }, 'too_long', { field: 'amt', numeral: null, length: 7 }],
    [{}, 'drop_after_effect', { field: null, numeral: null, length: null }],
    [{ field: 'amt' }, 'delay', '"field" goes with odd_text, odd_number, odd_date, too_long only'],
    [{}, 'odd_text', '"field" is required: pay answers amt, code'],
    [{ field: 'mat' }, 'odd_text', '"mat" is never answered: pay answers amt, code'],
    [{ field: 'amt', length: 5 }, 'odd_text', '"length" goes with too_long only'],
    [{ field: 'amt', value: 1, numeral: '1' }, 'odd_text', '"value" and "numeral" exclude each other'],
    [{ field: 'amt', numeral: '10,000' }, 'odd_number', '"numeral" must be a number written as text'],
    [{ field: 'amt', value: 'x' }, 'too_long', '"too_long" takes a "length", no value'],
    [{ field: 'amt', length: 0 }, 'too_long', '"length" must be a whole number from 1'],
  ])('%j of %s is read, or refused with a sentence', (input, fault, expected) => {
    const read = readOddOrder(input, fault, 'pay', ['result.amt', 'code']);
    if (typeof expected === 'string') expect(read).toContain(expected);
    else expect(read).toEqual(expected);
  });
});

describe('odd values', () => {
  const order = (fault: string, more: object = {}) => ({ fault, field: 'a', numeral: null, length: null, ...more });
  const turns = (fault: string, real: unknown, count: number, seed?: string) => {
    const odd = new OddAnswers(seed);
    return Array.from({ length: count }, () => jsonText(odd.spoil('pay', { a: real }, [order(fault)])));
  };
  const textsOf = (fault: string, real: unknown) => turns(fault, real, oddValueCount(fault as never));

  it('of texts come in turn', () => {
    expect(textsOf('odd_text', 'ab')).toEqual([
      '{"a":"a\\u0000b"}',
      '{"a":"a\\ud83db"}',
      '{"a":"a\\ude00b"}',
      '{"a":"a\u202eb"}',
      '{"a":"a\u{e0068}\u{e0069}\u{e007f}b"}',
      '{"a":""}',
      '{"a":"   "}',
      '{"a":20261122}',
      '{"a":null}',
      '{"a":["목록"]}',
      '{"a":{"name":"객체"}}',
    ]);
  });

  it('of numbers are written as the real one is', () => {
    const numbers = ['-1000', '1000.5', '"NaN"', '1e30', '9007199254740993', '99999999999999999999'];
    const others = ['""', 'true', '"10,000"'];
    expect(textsOf('odd_number', 5)).toEqual([...numbers, ...others].map((text) => `{"a":${text}}`));
    const texts = numbers.map((text) => `"${text.replaceAll('"', '')}"`);
    expect(textsOf('odd_number', '5')).toEqual([...texts, ...others].map((text) => `{"a":${text}}`));
  });

  it('of dates are days where the real one is a day', () => {
    expect(textsOf('odd_date', '20260101120000')).toContain('{"a":"20260230120000"}');
    expect(textsOf('odd_date', '20260101')).toEqual(
      ['20261399', '00000000', '2026112', '2026-11-22', '20260230', '10000101', '99991231', ''].map(
        (text) => `{"a":"${text}"}`,
      ),
    );
  });

  it('go round, and begin where the seed says', () => {
    const count = oddValueCount('odd_date');
    const [first, ...rest] = turns('odd_date', 'x', count + 1);
    expect(rest.at(-1)).toBe(first);
    const starts = new Set(['a', 'b', 'c', 'd', 'e'].map((seed) => turns('odd_date', 'x', 1, seed)[0]));
    expect(starts.size, 'not every seed begins with the same').toBeGreaterThan(1);
    expect(turns('odd_date', 'x', 3, 'same')).toEqual(turns('odd_date', 'x', 3, 'same'));
  });

  it('may be exact, or long, and the last ones are told', () => {
    const odd = new OddAnswers(undefined);
    const write = (more: object, fault = 'odd_number') => jsonText(odd.spoil('pay', { a: 1 }, [order(fault, more)]));
    expect(write({ value: { b: [null] } })).toBe('{"a":{"b":[null]}}');
    expect(write({ numeral: '12345678901234567890123' })).toBe('{"a":12345678901234567890123}');
    expect(write({ length: 300 }, 'too_long')).toBe(`{"a":${'9'.repeat(300)}}`);
    expect([longValue(2, '가나'), longValue(2, '12'), longValue(2, {})]).toEqual(['가가', '99', '가가']);
    expect(odd.list().map(({ field, json }) => [field, json.length])).toEqual([
      ['a', '{"b":[null]}'.length],
      ['a', 23],
      ['a', `${'9'.repeat(200)}… (300 characters)`.length],
    ]);
    odd.clear();
    expect(odd.list()).toEqual([]);
  });

  it('are told in the README', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    for (const fault of ODD_FAULTS) expect(readme).toContain(`| \`${fault}\` | `);
  });
});

describe('writing', () => {
  it('is that of JSON.stringify for everything it could write', () => {
    const value = { a: [1, 'x"\\', null, true, { b: undefined, c: '\ud83d' }], d: undefined, e: 1.5 };
    expect(jsonText(value)).toBe(JSON.stringify(value));
    expect(jsonText([undefined])).toBe('[null]');
  });

  it('of forms keeps half a character, and is that of URLSearchParams otherwise', () => {
    const entries: [string, string][] = [
      ['a b', '가&=+%'],
      ['c', '\u0000'],
    ];
    expect(formText(entries)).toBe(new URLSearchParams(entries).toString());
    expect(formText([['a', 'x\ud83dy']])).toBe('a=x%ED%A0%BDy');
    expect([new RawNumber('1e30'), null, 'x', [1]].map(formValue)).toEqual(['1e30', 'null', 'x', '[1]']);
  });
});

describe('a public address', () => {
  it.each(['https://pay.example', 'http://127.0.0.1:8080', 'https://pay.example/'])('may be %s', (text) => {
    expect(readPublicUrl('NAME', text)).toBe(new URL(text).origin);
  });

  it.each(['pay.example', 'https://pay.example/payple', 'ftp://pay.example', 'https://pay.example?x=1'])(
    'may not be %s',
    (text) => {
      expect(() => readPublicUrl('NAME', text)).toThrow(`NAME must be an address such as https://pay.example`);
    },
  );

  it('may be left out', () => {
    expect([readPublicUrl('NAME', undefined), readPublicUrl('NAME', '')]).toEqual([undefined, undefined]);
  });
});
