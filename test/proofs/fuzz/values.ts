// Values for requests: good ones that a schema asks for, and ones that have broken programs before.
// Must never hold the words that an answer may not hold, or what is sent would be taken for what leaked.
import fc, { type Arbitrary } from 'fast-check';
import type { Document, Schema } from './operations.js';
import { nameOf, POOLS, type Pool } from './world.js';

const HOUR_MS = 3_600_000;

/** The usual, and once in a while the other. */
export function often<T>(usual: Arbitrary<T>, other: Arbitrary<T>, times: number): Arbitrary<T> {
  return fc.oneof({ weight: times, arbitrary: usual }, { weight: 1, arbitrary: other });
}

/** Something of the world. */
export function thing(...pools: readonly Pool[]): Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...pools), fc.nat(5)).map(([pool, index]) => nameOf(pool, index));
}

const won = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 100 }) },
  { weight: 2, arbitrary: fc.integer({ min: 100, max: 1_000_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1_000_000_000_000, 1_000_000_000_001, 2_147_483_648) },
);

/** What makes sense under a name, where the schema alone would make nonsense. */
const BY_NAME: Readonly<Record<string, Arbitrary<unknown>>> = {
  amountWon: won,
  taxFreeWon: fc.constantFrom(0, 0, 1, 100),
  orderNumber: fc.oneof(
    { weight: 4, arbitrary: fc.nat(1_000_000_000).map((number) => `F-${number}`) },
    { weight: 1, arbitrary: thing('orderNumbers') },
  ),
  provider: fc.constantFrom('payco', 'payco', 'payple', 'payple', 'nobody'),
  method: fc.constantFrom('card', 'transfer', 'sheep'),
  way: fc.constantFrom('payco', 'payple', 'payple:card', 'payple:transfer', 'nobody', ''),
  billingKeyId: thing('billingKeys', 'billingKeys', 'billingKeys', 'orders'),
  sellerCode: fc.oneof({ weight: 4, arbitrary: fc.constant('default') }, { weight: 1, arbitrary: thing('sellers') }),
  code: fc.nat(1_000_000_000).map((number) => `S-${number}`),
  returnUrl: fc.constantFrom('https://shop.example.com/return', 'http://127.0.0.1/x?y=1', 'ftp://a', 'https://a:b@c/'),
  billingMonth: fc.constantFrom('2026-11', '2026-12', '0000-01'),
  identity: fc.constantFrom('010-9876-5432', '123-45-67890', '1'),
  cursor: thing('cursors', 'orders', 'sellers', 'apiKeys', 'events', 'deliveryCursors', 'doubtfulRefunds'),
  limit: fc.integer({ min: 1, max: 20 }),
  itemReference: fc.constantFrom('ITEM_1', 'ITEM_2'),
  phone: fc.constantFrom('010-1234-5678', '+82 10 1234 5678'),
  url: fc
    .record({ receiver: thing('receivers'), path: fc.constantFrom('/hooks', '/hooks', '/broken', '/hang', '/odd') })
    .chain(({ receiver, path }) => fc.nat(1_000_000_000).map((number) => `${receiver}${path}?of=fuzz-${number}`)),
  // Whoever wants everything is told of everything; there are not many of them.
  eventTypes: often(
    fc.constantFrom<string[]>(['cash_receipt.*'], ['billing_key.dead', 'order.expired']),
    fc.constantFrom<string[]>(['*']),
    6,
  ),
  types: fc.constantFrom<string[]>(['cash_receipt.*'], ['payment.paid'], ['order.created', 'cancellation.*']),
  type: fc.constantFrom('order.*', 'payment.paid', 'cancellation.*', '*', 'nothing.ever'),
  orderId: thing('orders', 'paidOrders', 'doubtfulRefunds'),
  eventId: thing('events', 'events', 'orders'),
  from: fc.integer({ min: -60, max: 0 }).map(secondsFromNow),
  to: fc.integer({ min: -30, max: 60 }).map(secondsFromNow),
  refundedAt: often(fc.constant(0).map(secondsFromNow), fc.constantFrom(-1_000_000, 1_000_000).map(secondsFromNow), 3),
  paidAt: often(fc.constant(0).map(secondsFromNow), fc.constantFrom(-1_000_000, 1_000_000).map(secondsFromNow), 3),
  email: fc.oneof(
    fc.constantFrom('buyer@example.com', 'buyer+tag@example.co.kr'),
    fc.nat(1_000_000_000).map((number) => `f${number}@example.com`),
  ),
  password: fc.constantFrom('a sentence for the fuzz', 'short'),
  newPassword: fc.constantFrom('a sentence for the fuzz', 'short'),
  currentPassword: fc.constantFrom('a sentence for the fuzz', 'a wrong one'),
  noRefundLimit: fc.constant(true),
  personId: thing('people'),
  shownHash: often(thing('shownHashes'), fc.constantFrom('a'.repeat(64), ''), 8),
  action: fc.constantFrom('sign_in.done', 'person.changed', 'nothing.done'),
  subject: thing('people', 'orders'),
  customerReference: fc.constantFrom('customer-1', '홍길동'),
  // Of calls that nobody makes here: what the world does goes well.
  endpoint: fc.constantFrom('usability', 'mileage', 'taxcancel', 'moon'),
  fault: fc.constantFrom('decline', 'http_500', 'delay', 'earthquake'),
  delayMs: fc.constantFrom(0, 5),
  reference: fc.constant('nobodys'),
  text: fc.oneof(
    thing('orders', 'orderNumbers', 'paidPayments', 'references', 'refunds'),
    fc.constantFrom('010-1234-5678', 'buyer@example.com', '1234 30012345', 'F-', '%', "'"),
  ),
  fromDay: fc.constantFrom('2026-11-01', '2026-11-22'),
  toDay: fc.constantFrom('2026-11-22', '2026-12-31'),
  date: fc.constantFrom('2026-11-22', '2026-11-30', '2026-02-29', '2999-12-31'),
  seller: fc.oneof({ weight: 4, arbitrary: fc.constant('default') }, { weight: 1, arbitrary: thing('sellers') }),
  credentials: fc.oneof(
    fc.constant({ sellerKey: 'S0FSJE', cpId: 'PARTNERTEST', productId: 'PROD_EASY' }),
    fc.constant({
      cstId: 'test',
      custKey: 'abcd1234567890',
      refundKey: 'a41ce010ede9fcbfb3be86b24858806596a9db68b79d138b147c3e563e1829a0',
    }),
    fc.dictionary(fc.string({ maxLength: 10 }), fc.string({ maxLength: 20 }), { maxKeys: 3 }),
  ),
};

