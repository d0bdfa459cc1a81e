// Gives money back: in the merchant's call, on PAYCO's own site, or taken by a card company.
// Must never give back more than is left; callers look first, and nothing may wait in between.
import type { Payment, PaymentPart } from './books/rows.js';
import type { Simulator } from './simulator.js';
import { NO_TAX, partOfSplit, shareSplit, subtractSplit, type TaxSplit } from './tax.js';
import type { CancelRow } from './wire.js';

export interface Refund {
  readonly amountWon: number;
  /** null mirrors the approval. */
  readonly split: TaxSplit | null;
  readonly memo: string | null;
  readonly madeElsewhere?: 'refund' | 'chargeback';
}

export interface GivenBack {
  readonly after: Payment;
  readonly seq: number;
  readonly refundedAt: number;
  readonly rows: readonly CancelRow[];
}

export function giveBack(simulator: Simulator, payment: Payment, refund: Refund): GivenBack {
  const refundedAt = simulator.now();
  const amountsWon = amountsByPart(payment, refund);
  const splits = splitsByPart(payment, amountsWon, refund);
  const seq = simulator.identifiers.cancelTradeSeq();
  const { amountWon, memo, madeElsewhere } = refund;
  const cancellation = { seq, amountWon, cancelledAt: refundedAt, memo, ...(madeElsewhere ? { madeElsewhere } : {}) };
  const after: Payment = {
    ...payment,
    parts: payment.parts.map((part, index) => addCancelled(part, amountsWon[index] ?? 0, splits[index] ?? NO_TAX)),
    cancellations: [...payment.cancellations, cancellation],
  };
  // All numbers are taken before the commit, which also writes down how far they were counted.
  const rows = payment.parts.flatMap((part, index): CancelRow[] => {
    if (!amountsWon[index]) return [];
    return [{ part, split: splits[index] ?? NO_TAX, cancelTradeNo: simulator.identifiers.number(refundedAt) }];
  });
  simulator.books.commit({ payments: [after] });
  // Both orders of the methods were seen in production, so no client may rely on one.
  return { after, seq, refundedAt, rows: seq % 2 === 0 ? rows : rows.reverse() };
}

/** What can still be charged back: card companies take back their own part only. */
export function cardWonLeft(payment: Payment): number {
  return payment.parts.filter((part) => part.card).reduce((sum, part) => sum + part.amountWon - part.cancelledWon, 0);
}

/** The tax split of what is left of a payment. */
export function splitLeft(payment: Payment): TaxSplit {
  return payment.parts.reduce((sum: TaxSplit, { split, cancelledSplit }) => {
    const left = subtractSplit(split, cancelledSplit);
    return {
      taxfreeWon: sum.taxfreeWon + left.taxfreeWon,
      taxableWon: sum.taxableWon + left.taxableWon,
      vatWon: sum.vatWon + left.vatWon,
    };
  }, NO_TAX);
}

/** The coupon comes back whole and first, then the card, then the points: the order of the parts. */
function amountsByPart(payment: Payment, { amountWon, madeElsewhere }: Refund): number[] {
  let leftWon = amountWon;
  return payment.parts.map((part) => {
    if (madeElsewhere === 'chargeback' && !part.card) return 0;
    const takenWon = Math.min(leftWon, part.amountWon - part.cancelledWon);
    leftWon -= takenWon;
    return takenWon;
  });
}

function splitsByPart(payment: Payment, amountsWon: readonly number[], refund: Refund): TaxSplit[] {
  if (refund.split) {
    const largest = amountsWon.indexOf(Math.max(...amountsWon));
    return shareSplit(refund.split, amountsWon, largest);
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
