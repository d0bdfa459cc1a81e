// Won arithmetic: known splits by hand, and the laws for any amount and any sequence of cancellations.
import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import {
  MAX_WON,
  minus,
  plus,
  splitAmount,
  splitCancellation,
  spread,
  totalOf,
  ZERO_SPLIT,
  type TaxSplit,
} from './money.js';

/** A split as `[tax-free, taxable, VAT]`. */
const columns = ({ taxFreeWon, taxableWon, vatWon }: TaxSplit) => [taxFreeWon, taxableWon, vatWon];

describe('the split of an amount', () => {
  test.each([
    [0, 0, [0, 0, 0]],
    [1, 0, [0, 1, 0]],
    [5, 0, [0, 5, 0]],
    [6, 0, [0, 5, 1]],
    [10, 0, [0, 9, 1]],
    [11, 0, [0, 10, 1]],
    [16, 0, [0, 15, 1]],
    [17, 0, [0, 15, 2]],
    [100, 0, [0, 91, 9]],
    [1_500, 0, [0, 1_364, 136]],
    [2_000, 0, [0, 1_818, 182]],
    [10_000, 0, [0, 9_091, 909]],
    [12_000, 2_000, [2_000, 9_091, 909]],
    [12_000, 12_000, [12_000, 0, 0]],
    [16_777_217, 0, [0, 15_252_015, 1_525_202]],
    [MAX_WON, 0, [0, 909_090_909_091, 90_909_090_909]],
    [MAX_WON, MAX_WON, [MAX_WON, 0, 0]],
  ])('%i won, %i of them tax-free, are %j', (amountWon, taxFreeWon, expected) => {
    expect(columns(splitAmount(amountWon, taxFreeWon))).toEqual(expected);
  });

  test.each([
    [-1, 0],
    [1.5, 0],
    [Number.NaN, 0],
    [Number.POSITIVE_INFINITY, 0],
    [MAX_WON + 1, 0],
    [10, 11],
    [10, -1],
    [10, 0.5],
  ])('refuses %d won, %d of them tax-free', (amountWon, taxFreeWon) => {
    expect(() => splitAmount(amountWon, taxFreeWon)).toThrow(RangeError);
  });

  test('adds up, and its VAT is an eleventh of the taxable part, rounded to the nearest won', () => {
    fc.assert(
      fc.property(amountWithTaxFree, ([amountWon, taxFreeWon]) => {
        const split = splitAmount(amountWon, taxFreeWon);
        expect(totalOf(split)).toBe(amountWon);
        expect(split.taxFreeWon).toBe(taxFreeWon);
        expect(Math.abs(11 * split.vatWon - (amountWon - taxFreeWon))).toBeLessThanOrEqual(5);
      }),
      { seed: inject('seed') },
    );
  });
});

test('splits are added and subtracted column by column', () => {
  const [a, b] = [splitAmount(12_000, 2_000), splitAmount(1_100, 0)];
  expect(columns(plus(a, b))).toEqual([2_000, 10_091, 1_009]);
  expect(minus(plus(a, b), b)).toEqual(a);
  expect(plus(ZERO_SPLIT, a)).toEqual(a);
});

describe('the split of a cancellation', () => {
  const left = splitAmount(12_000, 2_000);
  test.each([
    [12_000, undefined, [2_000, 9_091, 909]],
    [6_000, undefined, [1_000, 4_546, 454]],
    [1, undefined, [0, 1, 0]],
    [2_000, 2_000, [2_000, 0, 0]],
    [10_000, 0, [0, 9_091, 909]],
    [3_000, 1_000, [1_000, 1_818, 182]],
  ])('of %i won, %s of them tax-free, out of 12,000 is %j', (amountWon, taxFreeWon, expected) => {
    const part = splitCancellation(left, amountWon, taxFreeWon);
    expect(part && columns(part)).toEqual(expected);
  });

  test.each([
    [12_001, undefined],
    [MAX_WON, undefined],
    [5_000, 2_001],
    [1_000, 1_001],
    [11_000, 0],
  ])('of %i won, %s of them tax-free, does not fit into 12,000', (amountWon, taxFreeWon) => {
    expect(splitCancellation(left, amountWon, taxFreeWon)).toBeNull();
  });

  test('is refused, not wrong, at the edge of what numbers can carry', () => {
    expect(() => splitCancellation(left, 0.5)).toThrow(RangeError);
    expect(() => splitCancellation(left, -1)).toThrow(RangeError);
    expect(columns(splitCancellation(splitAmount(MAX_WON, MAX_WON - 1), MAX_WON - 1) ?? ZERO_SPLIT)).toEqual([
      MAX_WON - 2,
      1,
      0,
    ]);
  });
});

