// Bodies of requests: good ones, good ones with one thing wrong, broken ones and long ones, under all kinds of types.
// Must never be built longer in memory than they are when they are sent.
import fc, { type Arbitrary } from 'fast-check';
import type { Body } from './attack.js';
import type { Document, Operation } from './operations.js';
import { EVIL_TEXTS, evilText, evilValue, goodValue, thing } from './values.js';
import { nameOf } from './world.js';

/** The body limit of the server, in bytes. */
export const BODY_LIMIT = 256 * 1024;

/** A body and what it is said to be. */
export interface Content {
  readonly type: string | null;
  readonly body: Body;
}

export const NO_BODY: Body = { is: 'none' };
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const ODD_TYPES = [
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/json; charset=utf-16',
  'application/jsonx',
  'APPLICATION/JSON',
  'application/json;',
  ';',
  '*/*',
  'application/x-ignored',
  FORM_TYPE,
  JSON_TYPE,
  `${JSON_TYPE}, ${FORM_TYPE}`,
  `application/json; ${'a'.repeat(2_000)}`,
  null,
] as const;

/** What an operation takes, most of the time. */
export function contentOf(document: Document, operation: Operation): Arbitrary<Content> {
  const kinds: { weight: number; arbitrary: Arbitrary<Content> }[] = [];
  if (operation.body) kinds.push(...jsonContents(goodValue(document, operation.body)));
  if (operation.form) kinds.push({ weight: 20, arbitrary: formContent(operation) });
  if (kinds.length === 0) {
    kinds.push({ weight: 15, arbitrary: fc.constant({ type: null, body: NO_BODY }) });
    kinds.push({ weight: 1, arbitrary: asJson(fc.constantFrom('{}', '[]', '', '{"a":1}').map(textBody)) });
  }
  kinds.push({ weight: 1, arbitrary: fc.record({ type: fc.constantFrom(...ODD_TYPES), body: anyBody }) });
  return fc.oneof(...kinds);
}

function jsonContents(good: Arbitrary<unknown>): { weight: number; arbitrary: Arbitrary<Content> }[] {
  return [
    { weight: 8, arbitrary: asJson(good.map(jsonBody)) },
    { weight: 10, arbitrary: asJson(oneThingWrong(good).map(jsonBody)) },
    { weight: 2, arbitrary: asJson(evilValue.map(jsonBody)) },
    { weight: 2, arbitrary: asJson(namedTwice(good)) },
    { weight: 3, arbitrary: asJson(brokenBody) },
    { weight: 1, arbitrary: asJson(long) },
    { weight: 2, arbitrary: fc.record({ type: fc.constantFrom(...ODD_TYPES), body: good.map(jsonBody) }) },
  ];
}

function asJson(body: Arbitrary<Body>): Arbitrary<Content> {
  return body.map((each) => ({ type: JSON_TYPE, body: each }));
}

function jsonBody(value: unknown): Body {
  return { is: 'json', value };
}

function textBody(text: string): Body {
  return { is: 'text', text };
}

/** Somewhere in a good value a wrong one, one less, or one more. */
function oneThingWrong(good: Arbitrary<unknown>): Arbitrary<unknown> {
  return fc
    .tuple(good, fc.nat(1_000), fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add'), evilValue, evilText)
    .map(([value, where, deed, wrong, name]) => {
      const places = placesIn(value);
      const place = places[where % places.length];
      return place ? changed(value, place, deed, wrong, name) : wrong;
    });
}

/** The ways to every part of a value, from the outside in. */
function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [[name], ...placesIn(part).map((way) => [name, ...way])]);
}

function changed(
  value: unknown,
  [name = '', ...way]: readonly string[],
  deed: string,
  wrong: unknown,
  more: string,
): unknown {
  const parts = Object.entries(value as object);
  const all = parts.flatMap(([each, part]): [string, unknown][] => {
    if (each !== name) return [[each, part]];
    if (way.length > 0) return [[each, changed(part, way, deed, wrong, more)]];
    if (deed === 'remove') return [];
    return deed === 'add'
      ? [
          [each, part],
          [more, wrong],
        ]
      : [[each, wrong]];
  });
  return Array.isArray(value) ? all.map(([, part]) => part) : Object.fromEntries(all);
}

