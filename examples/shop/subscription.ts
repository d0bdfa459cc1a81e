// What can be charged on a stored card, and for which month. A real shop would have a scheduler charge each month; here a
// button does. Must never take a price from a form.
import { findProduct, type Product } from './catalogue.js';
import type { NewCharge } from './gyeolje-client.js';
import { newOrderNumber } from './order-desk.js';

export const monthlyBox = inCatalogue('box');
export const extraBag = inCatalogue('beans');

/** A product, and the charge that pays for it. */
export interface Purchase {
  readonly product: Product;
  readonly request: NewCharge;
}

/** The box names its month, so that the platform charges it once, however often it is asked. An extra names none. */
export function purchaseOf(what: 'month' | 'extra', now: Date): Purchase {
  const product = what === 'month' ? monthlyBox : extraBag;
  const charge = { orderNumber: newOrderNumber(now), amountWon: product.priceWon };
  if (what === 'extra') return { product, request: { ...charge, title: product.name.ko } };
  const billingMonth = koreanMonth(now);
  return { product, request: { ...charge, title: `${product.name.ko} (${billingMonth})`, billingMonth } };
}

/** The month it is in Korea, whatever the server's clock is set to, as `YYYY-MM`. */
export function koreanMonth(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul', year: 'numeric', month: '2-digit' }).format(now);
}

function inCatalogue(id: string): Product {
  const product = findProduct(id);
  if (!product) throw new Error(`The catalogue has no ${id}.`);
  return product;
}
