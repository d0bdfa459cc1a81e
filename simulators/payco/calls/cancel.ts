// order/cancel: gives back all or part of a payment.
// Must never give back more than was paid, and never the same won twice.
import { balanceWonOf, isVirtualAccount, type Payment, type PaymentPart } from '../books/rows.js';
import type { Fields } from '../fields.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { partOfSplit, shareSplit, subtractSplit, sumOfSplit, NO_TAX, type TaxSplit } from '../tax.js';
import { cancelResult, type CancelRow } from '../wire.js';
import type { Call } from './call.js';
import { findPayment } from './find.js';

const NOT_ABOVE_ZERO_TEXT = '취소 결제금액은 0보다 커야합니다.';

interface Wish {
  readonly amountWon: number;
  readonly partial: boolean;
  readonly split: TaxSplit | null;
  readonly believedBalanceWon: number | null;
  readonly memo: string | null;
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
  return giveBack(simulator, payment, wish);
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

function giveBack(simulator: Simulator, payment: Payment, wish: Wish): unknown {
  const now = simulator.now();
  const amountsWon = amountsByPart(payment, wish.amountWon);
  const splits = splitsByPart(payment, amountsWon, wish);
  const seq = simulator.identifiers.cancelTradeSeq();
  const after: Payment = {
    ...payment,
    parts: payment.parts.map((part, index) => addCancelled(part, amountsWon[index] ?? 0, splits[index] ?? NO_TAX)),
    cancellations: [...payment.cancellations, { seq, amountWon: wish.amountWon, cancelledAt: now, memo: wish.memo }],
  };
  // All numbers are taken before the commit, which also writes down how far they were counted.
  const rows = payment.parts.flatMap((part, index): CancelRow[] => {
    if (!amountsWon[index]) return [];
    return [{ part, split: splits[index] ?? NO_TAX, cancelTradeNo: simulator.identifiers.number(now) }];
  });
  simulator.books.commit({ payments: [after] });
  // Both orders of the methods were seen in production, so no client may rely on one.
  return cancelResult(after, seq, now, seq % 2 === 0 ? rows : rows.reverse());
}

/** The coupon comes back whole and first, then the card, then the points: the order of the parts. */
function amountsByPart(payment: Payment, amountWon: number): number[] {
  let leftWon = amountWon;
  return payment.parts.map((part) => {
    const takenWon = Math.min(leftWon, part.amountWon - part.cancelledWon);
    leftWon -= takenWon;
    return takenWon;
  });
}

function splitsByPart(payment: Payment, amountsWon: readonly number[], wish: Wish): TaxSplit[] {
  if (wish.split) {
    const largest = amountsWon.indexOf(Math.max(...amountsWon));
    return shareSplit(wish.split, amountsWon, largest);
  }
  return payment.parts.map((part, index) => mirroredSplit(part, amountsWon[index] ?? 0));
}

function mirroredSplit(part: PaymentPart, amountWon: number): TaxSplit {
  const left = subtractSplit(part.split, part.cancelledSplit);
  const neverOverdrawn = left.taxfreeWon >= 0 && left.taxableWon >= 0 && left.vatWon >= 0;
  // A merchant that rounded its own splits may have used up a won of VAT too many; then the approval alone counts.
  return partOfSplit(part.split, amountWon, part.amountWon, neverOverdrawn ? left : part.split);
}

function addCancelled(part: PaymentPart, amountWon: number, split: TaxSplit): PaymentPart {
  if (amountWon === 0) return part;
  return {
    ...part,
    cancelledWon: part.cancelledWon + amountWon,
    cancelledSplit: {
      taxfreeWon: part.cancelledSplit.taxfreeWon + split.taxfreeWon,
      taxableWon: part.cancelledSplit.taxableWon + split.taxableWon,
      vatWon: part.cancelledSplit.vatWon + split.vatWon,
    },
  };
}
