// When a second person is needed: each rule at its limit, and all of them together.
import { expect, test } from 'vitest';
import { approvalReasons, type RefundFigures } from './approval-rules.js';

const NOW = new Date('2026-11-22T03:00:00Z');
const DAY_MS = 86_400_000;
const LIMITS = { approvalAboveWon: 1_000, approvalAfterDays: 90, approvalDailySumWon: 5_000 };
const figures = (changed: Partial<RefundFigures>): RefundFigures => ({
  amountWon: 1_000,
  paidAt: NOW,
  now: NOW,
  askedTodayWon: 0,
  askedOfOrderWon: 0,
  ownLimitWon: null,
  ...changed,
});
const ago = (ms: number) => new Date(NOW.getTime() - ms);

test.each<[string, Partial<RefundFigures>, object[]]>([
  ['at the amount’s limit', {}, []],
  ['a won above it', { amountWon: 1_001 }, [{ rule: 'amount', limit: 1_000, figure: 1_001 }]],
  ['of a payment of exactly 90 days', { paidAt: ago(90 * DAY_MS) }, []],
  ['of one a moment older', { paidAt: ago(90 * DAY_MS + 1) }, [{ rule: 'payment_age', limit: 90, figure: 91 }]],
  ['at the day’s sum', { askedTodayWon: 4_000 }, []],
  ['a won beyond it', { askedTodayWon: 4_001 }, [{ rule: 'daily_sum', limit: 5_000, figure: 5_001 }]],
  ['at the person’s own limit', { ownLimitWon: 1_000 }, []],
  ['beyond it', { ownLimitWon: 999 }, [{ rule: 'own_limit', limit: 999, figure: 1_000 }]],
  [
    'by somebody who may refund nothing alone',
    { amountWon: 1, ownLimitWon: 0 },
    [{ rule: 'own_limit', limit: 0, figure: 1 }],
  ],
  ['whose own limit is reached by the day’s sum', { amountWon: 1, askedTodayWon: 9, ownLimitWon: 10 }, []],
  [
    'with which the day’s sum is beyond their own limit',
    { amountWon: 2, askedTodayWon: 9, ownLimitWon: 10 },
    [{ rule: 'own_daily_sum', limit: 10, figure: 11 }],
  ],
  [
    'with which that of the order is',
    { amountWon: 2, askedOfOrderWon: 9, ownLimitWon: 10 },
    [{ rule: 'own_order_sum', limit: 10, figure: 11 }],
  ],
  ['with which that of the order is at the amount’s limit', { amountWon: 1, askedOfOrderWon: 999 }, []],
  [
    'with which that of the order is beyond the amount’s limit',
    { amountWon: 1, askedOfOrderWon: 1_000 },
    [{ rule: 'order_sum', limit: 1_000, figure: 1_001 }],
  ],
  [
    'beyond everything',
    { amountWon: 9_000, paidAt: ago(365 * DAY_MS), askedTodayWon: 1, ownLimitWon: 10 },
    [
      { rule: 'amount', limit: 1_000, figure: 9_000 },
      { rule: 'payment_age', limit: 90, figure: 365 },
      { rule: 'daily_sum', limit: 5_000, figure: 9_001 },
      { rule: 'own_limit', limit: 10, figure: 9_000 },
      { rule: 'own_daily_sum', limit: 10, figure: 9_001 },
    ],
  ],
])('a refund %s', (_, changed, expected) => {
  expect(approvalReasons(figures(changed), LIMITS)).toEqual(expected);
});

test('with limits of zero every refund needs a second person', () => {
  const nothing = { approvalAboveWon: 0, approvalAfterDays: 3_650, approvalDailySumWon: 0 };
  expect(approvalReasons(figures({ amountWon: 1 }), nothing).map(({ rule }) => rule)).toEqual(['amount', 'daily_sum']);
});
