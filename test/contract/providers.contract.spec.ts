// The stories that every provider must live through, told once and driven by what each can do.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { Clock } from '../../src/common/clock.js';
import { MoneyAudit } from '../../src/money/money-audit.js';
import { ProviderRegistry } from '../../src/orders/provider-registry.js';
import type { Answer, ShownCancellation, ShownOrder, ShownPayment, ShownProblem } from '../support/merchant.js';
import { evidenceOf, settledBy } from '../support/evidence.js';
import { readRows } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';
import { channelOf, minimumOf, type Stage } from './stage.js';
import { STAGES } from './stages.js';

const AMOUNT_WON = 10_000;

describe.each(STAGES)('with $name', ({ open, keepsCards }) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await open();
  });
  afterAll(() => stage.close());

  const tryToOpen = (
    order: ShownOrder,
    channel: string = channelOf(stage),
  ): Promise<Answer<ShownPayment & ShownProblem>> =>
    stage.house.merchant.call('POST', `/v1/orders/${order.id}/payments`, {
      provider: stage.provider,
      channel,
      ...(stage.method === undefined ? {} : { method: stage.method }),
    });

  const openPayment = async (order: ShownOrder): Promise<ShownPayment> => {
    const answer = await tryToOpen(order);
    expect(answer.status, `opening a payment should succeed, not ${JSON.stringify(answer.body)}`).toBe(201);
    return answer.body;
  };

  const agree = async (order: ShownOrder): Promise<() => Promise<unknown>> => {
    const land = await stage.agree(await openPayment(order));
    await land();
    return land;
  };

  const paidOrder = async (): Promise<ShownOrder> => {
    const order = await stage.house.merchant.order({ amountWon: AMOUNT_WON });
    await agree(order);
    return untilOrder(order, 'paid');
  };

  const untilOrder = (order: ShownOrder, status: string): Promise<ShownOrder> =>
    waitFor(`the order to be ${status}`, async () => {
      const shown = await stage.house.merchant.show(order);
      return shown.status === status ? shown : null;
    });

  const cancel = (order: ShownOrder, amountWon?: number): Promise<Answer<ShownCancellation & ShownProblem>> =>
    stage.house.merchant.cancel(order, amountWon);

  it(`${keepsCards ? 'keeps' : 'does not keep'} cards`, async () => {
    const { billing } = stage.house.app.get(ProviderRegistry, { strict: false }).get(stage.provider);
    expect([billing !== undefined, stage.cards !== undefined]).toEqual([keepsCards, keepsCards]);
    if (billing) return;
    const wish = { provider: stage.provider, returnUrl: 'https://shop.example.com' };
    const answer = await stage.house.merchant.call<ShownProblem>('POST', '/v1/billing-keys', wish);
    expect([answer.status, answer.body.code]).toEqual([422, 'not_supported']);
  });

  it('takes the money once, and keeps what the provider confirmed', async () => {
    const order = await paidOrder();
    const payment = order.payments.find(({ status }) => status === 'paid');
    expect(payment?.receipt?.providerPaymentId, 'a paid payment names the provider’s own payment').toBeTruthy();
    expect(await stage.book(order)).toEqual({ paidWon: AMOUNT_WON, cancelledWon: 0, confirms: 1, cancels: 0 });
  });

  it('takes the money once however often and at once the buyer comes back', async () => {
    const order = await stage.house.merchant.order({ amountWon: AMOUNT_WON });
    const land = await stage.agree(await openPayment(order));
    await Promise.all([land(), land(), land()]);
    await untilOrder(order, 'paid');
    await land();
    expect(await stage.book(order)).toMatchObject({ paidWon: AMOUNT_WON, confirms: 1 });
  });

  it('ends a declined payment with the provider’s code, and lets the order be paid again', async () => {
    const order = await stage.house.merchant.order({ amountWon: AMOUNT_WON });
    await stage.fail('confirm', 'decline');
    await agree(order);
    const declined = await untilOrder(order, 'unpaid');
    expect(declined.payments.at(-1)).toMatchObject({ status: 'refused', refusal: { reason: 'declined' } });
    expect(declined.payments.at(-1)?.refusal?.providerCode).toBeTruthy();
    await agree(order);
    await untilOrder(order, 'paid');
    expect(await stage.book(order)).toMatchObject({ paidWon: AMOUNT_WON, confirms: 1 });
  });

  it.each(['unlisted_code', 'lost_before_effect'] as const)('takes nothing and says so after %s', async (fault) => {
    const order = await stage.house.merchant.order({ amountWon: AMOUNT_WON });
    await stage.fail('confirm', fault);
    await agree(order);
    const settled = await untilOrder(order, 'unpaid');
    expect(settled.payments.at(-1)?.status, 'the try is over').toBe('refused');
    expect(await stage.book(order)).toMatchObject({ paidWon: 0, confirms: 0 });
  });

  it.each(['lost_after_effect', 'garbage_after_effect'] as const)('knows of the money after %s', async (fault) => {
    const order = await stage.house.merchant.order({ amountWon: AMOUNT_WON });
    await stage.fail('confirm', fault);
    const land = await agree(order);
    await land();
    await untilOrder(order, 'paid');
    expect(await stage.book(order)).toMatchObject({ paidWon: AMOUNT_WON, confirms: 1 });
  });

  it('gives a payment up when the buyer turns back, and lets the order be paid again', async () => {
    const order = await stage.house.merchant.order({ amountWon: AMOUNT_WON });
    await stage.turnBack(await openPayment(order));
    const shown = await stage.house.merchant.show(order);
    expect([shown.status, shown.payments.at(-1)?.status]).toEqual(['unpaid', 'abandoned']);
    await agree(order);
    await untilOrder(order, 'paid');
  });

  it('refuses what the provider cannot take', async () => {
    const missing = ['pc', 'mobile'].find((channel) => !stage.can.channels.some((each) => each === channel));
    const order = await stage.house.merchant.order({ amountWon: AMOUNT_WON });
    if (missing !== undefined) expect((await tryToOpen(order, missing)).body.code).toBe('not_supported');
    if (minimumOf(stage) > 1) {
      const cheap = await stage.house.merchant.order({ amountWon: minimumOf(stage) - 1 });
      expect((await tryToOpen(cheap)).body.code).toBe('not_supported');
    }
    const unknown = await stage.house.merchant.tryToPay(order, channelOf(stage), stage.provider, 'barter');
    expect([unknown.status, unknown.body]).toMatchObject([422, { code: 'not_supported' }]);
    for (const { method } of stage.can.methods)
      if (method) expect(unknown.body).toHaveProperty('detail', expect.stringContaining(method));
    expect((await stage.house.merchant.show(order)).payments).toEqual([]);
  });

  it('gives everything back once, and nothing after that', async () => {
    const order = await paidOrder();
    expect((await cancel(order)).status).toBe(201);
    expect((await cancel(order)).body.code).toBe('order_not_cancellable');
    expect((await untilOrder(order, 'cancelled')).cancelledWon).toBe(AMOUNT_WON);
    expect(await stage.book(order)).toMatchObject({ cancelledWon: AMOUNT_WON, cancels: 1 });
  });

  it('never gives back more than was paid', async () => {
    const order = await paidOrder();
    expect((await cancel(order, AMOUNT_WON + 1)).body.code).toBe('over_balance');
    expect(await stage.book(order)).toMatchObject({ cancelledWon: 0, cancels: 0 });
  });

  it('gives back in parts down to exactly zero where the provider can, and says no where it cannot', async () => {
    const order = await paidOrder();
    if (!stage.can.partialCancel) {
      expect((await cancel(order, 1)).body.code).toBe('not_supported');
      expect(await stage.book(order)).toMatchObject({ cancelledWon: 0 });
      return;
    }
    for (const amountWon of [3_333, 3_334, 3_333]) expect((await cancel(order, amountWon)).status).toBe(201);
    const done = await untilOrder(order, 'cancelled');
    const sum = (column: 'taxFreeWon' | 'taxableWon' | 'vatWon') =>
      done.cancellations.reduce((total, each) => total + each[column], 0);
    expect([sum('taxFreeWon'), sum('taxableWon'), sum('vatWon')]).toEqual([
      done.taxFreeWon,
      done.taxableWon,
      done.vatWon,
    ]);
    expect(await stage.book(order)).toMatchObject({ cancelledWon: AMOUNT_WON, cancels: 3 });
  });

  it('has in its books what went back on the provider’s own pages, or calls an operator who records it', async () => {
    const order = await paidOrder();
    await stage.refundElsewhere(order, 4_000);
    const asked = await cancel(order);
    expect([402, 422], JSON.stringify(asked.body)).toContain(asked.status);
    const shown = await stage.house.merchant.show(order);
    if (shown.payments[0]?.attention === null) expect(shown.cancelledWon).toBe(4_000);
    else {
      const seen = { amountWon: 4_000, origin: 'provider_site', refundedAt: new Date().toISOString() };
      const word = { reason: 'The provider’s pages show it.', decidedBy: 'Han Operator' };
      const path = `/v1/orders/${order.id}/external-cancellations`;
      expect((await stage.house.merchant.call('POST', path, { ...seen, ...word })).status).toBe(201);
    }
    expect(await stage.book(order)).toMatchObject({ cancelledWon: 4_000, cancels: 1 });
    if (!stage.can.partialCancel) return;
    expect((await cancel(order)).status).toBe(201);
    await untilOrder(order, 'cancelled');
    expect(await stage.book(order)).toMatchObject({ cancelledWon: AMOUNT_WON, cancels: 2 });
  });

  it('gives back once when ten ask at once', async () => {
    const order = await paidOrder();
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(order)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await stage.book(order)).toMatchObject({ cancelledWon: AMOUNT_WON, cancels: 1 });
  });

  it.each(['lost_after_effect', 'garbage_after_effect'] as const)('knows of a refund after %s', async (fault) => {
    const order = await paidOrder();
    await stage.fail('cancel', fault);
    expect((await cancel(order)).status, 'a refund in doubt is accepted, not failed').toBe(202);
    await untilOrder(order, 'cancelled');
    expect(await stage.book(order)).toMatchObject({ cancelledWon: AMOUNT_WON, cancels: 1 });
  });

  it('carries out or frees a refund whose request was lost', async () => {
    const order = await paidOrder();
    await stage.fail('cancel', 'lost_before_effect');
    expect((await cancel(order)).status).toBe(202);
    if (stage.can.repeatCancel === 'never') {
      await waitFor('the refund to be refused', async () => {
        const [refund] = (await stage.house.merchant.show(order)).cancellations;
        return refund?.status === 'refused';
      });
      expect((await cancel(order)).status, 'what did not happen can be asked again').toBe(201);
    }
    await untilOrder(order, 'cancelled');
    expect(await stage.book(order)).toMatchObject({ cancelledWon: AMOUNT_WON, cancels: 1 });
  });

  it('has the evidence of every settled doubt: the question, the answer and the rule', async () => {
    const order = await stage.house.merchant.order({ amountWon: AMOUNT_WON });
    await stage.fail('confirm', 'lost_after_effect');
    await agree(order);
    const paid = await untilOrder(order, 'paid');
    const [payment] = paid.payments.filter(({ status }) => status === 'paid');
    if (!payment) throw new Error('A paid order has a paid payment.');
    await stage.fail('cancel', 'lost_after_effect');
    await cancel(order);
    const [cancellation] = (await untilOrder(order, 'cancelled')).cancellations;
    if (!cancellation) throw new Error('A cancelled order has a cancellation.');
    for (const settled of [payment, cancellation]) {
      const evidence = await evidenceOf(stage.house.merchant, settled);
      expect(evidence.verdicts.map(({ toStatus }) => toStatus)).toContain('in_doubt');
      const { toStatus, sentence, exchanges } = settledBy(evidence);
      expect([toStatus, sentence]).toEqual([settled === payment ? 'paid' : 'done', expect.stringMatching(/\.$/)]);
      const last = exchanges.at(-1);
      expect([typeof last?.request, last?.response ?? null]).toEqual(['object', expect.any(Object)]);
      expect(last?.outcome, 'an answer that means something').toMatch(/^(done|refused)$/);
    }
  });

  it('has books that are what their events tell, to the won, after every story', async () => {
    const audit = new MoneyAudit(stage.house.app.get(DataSource), stage.house.app.get(Clock, { strict: false }));
    const found: unknown[] = [];
    const { orders } = await audit.run({ everything: true }, (difference) => found.push(difference));
    expect(found).toEqual([]);
    expect(orders).toBeGreaterThan(0);
  });

  it('has settled no doubt of any story without an answer that is kept', async () => {
    const UNPROVEN = `SELECT v.rule, v.from_status, v.to_status FROM verdicts v
      WHERE v.from_status = 'in_doubt' AND v.to_status <> 'in_doubt'
        AND NOT EXISTS (SELECT FROM exchanges e WHERE e.id = ANY(v.exchange_ids) AND e.response IS NOT NULL)`;
    const SETTLED = `SELECT DISTINCT rule FROM verdicts WHERE from_status = 'in_doubt' AND to_status <> 'in_doubt'`;
    expect(await readRows(stage.house.databaseUrl, UNPROVEN)).toEqual([]);
    expect(await readRows(stage.house.databaseUrl, SETTLED), 'some doubts were settled').not.toEqual([]);
  });
});
