// What a JSON body may be.
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { MAX_DEPTH, parseStrictJson } from './strict-json.js';

const parse = (text: string): unknown => parseStrictJson(Buffer.from(text));

test('every JSON value without odd keys and characters is read as JSON.parse reads it', () => {
  const value = fc.jsonValue({ maxDepth: 5, noUnicodeString: false }).filter((json) => {
    const text = JSON.stringify(json);
    return !/\\u0000|\\ud[89a-f]|__proto__|constructor/i.test(text);
  });
  fc.assert(
    fc.property(value, (json) => {
      expect(parse(JSON.stringify(json))).toEqual(JSON.parse(JSON.stringify(json)));
    }),
    { seed: inject('seed') },
  );
});

test('the same key in two objects, and a key that reads like a value, are fine', () => {
  expect(parse('[{"a": "a:"}, {"a" : {"a": "\\"b\\": 1"}}]')).toEqual([{ a: 'a:' }, { a: { a: '"b": 1' } }]);
});

test('lists and objects may be nested as deep as the limit', () => {
  expect(parse('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH))).toBeInstanceOf(Array);
});

test.each([
  ['', 'The body is empty; send a JSON object.'],
  ['{', 'The body is not JSON.'],
  ["{'a': 1}", 'The body is not JSON.'],
  ['{"a": 01}', 'The body is not JSON.'],
  ['{"a": "\n"}', 'The body is not JSON.'],
  ['{"a": 1, "a": 2}', 'The body names a field twice.'],
  ['{"a": 1, "\\u0061": 2}', 'The body names a field twice.'],
  ['{"x": {"a": 1, "b": [{}], "a": 2}}', 'The body names a field twice.'],
  ['{"__proto__": {}}', 'A field may not be named __proto__ or constructor.'],
  ['{"\\u005f_proto__" : 1}', 'A field may not be named __proto__ or constructor.'],
  ['{"constructor": 1}', 'A field may not be named __proto__ or constructor.'],
  ['{"a": "\\u0000"}', 'The body holds half a character (a lone surrogate) or a NUL character.'],
  ['{"\\ud800": 1}', 'The body holds half a character (a lone surrogate) or a NUL character.'],
  ['["\\udc00\\ud800"]', 'The body holds half a character (a lone surrogate) or a NUL character.'],
])('%s is refused: %s', (text, detail) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'malformed_request', message: detail }));
});

test.each([MAX_DEPTH + 1, 100_000])('%i lists in each other are refused', (depth) => {
  expect(() => parse('['.repeat(depth) + ']'.repeat(depth))).toThrow(`more than ${MAX_DEPTH} levels deep`);
});

test('bytes that are not UTF-8 are refused', () => {
  expect(() => parseStrictJson(Uint8Array.of(0x22, 0xff, 0x22))).toThrow('The body is not UTF-8.');
});
