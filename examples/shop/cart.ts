// The cart: product ids and quantities in a cookie, priced by the catalogue each time it is looked at.
// Must never carry an amount of money in the cookie: the browser could change it.
import { findForCart, type Product } from './catalogue.js';

export interface Cart {
  readonly quantities: ReadonlyMap<string, number>;
  readonly coupon: boolean;
}

export interface BillLine {
  readonly product: Product;
  readonly quantity: number;
  readonly amountWon: number;
  readonly taxFreeWon: number;
}

export interface Bill {
  readonly lines: readonly BillLine[];
  readonly listWon: number;
  readonly couponWon: number;
  /** What the buyer pays: the list prices less the coupon. */
  readonly amountWon: number;
  readonly taxFreeWon: number;
}

export const coupon = { worthWon: 3_000, fromWon: 30_000 };
export const mostOfOneProduct = 9;

export function readCart(cookie: string): Cart {
  const words = cookie.split('_');
  const quantities = new Map<string, number>();
  for (const word of words) {
    const [id = '', quantity = ''] = word.split('.');
    if (findForCart(id) && /^[1-9]$/.test(quantity)) quantities.set(id, Number(quantity));
  }
  return { quantities, coupon: words.includes('coupon') };
}

export function writeCart(cart: Cart): string {
  const lines = [...cart.quantities].map(([id, quantity]) => `${id}.${quantity}`);
  return [...lines, ...(cart.coupon ? ['coupon'] : [])].join('_');
}

export function withQuantity(cart: Cart, id: string, quantity: number): Cart {
  const quantities = new Map(cart.quantities);
  if (quantity < 1) quantities.delete(id);
  else if (findForCart(id)) quantities.set(id, Math.min(Math.trunc(quantity), mostOfOneProduct));
  return { ...cart, quantities };
}

export function countItems(cart: Cart): number {
  return [...cart.quantities.values()].reduce((sum, quantity) => sum + quantity, 0);
}

export function billFor(cart: Cart): Bill {
  const lines = [...cart.quantities].flatMap(([id, quantity]): BillLine[] => {
    const product = findForCart(id);
    if (!product) return [];
    const amountWon = product.priceWon * quantity;
    return [{ product, quantity, amountWon, taxFreeWon: product.taxFree ? amountWon : 0 }];
  });
  const listWon = sum(lines.map((line) => line.amountWon));
  const couponWon = cart.coupon && listWon >= coupon.fromWon ? coupon.worthWon : 0;
  const amountWon = listWon - couponWon;
  // The coupon makes the tax-free and the taxed goods cheaper alike, each by its share of the list price.
  const taxFreeListWon = sum(lines.map((line) => line.taxFreeWon));
  const taxFreeWon = listWon === 0 ? 0 : Math.round((taxFreeListWon * amountWon) / listWon);
  return { lines, listWon, couponWon, amountWon, taxFreeWon };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
