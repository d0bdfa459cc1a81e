// What a provider's figure says while nobody documents whether its balance shows chargebacks.
import { describe, expect, it } from 'vitest';
import { compareBalance, shownBy } from './provider-balance.js';

const MISSING = (missingWon: number) => ({ is: 'missing', missingWon });
const [EQUAL, ABOVE, AMBIGUOUS] = [{ is: 'equal' }, { is: 'above' }, { is: 'ambiguous' }];

describe('without a chargeback', () => {
  it.each([
    [7_000, EQUAL],
    [7_001, ABOVE],
    [6_999, MISSING(1)],
  ])('%i won of 7,000 won', (toldWon, expected) => {
    const books = { leftWon: 7_000, chargedBackWon: 0, chargebacksWon: [], showsChargebacks: null };
    expect(compareBalance(books, toldWon)).toEqual(expected);
    expect(shownBy(books, toldWon), 'there is nothing to learn').toBeNull();
  });
});

describe.each([null, false, true])('with 3,000 won charged back (shown: %s)', (showsChargebacks) => {
  const books = { leftWon: 7_000, chargedBackWon: 3_000, chargebacksWon: [3_000], showsChargebacks };
  it.each([
    [10_001, ABOVE, ABOVE, ABOVE],
    [10_000, EQUAL, EQUAL, ABOVE],
    [9_000, MISSING(1_000), MISSING(1_000), ABOVE],
    [7_000, EQUAL, AMBIGUOUS, EQUAL],
    [6_000, AMBIGUOUS, AMBIGUOUS, AMBIGUOUS],
  ])('%i won of 7,000 won', (toldWon, unknown, hidden, shown) => {
    const expected = showsChargebacks === null ? unknown : showsChargebacks ? shown : hidden;
    expect(compareBalance(books, toldWon)).toEqual(expected);
  });
});

it('a balance that shows some chargebacks and not others says nothing for certain', () => {
  const chargebacksWon = [1_000, 2_000, 500];
  const books = { leftWon: 4_000, chargedBackWon: 3_500, chargebacksWon, showsChargebacks: null };
  for (const toldWon of [4_500, 5_000, 5_500, 6_000, 6_500, 7_000]) {
    expect(compareBalance(books, toldWon), `${toldWon} won`).toEqual(AMBIGUOUS);
  }
  expect(compareBalance(books, 6_900)).toEqual(MISSING(600));
});

it('what a balance shows is learnt from a figure that fits one reading', () => {
  const books = { leftWon: 7_000, chargedBackWon: 3_000, chargebacksWon: [3_000], showsChargebacks: null };
  expect([10_000, 7_000, 9_000, 6_000].map((toldWon) => shownBy(books, toldWon))).toEqual([false, true, null, null]);
});
