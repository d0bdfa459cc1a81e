// A whole day in the house with both providers, and then a search for every secret of it in all that was left behind.
// Must never pass because nothing happened: each step ends with looking, and a planted secret is found everywhere.
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Canaries } from '../support/canaries.js';
import { untilNothingMoves } from '../support/compare-books.js';
import { visit } from '../support/merchant.js';
import { beginDay, type Day } from './secrets/day.js';
import { STEPS } from './secrets/steps.js';

const PLACES = ['logs', 'database', 'answers'] as const;

let day: Day;
beforeAll(async () => {
  day = await beginDay();
  for (const [name, take] of STEPS) {
    await take(day).catch((error: unknown) => {
      throw new Error(`The day ends at the step "${name}".`, { cause: error });
    });
  }
  await untilNothingMoves(day.house.databaseUrl);
}, 120_000);
afterAll(() => day.close());

describe('of a day’s secrets', () => {
  it('all kinds were about', async () => {
    await day.placesOf('logs');
    expect([...day.canaries.kinds].sort()).toEqual([
      'a PAYCO certify key',
      'a PAYCO certify token',
      'a PAYCO sellerKey',
      'a Payple AuthKey',
      'a Payple custKey or its token',
      'a Payple payer id',
      'a Payple refund key',
      'a Payple request key',
      'a card number',
      'a device’s token',
      'a merchant’s Payple id or its token',
      'a person’s password',
      'a recovery code',
      'a sealing key',
      'a session’s token',
      'a stray secret',
      'an API key',
      'an invitation',
      'the metrics token',
      'the secret of a second factor',
      'the telephone number of a cash receipt',
      'the token of a session’s writes',
    ]);
  });

  it.each(PLACES)('none is in the %s', async (what) => {
    const places = await day.placesOf(what);
    expect(places.length, 'there is something to look at').toBeGreaterThan(50);
    expect(day.canaries.findIn(places), 'what must not be read there').toEqual([]);
  });
});

it('a secret in the wrong place would be found, in every place', async () => {
  const planted = 'planted-7f3a9c';
  const order = await day.merchant.order({ title: planted, metadata: { note: Buffer.from(planted).toString('hex') } });
  await visit(order.checkoutUrl);
  new Logger('secrets.spec').debug(planted);
  const canaries = new Canaries();
  canaries.add('what was planted', planted);
  const finds = await Promise.all(PLACES.map(async (what) => canaries.findIn(await day.placesOf(what))));
  const [logs = [], database = [], answers = []] = finds;
  expect(logs).toHaveLength(1);
  expect(database).toEqual(
    expect.arrayContaining([
      'what was planted is in the column public.orders.title',
      'what was planted is in the column public.orders.metadata',
    ]),
  );
  expect(answers).toEqual([
    'what was planted is in POST /v1/orders 201',
    `what was planted is in GET ${new URL(order.checkoutUrl).pathname} 200`,
  ]);
});
