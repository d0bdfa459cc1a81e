import { describe, expect, it } from 'vitest';
import { newId } from '../common/ids.js';
import type { RefundNotice } from './entities/refund-notice.entity.js';
import { reconcilePaymentJob } from './jobs.js';
import {
  callAboutRest,
  doubtNotices,
  hearNotice,
  markCalled,
  settleCalled,
  settleExplained,
  toldAndWhy,
} from './notice-moves.js';
import { ago, draftOf, NOW, sampleCancellation, sampleOrder, samplePayment, SETTINGS } from './testing/samples.js';

const AT = ago(60_000);

function paidOrder() {
  const order = sampleOrder({ status: 'paid' });
  const payment = samplePayment(order, { status: 'paid', provider: 'payple' });
  return { order, payment };
}

function sampleNotice(paymentId: string, facts: Partial<RefundNotice> = {}): RefundNotice {
  return {
    id: newId(),
    paymentId,
    exchangeId: newId(),
    amountWon: 3_000,
    refundedAt: AT,
    receivedAt: AT,
    questions: 0,
    calledAt: null,
    cancellationId: null,
    settledAt: null,
    ...facts,
  };
}

describe('a notice of a refund', () => {
  it('that is not ours is kept, holds the payment back and wakes a question', () => {
    const { order, payment } = paidOrder();
    const draft = draftOf(order);
    expect(hearNotice(draft, payment, [], { amountWon: 3_000, refundedAt: AT }, newId(), SETTINGS)).toBe(true);
    expect([...draft.newNotices]).toMatchObject([{ amountWon: 3_000, settledAt: null, calledAt: null, questions: 0 }]);
    expect(payment.refundToldAt).toEqual(NOW);
    expect(draft.jobs).toEqual([reconcilePaymentJob(payment.id, new Date(NOW.getTime() + SETTINGS.firstLookupMs))]);
  });

  it('that is ours is explained at once, and nothing is asked', () => {
    const { order, payment } = paidOrder();
    const refund = sampleCancellation(order, payment, { status: 'done', amountWon: 3_000, startedAt: AT, doneAt: AT });
    const draft = draftOf(order);
    expect(hearNotice(draft, payment, [], { amountWon: 3_000, refundedAt: AT }, newId(), SETTINGS)).toBe(false);
    expect([...draft.newNotices]).toMatchObject([{ cancellationId: refund.id, settledAt: NOW }]);
    expect(draft.jobs).toEqual([]);
    expect(payment.refundToldAt).toBeNull();
  });

  it('that would be the second one of the same refund of ours is not explained by it', () => {
    const { order, payment } = paidOrder();
    const refund = sampleCancellation(order, payment, { status: 'done', amountWon: 3_000, startedAt: AT, doneAt: AT });
    const known = [sampleNotice(payment.id, { cancellationId: refund.id, settledAt: AT })];
    const told = { amountWon: 3_000, refundedAt: ago(61_000) };
    expect(hearNotice(draftOf(order), payment, known, told, newId(), SETTINGS)).toBe(true);
  });

  it.each([
    ['and no time', null, { questions: 1 }, true],
    ['and no time, while one waits for its question', null, {}, false],
    ['and a time that was told before', AT, { questions: 1 }, false],
  ] as const)('without an amount that can be read %s', (_, refundedAt, facts, isNews) => {
    const { order, payment } = paidOrder();
    sampleCancellation(order, payment, { status: 'done', amountWon: 3_000, doneAt: AT });
    const draft = draftOf(order);
    const known = [sampleNotice(payment.id, { amountWon: null, refundedAt, ...facts })];
    const told = { amountWon: null, refundedAt };
    expect(hearNotice(draft, payment, known, told, newId(), SETTINGS), 'no refund of ours explains it').toBe(isNews);
    expect(draft.newNotices.size).toBe(isNews ? 1 : 0);
  });

  it('once heard is not heard again', () => {
    const { order, payment } = paidOrder();
    const draft = draftOf(order);
    const known = [sampleNotice(payment.id, { settledAt: NOW })];
    expect(hearNotice(draft, payment, known, { amountWon: 3_000, refundedAt: AT }, newId(), SETTINGS)).toBe(false);
    expect(draft.isEmpty).toBe(true);
  });

  const many = (paymentId: string, count: number, facts: Partial<RefundNotice>) =>
    Array.from({ length: count }, (_, index) =>
      sampleNotice(paymentId, { amountWon: 100 + index, receivedAt: ago(1_000 - index), ...facts }),
    );

  it.each([
    ['settled', { settledAt: NOW }, 0],
    ['such that an operator was called with', { calledAt: AT }, 49],
  ])('after fifty %s takes the place of one of them, and is asked about', (_, facts, place) => {
    const { order, payment } = paidOrder();
    const known = many(payment.id, 50, facts);
    const draft = draftOf(order);
    expect(hearNotice(draft, payment, known, { amountWon: 3_000, refundedAt: AT }, newId(), SETTINGS)).toBe(true);
    expect([...draft.changedNotices], 'forged ones must not make us deaf').toEqual([known[place]]);
    expect(known[place]).toMatchObject({ amountWon: 3_000, settledAt: null, calledAt: null, questions: 0 });
    expect(payment.refundToldAt).toEqual(NOW);
    expect(draft.jobs).toHaveLength(1);
  });

  it('while ten wait for the same question is asked about by that', () => {
    const { order, payment } = paidOrder();
    payment.refundToldAt = AT;
    const draft = draftOf(order);
    const known = many(payment.id, 10, {});
    expect(hearNotice(draft, payment, known, { amountWon: 3_000, refundedAt: AT }, newId(), SETTINGS)).toBe(false);
    expect(draft.isEmpty).toBe(true);
  });
});

