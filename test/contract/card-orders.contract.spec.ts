// The stories of orders and stored cards together: an order paid on a stored card, and a card stored with its payment.
// Must never be skipped for a provider whose port has billing.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differencesFromHistory } from '../support/replay-events.js';
import {
  visit,
  type Answer,
  type ShownBillingKey,
  type ShownOrder,
  type ShownPayment,
  type ShownProblem,
} from '../support/merchant.js';
import { readRows } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';
import { channelOf, registrationOf, type Stage, type StageCards } from './stage.js';
import { CARD_STAGES } from './stages.js';

const AMOUNT_WON = 10_000;

describe.each(CARD_STAGES)('orders and stored cards with $name', ({ open }) => {
  let stage: Stage;
  let cards: StageCards;
  beforeAll(async () => {
    stage = await open();
    if (!stage.cards) throw new Error(`The stage of ${stage.provider} plays no buyer with a card.`);
    cards = stage.cards;
  });
  afterAll(() => stage.close());

  const merchant = () => stage.house.merchant;

  const activeKey = async (): Promise<ShownBillingKey> => {
    const key = await merchant().registerCard(registrationOf(stage));
    await visit(await cards.register(key));
    return merchant().showKey(key);
  };

  const payOn = (
    order: ShownOrder,
    key: { readonly id: string },
    headers: Readonly<Record<string, string>> = {},
    wish: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer<ShownPayment & ShownProblem>> =>
    merchant().call(
      'POST',
      `/v1/orders/${order.id}/payments`,
      { provider: stage.provider, channel: channelOf(stage), billingKeyId: key.id, ...wish },
      headers,
    );

  const untilOrder = (order: { readonly id: string }, status: string): Promise<ShownOrder> =>
    waitFor(`the order to be ${status}`, async () => {
      const shown = await merchant().show(order);
      return shown.status === status ? shown : null;
    });

  describe('an order paid on a stored card', () => {
    it('is paid at once, and only once, whatever comes after', async () => {
      const [order, key] = [await merchant().order(), await activeKey()];
      const paid = await payOn(order, key);
      expect(paid.status, JSON.stringify(paid.body)).toBe(201);
      expect(paid.body).toMatchObject({ status: 'paid', billingKeyId: key.id });
      expect(paid.body.handoff, 'nobody is sent anywhere').toBeUndefined();
      const again = await payOn(order, key);
      expect([again.status, again.body.code]).toEqual([409, 'order_not_payable']);
      expect(await stage.book(await merchant().show(order))).toMatchObject({ paidWon: AMOUNT_WON, confirms: 1 });
    });

    it('is paid once when two ask at once, and the same for one Idempotency-Key', async () => {
      const [order, key] = [await merchant().order(), await activeKey()];
      const headers = { 'idempotency-key': randomUUID() };
      const answers = await Promise.all([payOn(order, key, headers), payOn(order, key, headers), payOn(order, key)]);
      const isFirst = ({ status, headers: told }: (typeof answers)[number]): boolean =>
        status === 201 && !told.has('idempotency-replayed');
      expect(answers.filter(isFirst)).toHaveLength(1);
      const shown = await untilOrder(order, 'paid');
      expect(await stage.book(shown)).toMatchObject({ paidWon: AMOUNT_WON, confirms: 1 });
    });

    it('tells one Idempotency-Key the same again', async () => {
      const [order, key] = [await merchant().order(), await activeKey()];
      const headers = { 'idempotency-key': randomUUID() };
      const first = await payOn(order, key, headers);
      const second = await payOn(order, key, headers);
      expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
      expect(second.headers.get('idempotency-replayed')).toBe('true');
    });

    it('can be paid in the window when the card is declined', async () => {
      const [order, key] = [await merchant().order(), await activeKey()];
      await stage.fail('charge', 'decline');
      const declined = await payOn(order, key);
      expect([declined.status, declined.body.code]).toEqual([402, 'provider_refused']);
      const window = await merchant().pay(order, channelOf(stage), stage.provider);
      await (
        await stage.agree(window)
      )();
      expect(await stage.book(await untilOrder(order, 'paid'))).toMatchObject({ paidWon: AMOUNT_WON, confirms: 1 });
    });

    it('is paid by the card or in the window it left open, never by both', async () => {
      const [order, key] = [await merchant().order(), await activeKey()];
      const window = await merchant().pay(order, channelOf(stage), stage.provider);
      const comeBack = await stage.agree(window);
      const [, charged] = await Promise.all([comeBack(), payOn(order, key)]);
      expect([201, 409]).toContain(charged.status);
      expect(await stage.book(await untilOrder(order, 'paid'))).toMatchObject({ paidWon: AMOUNT_WON, confirms: 1 });
    });

    it('is looked up when the answer is lost', async () => {
      const [order, key] = [await merchant().order(), await activeKey()];
      await stage.fail('charge', 'lost_after_effect');
      const answer = await payOn(order, key);
      expect([answer.status, answer.body.status]).toEqual([202, 'in_doubt']);
      expect(await stage.book(await untilOrder(order, 'paid'))).toMatchObject({ paidWon: AMOUNT_WON, confirms: 1 });
    });

    it.each([
      ['a key that nobody knows', { billingKeyId: `bk_${'0'.repeat(32)}` }, 404, 'not_found'],
      ['something that is no key', { billingKeyId: 'bk_1' }, 404, 'not_found'],
      ['a key of another provider', { provider: 'payco' }, 422, 'not_supported'],
    ])('is refused for %s', async (_, wish, status, code) => {
      const [order, key] = [await merchant().order(), await activeKey()];
      const answer = await payOn(order, key, {}, wish);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect((await merchant().show(order)).payments).toEqual([]);
    });
  });

  describe('a card stored with the payment of an order', () => {
    const firstPayment = async (): Promise<{ order: ShownOrder; payment: ShownPayment }> => {
      const order = await merchant().order({ registerCard: { customerReference: 'customer-8' } });
      return { order, payment: await merchant().pay(order, channelOf(stage), stage.provider) };
    };

    const keptKey = (payment: ShownPayment): Promise<ShownBillingKey> =>
      waitFor('the card to be kept', async () => {
        const key = await merchant().showKey({ id: payment.registersBillingKeyId ?? '' });
        return (key as { status: unknown }).status === 'active' ? key : null;
      });

    it('is one of the things the provider can do, so that the stories below are told for those who can', () => {
      expect(stage.can.methods[0].registersCard).toBe(true);
    });

    it('is active from the moment the order is paid, and can be charged', async () => {
      const { order, payment } = await firstPayment();
      await (
        await stage.agree(payment)
      )();
      await untilOrder(order, 'paid');
      const key = await keptKey(payment);
      expect(key).toMatchObject({ customerReference: 'customer-8', id: payment.registersBillingKeyId });
      const charged = await merchant().charge(key, { billingMonth: '2026-11' });
      expect(charged.status, JSON.stringify(charged.body)).toBe(201);
    });

    it('is kept when the answer to the payment was lost', async () => {
      const { order, payment } = await firstPayment();
      await stage.fail('confirm', 'lost_after_effect');
      await (
        await stage.agree(payment)
      )();
      await untilOrder(order, 'paid');
      expect((await merchant().charge(await keptKey(payment))).status).toBe(201);
    });

    it('does not exist when the buyer turned back, or was declined', async () => {
      const { payment } = await firstPayment();
      await stage.turnBack(payment);
      const other = await firstPayment();
      await stage.fail('confirm', 'decline');
      await (
        await stage.agree(other.payment)
      )();
      for (const { registersBillingKeyId } of [payment, other.payment]) {
        expect(await merchant().call('GET', `/v1/billing-keys/${registersBillingKeyId}`)).toMatchObject({
          status: 404,
        });
      }
    });

    it('leaves its key on no payment, and no secret anywhere in the clear', async () => {
      const { order, payment } = await firstPayment();
      await (
        await stage.agree(payment)
      )();
      await untilOrder(order, 'paid');
      await keptKey(payment);
      const waiting = await waitFor('the payment to have let go of the key', async () => {
        const rows = await readRows(
          stage.house.databaseUrl,
          'SELECT id FROM payments WHERE sealed_registered_key IS NOT NULL',
        );
        return rows.length === 0 ? rows : null;
      });
      expect(waiting).toEqual([]);
      expect(await differencesFromHistory(stage.house.databaseUrl)).toEqual([]);
    });

    it('is asked of no provider that cannot', async () => {
      const order = await merchant().order({ registerCard: {} });
      const answer = await merchant().tryToPay(order, 'mobile', 'payco');
      expect([answer.status, (answer.body as unknown as ShownProblem).code]).toEqual([422, 'not_supported']);
    });
  });
});
