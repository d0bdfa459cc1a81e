import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import { newOrderNumber, type ShownOrder } from '../support/merchant.js';
import { expectRefusal, Ledger, type Refusal } from '../support/refusal.js';
import { SIMULATOR_MODE_KEY } from '../support/simulator-mode-key.js';

type Json = Record<string, unknown>;

const MALFORMED: Refusal = [400, 'malformed_request'];
const SUMS: Refusal = [422, 'amounts_do_not_add_up'];
const NOT_FOUND: Refusal = [404, 'not_found'];

let house: House;
let ledger: Ledger;
let order: ShownOrder;
beforeAll(async () => {
  house = await startHouse();
  ledger = await Ledger.of(house.databaseUrl);
  order = await house.merchant.order();
});
afterAll(async () => {
  await ledger.close();
  await house.close();
});

/** Sends exactly this. */
function send(
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${house.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${SIMULATOR_MODE_KEY}`,
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
}

/** A good order, but for the changes; `undefined` takes a field away. */
function orderText(changes: Json): string {
  return JSON.stringify({
    orderNumber: newOrderNumber(),
    title: 'Fried Chicken',
    amountWon: 10_000,
    returnUrl: 'https://shop.example.com/orders/return',
    ...changes,
  });
}

/** One good line, but for the changes. */
function line(changes: Json): Json {
  return { reference: 'A', name: 'A', quantity: 1, amountWon: 10_000, ...changes };
}

const refuseOrder = (refusal: Refusal, changes: Json) =>
  expectRefusal(ledger, refusal, () => send('POST', '/v1/orders', orderText(changes)));

describe('a body that is no order', () => {
  it('is not how a good order looks', async () => {
    expect((await send('POST', '/v1/orders', orderText({ items: [line({})] }))).status).toBe(201);
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['nothing', ''],
    ['no JSON', 'orderNumber=1'],
    ['half an object', '{"orderNumber":'],
    ['a comma too many', '{"orderNumber":"a",}'],
    ['a comment', '{/* */}'],
    ['NaN', orderText({}).replace('10000', 'NaN')],
    ['a list', `[${orderText({})}]`],
    ['a text', '"order"'],
    ['null', 'null'],
    ['a field twice', orderText({}).replace('{', '{"amountWon":1,')],
    ['a prototype', orderText({}).replace('{', '{"__proto__":{"amountWon":1},')],
    ['bytes that are not UTF-8', Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['forty levels', orderText({}).replace('"Fried Chicken"', '['.repeat(40) + ']'.repeat(40))],
    ['a hundred thousand levels', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('is refused as malformed: %s', async (_, body) => {
    await expectRefusal(ledger, MALFORMED, () => send('POST', '/v1/orders', body));
  });

  it('is refused as too large beyond 256 KiB', async () => {
    const body = orderText({ title: 'x'.repeat(300_000) });
    await expectRefusal(ledger, [413, 'body_too_large'], () => send('POST', '/v1/orders', body));
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data; boundary=x'])(
    'is refused as of the wrong type: %s',
    async (type) => {
      const headers = { 'content-type': type };
      await expectRefusal(ledger, [415, 'unsupported_media_type'], () =>
        send('POST', '/v1/orders', orderText({}), headers),
      );
    },
  );
});

describe('an amount', () => {
  const NO_WON: [string, unknown][] = [
    ['negative', -1],
    ['minus a fraction', -0.5],
    ['a fraction', 2_000.5],
    ['a tiny fraction', 1e-7],
    ['a text', '10000'],
    ['an empty text', ''],
    ['more than a trillion', 1_000_000_000_001],
    ['beyond 2^53', 2 ** 53],
    ['far beyond 2^53', 1e21],
    ['true', true],
    ['a list', [10_000]],
    ['an object', { won: 10_000 }],
  ];

  it.each([...NO_WON, ['zero', 0], ['null', null], ['missing', undefined]])(
    'of an order is refused when it is %s',
    async (_, amountWon) => {
      const { detail } = await refuseOrder(MALFORMED, { amountWon });
      expect(detail).toMatch(/amountWon (is required and )?must be a whole number of won from 1/);
    },
  );

  it.each(NO_WON)('that is tax-free is refused when it is %s', async (_, taxFreeWon) => {
    const { detail } = await refuseOrder(MALFORMED, { taxFreeWon });
    expect(detail).toContain('taxFreeWon must be a whole number of won');
  });

  it.each([...NO_WON, ['null', null], ['missing', undefined]])(
    'of a line is refused when it is %s',
    async (_, amountWon) => {
      const { detail } = await refuseOrder(MALFORMED, { items: [line({ amountWon })] });
      expect(detail).toMatch(/items\[0\]\.amountWon (is required and )?must be a whole number of won/);
    },
  );

  it.each(NO_WON)('of a discount is refused when it is %s', async (_, couponWon) => {
    const { detail } = await refuseOrder(MALFORMED, { discounts: { couponWon } });
    expect(detail).toContain('discounts.couponWon must be a whole number of won');
  });

  it.each([...NO_WON, ['zero', 0], ['null', null]])('to refund is refused when it is %s', async (_, amountWon) => {
    const body = JSON.stringify({ amountWon, reason: 'why not' });
    await expectRefusal(ledger, MALFORMED, () => send('POST', `/v1/orders/${order.id}/cancellations`, body));
  });
});

describe('amounts that do not add up', () => {
  it.each<[string, Json]>([
    ['more tax-free than there is', { taxFreeWon: 10_001 }],
    [
      'more tax-free than is left after a discount',
      {
        items: [line({ amountWon: 20_000, taxFreeWon: 20_000 })],
        discounts: { couponWon: 10_000 },
        taxFreeWon: 15_000,
      },
    ],
    ['lines that are less than the order', { items: [line({ amountWon: 9_999 })] }],
    ['lines that are more than the order', { items: [line({ amountWon: 5_000 }), line({ reference: 'B' })] }],
    ['a line that is more tax-free than it is', { items: [line({ taxFreeWon: 10_001 })], taxFreeWon: 0 }],
    ['lines that are tax-free for more than the order', { items: [line({ taxFreeWon: 10_000 })], taxFreeWon: 1 }],
    ['lines that are tax-free for less than the order', { items: [line({})], taxFreeWon: 1 }],
    ['a discount that nobody took off', { items: [line({})], discounts: { couponWon: 1 } }],
    ['a discount that is missing', { items: [line({ amountWon: 10_001 })] }],
    ['points in place of a coupon, by one won', { items: [line({ amountWon: 10_100 })], discounts: { pointWon: 99 } }],
  ])('are refused: %s', async (_, changes) => {
    await refuseOrder(SUMS, changes);
  });

  it('are not refused when they do, discounts included', async () => {
    const items = [line({ amountWon: 10_100 }), line({ reference: 'B', amountWon: 0 })];
    const body = orderText({ items, discounts: { couponWon: 60, pointWon: 40 } });
    expect((await send('POST', '/v1/orders', body)).status).toBe(201);
  });
});

describe('a field', () => {
  it.each<[string, Json]>([
    ['an unknown field', { amount: 1 }],
    ['an unknown field of a line', { items: [line({ price: 1 })] }],
    ['an unknown field of the buyer', { buyer: { name: 'Kim', ssn: '1' } }],
    ['an unknown discount', { discounts: { giftWon: 1 } }],
    ['a tax split of the caller’s own', { vatWon: 909 }],
    ['a status', { status: 'paid' }],
    ['two lines with one reference', { items: [line({ amountWon: 1 }), line({ amountWon: 9_999 })] }],
    [
      'a reference equal to a given one',
      { items: [line({ reference: 'ITEM_2', amountWon: 1 }), line({ reference: undefined, amountWon: 9_999 })] },
    ],
    ['no lines', { items: [] }],
    ['a hundred and one lines', { items: Array.from({ length: 101 }, (_, n) => line({ reference: `R${n}` })) }],
    ['lines that are an object', { items: { 0: line({}) } }],
    ['a line that is null', { items: [null] }],
    ['a line that is a text', { items: ['A'] }],
    ['a line that is a list', { items: [[]] }],
    ['a line in a list of its own', { items: [[line({})]] }],
    ['a quantity of zero', { items: [line({ quantity: 0 })] }],
    ['half a quantity', { items: [line({ quantity: 1.5 })] }],
    ['a quantity as text', { items: [line({ quantity: '1' })] }],
    ['a quantity beyond counting', { items: [line({ quantity: 100_000 })] }],
    ['no order number', { orderNumber: undefined }],
    ['an empty order number', { orderNumber: '' }],
    ['an order number that is a number', { orderNumber: 12 }],
    ['an order number with a space', { orderNumber: 'A 1' }],
    ['an order number with a slash', { orderNumber: '../A' }],
    ['an order number with a line feed at its end', { orderNumber: 'A\n' }],
    ['an order number in Hangul', { orderNumber: '주문1' }],
    ['an order number of 65 characters', { orderNumber: 'A'.repeat(65) }],
    ['no title', { title: undefined }],
    ['a title of spaces', { title: '   ' }],
    ['a title of 201 characters', { title: '가'.repeat(201) }],
    ['a title of two lines', { title: 'A\nB' }],
    ['a title that is a list', { title: ['A'] }],
    ['no return address', { returnUrl: undefined }],
    ['a return address without a host', { returnUrl: '/orders' }],
    ['a return address that is a script', { returnUrl: 'javascript:alert(1)' }],
    ['a return address of another kind', { returnUrl: 'ftp://shop.example.com/' }],
    ['a return address with a password', { returnUrl: 'https://a:b@shop.example.com/' }],
    ['a return address with a blank before it', { returnUrl: ' https://shop.example.com/' }],
    ['a return address of 1001 characters', { returnUrl: `https://shop.example.com/${'a'.repeat(976)}` }],
    ['an expiry in words', { expiresAt: 'tomorrow' }],
    ['an expiry as a number', { expiresAt: 4_102_444_800_000 }],
    ['an expiry without an offset', { expiresAt: '2099-01-01T00:00:00' }],
    ['an expiry on no day', { expiresAt: '2099-02-30T00:00:00Z' }],
    ['an expiry in the past', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['an expiry too far ahead', { expiresAt: new Date(Date.now() + 91 * 86_400_000).toISOString() }],
    ['a seller code with a space', { sellerCode: 'a b' }],
    ['a seller code that is a number', { sellerCode: 1 }],
    ['a buyer who is a text', { buyer: 'Kim' }],
    ['a buyer who is a list', { buyer: [] }],
    ['an address that is no e-mail', { buyer: { email: 'kim' } }],
    ['a phone number in words', { buyer: { phone: 'call me' } }],
    ['notes that are a list', { metadata: ['a'] }],
    ['notes that are numbers', { metadata: { a: 1 } }],
    ['notes within notes', { metadata: { a: { b: 'c' } } }],
    ['a note without a name', { metadata: { '': 'x' } }],
    ['a note of 501 characters', { metadata: { a: 'x'.repeat(501) } }],
    ['fifty-one notes', { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'x'])) }],
  ])('is refused: %s', async (_, changes) => {
    await refuseOrder(MALFORMED, changes);
  });

  it('is refused when it names a seller that nobody set up', async () => {
    await refuseOrder([422, 'unknown_seller'], { sellerCode: 'nobody' });
  });

  it('is named, but what was in it is not repeated', async () => {
    const secret = 'hunter2-hunter2';
    const problem = await refuseOrder(MALFORMED, { orderNumber: `${secret} `, buyer: { email: secret } });
    expect(problem['detail']).toMatch(/orderNumber must be .* buyer\.email must be/);
    expect(JSON.stringify(problem)).not.toContain(secret);
  });
});

