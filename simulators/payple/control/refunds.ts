// Refunds made without the merchant's server: on Payple's merchant site, or by a card company that charges back.
// Must never give back more than is left.
import { balanceWonOf, type Payment, taxBalanceWonOf } from '../books/rows.js';
import { giveBack, shareOfTaxWon } from '../refunds.js';
import type { Simulator } from '../simulator.js';
import { cancelNotice, toTell } from '../tell.js';
import { BadInput } from './bad-input.js';
import type { SiteRefund } from './inputs.js';

/** By order number or trade number. */
export function paymentNamed(simulator: Simulator, id: string, cstId: string | null): Payment {
  const named = [...simulator.books.payments.values()].filter(
    (row) => (row.order.oid === id || row.tradeNo === id) && (cstId === null || row.cstId === cstId),
  );
  if (named.length > 1)
    throw new BadInput(`${id} names ${named.length} payments; give the "cstId" of one, or its trade number`);
  const [payment] = named;
  if (!payment) throw new BadInput(`there is no payment ${id}`, 404);
  return payment;
}

export function refundOnSite(simulator: Simulator, payment: Payment, wish: SiteRefund): Payment {
  const isChargeback = wish.reason === 'chargeback';
  if (isChargeback && payment.type !== 'card') throw new BadInput('only what was paid by card can be charged back');
  const leftWon = balanceWonOf(payment);
  const amountWon = wish.amountWon ?? leftWon;
  if (leftWon === 0) throw new BadInput('everything was given back already');
  if (amountWon > leftWon) throw new BadInput(`only ${leftWon} won are left to give back`);
  const merchant = simulator.books.merchants.get(payment.cstId);
  if (wish.tells === true && !merchant?.noticeUrl) {
    throw new BadInput(`${payment.cstId} left no "noticeUrl": POST {"cstId", "noticeUrl"} to /control/merchants first`);
  }
  const taxWon = taxWonOf(payment, amountWon, wish.taxFreeWon);
  const { after, cancellation } = giveBack(simulator, payment, { amountWon, taxWon, madeElsewhere: wish.reason });
  const isTold = wish.tells ?? isUsuallyTold(simulator, wish.reason);
  const notice = merchant && isTold ? cancelNotice(simulator, merchant, after, cancellation) : undefined;
  simulator.books.commit({ payments: [after], ...(notice ? { notices: [notice] } : {}) });
  toTell(simulator, notice, wish.delayNoticeMs);
  return after;
}

/** Whether Payple tells of chargebacks is not known either; it has no notice for them, so usually it does not. */
function isUsuallyTold(simulator: Simulator, reason: SiteRefund['reason']): boolean {
  return reason === 'refund' && simulator.habits.siteRefundNotices;
}

/** With a tax-free part, an eleventh of the rest is VAT. The last refund takes all the VAT that is left. */
function taxWonOf(payment: Payment, amountWon: number, taxFreeWon: number | null): number {
  const leftWon = taxBalanceWonOf(payment);
  const isLast = amountWon === balanceWonOf(payment);
  if (taxFreeWon === null) return isLast ? leftWon : shareOfTaxWon(payment, amountWon);
  if (taxFreeWon > amountWon) throw new BadInput('"taxFreeWon" is above the refund');
  const taxWon = Math.round((amountWon - taxFreeWon) / 11);
  if (isLast ? taxWon !== leftWon : taxWon > leftWon) {
    throw new BadInput(`"taxFreeWon" makes ${taxWon} won of VAT, of which ${leftWon} are left`);
  }
  return taxWon;
}
