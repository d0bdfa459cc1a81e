// A merchant's wish for an order, checked and made into an order.
// Must never round a price: what does not add up is refused.
import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../common/canonical-json.js';
import { newId } from '../common/ids.js';
import { splitAmount } from '../common/money.js';
import { Problem } from '../common/problems.js';
import { DEFAULT_SELLER_CODE } from '../sellers/seller.entity.js';
import type { CreateOrderDto } from './dto/order.dto.js';
import type { Order } from './entities/order.entity.js';
import type { OrderItem } from './order-item.js';

const LONGEST_LIFETIME_MS = 90 * 86_400_000;

/**
 * The order of a wish, unpaid.
 *
 * @param now the moment of creation
 * @param defaultLifetimeMs how long it may be paid when the merchant does not say
 * @throws Problem `amounts_do_not_add_up`, `malformed_request`
 */
export function newOrder(wish: CreateOrderDto, now: Date, defaultLifetimeMs: number): Order {
  const items = readItems(wish);
  const taxFreeWon = wish.taxFreeWon ?? items.reduce((sum, item) => sum + item.taxFreeWon, 0);
  const couponWon = wish.discounts?.couponWon ?? 0;
  const pointWon = wish.discounts?.pointWon ?? 0;
  requireSums(wish, items, taxFreeWon, couponWon + pointWon);
  return {
    id: newId(),
    version: 0,
    sellerCode: wish.sellerCode ?? DEFAULT_SELLER_CODE,
    orderNumber: wish.orderNumber,
    status: 'unpaid',
    title: wish.title,
    amountWon: wish.amountWon,
    ...splitAmount(wish.amountWon, taxFreeWon),
    cancelledWon: 0,
    cancelledTaxFreeWon: 0,
    cancelledTaxableWon: 0,
    cancelledVatWon: 0,
    couponWon,
    pointWon,
    items,
    buyer: wish.buyer ? { ...wish.buyer } : null,
    metadata: wish.metadata ?? {},
    registerCard: wish.registerCard ? { customerReference: wish.registerCard.customerReference ?? null } : null,
    returnUrl: wish.returnUrl,
    checkoutToken: randomBytes(24).toString('base64url'),
    contentHash: contentHashOf(wish),
    expiresAt: wish.expiresAt === undefined ? after(now, defaultLifetimeMs) : readExpiry(wish.expiresAt, now),
    expiryChosen: wish.expiresAt !== undefined,
    paidAt: null,
    createdAt: now,
    payments: [],
    cancellations: [],
  };
}

/** Fingerprint of what the merchant asked for, to tell a repetition from another order under the same number. */
export function contentHashOf(content: object): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** Without lines the order is one line: providers want at least one. */
function readItems(wish: CreateOrderDto): OrderItem[] {
  if (!wish.items) {
    const discountWon = (wish.discounts?.couponWon ?? 0) + (wish.discounts?.pointWon ?? 0);
    const amountWon = wish.amountWon + discountWon;
    const taxFreeWon = wish.taxFreeWon ?? 0;
    return [{ reference: 'ITEM_1', name: wish.title, option: null, quantity: 1, amountWon, taxFreeWon }];
  }
  const items = wish.items.map((item, index) => ({
    reference: item.reference ?? `ITEM_${index + 1}`,
    name: item.name,
    option: item.option ?? null,
    quantity: item.quantity,
    amountWon: item.amountWon,
    taxFreeWon: item.taxFreeWon ?? 0,
  }));
  if (new Set(items.map((item) => item.reference)).size < items.length) {
    throw new Problem('malformed_request', { detail: 'items must have references that differ from each other.' });
  }
  return items;
}

function requireSums(wish: CreateOrderDto, items: OrderItem[], taxFreeWon: number, discountWon: number): void {
  const { amountWon } = wish;
  if (taxFreeWon > amountWon) {
    fail(`taxFreeWon is ${taxFreeWon}, more than amountWon, which is ${amountWon}.`);
  }
  const wrong = items.find((item) => item.taxFreeWon > item.amountWon);
  if (wrong) fail(`taxFreeWon of item ${wrong.reference} is more than its amountWon.`);
  const itemsWon = items.reduce((sum, item) => sum + item.amountWon, 0);
  if (itemsWon - discountWon !== amountWon) {
    fail(`The items add up to ${itemsWon} won; less ${discountWon} won of discounts that is not ${amountWon} won.`);
  }
  const itemsTaxFreeWon = items.reduce((sum, item) => sum + item.taxFreeWon, 0);
  // With discounts the merchant alone knows how much of them falls on tax-free goods.
  if (wish.items && discountWon === 0 && itemsTaxFreeWon !== taxFreeWon) {
    fail(`The items are tax-free for ${itemsTaxFreeWon} won, the order for ${taxFreeWon} won.`);
  }
}

function after(now: Date, lifetimeMs: number): Date {
  return new Date(now.getTime() + lifetimeMs);
}

/**
 * Until when an order may be paid, as the merchant says.
 *
 * @throws Problem `malformed_request` when it is not in the future, or more than 90 days ahead
 */
export function readExpiry(text: string, now: Date): Date {
  const expiresAt = new Date(text);
  const lifetimeMs = expiresAt.getTime() - now.getTime();
  if (lifetimeMs <= 0 || lifetimeMs > LONGEST_LIFETIME_MS) {
    throw new Problem('malformed_request', { detail: 'expiresAt must be in the future, at most 90 days ahead.' });
  }
  return expiresAt;
}

function fail(detail: string): never {
  throw new Problem('amounts_do_not_add_up', { detail });
}
