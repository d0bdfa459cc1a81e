// Stored cards on a real database: what a provider need not be asked for, and what happens only when things go wrong.
// Must never repeat the stories of the contract suite.
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ProviderRegistry } from '../../src/orders/provider-registry.js';
import type { BillingPort, ChargePayment } from '../../src/orders/billing.port.js';
import type { Stage } from '../contract/stage.js';
import { ThirdpayBank } from '../contract/thirdpay/thirdpay.bank.js';
import { thirdpayStage } from '../contract/thirdpay/thirdpay.stage.js';
import {
  Merchant,
  newOrderNumber,
  visit,
  type ShownBillingKey,
  type ShownOrder,
  type ShownProblem,
} from '../support/merchant.js';
import { alterStored } from '../support/alter-stored.js';
import { readRows, withClient } from '../support/read-rows.js';
import { differencesFromHistory } from '../support/replay-events.js';
import { waitFor } from '../support/wait-for.js';

let stage: Stage;
let merchant: Merchant;
let bank: ThirdpayBank;
let billing: BillingPort;
beforeAll(async () => {
  stage = await thirdpayStage({ CALL_OPERATOR_AFTER_MS: '1000', SWEEP_EVERY_MS: '100' });
  const { app } = stage.house;
  merchant = stage.house.merchant;
  bank = app.get(ThirdpayBank, { strict: false });
  const port = app.get(ProviderRegistry, { strict: false }).get('thirdpay').billing;
  if (!port) throw new Error('The third provider keeps no cards.');
  billing = port;
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => stage.close());

const newKey = (wish: Readonly<Record<string, unknown>> = {}): Promise<ShownBillingKey> =>
  merchant.registerCard({ provider: 'thirdpay', channel: 'mobile', ...wish });

async function activeKey(wish: Readonly<Record<string, unknown>> = {}): Promise<ShownBillingKey> {
  const key = await newKey(wish);
  await visit((await stage.cards?.register(key)) ?? '');
  return merchant.showKey(key);
}

const untilKey = (key: ShownBillingKey, test: (shown: ShownBillingKey) => boolean, what: string) =>
  waitFor(what, async () => {
    const shown = await merchant.showKey(key);
    return test(shown) ? shown : null;
  });

const unsent = { is: 'unsent', cause: new Error('refused to connect') } as const;
const unknown = { is: 'unknown', cause: new Error('no answer') } as const;

describe('a charge is refused before anything happens', () => {
  it.each([
    ['a month that does not exist', { billingMonth: '2026-13' }, 400, 'malformed_request'],
    ['a month in other words', { billingMonth: '2026-1' }, 400, 'malformed_request'],
    ['less than the provider takes', { amountWon: 99 }, 422, 'not_supported'],
    ['more tax-free than there is', { taxFreeWon: 10_001 }, 422, 'amounts_do_not_add_up'],
  ])('for %s', async (_, wish, status, code) => {
    const answer = await merchant.charge(await activeKey(), wish);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('on a key that nobody knows, or that is no key', async () => {
    for (const id of [`bk_${'0'.repeat(32)}`, `ord_${'0'.repeat(32)}`, 'bk_1']) {
      const answer = await merchant.charge({ id });
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    }
  });

  it('on a key that the buyer has not registered yet, or never will', async () => {
    const key = await newKey();
    expect((await merchant.charge(key)).body.code).toBe('billing_key_not_usable');
    expect((await merchant.call('DELETE', `/v1/billing-keys/${key.id}`)).status).toBe(204);
    expect((await merchant.showKey(key)).status).toBe('abandoned');
    expect((await merchant.charge(key)).body.code).toBe('billing_key_not_usable');
  });

  it('with a key that may not write, and shown to one that may read', async () => {
    const make = { name: 'reader', scopes: ['orders:read'] };
    const { body } = await merchant.call<{ key: string }>('POST', '/v1/api-keys', make);
    const reader = new Merchant(stage.house.url, body.key);
    const key = await activeKey();
    expect((await reader.charge(key)).status).toBe(403);
    expect((await reader.call('DELETE', `/v1/billing-keys/${key.id}`)).status).toBe(403);
    expect((await reader.call('POST', `/v1/billing-keys/${key.id}/describe`)).status).toBe(403);
    expect((await reader.showKey(key)).id).toBe(key.id);
  });
});

describe('a charge', () => {
  it('that surely never left can be asked for again, also under the same Idempotency-Key', async () => {
    const key = await activeKey();
    const [wish, headers] = [{ orderNumber: newOrderNumber() }, { 'idempotency-key': randomUUID() }];
    vi.spyOn(billing, 'charge').mockResolvedValueOnce(unsent);
    const first = await merchant.charge(key, wish, headers);
    expect([first.status, first.body.code]).toEqual([503, 'provider_not_reached']);
    const second = await merchant.charge(key, wish, headers);
    expect([second.status, second.body.id]).toEqual([201, first.body.resourceId]);
    expect(second.body.payments.map(({ status }) => status)).toEqual(['refused', 'paid']);
  });

  it('that took its money long after it was given up for its month goes back', async () => {
    const key = await activeKey();
    let lost: ChargePayment | undefined;
    vi.spyOn(billing, 'charge').mockImplementationOnce((payment) => {
      lost = payment;
      return Promise.resolve(unknown);
    });
    const { body } = await merchant.charge(key, { billingMonth: '2026-11' });
    await waitFor('it to be given up', async () => (await merchant.show(body)).payments.at(-1)?.status === 'refused');
    bank.charge(lost?.keySecret ?? '', lost?.reference ?? '', 10_000);
    expect((await merchant.charge(key, { billingMonth: '2026-11' })).status, 'the month was free').toBe(201);
    const order = await waitFor('the late money to go back', async () => {
      const shown: ShownOrder = await merchant.show(body);
      return shown.payments.at(-1)?.status === 'reversed' ? shown : null;
    });
    expect(order.status, 'the order took no money').toBe('unpaid');
    expect(await stage.book(order)).toMatchObject({ paidWon: 10_000, cancelledWon: 10_000 });
    expect(await differencesFromHistory(stage.house.databaseUrl)).toEqual([]);
  });

  it('that begins while the key is being ended is either made or refused, never half', async () => {
    const key = await activeKey();
    const [charges] = await Promise.all([
      Promise.all([1, 2, 3, 4].map(() => merchant.charge(key))),
      merchant.call('DELETE', `/v1/billing-keys/${key.id}`),
    ]);
    const made = charges.filter(({ status }) => status !== 409);
    const rows = await readRows(stage.house.databaseUrl, `SELECT FROM payments WHERE billing_key_id = $1`, [
      [key.id.slice(3, 11), key.id.slice(11, 15), key.id.slice(15, 19), key.id.slice(19, 23), key.id.slice(23)].join(
        '-',
      ),
    ]);
    expect(rows, 'no payment without an answer').toHaveLength(made.length);
    expect((await merchant.charge(key)).body.code).toBe('billing_key_not_usable');
  });

  it('whose process died is looked up, and its Idempotency-Key then tells what became of it', async () => {
    const key = await activeKey();
    const [wish, headers] = [{ orderNumber: newOrderNumber() }, { 'idempotency-key': randomUUID() }];
    let release: () => void = () => undefined;
    vi.spyOn(billing, 'charge').mockImplementationOnce(async (payment) => {
      bank.charge(payment.keySecret, payment.reference, payment.amountWon);
      await new Promise<void>((resolve) => (release = resolve));
      return unknown;
    });
    const first = merchant.charge(key, wish, headers);
    const row = await waitFor('the charge to be on its way', async () => {
      const [found] = await readRows<{ id: string }>(
        stage.house.databaseUrl,
        `SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id
         WHERE o.order_number = $1 AND p.status = 'confirming'`,
        [wish.orderNumber],
      );
      return found;
    });
    const elsewhere = await merchant.charge(key, wish);
    expect([elsewhere.status, elsewhere.body.status], 'asked without the key').toEqual([202, 'confirming']);
    // As if the call had begun long ago: no live process still waits for its answer.
    await alterStored(stage.house, elsewhere.body, 'payments', `confirm_started_at = now() - interval '1 hour'`);
    await withClient(stage.house.databaseUrl, (client) =>
      client.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key = 'settle_payment:' || $1`, [
        row.id,
      ]),
    );
    const order = await waitFor('it to be settled', async () => {
      const shown = await merchant.show(elsewhere.body);
      return shown.status === 'paid' ? shown : null;
    });
    release();
    expect((await first).status, 'the first caller learns it too').toBe(201);
    const again = await merchant.charge(key, wish, headers);
    expect([again.status, again.body.status]).toEqual([201, 'paid']);
    expect(await stage.book(order)).toMatchObject({ paidWon: 10_000, confirms: 1 });
  });
});

describe('asking the provider for a card', () => {
  const ask = (key: ShownBillingKey) =>
    merchant.call<ShownBillingKey & ShownProblem>('POST', `/v1/billing-keys/${key.id}/describe`);

  it.each([
    ['an unknown outcome', unknown, 503, 'provider_not_reached'],
    ['a question that never left', unsent, 503, 'provider_not_reached'],
    ['a wrong contract', { is: 'refused', refusal: { reason: 'configuration' } } as const, 402, 'provider_refused'],
  ])('changes nothing after %s', async (_, reply, status, code) => {
    const key = await activeKey();
    vi.spyOn(billing, 'describe').mockResolvedValueOnce(reply);
    const answer = await ask(key);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await merchant.showKey(key)).toEqual(key);
  });

  it('keeps what is known of it when the provider does not tell', async () => {
    const key = await activeKey();
    vi.spyOn(billing, 'describe').mockResolvedValueOnce({ is: 'done', value: null });
    expect((await ask(key)).body).toEqual(key);
  });

  it('leaves a key that is being ended meanwhile to its end', async () => {
    const key = await activeKey();
    vi.spyOn(billing, 'describe').mockImplementationOnce(async () => {
      await merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
      return { is: 'refused', refusal: { reason: 'key_dead' } };
    });
    expect(['removing', 'removed']).toContain((await ask(key)).body.status);
    await untilKey(key, ({ status }) => status === 'removed', 'the key to be removed');
  });
});

describe('stored cards', () => {
  it('are listed by customer and state, newest first, page by page', async () => {
    const customerReference = `customer ${randomUUID()}`;
    const keys = [
      await newKey({ customerReference }),
      await activeKey({ customerReference }),
      await newKey({ customerReference }),
    ];
    const list = (query: string) =>
      merchant.call<{ items: ShownBillingKey[]; nextCursor: string | null }>(
        'GET',
        `/v1/billing-keys?customerReference=${encodeURIComponent(customerReference)}${query}`,
      );
    const first = (await list('&limit=2')).body;
    const second = (await list(`&limit=2&cursor=${first.nextCursor ?? ''}`)).body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(keys.map(({ id }) => id).reverse());
    expect(second.nextCursor).toBeNull();
    expect((await list('&status=active')).body.items.map(({ id }) => id)).toEqual([keys[1]?.id]);
    expect((await list('&cursor=nonsense')).status).toBe(400);
  });

  it('that are known already are not stored twice', async () => {
    const [first, second] = [await activeKey(), await newKey()];
    const known = stage.cards?.secretOf(first) ?? '';
    vi.spyOn(billing, 'claimKey').mockResolvedValueOnce({ is: 'done', value: { secret: known, means: null } });
    await visit((await stage.cards?.register(second)) ?? '');
    expect(await merchant.showKey(second)).toMatchObject({
      status: 'abandoned',
      refusal: { reason: 'already_registered' },
    });
    expect((await merchant.charge(first)).status).toBe(201);
  });

  it('are looked for in vain under a token that nobody was given', async () => {
    expect((await visit(`${stage.house.url}/v1/card-registrations/${'x'.repeat(32)}?card=1`)).status).toBe(404);
  });

  it('expire when the buyer does not come in time, and take no card after that', async () => {
    const key = await newKey();
    const landing = (await stage.cards?.register(key)) ?? '';
    await withClient(stage.house.databaseUrl, (client) =>
      client.query(`UPDATE billing_keys SET expires_at = now() WHERE registration_token = $1`, [
        key.registrationUrl?.split('/').at(-1),
      ]),
    );
    await visit(landing);
    const shown = await untilKey(key, ({ status }) => status === 'expired', 'the registration to expire');
    expect(shown.card).toBeNull();
  });

  it('that the provider does not agree to end call an operator, and are ended all the same when it does', async () => {
    const key = await activeKey();
    const revoke = vi.spyOn(billing, 'revoke').mockResolvedValue(unknown);
    await merchant.call('DELETE', `/v1/billing-keys/${key.id}`);
    const waiting = await untilKey(key, ({ attention }) => attention !== null, 'an operator to be called');
    expect(waiting.status).toBe('removing');
    revoke.mockRestore();
    const removed = await untilKey(key, ({ status }) => status === 'removed', 'the key to be removed');
    expect(removed.attention).toBeNull();
    const [row] = await readRows<{ held: number }>(
      stage.house.databaseUrl,
      `SELECT count(sealed_key)::integer AS held FROM billing_keys WHERE status = 'removed'`,
    );
    expect(row?.held, 'keys kept of removed cards').toBe(0);
  });
});