/** A value that the schema allows, most of the time one that makes sense. */
export function goodValue(document: Document, schema: Schema, name = ''): Arbitrary<unknown> {
  const known = BY_NAME[name];
  if (known) return known;
  if (schema.$ref !== undefined) return goodValue(document, referred(document, schema.$ref), name);
  if (schema.allOf?.[0]) return goodValue(document, schema.allOf[0], name);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return goodObject(document, schema);
    case 'array':
      return fc.array(goodValue(document, schema.items ?? {}), { minLength: 1, maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1_000, 1_000_000) });
    case 'boolean':
      return fc.boolean();
    case undefined:
    default:
      return goodText(schema);
  }
}

function goodObject(
  document: Document,
  { properties, required = [], additionalProperties }: Schema,
): Arbitrary<unknown> {
  if (properties) {
    const fields = Object.entries(properties).map(([name, schema]) => {
      const value = goodValue(document, schema, name);
      // Mostly left out: few combinations of what may be left out are good ones.
      return [name, required.includes(name) ? value : often(fc.constant(undefined), value, 3)] as const;
    });
    return fc.record(Object.fromEntries(fields)).map(withoutAbsent);
  }
  const values = typeof additionalProperties === 'object' ? goodValue(document, additionalProperties) : fc.string();
  return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), values, { maxKeys: 3 });
}

function goodText({ format, minLength = 0, maxLength = 40 }: Schema): Arbitrary<string> {
  if (format === 'date-time') return fc.integer({ min: -2, max: 2_000 }).map(hoursFromNow);
  const letters = fc.constantFrom('결', '제', 'a', 'B', ' ', '7', '👩‍👩‍👧', 'é', '"', '<', '&', '\\', '%');
  return fc.string({ unit: letters, minLength: Math.max(minLength, 1), maxLength: Math.min(maxLength, 40) });
}

function hoursFromNow(hours: number): string {
  return new Date(Date.now() + hours * HOUR_MS).toISOString();
}

function secondsFromNow(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString();
}

function withoutAbsent(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}

function referred(document: Document, reference: string): Schema {
  return document.components.schemas[reference.replace('#/components/schemas/', '')] ?? {};
}

/** Texts that have broken programs before. */
export const EVIL_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfffy',
  '\ufeff',
  '\u202egnp.exe',
  '\u2028',
  '\r\nX-Injected: yes',
  '\u001b[31m',
  'ﷺ'.repeat(60),
  '👩‍👩‍👧‍👦'.repeat(30),
  'Z̴̢̛͎a̷l̶g̸o̵',
  'ß'.repeat(201),
  'a'.repeat(201),
  'a'.repeat(5_000),
  `'; DROP TABLE orders; --`,
  `' OR '1'='1`,
  '$1',
  '%s%n%x',
  '${7*7}{{7*7}}',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  // Where a cloud tells its secrets, but on this machine: what is sent there must not leave it.
  'http://127.0.0.1:1/latest/meta-data/',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '0x10',
  '1e3',
  '1_000',
  '１００',
  '10000.5',
  '99999999999999999999999',
  '0000-00-00T00:00:00Z',
  '2026-02-30T00:00:00+09:00',
  '9999-12-31T23:59:59.999999999Z',
  '+275760-09-13T00:00:00.000Z',
  '2026-11-22T18:00:00+99:99',
  'https://xn--/',
  'https://[::1',
  'https://shop.example.com:99999/',
  `https://${'a'.repeat(2_000)}.example/`,
  '00000000-0000-0000-0000-000000000000',
  'ord_ffffffffffffffffffffffffffffffff',
  'ORD_00000000000000000000000000000000',
];

/** A text that is wrong, or another kind's name. */
export const evilText: Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...EVIL_TEXTS) },
  { weight: 2, arbitrary: thing(...POOLS.filter((pool) => pool !== 'paycoReturns')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);

/** Any value that is probably wrong wherever it is put. */
export const evilValue: Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: evilText },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      -0,
      1.5,
      1e21,
      1e-9,
      Number.MAX_SAFE_INTEGER,
      Number.MAX_SAFE_INTEGER + 2,
      Number.MAX_VALUE,
      2_147_483_648,
      [],
      [[]],
      {},
      [null],
      { length: 1_000_000_000 },
      { $gt: '' },
      { toString: 'x', valueOf: 'y' },
      Array.from({ length: 300 }, () => 1),
      Array.from({ length: 101 }, () => ({ name: 'x', amountWon: 1, quantity: 1 })),
      Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key${index}`, 'x'])),
    ),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) },
);
