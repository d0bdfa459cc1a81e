// The stories of stored cards that every provider which keeps some must live through.
// Must never be skipped for a provider whose port has billing: the stage then brings the buyer's side, or the suite fails.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differencesFromHistory } from '../support/replay-events.js';
import { newOrderNumber, visit, type ShownBillingKey, type ShownOrder } from '../support/merchant.js';
import { readRows } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';
import { registrationOf, type Stage, type StageCards } from './stage.js';
import { CARD_STAGES } from './stages.js';

const AMOUNT_WON = 10_000;

describe.each(CARD_STAGES)('stored cards with $name', ({ open }) => {
  let stage: Stage;
  let cards: StageCards;
  beforeAll(async () => {
    stage = await open();
    if (!stage.cards) throw new Error(`The stage of ${stage.provider} plays no buyer with a card.`);
    cards = stage.cards;
  });
  afterAll(() => stage.close());

  const merchant = () => stage.house.merchant;
  const newKey = (wish: Readonly<Record<string, unknown>> = {}): Promise<ShownBillingKey> =>
    merchant().registerCard({ ...registrationOf(stage), ...wish });

  const activeKey = async (wish: Readonly<Record<string, unknown>> = {}): Promise<ShownBillingKey> => {
    const key = await newKey(wish);
    await visit(await cards.register(key));
    const shown = await merchant().showKey(key);
    expect(shown.status).toBe('active');
    return shown;
  };

  const untilOrder = (order: { readonly id: string }, status: string): Promise<ShownOrder> =>
    waitFor(`the order to be ${status}`, async () => {
      const shown = await merchant().show(order);
      return shown.status === status ? shown : null;
    });

  const untilKey = (key: ShownBillingKey, status: string): Promise<ShownBillingKey> =>
    waitFor(`the key to be ${status}`, async () => {
      const shown = await merchant().showKey(key);
      return shown.status === status ? shown : null;
    });

  const remove = (key: ShownBillingKey) =>
    merchant().call<ShownBillingKey | null>('DELETE', `/v1/billing-keys/${key.id}`);

  describe('registering', () => {
    it('keeps the card that the buyer gave, masked, and ends at the merchant’s page', async () => {
      const key = await newKey({ customerReference: 'customer-7' });
      expect(key).toMatchObject({ status: 'registering', card: null, account: null, customerReference: 'customer-7' });
      expect(key.registrationUrl).toMatch(/^http.*\/checkout\/cards\/[A-Za-z0-9_-]{32}$/);
      expect(key.handoff?.type).toBeTruthy();
      const landed = await visit(await cards.register(key));
      expect(landed.status).toBe(303);
      expect(landed.headers.get('location')).toBe(
        `https://shop.example.com/cards?from=1&billingKeyId=${key.id}&status=active`,
      );
      const shown = await merchant().showKey(key);
      const [kept, other] = shown.method === 'card' ? [shown.card, shown.account] : [shown.account, shown.card];
      expect(shown.method).toBe(stage.method ?? 'card');
      expect([kept?.number, other]).toEqual([expect.stringContaining('*'), null]);
      expect(shown.registrationUrl, 'nobody registers there any more').toBeUndefined();
    });

    it('is the same card however often and at once the browser lands', async () => {
      const key = await newKey();
      const landing = await cards.register(key);
      await Promise.all([visit(landing), visit(landing), visit(landing)]);
      await visit(landing);
      expect((await merchant().showKey(key)).status).toBe('active');
    });

    it('believes no card that the provider does not confirm, and lets the buyer go on', async () => {
      const [key, another] = [await newKey(), await newKey()];
      const landing = new URL(await cards.register(key));
      const foreign = new URL(await cards.register(another));
      await visit(`${landing.origin}${landing.pathname}${foreign.search}`);
      expect(await merchant().showKey(key)).toMatchObject({ status: 'registering', card: null, account: null });
      await visit(landing.href);
      expect(await merchant().showKey(key)).toMatchObject({ status: 'active', refusal: null });
    });

    it('ends when the buyer turns back', async () => {
      const key = await newKey();
      await visit(await cards.turnBack(key));
      expect(await merchant().showKey(key)).toMatchObject({
        status: 'abandoned',
        refusal: { reason: 'buyer_cancelled' },
      });
    });

    it('is the same registration for one Idempotency-Key', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      const wish = { ...registrationOf(stage), returnUrl: 'https://shop.example.com' };
      const first = await merchant().call<ShownBillingKey>('POST', '/v1/billing-keys', wish, headers);
      const second = await merchant().call<ShownBillingKey>('POST', '/v1/billing-keys', wish, headers);
      expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    });
  });

  describe('charging', () => {
    it('takes the money once', async () => {
      const answer = await merchant().charge(await activeKey());
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      expect(answer.body).toMatchObject({ status: 'paid', cancellableWon: AMOUNT_WON });
      expect(await stage.book(answer.body)).toEqual({ paidWon: AMOUNT_WON, cancelledWon: 0, confirms: 1, cancels: 0 });
    });

    it('takes the money once for one order number, and tells the same again', async () => {
      const key = await activeKey();
      const wish = { orderNumber: newOrderNumber() };
      const first = await merchant().charge(key, wish);
      const second = await merchant().charge(key, wish);
      expect([first.status, second.status, second.body.id]).toEqual([201, 200, first.body.id]);
      const other = await merchant().charge(key, { ...wish, amountWon: AMOUNT_WON + 1 });
      expect([other.status, other.body.code]).toEqual([409, 'order_number_used']);
      expect(await stage.book(first.body)).toMatchObject({ confirms: 1 });
    });

    it('takes the money once for one Idempotency-Key', async () => {
      const key = await activeKey();
      const headers = { 'idempotency-key': randomUUID() };
      const wish = { orderNumber: newOrderNumber() };
      const answers = await Promise.all([1, 2, 3].map(() => merchant().charge(key, wish, headers)));
      // Whoever comes when it is over is told the first answer again.
      const first = answers.filter((answer) => answer.headers.get('idempotency-replayed') !== 'true');
      expect(first.filter(({ status }) => status === 201)).toHaveLength(1);
      const again = await merchant().charge(key, wish, headers);
      expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
      expect(await stage.book(again.body)).toMatchObject({ confirms: 1 });
    });

    it('ends a declined charge with the provider’s code, and can be tried on another card', async () => {
      const [key, another] = [await activeKey(), await activeKey()];
      const wish = { orderNumber: newOrderNumber() };
      await stage.fail('charge', 'decline');
      const declined = await merchant().charge(key, wish);
      expect([declined.status, declined.body.code]).toEqual([402, 'provider_refused']);
      expect(declined.body.providerCode).toBeTruthy();
      const order = { id: declined.body.resourceId ?? '' };
      expect((await merchant().charge(key, wish)).status, 'the same card again').toBe(402);
      const charged = await merchant().charge(another, wish);
      expect([charged.status, charged.body.id]).toEqual([201, order.id]);
      expect(await stage.book(charged.body)).toMatchObject({ paidWon: AMOUNT_WON, confirms: 1 });
    });

    it.each(['lost_after_effect', 'garbage_after_effect'] as const)('knows of the money after %s', async (fault) => {
      const key = await activeKey();
      await stage.fail('charge', fault);
      const wish = { orderNumber: newOrderNumber() };
      const answer = await merchant().charge(key, wish);
      expect([answer.status, answer.body.status]).toEqual([202, 'in_doubt']);
      const order = await untilOrder(answer.body, 'paid');
      expect((await merchant().charge(key, wish)).status).toBe(200);
      expect(await stage.book(order)).toMatchObject({ paidWon: AMOUNT_WON, confirms: 1 });
    });

    it.each(['unlisted_code', 'lost_before_effect'] as const)('takes nothing and says so after %s', async (fault) => {
      const key = await activeKey();
      await stage.fail('monthly_charge', fault);
      const answer = await merchant().charge(key, { billingMonth: '2026-11' });
      expect(answer.status).toBe(202);
      const order = await untilOrder(answer.body, 'unpaid');
      expect(order.payments.at(-1)?.status).toBe('refused');
      expect(await stage.book(order)).toMatchObject({ paidWon: 0, confirms: 0 });
      expect((await merchant().charge(key, { billingMonth: '2026-11' })).status, 'the month is free').toBe(201);
    });

    it('takes the money once for one month, however many ask at once', async () => {
      const key = await activeKey();
      const charges = await Promise.all([1, 2, 3].map(() => merchant().charge(key, { billingMonth: '2026-11' })));
      const charged = charges.filter(({ status }) => status === 201);
      expect(charged).toHaveLength(1);
      const refused = await merchant().charge(key, { billingMonth: '2026-11' });
      expect([refused.status, refused.body.code]).toEqual([409, 'month_charged']);
      expect(refused.body.resourceId, 'the order that stands').toBe(charged[0]?.body.id);
      expect((await merchant().charge(key, { billingMonth: '2026-12' })).status).toBe(201);
      expect((await merchant().charge(key)).status, 'for no month').toBe(201);
    });

    it('is refunded like any payment', async () => {
      const { body: order } = await merchant().charge(await activeKey());
      expect((await merchant().cancel(order)).status).toBe(201);
      await untilOrder(order, 'cancelled');
      expect(await stage.book(order)).toMatchObject({ paidWon: AMOUNT_WON, cancelledWon: AMOUNT_WON, cancels: 1 });
    });

    it('marks a key dead that the provider has ended, and charges it no more', async () => {
      const key = await activeKey();
      await cards.end(key);
      const answer = await merchant().charge(key);
      // A provider that says no in a code that nobody knows is asked for the money first, then for the key.
      if (answer.status === 202) await untilOrder(answer.body, 'unpaid');
      else expect([answer.status, answer.body.code]).toEqual([402, 'provider_refused']);
      const dead = await untilKey(key, 'dead');
      expect(dead.deadReason).toBeTruthy();
      const again = await merchant().charge(key);
      expect([again.status, again.body.code]).toEqual([409, 'billing_key_not_usable']);
      expect((await remove(key)).status).toBe(202);
      await untilKey(key, 'removed');
    });
  });

  it('tells the merchant whether the provider still has the card', async () => {
    const key = await activeKey();
    const ask = () => merchant().call<ShownBillingKey>('POST', `/v1/billing-keys/${key.id}/describe`);
    const there = await ask();
    expect([there.status, there.body]).toEqual([200, key]);
    await cards.end(key);
    const gone = await ask();
    expect([gone.status, gone.body.status]).toEqual([200, 'dead']);
    expect(gone.body.deadReason).toBeTruthy();
    expect((await merchant().charge(key)).body.code).toBe('billing_key_not_usable');
  });

  describe('ending a key', () => {
    it('makes it unusable at once, and tells the provider', async () => {
      const key = await activeKey();
      const wish = { orderNumber: newOrderNumber() };
      const { body: order } = await merchant().charge(key, wish);
      const answer = await remove(key);
      expect([answer.status, answer.body?.status]).toEqual([202, 'removing']);
      expect((await merchant().charge(key)).body.code).toBe('billing_key_not_usable');
      expect((await merchant().charge(key, wish)).status, 'what was charged is still told').toBe(200);
      await untilKey(key, 'removed');
      expect(await cards.isKept(key)).toBe(false);
      expect((await remove(key)).status, 'nothing is left to do').toBe(204);
      expect((await merchant().cancel(order)).status, 'its charges can still be refunded').toBe(201);
    });

    it.each(['lost_before_effect', 'lost_after_effect', 'decline'] as const)('goes on after %s', async (fault) => {
      const key = await activeKey();
      await stage.fail('revoke', fault);
      expect((await remove(key)).status).toBe(202);
      await untilKey(key, 'removed');
      expect(await cards.isKept(key)).toBe(false);
    });
  });

  it('leaves the provider’s key nowhere to be read, and a history that leads to where everything is', async () => {
    const key = await activeKey();
    await merchant().charge(key);
    const rows = await readRows<{ text: string }>(
      stage.house.databaseUrl,
      `SELECT to_jsonb(k)::text AS text FROM billing_keys k UNION ALL SELECT to_jsonb(e)::text FROM exchanges e
       UNION ALL SELECT to_jsonb(p)::text FROM payments p UNION ALL SELECT to_jsonb(v)::text FROM events v`,
    );
    expect(cards.secretOf(key)).toBeTruthy();
    expect(rows.filter(({ text }) => text.includes(cards.secretOf(key)))).toEqual([]);
    expect(await differencesFromHistory(stage.house.databaseUrl)).toEqual([]);
  });
});
