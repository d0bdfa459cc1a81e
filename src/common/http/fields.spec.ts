// What the kinds of field accept, and what is said when they do not.
import { ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { expect, test } from 'vitest';
import {
  IsHttpUrl,
  IsInstant,
  IsMetadata,
  IsProviderNumber,
  IsReference,
  IsReturnUrl,
  IsText,
  IsWon,
  Optional,
  OptionalOrNull,
} from './fields.js';
import { RequestValidation } from './validation.js';

class Line {
  @IsWon({ max: 100 }) priceWon: number;
}

class Body {
  @Optional() @IsWon({ min: 1 }) amountWon?: number;
  @Optional() @IsText(1, 5) title?: string;
  @Optional() @IsText(0, 5, { lines: true }) note?: string;
  @Optional() @IsProviderNumber() number?: string;
  @Optional() @IsReference(5) reference?: string;
  @Optional() @IsHttpUrl() url?: string;
  @Optional() @IsReturnUrl() returnUrl?: string;
  @Optional() @IsInstant() expiresAt?: string;
  @Optional() @IsMetadata() metadata?: Record<string, string>;
  @Optional() @ValidateNested({ each: true }) @Type(() => Line) lines?: Line[];
}

class Required {
  @IsWon() amountWon: number;
  @IsText(1, 5) title: string;
}

class MayBeNull {
  @OptionalOrNull() @IsText(1, 5) note?: string | null;
}

const pipe = new RequestValidation();
const check = (body: unknown, metatype: new () => object = Body): Promise<unknown> =>
  pipe.transform(body, { type: 'body', metatype });

test.each<{ body: object }>([
  { body: { amountWon: 1 } },
  { body: { amountWon: 1_000_000_000_000 } },
  { body: { amountWon: 1e3 } },
  { body: { title: '가나다라마' } },
  { body: { title: '🙂🙂🙂🙂🙂' } },
  { body: { note: '' } },
  { body: { number: 'T-2026/1130_7' } },
  { body: { note: 'a\nb' } },
  { body: { returnUrl: 'https://shop.example.com:8443/%EA%B0%80?a=b#c' } },
  { body: { returnUrl: 'http://127.0.0.1:3010/결과' } },
  { body: { returnUrl: 'https://느린책방.한국/결과' } },
  { body: { url: 'https://shop.example.com/hooks?a=b' } },
  ...['myapp://orders/done?x=1#end', 'MyApp://x', 'com.example.shop://', 'shop+kr-2://결과'].map((returnUrl) => ({
    body: { returnUrl },
  })),
  { body: { expiresAt: '2026-11-22T18:00:00+09:00' } },
  { body: { expiresAt: '2028-02-29T00:00Z' } },
  { body: { metadata: {} } },
  { body: { metadata: { toString: 'x', hasOwnProperty: '', 키: '값' } } },
  { body: { lines: [{ priceWon: 0 }, { priceWon: 100 }] } },
])('$body is taken as it is', async ({ body }) => {
  expect(await check(body)).toEqual(body);
});

test('a field that is null is not one that is left out', async () => {
  await expect(check({ amountWon: null, title: 'a' })).rejects.toMatchObject({
    code: 'malformed_request',
    facts: { detail: 'amountWon must not be null; leave it out when there is none.' },
  });
  await expect(check({ lines: null })).rejects.toThrow('lines must not be null');
  await expect(check({ lines: [null] })).rejects.toThrow('lines');
  await expect(check({ metadata: { campaign: null } })).rejects.toThrow(
    'metadata must be an object of at most 50 texts',
  );
  await expect(check({ amountWon: null, title: 'a' }, Required)).rejects.toThrow('amountWon must be a whole number');
});

test.each(['', ' 7', '7 ', '7\u200b', '7\u00a0', '７', '7 7', '7'.repeat(101), 7])(
  'the number %j could pass for another one',
  async (number) => {
    await expect(check({ number })).rejects.toThrow(
      'number must be the provider’s number: 1 to 100 letters, digits and signs of ASCII, without blanks',
    );
  },
);

test.each(['SKU-1', '펜 1호', '①', 'a  b'])('the reference %j reaches a provider as it is', async (reference) => {
  expect(await check({ reference })).toEqual({ reference });
});

test.each(['', ' ', '🖊', 'caf\u0065\u0301', 'a\tb', '123456', 7])(
  'the reference %j would be another one there',
  async (reference) => {
    await expect(check({ reference })).rejects.toThrow(
      'reference must be a text of 1 to 5 characters that CP949 has: no emoji and no control characters',
    );
  },
);

test('a field for which null means something may be null, left out, or what it is', async () => {
  for (const body of [{ note: null }, {}, { note: 'a' }]) expect(await check(body, MayBeNull)).toEqual(body);
  await expect(check({ note: 7 }, MayBeNull)).rejects.toThrow('note must be a text');
});

const TEXT = 'title must be a text of 1 to 5 characters without control characters.';
const URL_SENTENCE = 'url must be an absolute http or https address without a password, at most 1000 characters long.';
const RETURN_SENTENCE =
  'returnUrl must be an absolute http or https address, or one of an app whose scheme is listed, without a password, at most 1000 characters long.';
const INSTANT = 'expiresAt must be a moment in ISO 8601 with an offset, such as 2026-11-22T18:00:00+09:00.';
const NO_ADDRESSES = [
  '',
  '/orders',
  'shop.example.com',
  'javascript:alert(1)',
  'http:shop.example.com',
  'https://user:secret@shop.example.com',
  'https://user@shop.example.com',
  'https://shop.example.com/a b',
  'https://shop.example.com\\@evil.example.com',
  'https://shop.example.com/\n',
  'https://',
  'http:///evil.example.com',
  'https://．evil.example.com',
  'https://[::1',
  `https://shop.example.com/${'a'.repeat(1000)}`,
  7,
];
/** What a browser would run, read or open, however it is written; and what means different things to different readers. */
const NO_APPS = [
  'javascript://shop.example.com/%0aalert(1)',
  'JaVaScRiPt://%0aalert(1)',
  'java\tscript://%0aalert(1)',
  ' javascript://x',
  '\u0001javascript://x',
  'vbscript://x',
  'data://text/html,<script>alert(1)</script>',
  'data:text/html,x',
  'blob://https://shop.example.com/1',
  'file:///etc/passwd',
  'FILE://host/share',
  'about://blank',
  'view-source://https://shop.example.com',
  'intent://done#Intent;scheme=myapp;S.browser_fallback_url=javascript:alert(1);end',
  'android-app://com.example',
  'ws://shop.example.com',
  'wss://shop.example.com',
  'ftp://shop.example.com',
  'chrome://settings',
  'chrome-extension://abc/x.html',
  'ms-msdt://x',
  'search-ms://x',
  'mailto://a@b.c',
  'tel://119',
  'myapp:done',
  'myapp:/done',
  'myapp://user:secret@done',
  'myapp://user@done',
  'myapp://a b',
  'myapp://a\r\nLocation: https://evil.example',
  'myapp://a\u0007',
  'myapp://a\\b',
  'my_app://x',
  'x://y',
  '://x',
  `myapp://${'a'.repeat(1000)}`,
];
const METADATA =
  'metadata must be an object of at most 50 texts of at most 500 characters under keys of 1 to 40 characters.';
const WON = 'amountWon must be a whole number of won from 1 to 1000000000000.';

test.each<[string, unknown, string]>([
  ...[0, -1, 1.5, 1e13, Number.NaN, '100', '', true, [], {}, [1], 2 ** 53].map(
    (amountWon): [string, unknown, string] => [`the amount ${JSON.stringify(amountWon)}`, { amountWon }, WON],
  ),
  ...['', '  ', 'sixsix', 'a\n', 'a\u0007', 'a\u0085', 5, ['a'], { length: 1 }].map(
    (title): [string, unknown, string] => [`the title ${JSON.stringify(title)}`, { title }, TEXT],
  ),
  ...[...NO_ADDRESSES, 'myapp://orders/done', 'ftp://shop.example.com'].map((url): [string, unknown, string] => [
    `the address ${String(url).slice(0, 60)}`,
    { url },
    URL_SENTENCE,
  ]),
  ...[...NO_ADDRESSES, ...NO_APPS].map((returnUrl): [string, unknown, string] => [
    `to return to ${String(returnUrl).slice(0, 60)}`,
    { returnUrl },
    RETURN_SENTENCE,
  ]),
  ...[
    '2026-11-22',
    '2026-11-22T18:00:00',
    '2026-02-30T00:00:00Z',
    '2026-11-22T25:00:00Z',
    '1999-01-01T00:00:00Z',
    0,
  ].map((expiresAt): [string, unknown, string] => [`the moment ${expiresAt}`, { expiresAt }, INSTANT]),
  ...[
    'x',
    [],
    { a: 1 },
    { a: {} },
    { '': 'x' },
    { ['k'.repeat(41)]: 'x' },
    { a: 'v'.repeat(501) },
    { a: 'tab\t' },
    Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])),
  ].map((metadata): [string, unknown, string] => [
    `the metadata ${JSON.stringify(metadata).slice(0, 40)}`,
    { metadata },
    METADATA,
  ]),
  ['an unknown field', { colour: 'red' }, 'colour is not a field of this call.'],
  ['an unknown field of a line', { lines: [{ priceWon: 1, x: 1 }] }, 'lines[0].x is not a field of this call.'],
  [
    'a wrong field of a line',
    { lines: [{ priceWon: 1 }, { priceWon: 101 }] },
    'lines[1].priceWon must be a whole number of won from 0 to 100.',
  ],
  ['a list', [], 'The body must be a JSON object.'],
  ['a text', 'hello', 'The body must be a JSON object.'],
  ['null', null, 'The body must be a JSON object.'],
  ['nothing', undefined, 'The body is empty; send a JSON object.'],
])('%s is refused with a sentence', async (_, body, detail) => {
  await expect(check(body)).rejects.toMatchObject({ code: 'malformed_request', facts: { detail } });
});

test('half a character is refused in a flat body', async () => {
  await expect(check({ title: 'a\ud800' })).rejects.toMatchObject({ code: 'malformed_request' });
});

test('every wrong field is named, and no value is repeated', async () => {
  await expect(check({ amountWon: 'secret', title: 'secret-secret' })).rejects.toMatchObject({
    facts: { detail: `${WON} ${TEXT}` },
  });
  await expect(check({}, Required)).rejects.toMatchObject({
    facts: {
      detail: `amountWon is required and must be a whole number of won from 0 to 1000000000000. ${TEXT.replace('title ', 'title is required and ')}`,
    },
  });
});

test('a body with very many unknown fields gets a short answer', async () => {
  const body = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${'x'.repeat(100)}${index}`, 1]));
  const error: unknown = await check(body).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'malformed_request' });
  expect(String(error).length).toBeLessThan(3000);
});
