// The part of a request before its body: path, query and headers, mostly good ones.
// Must never hold what would end a request line: there it would be another request.
import fc, { type Arbitrary } from 'fast-check';
import type { Document, Operation } from './operations.js';
import { evilText, goodValue, often, thing } from './values.js';
import { LASTING_WORKERS, nameOf, POOLS } from './world.js';

type Headers = readonly (readonly [string, string])[];

/** What may not stand in a request line is left out: there it would be another request. */
function inPath(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/%C2%AB/gi, '«')
    .replace(/%C2%BB/gi, '»')
    .replaceAll('%3A', ':');
}

const RAW_PARTS = [
  '',
  '%',
  '%0',
  '%ff',
  '%00',
  '%c0%ae',
  '%u0041',
  '..',
  '%2e%2e%2f',
  '%2f',
  ';',
  '*',
  ':id',
  '{id}',
  'a'.repeat(199),
  'a'.repeat(201),
  'a'.repeat(8_000),
  '%EA%B2%B0'.repeat(100),
  '¡ÿ',
] as const;

const evilPart: Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: thing(...POOLS).map((name) => name) },
  { weight: 2, arbitrary: fc.constantFrom(...RAW_PARTS) },
  { weight: 1, arbitrary: evilText.map(inPath) },
);

export function pathOf({ path, pools }: Operation): Arbitrary<string> {
  const parameters = path.match(/\{[^}]+\}/g)?.length ?? 0;
  if (parameters === 0)
    return often(fc.constant(path), fc.constantFrom(`${path}/`, `${path}//`, `${path}/x`, `${path}%00`), 30);
  const [pool] = pools;
  const good = pools.length > 0 && pool !== undefined ? thing(...pools) : fc.constant('x');
  const isWhole = pool?.endsWith('Paths') === true;
  const fillings = often(
    // One name of the world may stand for two parameters with what is between them.
    good.map((part) => path.replace(isWhole ? /\{.*\}/ : /\{[^}]+\}/, () => part)),
    evilPart.map((part) => path.replace(/\{[^}]+\}/, () => part)),
    5,
  );
  return fillings.chain((filled) => {
    return fc
      .constantFrom('payco', 'payco', 'payple', 'nobody', '1', '%00')
      .map((rest) => filled.replace(/\{[^}]+\}/, rest));
  });
}

const STRAY_QUERIES = [
  'a=1&a=2',
  'a[b]=c',
  '__proto__=x',
  'constructor[prototype]=x',
  '%',
  '%ff=%fe',
  '=&=&&&',
  'lang=xx',
  'lang[]=en',
  'code=0&paymentCertifyToken=AAAAAAAAAAAAAAAAAAAA',
  'code=2222',
  'code=constructor',
  `long=${'a'.repeat(6_000)}`,
  Array.from({ length: 300 }, (_, index) => `p${index}=1`).join('&'),
];

export function queryOf(document: Document, { query }: Operation): Arbitrary<string> {
  const pairs = query.map(({ name, schema }) =>
    fc.option(often(goodValue(document, schema, name).map(String), evilText, 4), { freq: 3 }).map((value) => {
      const pair = `${name}=${inPath(value ?? '')}`;
      return value === null ? [] : [pair];
    }),
  );
  const stray = fc.option(fc.constantFrom(...STRAY_QUERIES), { freq: 12 });
  return fc.tuple(fc.tuple(...pairs), stray).map(([given, odd]) => {
    const parts = [...given.flat(), ...(odd === null ? [] : [odd])];
    return parts.length === 0 ? '' : `?${parts.join('&')}`;
  });
}

export function keyHeader({ answers, path }: Operation, key: string): Arbitrary<Headers> {
  if (path.startsWith('/admin/'))
    return often(
      sessionHeaders(ENDS_SESSIONS.test(path) ? LASTING_WORKERS : 0),
      fc.constant<Headers>([['authorization', `Bearer ${key}`]]),
      15,
    );
  const wrong = fc.constantFrom<Headers>(
    [],
    [['authorization', `Bearer gy_test_${'A'.repeat(43)}`]],
    [['authorization', 'Bearer']],
    [['authorization', `Basic ${'a'.repeat(300)}`]],
  );
  const good = fc.constant<Headers>([['authorization', `Bearer ${key}`]]);
  return answers === null ? often(good, wrong, 15) : often(wrong, good, 5);
}

/** Whoever calls these is not signed in for long. */
const ENDS_SESSIONS = /^\/admin\/(sign-out|sessions|password|second-factor)/;

/**
 * Somebody's session, mostly with the token of its writes.
 *
 * @param first number of the first of those whose session it may be
 */
function sessionHeaders(first: number): Arbitrary<Headers> {
  const numbers = fc.tuple(fc.nat(LASTING_WORKERS - 1), often(fc.constant(0), fc.constant(1), 15));
  return numbers.map(([index, shift]) => [
    ['cookie', `gyeolje_session=${nameOf('sessionTokens', first + index)}`],
    ['x-csrf-token', nameOf('csrfTokens', first + index + shift)],
  ]);
}

export const idempotencyKey: Arbitrary<string> = often(
  // Few are used again, by other requests most of the time.
  often(fc.nat(1_000_000_000), fc.nat(20), 4).map((number) => `fuzz-${number}`),
  fc.constantFrom('', ' ', 'x'.repeat(255), 'x'.repeat(256), 'é', 'two words', "'", '\t'),
  6,
);

const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ['accept', 'text/html'],
  ['accept', 'application/xml;q=2'],
  ['accept-language', 'ko;q=1e9,en;q=-1,*'],
  ['accept-language', 'x'.repeat(2_000)],
  ['accept-encoding', 'br, gzip, nonsense'],
  ['content-encoding', 'gzip'],
  ['content-language', '\u00ff'],
  ['x-request-id', '<script>'],
  ['x-request-id', 'a'.repeat(65)],
  ['x-forwarded-for', "'; --"],
  ['forwarded', 'for="[::1]:99999"'],
  ['host', 'evil.example'],
  ['host', ''],
  ['origin', 'https://evil.example'],
  ['origin', 'null'],
  ['sec-fetch-site', 'cross-site'],
  ['user-agent', ''],
  ['user-agent', '\u00e9'.repeat(3_000)],
  ['user-agent', 'Mozilla/5.0 (iPhone) KAKAOTALK'],
  ['referer', 'javascript:alert(1)'],
  ['cookie', '__Host-x=1; =; ;;'],
  ['range', 'bytes=0-1,5-'],
  ['if-none-match', '*'],
  ['if-modified-since', 'yesterday'],
  ['upgrade', 'websocket'],
  ['expect', '100-continue'],
  ['x-http-method-override', 'DELETE'],
  ['content-length-of-mine', '-1'],
];
export const oddHeader = fc.constantFrom(...ODD_HEADERS);
