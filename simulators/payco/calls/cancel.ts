// order/cancel: gives back all or part of a payment.
// Must never give back more than was paid, and never the same won twice.
import { balanceWonOf, isVirtualAccount, type Payment, type PaymentPart } from '../books/rows.js';
import type { Fields } from '../fields.js';
import { Refusal } from '../refusal.js';
import { giveBack, type Refund } from '../refunds.js';
import { sumOfSplit, type TaxSplit } from '../tax.js';
import { cancelResult } from '../wire.js';
import type { Call } from './call.js';
import { findPayment } from './find.js';

const NOT_ABOVE_ZERO_TEXT = '취소 결제금액은 0보다 커야합니다.';

interface Wish extends Refund {
  readonly partial: boolean;
  readonly believedBalanceWon: number | null;
}

export const cancel: Call = (simulator, { fields, merchant, decline }) => {
  const certifyKey = fields.text('orderCertifyKey');
  const wish = readWish(fields);
  const payment = findPayment(simulator, merchant, fields);
  if (payment.certifyKey !== certifyKey) throw Refusal.own('wrongCertifyKey');
  if (isVirtualAccount(payment)) throw Refusal.own('virtualAccountCancel');
  if (balanceWonOf(payment) === 0) throw new Refusal(simulator.habits.repeatedCancelCode);
  if (decline) throw decline;
  refuseImpossible(payment, wish);
  const { after, seq, refundedAt, rows } = giveBack(simulator, payment, wish);
  return cancelResult(after, seq, refundedAt, rows);
};

function readWish(fields: Fields): Wish {
  const amountWon = fields.won('cancelTotalAmt');
  if (amountWon === 0) throw new Refusal(1001, NOT_ABOVE_ZERO_TEXT);
  return {
    amountWon,
    partial: readProducts(fields),
    split: readSplit(fields, amountWon),
    believedBalanceWon: fields.optionalWon('totalCancelPossibleAmt'),
    memo: fields.optionalText('requestMemo'),
  };
}

/** Naming products makes it a partial cancel. The amount alone decides what is given back, not which products. */
function readProducts(fields: Fields): boolean {
  if (!fields.has('orderProducts')) return false;
  for (const product of fields.list('orderProducts')) {
    product.text('sellerOrderProductReferenceKey', 100);
    product.text('cpId', 30);
    product.text('productId', 50);
    product.won('productAmt');
    const reason = product.optionalText('cancelDetailContent') ?? '';
    if (Buffer.byteLength(reason) > 160) fields.refuse('cancelDetailContent is longer than 160 bytes.');
  }
  return true;
}

/** Empty fields mean: the same split as the approval. */
function readSplit(fields: Fields, amountWon: number): TaxSplit | null {
  const taxfreeWon = fields.optionalWon('totalCancelTaxfreeAmt');
  const taxableWon = fields.optionalWon('totalCancelTaxableAmt');
  const vatWon = fields.optionalWon('totalCancelVatAmt');
  if (taxfreeWon === null && taxableWon === null && vatWon === null) return null;
  const split = { taxfreeWon: taxfreeWon ?? 0, taxableWon: taxableWon ?? 0, vatWon: vatWon ?? 0 };
  if (sumOfSplit(split) !== amountWon) throw Refusal.own('cancelTaxDoesNotAddUp');
  return split;
}

function refuseImpossible(payment: Payment, wish: Wish): void {
  const balanceWon = balanceWonOf(payment);
  if (wish.believedBalanceWon !== null && wish.believedBalanceWon !== balanceWon) throw Refusal.own('staleBalance');
  if (wish.amountWon > balanceWon) throw Refusal.own('cancelAboveBalance');
  if (wish.amountWon === balanceWon) return;
  if (!wish.partial) throw Refusal.own('fullCancelOfPart');
  const reason = whyNotInPart(payment, wish.amountWon);
  if (reason) throw Refusal.own(reason);
}

/** Why this amount, which is less than the balance, cannot be given back; undefined when it can. */
export function whyNotInPart(
  payment: Payment,
  amountWon: number,
): 'partialCancelImpossible' | 'cancelBelowCoupon' | undefined {
  if (payment.parts.some((part) => part.card && !part.card.partCancelPossible)) return 'partialCancelImpossible';
  return amountWon < couponWonLeft(payment) ? 'cancelBelowCoupon' : undefined;
}

function couponWonLeft(payment: Payment): number {
  return payment.parts.filter(isCoupon).reduce((sum, part) => sum + part.amountWon - part.cancelledWon, 0);
}

function isCoupon(part: PaymentPart): boolean {
  return part.methodCode === '75' || part.methodCode === '76' || part.methodCode === '77';
}
