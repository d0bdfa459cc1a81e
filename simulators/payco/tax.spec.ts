// Holds the tax arithmetic to its law: nothing is lost and nothing is invented.
// Must never test amounts that PAYCO cannot have, such as fractions.
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { NO_TAX, partOfSplit, shareSplit, splitByFloor, subtractSplit, sumOfSplit, type TaxSplit } from './tax.js';

const won = (most: number) => fc.integer({ min: 0, max: most });
const split: fc.Arbitrary<TaxSplit> = fc.record({
  taxfreeWon: won(300_000),
  taxableWon: won(300_000),
  vatWon: won(30_000),
});

describe('taxes', () => {
  it('are rounded down when derived: 1,500 won gives 1,363 and 137, 10 won gives 9 and 1', () => {
    expect(splitByFloor(1500, 0)).toEqual({ taxfreeWon: 0, taxableWon: 1363, vatWon: 137 });
    expect(splitByFloor(10, 0)).toEqual({ taxfreeWon: 0, taxableWon: 9, vatWon: 1 });
    expect(splitByFloor(5000, 5000)).toEqual({ taxfreeWon: 5000, taxableWon: 0, vatWon: 0 });
  });

  it('shared among methods add up to the whole, and each share to its amount', () => {
    fc.assert(
      fc.property(split, fc.array(won(1000), { minLength: 1, maxLength: 3 }), fc.nat(2), (whole, weights, chosen) => {
        const total = sumOfSplit(whole);
        const weight = weights.reduce((sum, item) => sum + item, 0);
        fc.pre(weight > 0);
        const amounts = weights.map((item) => Math.floor((total * item) / weight));
        amounts[0] = (amounts[0] ?? 0) + total - amounts.reduce((sum, item) => sum + item, 0);
        const shares = shareSplit(whole, amounts, chosen % amounts.length);
        expect(shares.map(sumOfSplit)).toEqual(amounts);
        expect(shares.every(isPossible), JSON.stringify(shares)).toBe(true);
        expect(shares.reduce(subtractSplit, whole)).toEqual(NO_TAX);
      }),
      { seed: inject('seed') },
    );
  });

  it('taken part by part end at nothing, and never go below', () => {
    fc.assert(
      fc.property(split, fc.array(won(200_000), { maxLength: 8 }), (whole, wishes) => {
        let left = whole;
        for (const wish of [...wishes, Infinity]) {
          const amount = Math.min(wish, sumOfSplit(left));
          const part = partOfSplit(whole, amount, sumOfSplit(whole), left);
          expect(sumOfSplit(part)).toBe(amount);
          left = subtractSplit(left, part);
          expect(isPossible(left), JSON.stringify(left)).toBe(true);
        }
        expect(left).toEqual(NO_TAX);
      }),
      { seed: inject('seed') },
    );
  });
});

function isPossible(some: TaxSplit): boolean {
  return some.taxfreeWon >= 0 && some.taxableWon >= 0 && some.vatWon >= 0;
}