describe('a text that PostgreSQL cannot keep', () => {
  const ORDER_TEXTS: [string, (text: string) => Json][] = [
    ['orderNumber', (text) => ({ orderNumber: text })],
    ['title', (text) => ({ title: text })],
    ['items[].reference', (text) => ({ items: [line({ reference: text })] })],
    ['items[].name', (text) => ({ items: [line({ name: text })] })],
    ['items[].option', (text) => ({ items: [line({ option: text })] })],
    ['sellerCode', (text) => ({ sellerCode: text })],
    ['buyer.name', (text) => ({ buyer: { name: text } })],
    ['buyer.phone', (text) => ({ buyer: { phone: text } })],
    ['buyer.email', (text) => ({ buyer: { email: text } })],
    ['returnUrl', (text) => ({ returnUrl: `https://shop.example.com/${text}` })],
    ['expiresAt', (text) => ({ expiresAt: text })],
    ['a note', (text) => ({ metadata: { a: text } })],
    ['the name of a note', (text) => ({ metadata: { [text]: 'a' } })],
    ['the name of a field', (text) => ({ [text]: 'a' })],
  ];
  const CHARACTERS = [
    ['NUL', 'a\u0000b'],
    ['the first half of a character', 'a\ud83db'],
    ['the second half of a character', 'a\ude00b'],
  ] as const;

  describe.each(CHARACTERS)('with %s', (_, text) => {
    it.each(ORDER_TEXTS)('is refused in %s of an order', async (_field, changes) => {
      await refuseOrder(MALFORMED, changes(text));
    });

    it.each<[string, Json]>([
      ['provider', { provider: text, channel: 'pc' }],
      ['channel', { provider: 'payco', channel: text }],
    ])('is refused in %s of a payment', async (_field, body) => {
      const path = `/v1/orders/${order.id}/payments`;
      await expectRefusal(ledger, MALFORMED, () => send('POST', path, JSON.stringify(body)));
    });

    it('is refused in the reason of a cancellation', async () => {
      const path = `/v1/orders/${order.id}/cancellations`;
      await expectRefusal(ledger, MALFORMED, () => send('POST', path, JSON.stringify({ reason: text })));
    });

    it.each([
      ['code', { code: text, name: 'A' }],
      ['name', { code: 'a-seller', name: text }],
    ])('is refused in %s of a seller', async (_field, body) => {
      await expectRefusal(ledger, MALFORMED, () => send('POST', '/v1/sellers', JSON.stringify(body)));
    });

    it('is refused in credentials', async () => {
      const body = JSON.stringify({ credentials: { sellerKey: text, cpId: 'A', productId: 'B' } });
      await expectRefusal(ledger, MALFORMED, () => send('PUT', '/v1/sellers/default/credentials/payco', body));
    });
  });

  it.each(['orderNumber=%00', 'cursor=%00', 'status=%00', 'from=%00'])('is refused in a query: %s', async (query) => {
    await expectRefusal(ledger, MALFORMED, () => send('GET', `/v1/orders?${query}`));
  });
});

