// What a provider should have left of a payment, by our books. It is not always what the order has left: what went back by
// hand the provider does not know of, and of a chargeback nobody documents whether its balance shows it.
// Must never believe a provider; it only says what its answer would agree with.
import { totalOf } from '../common/money.js';
import { leftOf } from './cancellation-plan.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';

/** What a provider should have left. */
export interface ExpectedBalance {
  /** In won, when its balance shows chargebacks. */
  readonly leftWon: number;
  /** What was charged back, in won: it has so much more left when its balance does not show them. */
  readonly chargedBackWon: number;
}

export function expectedBalance(order: Order, { id, status, amountWon }: Payment): ExpectedBalance {
  if (status === 'reversed') return { leftWon: wentBackThere(order, id) ? 0 : amountWon, chargedBackWon: 0 };
  const external = order.cancellations.filter(({ paymentId, kind }) => paymentId === id && kind === 'external');
  const sumOf = (origin: Cancellation['origin']): number =>
    external.reduce((sum, each) => sum + (each.origin === origin ? each.amountWon : 0), 0);
  return { leftWon: totalOf(leftOf(order)) + sumOf('by_hand'), chargedBackWon: sumOf('chargeback') };
}

/** Whether the provider gave a reversed payment back; otherwise it went back by hand, and the provider has it still. */
function wentBackThere(order: Order, reversedId: string): boolean {
  return order.cancellations.some(
    ({ paymentId, kind, status }) => paymentId === reversedId && kind === 'reversal' && status === 'done',
  );
}

/** What a provider's figure says, held against our books. */
export type BalanceSays =
  | { readonly is: 'equal' }
  /** So much went back elsewhere. */
  | { readonly is: 'missing'; readonly missingWon: number }
  /** More is left than the books have. */
  | { readonly is: 'above' }
  /** Something is missing; how much depends on whether the balance shows what was charged back. */
  | { readonly is: 'ambiguous' };

export function compareBalance({ leftWon, chargedBackWon }: ExpectedBalance, toldWon: number): BalanceSays {
  const mostWon = leftWon + chargedBackWon;
  if (toldWon === leftWon || toldWon === mostWon) return { is: 'equal' };
  if (toldWon > mostWon) return { is: 'above' };
  // Above what is left with every chargeback in it: so the balance does not show them.
  if (toldWon > leftWon) return { is: 'missing', missingWon: mostWon - toldWon };
  return chargedBackWon === 0 ? { is: 'missing', missingWon: leftWon - toldWon } : { is: 'ambiguous' };
}