describe('any sequence of cancellations of any order', () => {
  test('ends at zero in each column, and no cancellation is negative in any', () => {
    fc.assert(
      fc.property(amountWithTaxFree, cutting, ([amountWon, taxFreeWon], cuts) => {
        let left = splitAmount(amountWon, taxFreeWon);
        for (const part of partsOf(amountWon, cuts)) {
          const split = splitCancellation(left, part);
          expect(split, `${part} won of ${totalOf(left)} won should be cancellable`).not.toBeNull();
          expectSplit(split ?? ZERO_SPLIT, part);
          left = minus(left, split ?? ZERO_SPLIT);
          expectSplit(left, totalOf(left));
        }
        expect(left).toEqual(ZERO_SPLIT);
      }),
      { seed: inject('seed') },
    );
  });

  test('does so too when the merchant says how much of each is tax-free', () => {
    fc.assert(
      fc.property(amountWithTaxFree, cutting, fc.array(fc.nat()), ([amountWon, taxFreeWon], cuts, wishes) => {
        let left = splitAmount(amountWon, taxFreeWon);
        partsOf(amountWon, cuts).forEach((part, index) => {
          // Any share that fits: not more than is left of either kind.
          const most = Math.min(part, left.taxFreeWon);
          const least = Math.max(0, part - left.taxableWon - left.vatWon);
          const taxFree = least + ((wishes[index] ?? 0) % (most - least + 1));
          const split = splitCancellation(left, part, taxFree);
          expect(split, `${taxFree} won tax-free of ${part} won should be cancellable`).not.toBeNull();
          expect(split?.taxFreeWon).toBe(taxFree);
          expectSplit(split ?? ZERO_SPLIT, part);
          left = minus(left, split ?? ZERO_SPLIT);
        });
        expect(left).toEqual(ZERO_SPLIT);
      }),
      { seed: inject('seed') },
    );
  });

  test('never gives back more than there was, whatever is asked', () => {
    fc.assert(
      fc.property(amountWithTaxFree, fc.nat(MAX_WON), fc.option(fc.nat(MAX_WON)), ([amount, taxFree], part, wish) => {
        const left = splitAmount(amount, taxFree);
        const split = splitCancellation(left, part, wish ?? undefined);
        if (split === null) return;
        expectSplit(split, part);
        const after = minus(left, split);
        expect(Math.min(...columns(after))).toBeGreaterThanOrEqual(0);
      }),
      { seed: inject('seed') },
    );
  });
});

describe('a total spread over lines', () => {
  test.each([
    [8_999, [3_333, 3_333, 3_334], [3_000, 2_999, 3_000]],
    [1, [1, 1, 1], [1, 0, 0]],
    [2, [1, 1, 1], [1, 1, 0]],
    [0, [5, 5], [0, 0]],
    [10, [0, 10, 0], [0, 10, 0]],
    [MAX_WON - 1, [MAX_WON, 0], [MAX_WON - 1, 0]],
  ])('%i over %j is %j', (totalWon, weightsWon, expected) => {
    expect(spread(totalWon, weightsWon)).toEqual(expected);
  });

  test('adds up, and takes from no line more than it had', () => {
    const weights = fc.array(fc.nat(MAX_WON), { minLength: 1, maxLength: 20 }).filter((each) => each.some(Boolean));
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (weightsWon, share) => {
        const wholeWon = weightsWon.reduce((sum, weight) => sum + weight, 0);
        const totalWon = Math.floor(wholeWon * share);
        const parts = spread(totalWon, weightsWon);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(totalWon);
        parts.forEach((part, index) => {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(weightsWon[index] ?? 0);
        });
      }),
      { seed: inject('seed') },
    );
  });
});

const won = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: MAX_WON }));
const amountWithTaxFree = won.chain((amountWon) =>
  fc.tuple(fc.constant(amountWon), fc.oneof(fc.constant(0), fc.nat(amountWon))),
);
/** Where a whole is cut, as shares of it. */
const cutting = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

/** Parts above zero that add up to the whole. */
function partsOf(wholeWon: number, cuts: readonly number[]): number[] {
  const places = [...new Set([0, wholeWon, ...cuts.map((cut) => Math.floor(cut * wholeWon))])].sort((a, b) => a - b);
  return places.slice(1).map((place, index) => place - (places[index] ?? 0));
}

function expectSplit(split: TaxSplit, amountWon: number): void {
  expect(totalOf(split)).toBe(amountWon);
  for (const column of columns(split)) {
    expect(Number.isSafeInteger(column)).toBe(true);
    expect(column).toBeGreaterThanOrEqual(0);
  }
}