describe('an operator who has seen to what they were called with', () => {
  it('settles that, and not what was told since', () => {
    const { order, payment } = paidOrder();
    const [called, later] = [sampleNotice(payment.id, { calledAt: AT }), sampleNotice(payment.id, { amountWon: 500 })];
    payment.refundToldAt = AT;
    settleCalled(draftOf(order), payment, [called, later]);
    expect(called.settledAt).toEqual(NOW);
    expect(later.settledAt).toBeNull();
    expect(payment.refundToldAt, 'the later one is still to be asked about').toEqual(AT);
  });

  it('who records one of two stays called to the other', () => {
    const { order, payment } = paidOrder();
    const notices = [3_000, 500].map((amountWon) => sampleNotice(payment.id, { amountWon, calledAt: AT }));
    const external = { kind: 'external', origin: 'provider_site', status: 'done', amountWon: 500 } as const;
    const { id } = sampleCancellation(order, payment, { ...external, doneAt: NOW, startedAt: null });
    const draft = draftOf(order);
    expect(settleExplained(draft, payment, notices, SETTINGS)).toEqual([notices[0]]);
    expect(notices[1]).toMatchObject({ settledAt: NOW, cancellationId: id });
    callAboutRest(draft, payment, notices);
    expect(payment.attention).toMatch(/tells of a refund of 3000 won at/);
  });

  it('who records it with another hour than the notice has explains it all the same, not with another day', () => {
    const { order, payment } = paidOrder();
    const hours = (count: number) => ago(count * 3_600_000);
    const notices = [5, 60].map((count) => sampleNotice(payment.id, { refundedAt: hours(count), calledAt: AT }));
    for (const cancelledAt of [hours(1), hours(2)]) {
      sampleCancellation(order, payment, {
        kind: 'external',
        origin: 'provider_site',
        status: 'done',
        amountWon: 3_000,
        startedAt: null,
        doneAt: NOW,
        receipt: {
          providerCancellationId: null,
          cancelledWon: 3_000,
          balanceAfterWon: 0,
          cancelledAt: cancelledAt.toISOString(),
        },
      });
    }
    expect(settleExplained(draftOf(order), payment, notices, SETTINGS)).toEqual([notices[1]]);
  });
});

describe('a notice of which the provider does not have the refund', () => {
  it('is asked about twice, and then taken for untrue', () => {
    const { order, payment } = paidOrder();
    const notice = sampleNotice(payment.id);
    payment.refundToldAt = AT;
    const first = draftOf(order);
    doubtNotices(first, payment, [notice], SETTINGS);
    expect(notice).toMatchObject({ questions: 1, settledAt: null });
    expect(payment.refundToldAt, 'parts may be refunded: the provider has all of it').toBeNull();
    expect(first.jobs).toEqual([reconcilePaymentJob(payment.id, new Date(NOW.getTime() + SETTINGS.lateLookupMs))]);
    const second = draftOf(order);
    doubtNotices(second, payment, [notice], SETTINGS);
    expect(notice.settledAt).toEqual(NOW);
    expect(second.jobs).toEqual([]);
  });
});

describe('the call to an operator', () => {
  it('marks every notice that waits, so that nothing else holds the payment back', () => {
    const { order, payment } = paidOrder();
    payment.refundToldAt = AT;
    const notices = [sampleNotice(payment.id), sampleNotice(payment.id, { amountWon: 500 })];
    markCalled(draftOf(order), payment, notices);
    expect(notices.map(({ calledAt }) => calledAt)).toEqual([NOW, NOW]);
    expect(payment.refundToldAt).toBeNull();
  });

  it('names what was told, and counts what is beyond', () => {
    const told = [100, 200, 300, 400, 500, 600, 700].map((amountWon) => ({ amountWon, refundedAt: null }));
    expect(toldAndWhy(told, 'Look there.')).toBe(
      'A notice in the provider’s name tells of a refund of 100 won, of 200 won, of 300 won, of 400 won, of 500 won, and of 2 more that our books do not have. Look there.',
    );
    expect(toldAndWhy([], 'Look there.')).toBe('Look there.');
    expect(toldAndWhy([{ amountWon: null, refundedAt: AT }], 'Look there.')).toBe(
      `A notice in the provider’s name tells of a refund of an unreadable amount at ${AT.toISOString()} that our books do not have. Look there.`,
    );
  });
});
