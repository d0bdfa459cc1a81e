// Refunds made without the merchant's server: on PAYCO's own site, by hand, or by a card company that charges back.
// Must never tell the merchant of them; PAYCO does not either.
import { balanceWonOf, handRefundedWonOf, isVirtualAccount, type Payment } from '../books/rows.js';
import { cardWonLeft, giveBack, splitLeft } from '../refunds.js';
import type { Simulator } from '../simulator.js';
import { splitByFloor, type TaxSplit } from '../tax.js';
import { BadInput } from './bad-input.js';

export interface SiteRefund {
  /** null means all that is left. */
  readonly amountWon: number | null;
  readonly taxFreeWon: number | null;
  readonly reason: 'refund' | 'chargeback';
}

/** By PAYCO's order number, its reservation number or the merchant's order number. */
export function paymentNamed(simulator: Simulator, id: string): Payment {
  const { payments } = simulator.books;
  const named = payments.get(id);
  if (named) return named;
  const others = [...payments.values()].filter((row) => row.reserveOrderNo === id || row.orderKey === id);
  if (others.length > 1) throw new BadInput(`${id} names ${others.length} payments; give the orderNo of one`);
  const [payment] = others;
  if (!payment) throw new BadInput(`there is no payment ${id}`, 404);
  return payment;
}

export function refundOnSite(simulator: Simulator, payment: Payment, wish: SiteRefund): Payment {
  if (payment.completedAt === null) throw new BadInput('no money has arrived yet, so there is none to give back');
  const isByHand = isVirtualAccount(payment);
  if (wish.reason === 'chargeback' && isByHand) throw new BadInput('only what was paid by card can be charged back');
  const leftWon = refundableWon(payment, wish.reason);
  const amountWon = wish.amountWon ?? leftWon;
  if (leftWon === 0) throw new BadInput('everything was given back already');
  if (amountWon > leftWon) throw new BadInput(`only ${leftWon} won are left to give back`);
  if (isByHand) return refundByHand(simulator, payment, amountWon);
  const split = splitOf(payment, amountWon, wish.taxFreeWon);
  return giveBack(simulator, payment, { amountWon, split, memo: null, madeElsewhere: wish.reason }).after;
}

/** What can still go back this way. */
export function refundableWon(payment: Payment, reason: SiteRefund['reason']): number {
  if (payment.completedAt === null) return 0;
  if (isVirtualAccount(payment)) return reason === 'refund' ? payment.totalWon - handRefundedWonOf(payment) : 0;
  return reason === 'chargeback' ? cardWonLeft(payment) : balanceWonOf(payment);
}

/** The merchant sends money of a virtual account back by itself: PAYCO's own balance stays as it was. */
function refundByHand(simulator: Simulator, payment: Payment, amountWon: number): Payment {
  const refund = { amountWon, refundedAt: simulator.now() };
  const after: Payment = { ...payment, handRefunds: [...(payment.handRefunds ?? []), refund] };
  simulator.books.commit({ payments: [after] });
  return after;
}

function splitOf(payment: Payment, amountWon: number, taxFreeWon: number | null): TaxSplit | null {
  if (taxFreeWon === null) return null;
  const left = splitLeft(payment);
  if (taxFreeWon > Math.min(left.taxfreeWon, amountWon)) {
    throw new BadInput(`"taxFreeWon" is above the ${Math.min(left.taxfreeWon, amountWon)} won that can be tax-free`);
  }
  const vatWon = Math.min(splitByFloor(amountWon, taxFreeWon).vatWon, left.vatWon);
  const taxableWon = amountWon - taxFreeWon - vatWon;
  if (taxableWon > left.taxableWon)
    throw new BadInput(`"taxFreeWon" leaves more taxable than the ${left.taxableWon} won there are`);
  return { taxfreeWon: taxFreeWon, taxableWon, vatWon };
}
