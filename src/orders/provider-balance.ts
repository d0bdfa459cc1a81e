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
  /** Each of those, in won. */
  readonly chargebacksWon: readonly number[];
  /** Whether its balance shows them, as it has told; `null` while it has not. */
  readonly showsChargebacks: boolean | null;
}

export function expectedBalance(order: Order, { id, status, amountWon, showsChargebacks }: Payment): ExpectedBalance {
  if (status === 'reversed') {
    const leftWon = wentBackThere(order, id) ? 0 : amountWon;
    return { leftWon, chargedBackWon: 0, chargebacksWon: [], showsChargebacks };
  }
  const external = order.cancellations.filter(({ paymentId, kind }) => paymentId === id && kind === 'external');
  const amountsOf = (origin: Cancellation['origin']): number[] =>
    external.filter((each) => each.origin === origin).map((each) => each.amountWon);
  const chargebacksWon = amountsOf('chargeback');
  const leftWon = totalOf(leftOf(order)) + sumOf(amountsOf('by_hand'));
  return { leftWon, chargedBackWon: sumOf(chargebacksWon), chargebacksWon, showsChargebacks };
}

function sumOf(amountsWon: readonly number[]): number {
  return amountsWon.reduce((sum, each) => sum + each, 0);
}

/** What the provider's balance should be, in won, as far as is known whether it shows chargebacks. */
export function balanceToBe({ leftWon, chargedBackWon, showsChargebacks }: ExpectedBalance): number {
  return showsChargebacks === false ? leftWon + chargedBackWon : leftWon;
}

/** Whether a figure shows what was charged back; `null` when that is not known by it. */
export function shownBy({ leftWon, chargedBackWon }: ExpectedBalance, toldWon: number): boolean | null {
  if (chargedBackWon === 0) return null;
  if (toldWon === leftWon) return true;
  return toldWon === leftWon + chargedBackWon ? false : null;
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
  /** Whether something is missing, and how much, depends on whether the balance shows what was charged back. */
  | { readonly is: 'ambiguous' };

export function compareBalance(expected: ExpectedBalance, toldWon: number): BalanceSays {
  const { leftWon, chargedBackWon, chargebacksWon, showsChargebacks } = expected;
  const mostWon = leftWon + chargedBackWon;
  if (toldWon > mostWon) return { is: 'above' };
  if (chargedBackWon === 0)
    return toldWon === leftWon ? { is: 'equal' } : { is: 'missing', missingWon: leftWon - toldWon };
  if (toldWon === mostWon) return { is: showsChargebacks === true ? 'above' : 'equal' };
  // It did not show them before: it does now, or as much went back elsewhere.
  if (toldWon === leftWon) return { is: showsChargebacks === false ? 'ambiguous' : 'equal' };
  const mayShowSome = chargebacksWon.length > MOST_TRIED || sumsOf(chargebacksWon).has(mostWon - toldWon);
  if (toldWon < leftWon || mayShowSome) return { is: 'ambiguous' };
  // Above what is left with every chargeback in it: so the balance does not show them.
  return showsChargebacks === true ? { is: 'above' } : { is: 'missing', missingWon: mostWon - toldWon };
}

/** Each more doubles what they may come to. */
const MOST_TRIED = 10;

/** What any of the amounts come to, in won. */
function sumsOf(amountsWon: readonly number[]): Set<number> {
  const sums = new Set([0]);
  for (const amountWon of amountsWon) for (const sum of [...sums]) sums.add(sum + amountWon);
  return sums;
}
