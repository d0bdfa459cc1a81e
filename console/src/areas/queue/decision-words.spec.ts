// The words of the answers of the queue, by what they are about.
// Must never look at anything but the words.
import { describe, expect, it } from 'vitest';
import { queue as en } from '../../texts/en/queue';
import { queue as ko } from '../../texts/ko/queue';
import { decisionWords, headingOf } from './decision-words';
import type { QueueEntry } from './queue-queries';

const won = (amountWon: number) => `${amountWon}원`;
const about = (isGivenUp: boolean, orderTakesIt: boolean): Pick<QueueEntry, 'payment' | 'amountWon'> => ({
  amountWon: 89_000,
  payment: {
    id: 'pay_1',
    providerReference: 'B-PAID-2-c0c4aa9a',
    providerPaymentId: null,
    openedAt: '2026-12-01T12:27:00.000Z',
    windowOpenedAt: null,
    isGivenUp,
    givenUpBecause: isGivenUp ? 'order_voided' : null,
    orderTakesIt,
  },
});

describe.each([
  ['ko', ko],
  ['en', en],
] as const)('an answer, in %s', (_, t) => {
  it('"paid" says that the order is paid, where it takes the money', () => {
    expect(decisionWords(t, 'paid', about(false, true), won)).toEqual(t.decisions.paid);
  });

  it('"paid" says how much goes back at once, where it does not', () => {
    expect(decisionWords(t, 'paid', about(true, false), won)).toMatchObject({
      means: t.paidAfterAll,
      next: t.goesBack('89000원'),
    });
  });

  it('"noted" says that nothing was taken of what was given up, and elsewhere that it is seen to', () => {
    expect(decisionWords(t, 'noted', about(true, false), won)).toBe(t.nothingTaken);
    expect(decisionWords(t, 'noted', about(false, false), won)).toBe(t.decisions.noted);
    expect(decisionWords(t, 'noted', { payment: null, amountWon: null }, won)).toBe(t.decisions.noted);
  });

  it('"noted" stands under the heading of what it says', () => {
    const possible = { decision: 'noted', means: '', next: '', needs: [], takes: [], couldRefundTwice: false } as const;
    expect(headingOf(t, { ...possible, answer: 'happened', needs: [], takes: [] })).toBe(t.answerNoted);
    expect(headingOf(t, { ...possible, answer: 'did_not_happen', needs: [], takes: [] })).toBe(
      t.answers.did_not_happen,
    );
  });
});
