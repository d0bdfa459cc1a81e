// What the cart believes of a cookie, and what a cart costs.
// Must never need a server: the cart is plain values.
import { describe, expect, it } from 'vitest';
import { billFor, coupon, readCart, withQuantity, writeCart } from './cart.js';

describe('the cart', () => {
  it('comes back from its cookie as it went in', () => {
    const cart = readCart('sea.2_mug.1_coupon');
    expect([...cart.quantities]).toEqual([
      ['sea', 2],
      ['mug', 1],
    ]);
    expect(cart.coupon).toBe(true);
    expect(writeCart(cart)).toBe('sea.2_mug.1_coupon');
  });

  it('leaves out whatever in the cookie is no product or no sensible quantity', () => {
    expect(writeCart(readCart('sea.0_gold.1_mug.-1_stars.1e3_alley_pencils.3'))).toBe('pencils.3');
  });

  it('takes nothing that is sold by subscription only', () => {
    expect(writeCart(withQuantity(readCart('box.1_sea.1'), 'box', 1))).toBe('sea.1');
  });

  it('drops a product at zero and stops at nine', () => {
    expect(withQuantity(readCart('sea.1'), 'sea', 0).quantities.size).toBe(0);
    expect(withQuantity(readCart('sea.9'), 'sea', 10).quantities.get('sea')).toBe(9);
  });

  it('counts books as tax-free and the rest as taxed', () => {
    expect(billFor(readCart('sea.1_mug.1'))).toMatchObject({ amountWon: 31_800, taxFreeWon: 16_800, couponWon: 0 });
  });

  it('takes the coupon off both shares in proportion', () => {
    const bill = billFor(readCart('sea.1_mug.1_coupon'));
    expect(bill).toMatchObject({ listWon: 31_800, couponWon: 3_000, amountWon: 28_800 });
    expect(bill.taxFreeWon).toBe(Math.round((16_800 * 28_800) / 31_800));
  });

  it('does not take the coupon off a small cart', () => {
    const bill = billFor(readCart('mug.1_coupon'));
    expect(bill.listWon).toBeLessThan(coupon.fromWon);
    expect(bill.couponWon).toBe(0);
  });
});
