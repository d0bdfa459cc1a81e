// Gives money back: in the merchant's call, on Payple's merchant site, or taken by a card company.
// Must never give back more than is left; callers look first, and commit what they get here themselves.
import { balanceWonOf, type Cancellation, type Payment, taxBalanceWonOf } from './books/rows.js';
import type { Simulator } from './simulator.js';

export interface GivenBack {
  readonly after: Payment;
  readonly cancellation: Cancellation;
}

export function giveBack(
  simulator: Simulator,
  payment: Payment,
  refund: Pick<Cancellation, 'amountWon' | 'taxWon' | 'madeElsewhere'>,
): GivenBack {
  const cancelledAt = Math.max(simulator.now(), payment.approvedAt);
  const cancellation = { tradeNo: simulator.identifiers.tradeNo(cancelledAt), ...refund, cancelledAt };
  return { after: withCancellation(payment, cancellation), cancellation };
}

/** The part of the VAT that belongs to an amount. */
export function shareOfTaxWon(payment: Payment, amountWon: number): number {
  const shareWon = Math.round((payment.order.taxWon * amountWon) / payment.order.totalWon);
  return Math.min(taxBalanceWonOf(payment), shareWon);
}

/** A cash receipt goes with the last of the money it was for. */
function withCancellation(payment: Payment, cancellation: Cancellation): Payment {
  const after = { ...payment, cancellations: [...payment.cancellations, cancellation] };
  if (!after.receipt || balanceWonOf(after) > 0) return after;
  return { ...after, receipt: { ...after.receipt, cancelled: true } };
}