/** What no JSON.stringify writes. */
function namedTwice(good: Arbitrary<unknown>): Arbitrary<Body> {
  return fc.tuple(good, evilValue).map(([value, wrong]) => {
    const text = JSON.stringify(value);
    const [name = 'a'] = Object.keys(value as object);
    return textBody(`${text.slice(0, -1)}${text === '{}' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(wrong)}}`);
  });
}

const BROKEN = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '"text"',
  '[]',
  '[{}]',
  '{',
  '{"a":}',
  '{"a":1,}',
  "{'a':1}",
  '{"a":1}{"b":2}',
  '{"a":01}',
  '{"amountWon":1e400}',
  '{"amountWon":-0}',
  '{"amountWon":10000.0}',
  '{"amountWon":1e4}',
  `{"amountWon":${'9'.repeat(400)}}`,
  '{"a":NaN}',
  '{"title":"\\ud800"}',
  '{"title":"\\u0000"}',
  '{"\\u0000":1}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{}}}',
  '{"a":1,"\\u0061":2}',
  '// comment\n{}',
  '\ufeff{}',
] as const;

const brokenBody: Arbitrary<Body> = fc.oneof(
  fc.constantFrom(...BROKEN).map(textBody),
  fc
    .constantFrom('ff', 'c3', '7b2261223a22ff227d', 'fffe7b007d00', 'eda080', '00', '7b2261223a2200227d')
    .map((hex): Body => ({ is: 'bytes', hex })),
  fc
    .constantFrom(8, 31, 32, 33, 1_000, 50_000)
    .chain((depth) => fc.constantFrom(nestedLists(depth), nestedObjects(depth))),
);

function nestedLists(depth: number): Body {
  return textBody(`{"metadata":${'['.repeat(depth)}${']'.repeat(depth)}}`);
}

function nestedObjects(depth: number): Body {
  return textBody(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
}

/** Around the body limit and far beyond; the letters may be of one byte or three. */
const long: Arbitrary<Body> = fc
  .record({
    wrap: fc.constantFrom(['{"title":"', '"}'], ['{"', '":1}'], ['[', '0]'], ['{"title":', '}'], ['', '']),
    letter: fc.constantFrom('a', '결', '1', '0,', ' ', '\\u0000', '['),
    size: fc.constantFrom(5_000, 100_000, BODY_LIMIT - 30, BODY_LIMIT - 12, BODY_LIMIT, BODY_LIMIT + 1, 700_000),
  })
  .map(({ wrap: [before = '', after = ''], letter, size }) => ({
    is: 'long',
    before,
    letter,
    times: Math.floor(size / Buffer.byteLength(letter)),
    after,
  }));

const anyBody: Arbitrary<Body> = fc.oneof(
  fc.constant(NO_BODY),
  brokenBody,
  long,
  evilValue.map(jsonBody),
  fc
    .constantFrom('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--', '<a>&b;</a>', 'a=1&b=%')
    .map(textBody),
);

const NOTICES = [
  '{}',
  '{',
  'null',
  '{"sellerOrderReferenceKey":1,"reserveOrderNo":[],"orderNo":{},"totalPaymentAmt":"1e3","paymentCompletionYn":"Y"}',
  `{"sellerOrderReferenceKey":"${nameOf('orderNumbers', 0)}","reserveOrderNo":"1","orderNo":"1","totalPaymentAmt":10000,"paymentCompletionYn":"Y"}`,
];

function formContent({ form, takesWindowForms }: Operation): Arbitrary<Content> {
  const names = [...(form ?? []), '__proto__', 'constructor', 'x'];
  const values = fc.oneof(
    { weight: 3, arbitrary: evilText },
    { weight: 1, arbitrary: thing('references', 'billingKeys') },
    { weight: 1, arbitrary: fc.constantFrom('success', 'error', 'close', 'card', 'transfer', '10000', ...NOTICES) },
    { weight: 1, arbitrary: fc.constantFrom('payco', 'payple', 'payple:card', 'pc', 'mobile', ...EVIL_TEXTS) },
  );
  const pair = fc.tuple(fc.constantFrom(...names), fc.option(values, { freq: 5 }));
  const window = takesWindowForms ? fc.option(fc.nat(20), { freq: 4 }) : fc.constant(null);
  return fc
    .record({ window, pairs: fc.array(pair, { maxLength: 3 }) })
    .map(({ window: base, pairs }) => ({ type: FORM_TYPE, body: { is: 'form', window: base, pairs } }));
}
