// Operators and the reconciler at the same moment, over real HTTP and a real database: whoever comes first wins, and in the
// end the books are the provider's. Must never ask in which order the machine took them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SettlingService } from '../../src/orders/settling.service.js';
import { requireSameBooks } from '../support/compare-books.js';
import { decide, evidenceOf } from '../support/evidence.js';
import { holdCalls } from '../support/hold-calls.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownCancellation, type ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { waitFor } from '../support/wait-for.js';

const ROUNDS = 6;

let house: House;
beforeAll(async () => {
  // Only the test asks, so that it decides what happens at the same moment. An operator is called after a second.
  house = await startHouse({ environment: { RUN_JOBS: 'false', CALL_OPERATOR_AFTER_MS: '1000' } });
});
afterAll(() => house.close());

const settling = (): SettlingService => house.app.get(SettlingService, { strict: false });

function uuidOf(id: string): string {
  return id.slice(id.indexOf('_') + 1).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Answers are lost after their effect, questions are not answered, until an operator is called; then PAYCO is well. */
async function doubts(begin: () => Promise<string>, ask: (id: string) => Promise<unknown>): Promise<string[]> {
  const ids: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) ids.push(await begin());
  for (const endpoint of ['verify', 'checkAvailability']) {
    await house.payco.fail({ endpoint, fault: 'drop_before_effect', count: 10_000 });
  }
  await waitFor('operators to be called', async () => {
    for (const id of ids) await ask(uuidOf(id));
    const shown = await Promise.all(ids.map((id) => evidenceOf(house.merchant, { id })));
    return shown.every(({ attention }) => attention !== null);
  });
  await house.payco.behave();
  return ids;
}

/** Several at once; how often each answer came. */
async function race(works: readonly (() => Promise<unknown>)[], delayMs: number): Promise<void> {
  for (const endpoint of ['verify', 'checkAvailability']) {
    if (delayMs > 0) await house.payco.fail({ endpoint, fault: 'delay', delayMs, count: 1 });
  }
  await Promise.allSettled(works.map((work) => work()));
  await house.payco.behave();
}

describe('a refund that PAYCO carried out, when operators and a lookup settle it at once', () => {
  it('is done once in the end, also when the first operator was wrong', async () => {
    const orders: ShownOrder[] = [];
    const refunds = await doubts(
      async () => {
        const order = await house.merchant.order();
        await visit(await house.payco.agree(await house.merchant.pay(order)));
        await house.payco.fail({ endpoint: 'cancel', fault: 'drop_after_effect' });
        const answer = await house.merchant.cancel(order, 4_000);
        expect(answer.status).toBe(202);
        orders.push(order);
        return answer.body.id;
      },
      (id) => settling().settleCancellation(id),
    );
    const codes: number[] = [];
    for (const [round, id] of refunds.entries()) {
      const say = (decision: string) => async () =>
        void codes.push((await decide(house.merchant, { id }, { decision })).status);
      const works = [
        say('not_refunded'),
        () => settling().settleCancellation(uuidOf(id)),
        say('refunded'),
        say('try_again'),
      ];
      await race(works.slice(round % 4).concat(works.slice(0, round % 4)), round * 10);
    }
    expect(new Set(codes), 'taken, or too late; never an error of ours').toEqual(new Set([201, 409]));
    // What waits in the queue of jobs, as a worker would do it.
    for (const id of [...refunds, ...refunds]) await settling().settleCancellation(uuidOf(id));
    for (const [index, id] of refunds.entries()) {
      const { status, verdicts } = await evidenceOf(house.merchant, { id });
      expect(status, JSON.stringify(verdicts.map(({ rule }) => rule))).toBe('done');
      expect(await house.merchant.show(orders[index] as ShownOrder)).toMatchObject({ cancelledWon: 4_000 });
    }
    await requireSameBooks(house.databaseUrl, house.payco, house.payple);
  });
});

