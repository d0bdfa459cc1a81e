// The fingerprint of what was shown: the same for the same money, another one for anything else.
import { expect, test } from 'vitest';
import { hashOf, requireShown, type ShownRefund } from './shown-refund.js';

const shown: ShownRefund = {
  orderId: 'o',
  paymentId: 'p',
  provider: 'one',
  amountWon: 1_100,
  split: { taxFreeWon: 0, taxableWon: 1_000, vatWon: 100 },
  balanceBefore: { taxFreeWon: 0, taxableWon: 10_000, vatWon: 1_000 },
  balanceAfter: { taxFreeWon: 0, taxableWon: 9_000, vatWon: 900 },
  refundsBefore: 0,
};

test('it is the same whatever the order of the fields', () => {
  const turned = Object.fromEntries(Object.entries(shown).reverse()) as unknown as ShownRefund;
  expect(hashOf(turned)).toBe(hashOf(shown));
});

test.each<Partial<ShownRefund>>([
  { paymentId: 'q' },
  { orderId: 'q' },
  { provider: 'two' },
  { amountWon: 1_101 },
  { split: { taxFreeWon: 1, taxableWon: 999, vatWon: 100 } },
  { balanceBefore: { taxFreeWon: 0, taxableWon: 10_001, vatWon: 1_000 } },
  { balanceAfter: { taxFreeWon: 0, taxableWon: 9_001, vatWon: 900 } },
  { refundsBefore: 1 },
])('it is another one with %o', (changed) => {
  expect(hashOf({ ...shown, ...changed })).not.toBe(hashOf(shown));
  expect(() => requireShown({ ...shown, ...changed }, hashOf(shown))).toThrow(
    'It is not any more what you were shown.',
  );
});
