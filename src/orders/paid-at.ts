// When a payment can have been paid, whoever says so: a provider or an operator. A provider may find payments by
// their day, and sales are counted by it. Must never doubt the money for its time.
import type { Payment } from './entities/payment.entity.js';
import type { Receipt } from './receipt.js';

/** How far the clocks of a provider and ours may be apart, in ms. */
export const CLOCKS_APART_MS = 300_000;

/** Why a payment cannot have been paid at that moment, in a sentence; `null` when it can. */
export function whyNotPaidAt(paidAt: Date, { createdAt }: Pick<Payment, 'createdAt'>, now: Date): string | null {
  if (paidAt.getTime() > now.getTime() + CLOCKS_APART_MS) return 'paidAt is in the future.';
  if (paidAt.getTime() < createdAt.getTime() - CLOCKS_APART_MS) {
    return `The payment began only at ${createdAt.toISOString()}.`;
  }
  return null;
}

/** The receipt without a time that cannot be: then it is as if the provider had not told when. */
export function withPossibleTime(receipt: Receipt, payment: Payment, now: Date): Receipt {
  return whyTimeIsNotBelieved(receipt, payment, now) === null ? receipt : { ...receipt, paidAt: null };
}

/** Why the time in a receipt is not believed, for the evidence; `null` when it is, or none is told. */
export function whyTimeIsNotBelieved({ paidAt }: Receipt, payment: Payment, now: Date): string | null {
  const why = paidAt === null ? null : whyNotPaidAt(new Date(paidAt), payment, now);
  return why === null ? null : `The provider says that it was paid at ${paidAt}, which is not believed: ${why}`;
}

/** When it was paid, in the best knowledge: without the provider's word when it was asked for the money, or now. */
export function paidAtOf({ paidAt, deposit }: Receipt, { confirmStartedAt }: Payment, now: Date): Date {
  if (paidAt !== null) return new Date(paidAt);
  return deposit === null ? (confirmStartedAt ?? now) : now;
}
