// What is said after an answer was given at the queue.
// Must never look at anything but the sentence.
import { describe, expect, it } from 'vitest';
import { queue as en } from '../../texts/en/queue';
import { queue as ko } from '../../texts/ko/queue';
import { decidedSentence } from './decided';

describe('after an answer', () => {
  it.each([
    ['the order took the money', { status: 'paid', isWaiting: false }, 'donePaid'],
    ['the money is being given back', { status: 'in_doubt', isWaiting: false }, 'doneGoingBack'],
    ['the money was given back', { status: 'reversed', isWaiting: false }, 'doneGivenBack'],
    [
      'somebody is called again, as the provider refused to give it back',
      { status: 'in_doubt', isWaiting: true },
      'done',
    ],
    ['it is not known yet how it stands', { status: 'abandoned', isWaiting: false }, 'done'],
  ] as const)('of "paid", %s', (_, now, sentence) => {
    for (const t of [ko, en]) {
      // It was in doubt when the answer was kept, whatever became of it.
      expect(decidedSentence(t, { decision: 'paid', isOpen: true }, now)).toBe(t[sentence]);
    }
  });

  it.each([
    ['try_again', true, 'doneInDoubt'],
    ['try_again', false, 'done'],
    ['not_known', true, 'doneOpen'],
    ['not_paid', false, 'done'],
    ['refunded', false, 'done'],
    ['noted', false, 'done'],
  ] as const)('of "%s", open: %s', (decision, isOpen, sentence) => {
    expect(decidedSentence(ko, { decision, isOpen }, { status: 'in_doubt', isWaiting: false })).toBe(ko[sentence]);
  });
});
