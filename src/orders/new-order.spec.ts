// How a wish becomes an order, and which wishes do not.
import { describe, expect, it } from 'vitest';
import { Problem } from '../common/problems.js';
import type { CreateOrderDto } from './dto/order.dto.js';
import { newOrder } from './new-order.js';
import { inMs, NOW } from './testing/samples.js';

const DAY_MS = 86_400_000;
const line = (amountWon: number, taxFreeWon = 0, reference?: string) => ({
  name: 'Line',
  quantity: 1,
  amountWon,
  taxFreeWon,
  ...(reference === undefined ? {} : { reference }),
});

function order(wish: Partial<CreateOrderDto>) {
  const usual = { orderNumber: 'T-1', title: 'Chicken', amountWon: 11_000, returnUrl: 'https://shop.example.com' };
  return newOrder({ ...usual, ...wish }, NOW, DAY_MS);
}

function refusal(wish: Partial<CreateOrderDto>): string {
  try {
    order(wish);
  } catch (error) {
    if (error instanceof Problem) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing was refused';
}

it.each([
  [11_000, 0, [0, 10_000, 1_000]],
  [12_000, 2_000, [2_000, 9_091, 909]],
  [5_000, 5_000, [5_000, 0, 0]],
  [1, 0, [0, 1, 0]],
])('an order of %i won with %i tax-free is split into %o', (amountWon, taxFreeWon, columns) => {
  const made = order({ amountWon, taxFreeWon });
  expect([made.taxFreeWon, made.taxableWon, made.vatWon]).toEqual(columns);
  expect([made.status, made.cancelledWon, made.sellerCode]).toEqual(['unpaid', 0, 'default']);
});

it('an order without lines is one line before discounts', () => {
  const { items } = order({ discounts: { couponWon: 1_000, pointWon: 500 }, taxFreeWon: 2_000 });
  expect(items).toEqual([
    { reference: 'ITEM_1', name: 'Chicken', option: null, quantity: 1, amountWon: 12_500, taxFreeWon: 2_000 },
  ]);
});

it('lines tell the tax-free part when the order does not, and get references of their own', () => {
  const made = order({ items: [line(10_000, 4_000), line(1_000)] });
  expect([made.taxFreeWon, made.items.map((item) => item.reference)]).toEqual([4_000, ['ITEM_1', 'ITEM_2']]);
});

describe('a wish that does not add up', () => {
  it.each<[Partial<CreateOrderDto>, string]>([
    [{ taxFreeWon: 11_001 }, 'amounts_do_not_add_up: taxFreeWon is 11001, more than amountWon, which is 11000.'],
    [
      { items: [line(10_999)] },
      'amounts_do_not_add_up: The items add up to 10999 won; less 0 won of discounts that is not 11000 won.',
    ],
    [
      { items: [line(11_000, 11_001)], taxFreeWon: 0 },
      'amounts_do_not_add_up: taxFreeWon of item ITEM_1 is more than its amountWon.',
    ],
    [
      { items: [line(11_000, 1_000)], taxFreeWon: 2_000 },
      'amounts_do_not_add_up: The items are tax-free for 1000 won, the order for 2000 won.',
    ],
    [
      { items: [line(10_000, 0, 'A'), line(1_000, 0, 'A')] },
      'malformed_request: items must have references that differ from each other.',
    ],
    [{ expiresAt: NOW.toISOString() }, 'malformed_request: expiresAt must be in the future, at most 90 days ahead.'],
    [
      { expiresAt: inMs(90 * DAY_MS + 1).toISOString() },
      'malformed_request: expiresAt must be in the future, at most 90 days ahead.',
    ],
  ])('is refused: %o', (wish, answer) => {
    expect(refusal(wish)).toBe(answer);
  });
});

it('an order lives a day unless its merchant says how long', () => {
  expect([order({}).expiresAt, order({}).expiryChosen]).toEqual([inMs(DAY_MS), false]);
  const chosen = order({ expiresAt: inMs(90 * DAY_MS).toISOString() });
  expect([chosen.expiresAt, chosen.expiryChosen]).toEqual([inMs(90 * DAY_MS), true]);
});

it('two wishes have one fingerprint when they say the same', () => {
  const metadata = { a: '1', b: '2' };
  expect(order({ metadata }).contentHash).toBe(order({ metadata: { b: '2', a: '1' } }).contentHash);
  expect(order({ metadata }).contentHash).not.toBe(order({ metadata: { a: '1' } }).contentHash);
  expect(order({}).checkoutToken, 'but never one name of the checkout page').not.toBe(order({}).checkoutToken);
});
