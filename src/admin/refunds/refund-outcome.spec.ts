// What became of a request, in one word, for every state of it and of its cancellation.
import { expect, test } from 'vitest';
import { outcomeOf } from './refund-outcome.js';

test.each([
  ['pending', null, 'waits_for_approval'],
  ['approved', null, 'under_way'],
  ['approved', 'executing', 'under_way'],
  ['begun', 'executing', 'under_way'],
  ['begun', 'in_doubt', 'in_doubt'],
  ['approved', 'done', 'done'],
  ['begun', 'done', 'done'],
  ['begun', 'refused', 'refused_by_provider'],
  ['refused', null, 'refused'],
  ['withdrawn', null, 'withdrawn'],
  ['expired', null, 'expired'],
  ['stale', null, 'stale'],
] as const)('a request that is %s with a cancellation that is %s: %s', (status, cancellation, expected) => {
  expect(outcomeOf('refund', status, cancellation)).toBe(expected);
});