describe('an address', () => {
  const ID = '0199c2f1a0b07c1d8e2f3a4b5c6d7e8f';
  it.each([
    ['an order that does not exist', `ord_${ID}`],
    ['a payment', `pay_${ID}`],
    ['a cancellation', `can_${ID}`],
    ['an API key', `key_${ID}`],
    ['a UUID', '0199c2f1-a0b0-7c1d-8e2f-3a4b5c6d7e8f'],
    ['capital letters', `ord_${ID.toUpperCase()}`],
    ['a digit too few', `ord_${ID.slice(1)}`],
    ['a number', '1'],
    ['a word that every object has', 'constructor'],
    ['a piece of SQL', "'%20OR%201=1--"],
  ])('that names %s in place of an order finds nothing', async (_, id) => {
    const payment = JSON.stringify({ provider: 'payco', channel: 'pc' });
    await expectRefusal(ledger, NOT_FOUND, () => send('GET', `/v1/orders/${id}`));
    await expectRefusal(ledger, NOT_FOUND, () => send('POST', `/v1/orders/${id}/payments`, payment));
    await expectRefusal(ledger, NOT_FOUND, () => send('POST', `/v1/orders/${id}/cancellations`, '{"reason":"x"}'));
  });

  it.each(['/v1/orders/%00', '/v1/orders/%ff', '/v1/orders/%'])('that cannot be read is refused: %s', async (path) => {
    await expectRefusal(ledger, MALFORMED, () => send('GET', path));
  });

  it('that names an order takes only the methods it knows', async () => {
    await expectRefusal(ledger, [405, 'method_not_allowed'], () => send('DELETE', `/v1/orders/${order.id}`));
  });

  it.each([
    'cursor=garbage',
    `cursor=pay_${ID}`,
    'cursor=',
    `cursor=${'a'.repeat(101)}`,
    'limit=0',
    'limit=101',
    'limit=ten',
    'limit=1.5',
    'limit=-1',
    'limit=',
    'status=gone',
    'status=paid&status=paid',
    'status[]=paid',
    'from=yesterday',
    'from=2026-01-01',
    'to=2026-01-01T00:00:00',
    'page=2',
    'orderNumber=',
    `orderNumber=${'a'.repeat(65)}`,
  ])('of a list is refused with ?%s', async (query) => {
    await expectRefusal(ledger, MALFORMED, () => send('GET', `/v1/orders?${query}`));
  });
});

describe('a payment', () => {
  it.each<[string, Json, Refusal]>([
    ['an unknown provider', { provider: 'toss', channel: 'pc' }, [422, 'unknown_provider']],
    ['a provider that every object has', { provider: 'constructor', channel: 'pc' }, [422, 'unknown_provider']],
    ['a provider in capital letters', { provider: 'PAYCO', channel: 'pc' }, [422, 'unknown_provider']],
    ['no provider', { channel: 'pc' }, MALFORMED],
    ['an unknown channel', { provider: 'payco', channel: 'tv' }, MALFORMED],
    ['no channel', { provider: 'payco' }, MALFORMED],
    ['a channel that is a list', { provider: 'payco', channel: ['pc'] }, MALFORMED],
    ['inApp as a text', { provider: 'payco', channel: 'mobile', inApp: 'Y' }, MALFORMED],
    ['an amount of its own', { provider: 'payco', channel: 'pc', amountWon: 1 }, MALFORMED],
  ])('is refused with %s', async (_, body, refusal) => {
    const path = `/v1/orders/${order.id}/payments`;
    await expectRefusal(ledger, refusal, () => send('POST', path, JSON.stringify(body)));
  });
});