describe('a part that Payple was asked for again by an operator, when an older question is answered meanwhile', () => {
  it('is not taken for lost, so that no other operator sends it once more', async () => {
    const order = await house.merchant.order();
    await deliver(await house.payple.finish(await house.merchant.pay(order, 'pc', 'payple'), 'pay'));
    await house.payple.fail({ endpoint: 'cancel', fault: 'drop_before_effect' });
    const { id } = (await house.merchant.cancel(order, 4_000)).body;
    await waitFor('an operator to be called', async () => {
      await settling().settleCancellation(uuidOf(id));
      return (await evidenceOf(house.merchant, { id })).attention !== null;
    });
    const again = { decision: 'try_again', acceptDoubleRefund: true };
    const [inquiry, cancel] = [holdCalls('PCD_PAYCHK_FLAG'), holdCalls('PCD_PAYCANCEL_FLAG')];
    const question = settling().settleCancellation(uuidOf(id));
    await inquiry.untilHeld();
    const sending = decide<ShownCancellation>(house.merchant, { id }, again);
    await cancel.untilHeld();
    inquiry.letGo();
    await question;
    const evidence = await evidenceOf(house.merchant, { id });
    expect([evidence.status, evidence.verdicts.at(-1)?.rule]).toEqual(['executing', 'operator_sent_again']);
    const second = await decide(house.merchant, { id }, again);
    expect([second.status, second.body.code]).toEqual([409, 'nothing_to_decide']);
    cancel.letGo();
    expect((await sending).body.status).toBe('done');
    expect(await house.payple.booksOf(order)).toMatchObject([{ cancelledWon: 4_000, cancels: 1 }]);
  });
});

describe('a payment that PAYCO took, when operators and a lookup settle it at once', () => {
  it('is paid once in the end, also when the first operator was wrong', async () => {
    const orders: ShownOrder[] = [];
    const payments = await doubts(
      async () => {
        const order = await house.merchant.order();
        const payment = await house.merchant.pay(order);
        const address = await house.payco.agree(payment);
        await house.payco.fail({ endpoint: 'approval', fault: 'drop_after_effect' });
        await visit(address);
        orders.push(order);
        return payment.id;
      },
      (id) => settling().settlePayment(id),
    );
    const codes: number[] = [];
    const books = await house.payco.books();
    for (const [round, id] of payments.entries()) {
      const book = books.find(({ orderKey }) => orderKey === orders[round]?.orderNumber);
      const found = { providerPaymentId: book?.orderNo ?? '', paidAt: new Date().toISOString() };
      const say = (wish: Record<string, unknown>) => async () =>
        void codes.push((await decide(house.merchant, { id }, wish)).status);
      const works = [
        say({ decision: 'not_paid' }),
        () => settling().settlePayment(uuidOf(id)),
        say({ decision: 'paid', ...found }),
        say({ decision: 'not_paid' }),
      ];
      await race(works.slice(round % 4).concat(works.slice(0, round % 4)), round * 10);
    }
    expect(new Set(codes), 'taken, or too late; never an error of ours').toEqual(new Set([201, 409]));
    for (const id of [...payments, ...payments]) await settling().settlePayment(uuidOf(id));
    for (const order of orders) expect((await house.merchant.show(order)).status).toBe('paid');
    await requireSameBooks(house.databaseUrl, house.payco, house.payple);
  });

  it('is not found paid by the provider’s id of another payment', async () => {
    const paid = await house.merchant.order();
    await visit(await house.payco.agree(await house.merchant.pay(paid)));
    const standing = (await house.merchant.show(paid)).payments[0];
    const [doubtful] = await doubts(
      async () => {
        const payment = await house.merchant.pay(await house.merchant.order());
        const address = await house.payco.agree(payment);
        await house.payco.fail({ endpoint: 'approval', fault: 'drop_before_effect' });
        await visit(address);
        return payment.id;
      },
      (id) => settling().settlePayment(id),
    );
    const { providerPaymentId } = standing?.receipt ?? { providerPaymentId: '' };
    const wish = { decision: 'paid', providerPaymentId, paidAt: new Date().toISOString() };
    const { status, body } = await decide(house.merchant, { id: doubtful ?? '' }, wish);
    expect([status, body.code, body.detail]).toEqual([
      422,
      'decision_not_possible',
      `The provider’s id is that of ${standing?.id ?? ''} already.`,
    ]);
  });
});
