// Splits amounts into tax-free, taxable and VAT the way PAYCO does.
// Must never lose or invent a won: every part adds up to the amount it belongs to.

export interface TaxSplit {
  readonly taxfreeWon: number;
  readonly taxableWon: number;
  readonly vatWon: number;
}

export const NO_TAX: TaxSplit = { taxfreeWon: 0, taxableWon: 0, vatWon: 0 };

export function sumOfSplit(split: TaxSplit): number {
  return split.taxfreeWon + split.taxableWon + split.vatWon;
}

/** PAYCO's own split when the merchant sent none: the taxable part is rounded down (1,500 gives 1,363 and 137). */
export function splitByFloor(totalWon: number, taxfreeWon: number): TaxSplit {
  const rest = totalWon - taxfreeWon;
  const taxableWon = Number((BigInt(rest) * 10n) / 11n);
  return { taxfreeWon, taxableWon, vatWon: rest - taxableWon };
}

/**
 * Shares one split among several payment methods. Coupons and points get their floor of VAT and tax-free amount, and
 * what takes part at `remainderIndex` (the card, when there is one) takes the remainder.
 */
export function shareSplit(split: TaxSplit, amountsWon: readonly number[], remainderIndex: number): TaxSplit[] {
  const wholeWon = amountsWon.reduce((sum, amount) => sum + amount, 0);
  let left = split;
  const shares = amountsWon.map((amountWon, index) => {
    if (index === remainderIndex) return NO_TAX;
    const share = partOfSplit(split, amountWon, wholeWon, left);
    left = subtractSplit(left, share);
    return share;
  });
  shares[remainderIndex] = left;
  return shares;
}

/** The part of a split that belongs to `amountWon` of `wholeWon`, never more of anything than `left` still has. */
export function partOfSplit(split: TaxSplit, amountWon: number, wholeWon: number, left: TaxSplit): TaxSplit {
  const vatFloor = Math.min(floorShare(split.vatWon, amountWon, wholeWon), left.vatWon);
  const taxfreeFloor = Math.min(floorShare(split.taxfreeWon, amountWon, wholeWon), left.taxfreeWon);
  const taxableWon = Math.max(0, Math.min(amountWon - vatFloor - taxfreeFloor, left.taxableWon));
  // Only when almost nothing is taxable does a won remain here; it goes wherever there is room.
  const taxfreeWon = Math.min(amountWon - vatFloor - taxableWon, left.taxfreeWon);
  return { taxfreeWon, taxableWon, vatWon: amountWon - taxableWon - taxfreeWon };
}

export function subtractSplit(from: TaxSplit, part: TaxSplit): TaxSplit {
  return {
    taxfreeWon: from.taxfreeWon - part.taxfreeWon,
    taxableWon: from.taxableWon - part.taxableWon,
    vatWon: from.vatWon - part.vatWon,
  };
}

function floorShare(totalWon: number, amountWon: number, wholeWon: number): number {
  // In BigInt, because VAT times amount passes 2^53 for large orders.
  return wholeWon === 0 ? 0 : Number((BigInt(totalWon) * BigInt(amountWon)) / BigInt(wholeWon));
}
