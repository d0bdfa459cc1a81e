// A merchant whose contract with Payple is for cards alone.
// Must never offer an account anywhere.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startHouse, type House } from '../support/house.js';
import type { ShownProblem } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { withClient } from '../support/read-rows.js';

let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { PAYPLE_METHODS: 'card' } });
});
afterAll(() => house.close());

it('registers cards, and says so to whoever asks for an account', async () => {
  const wish = { provider: 'payple', method: 'transfer', returnUrl: 'https://shop.example.com/cards' };
  const refused = await house.merchant.call<ShownProblem>('POST', '/v1/billing-keys', wish);
  expect([refused.status, refused.body]).toMatchObject([
    422,
    { code: 'not_supported', detail: 'payple keeps these to be charged: card.' },
  ]);
  expect((await house.merchant.call('POST', '/v1/billing-keys', { ...wish, method: 'card' })).status).toBe(201);
});

it('charges no account that was stored when accounts were offered', async () => {
  const key = await house.merchant.registerCard({ provider: 'payple' });
  await deliver(await house.payple.finish(key, 'pay'));
  await withClient(house.databaseUrl, (client) =>
    client.query(`UPDATE billing_keys SET method = 'transfer', card = NULL WHERE status = 'active'`),
  );
  const refused = await house.merchant.charge(key);
  expect([refused.status, refused.body.code]).toEqual([422, 'not_supported']);
  expect(await house.payple.books()).toEqual([]);
});
