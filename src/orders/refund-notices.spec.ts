import { describe, expect, it } from 'vitest';
import type { Cancellation } from './entities/cancellation.entity.js';
import { explained, type HeardNotice } from './refund-notices.js';
import { ago, inMs, NOW, sampleCancellation, sampleOrder, samplePayment } from './testing/samples.js';

const APART_MS = 2_000;
const S = 1_000;

/** At a whole minute, and not at one. */
const MINUTE = new Date('2026-11-22T02:00:00.000Z');
const SECOND = new Date('2026-11-22T02:00:17.000Z');

/** A refund of 3,000 won that is done. @param told the provider's moment of it */
function refund(facts: Partial<Cancellation>, told: Date | null = null): Cancellation {
  const order = sampleOrder({ status: 'paid' });
  const receipt = {
    ...{ providerCancellationId: null, cancelledWon: 3_000, balanceAfterWon: 7_000 },
    cancelledAt: told?.toISOString() ?? null,
  };
  return sampleCancellation(order, samplePayment(order), { status: 'done', amountWon: 3_000, ...facts, receipt });
}

const sent = (startedAt: Date, doneAt: Date, told?: Date) => refund({ startedAt, doneAt }, told);
const found = (doneAt: Date) => refund({ kind: 'external', origin: 'found', startedAt: null, doneAt });
const entered = (told: Date) =>
  refund({ kind: 'external', origin: 'provider_site', startedAt: null, doneAt: NOW }, told);
const byHand = (told: Date) => refund({ kind: 'external', origin: 'by_hand', startedAt: null, doneAt: NOW }, told);

function isExplained(cancellation: Cancellation, facts: Partial<HeardNotice>): boolean {
  const notice = { amountWon: 3_000, refundedAt: null, receivedAt: NOW, calledAt: null, ...facts };
  return explained([notice], [cancellation], [], APART_MS).get(notice) !== null;
}

const after = (date: Date, ms: number) => new Date(date.getTime() + ms);

describe('a notice of a refund', () => {
  it.each<[string, Cancellation, Partial<HeardNotice>, boolean]>([
    ['at the moment that the answer to ours told', sent(ago(90 * S), NOW, SECOND), { refundedAt: SECOND }, true],
    ['just beside it', sent(ago(90 * S), NOW, SECOND), { refundedAt: after(SECOND, APART_MS) }, true],
    ['some seconds later', sent(ago(90 * S), NOW, SECOND), { refundedAt: after(SECOND, APART_MS + S) }, false],
    ['some seconds before', sent(ago(90 * S), NOW, SECOND), { refundedAt: after(SECOND, -APART_MS - S) }, false],
    ['while ours was under way, no answer told when', sent(ago(9 * S), NOW), { refundedAt: ago(5 * S) }, true],
    ['within the clocks’ difference of that', sent(ago(9 * S), NOW), { refundedAt: inMs(10 * S) }, true],
    ['beyond it', sent(ago(9 * S), NOW), { refundedAt: inMs(11 * S) }, false],
    ['before it', sent(ago(9 * S), NOW), { refundedAt: ago(20 * S) }, false],
    ['without a moment, soon after ours', sent(ago(9 * S), NOW, SECOND), { receivedAt: inMs(60 * S) }, true],
    ['without a moment, long after ours', sent(ago(9 * S), NOW, SECOND), { receivedAt: inMs(61 * S) }, false],
    ['of before what was found at the provider', found(NOW), { refundedAt: ago(86_400 * S) }, true],
    ['of after it', found(NOW), { refundedAt: inMs(S) }, false],
    ['at the moment that an operator typed', entered(SECOND), { refundedAt: SECOND }, true],
    ['twenty seconds later', entered(SECOND), { refundedAt: after(SECOND, 20 * S) }, false],
    ['within the minute that they typed', entered(MINUTE), { refundedAt: after(MINUTE, 59 * S) }, true],
    ['after that minute', entered(MINUTE), { refundedAt: after(MINUTE, 63 * S) }, false],
    ['that they were called with', entered(ago(7_200 * S)), { refundedAt: ago(60 * S), calledAt: ago(S) }, true],
    ['of what was transferred by hand', byHand(SECOND), { refundedAt: SECOND }, false],
    ['of another amount', sent(ago(9 * S), NOW, SECOND), { refundedAt: SECOND, amountWon: 2_999 }, false],
  ])('%s', (_, cancellation, notice, expected) => {
    expect(isExplained(cancellation, notice)).toBe(expected);
  });
});
