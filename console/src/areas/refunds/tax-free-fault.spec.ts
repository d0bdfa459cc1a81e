// What is said about a tax-free part that does not fit.
// Must never look at anything but the sentence.
import { describe, expect, it } from 'vitest';
import { refunds as en } from '../../texts/en/refunds';
import { refunds as ko } from '../../texts/ko/refunds';
import type { WhyNot } from './refund-queries';
import { taxFreeFault } from './tax-free-fault';

const no: WhyNot = { code: 'over_balance', detail: 'do not fit', resourceId: null, leftWon: null };
const balanceBefore = { totalWon: 100_000, taxFreeWon: 20_000, taxableWon: 72_727, vatWon: 7_273 };

describe('a tax-free part', () => {
  it.each([
    ['above the amount', 50_000, 60_000, ko.taxFreeAboveAmount(50_000), en.taxFreeAboveAmount(50_000)],
    ['above what is left tax-free', 50_000, 30_000, ko.taxFreeAboveLeft(20_000), en.taxFreeAboveLeft(20_000)],
    [
      'that leaves more taxable than there is',
      90_000,
      5_000,
      ko.taxFreeBelowLeast(10_000),
      en.taxFreeBelowLeast(10_000),
    ],
    ['that no figure here speaks against', 50_000, 10_000, ko.taxFreeDoesNotFit, en.taxFreeDoesNotFit],
  ])('%s says so, with the figure', (_, amountWon, taxFreeWon, korean, english) => {
    const shown = { whyNot: no, balanceBefore };
    expect(taxFreeFault(ko, { amountWon, taxFreeWon }, shown)).toBe(korean);
    expect(taxFreeFault(en, { amountWon, taxFreeWon }, shown)).toBe(english);
  });

  it.each([
    ['the amount is too large', { ...no, leftWon: 100_000 }],
    ['something else stands in the way', { ...no, code: 'approval_waits' as const }],
    ['nothing does', null],
  ])('says nothing where %s', (_, whyNot) => {
    expect(taxFreeFault(ko, { amountWon: 50_000, taxFreeWon: 60_000 }, { whyNot, balanceBefore })).toBe(false);
  });
});
