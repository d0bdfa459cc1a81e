// What somebody is shown of a refund before anything is sent, and its fingerprint: who agrees, agrees to exactly this.
// Must never leave out a figure that a change of the books would change: what is not in it can change unseen.
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../common/canonical-json.js';
import { minus, totalOf, type TaxSplit } from '../../common/money.js';
import { Problem } from '../../common/problems.js';
import {
  planCancellation,
  type CancellationPlan,
  type Refunder,
  type RefundWish,
} from '../../orders/cancellation-plan.js';
import type { Order } from '../../orders/entities/order.entity.js';
import type { Payment } from '../../orders/entities/payment.entity.js';

/** The payment, the amount with its split, and the balance with its split before and after. */
export interface ShownRefund {
  readonly orderId: string;
  readonly paymentId: string;
  readonly provider: string;
  readonly amountWon: number;
  readonly split: TaxSplit;
  readonly balanceBefore: TaxSplit;
  readonly balanceAfter: TaxSplit;
  /** How many refunds of the payment were begun before, so that one in between is seen whatever became of it. */
  readonly refundsBefore: number;
}

/** A refund that could be sent, or why it could not. */
export type Possibility =
  | { readonly plan: CancellationPlan; readonly shown: ShownRefund; readonly whyNot: null }
  | { readonly plan: null; readonly shown: null; readonly whyNot: Problem };

/** What may come of a refund that is possible by the books. */
export const CAUTIONS = ['below_coupon', 'operator_called'] as const;
export type Caution = (typeof CAUTIONS)[number];

/**
 * A coupon does not go back in parts: providers may refuse a part that is smaller than it. While an operator is called to the
 * payment, less may be left there than our books say, and the provider may refuse.
 */
export function cautionsOf({ payment, part, left }: CancellationPlan): Caution[] {
  const coupons = payment.receipt?.parts.filter(({ method }) => method === 'coupon') ?? [];
  const couponWon = coupons.reduce((sum, { amountWon }) => sum + amountWon, 0);
  const isPartial = totalOf(part) < totalOf(left);
  const isBelowCoupon = isPartial && totalOf(part) < couponWon;
  return [
    ...(isBelowCoupon ? (['below_coupon'] as const) : []),
    ...(payment.attention === null ? [] : (['operator_called'] as const)),
  ];
}

/** What a plan shows. */
export function shownOf({ payment, part, left, refundsBefore }: CancellationPlan): ShownRefund {
  return {
    orderId: payment.orderId,
    paymentId: payment.id,
    provider: payment.provider,
    amountWon: totalOf(part),
    split: part,
    balanceBefore: left,
    balanceAfter: minus(left, part),
    refundsBefore,
  };
}

/** SHA-256, hexadecimal. The same for the same money, whoever looks and whenever. */
export function hashOf(shown: ShownRefund): string {
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}

/** Whether a wish could be sent now; a no of the books or of the provider's abilities is an answer, not a failure. */
export function possibilityOf(order: Order, wish: RefundWish, providerOf: (payment: Payment) => Refunder): Possibility {
  return possibilityBy(() => planCancellation(order, wish, providerOf));
}

/** What a plan shows, or what speaks against it. @param make throws a `Problem` then */
export function possibilityBy(make: () => CancellationPlan): Possibility {
  try {
    const plan = make();
    return { plan, shown: shownOf(plan), whyNot: null };
  } catch (error) {
    if (error instanceof Problem) return { plan: null, shown: null, whyNot: error };
    throw error;
  }
}

/** @throws Problem `shown_changed` */
export function requireShown(shown: ShownRefund, shownHash: string): void {
  requireSame(hashOf(shown), shownHash);
}

/** What somebody says they saw is what is kept. @throws Problem `shown_changed` */
export function requireSame(shownHash: string, seenHash: string): void {
  if (shownHash !== seenHash) throw new Problem('shown_changed');
}
