// Won arithmetic: the tax split of an amount and of a cancellation, in integers only.
// Must never use a fraction, a float division whose result is kept, or a date.

/** The largest amount one order may have, in won: a trillion (1조), far below what a JSON number can carry exactly. */
export const MAX_WON = 1_000_000_000_000;

/** How an amount divides for tax, in won. The three columns always add up to the amount. */
export interface TaxSplit {
  /** Part that is exempt from VAT. */
  readonly taxFreeWon: number;
  /** Supply price of the taxable part, VAT not included. */
  readonly taxableWon: number;
  /** VAT: a tenth of the supply price, `round(rest / 11)` of what is not tax-free. */
  readonly vatWon: number;
}

/** The split of nothing. */
export const ZERO_SPLIT: TaxSplit = { taxFreeWon: 0, taxableWon: 0, vatWon: 0 };

/**
 * Splits an amount. `round(rest / 11)` can never fall on a half, so `floor((2 × rest + 11) / 22)` is the same in integers.
 *
 * @param amountWon what the buyer pays, in won, VAT included
 * @param taxFreeWon the VAT-exempt part of it, given by the merchant, 0 to `amountWon`
 * @throws RangeError when either is not a whole number of won or the part exceeds the whole
 */
export function splitAmount(amountWon: number, taxFreeWon: number): TaxSplit {
  requireWon('amountWon', amountWon);
  requireWon('taxFreeWon', taxFreeWon);
  if (taxFreeWon > amountWon) throw new RangeError(`taxFreeWon ${taxFreeWon} exceeds amountWon ${amountWon}`);
  const rest = amountWon - taxFreeWon;
  const vatWon = Math.floor((2 * rest + 11) / 22);
  return { taxFreeWon, taxableWon: rest - vatWon, vatWon };
}

/** The whole amount of a split, in won. */
export function totalOf(split: TaxSplit): number {
  return split.taxFreeWon + split.taxableWon + split.vatWon;
}

/** Column-wise difference of two splits. */
export function minus(a: TaxSplit, b: TaxSplit): TaxSplit {
  return {
    taxFreeWon: a.taxFreeWon - b.taxFreeWon,
    taxableWon: a.taxableWon - b.taxableWon,
    vatWon: a.vatWon - b.vatWon,
  };
}

/** Column-wise sum of two splits. */
export function plus(a: TaxSplit, b: TaxSplit): TaxSplit {
  return {
    taxFreeWon: a.taxFreeWon + b.taxFreeWon,
    taxableWon: a.taxableWon + b.taxableWon,
    vatWon: a.vatWon + b.vatWon,
  };
}

/**
 * Splits a cancellation: what was left before it minus what is left after it, so that any sequence of cancellations
 * ends at exactly zero in every column.
 *
 * @param left the split of what is still left of the payment
 * @param amountWon how much to cancel, in won, 1 to what is left
 * @param taxFreeWon how much of it is tax-free; when absent, the share that the tax-free part has in what is left
 * @returns the split of the cancellation, or `null` when the parts do not fit into what is left
 */
export function splitCancellation(left: TaxSplit, amountWon: number, taxFreeWon?: number): TaxSplit | null {
  requireWon('amountWon', amountWon);
  const leftWon = totalOf(left);
  if (amountWon > leftWon) return null;
  const leftAfterWon = leftWon - amountWon;
  const taxFreeAfterWon =
    taxFreeWon === undefined ? proportion(left.taxFreeWon, leftAfterWon, leftWon) : left.taxFreeWon - taxFreeWon;
  if (taxFreeAfterWon < 0 || taxFreeAfterWon > leftAfterWon) return null;
  const part = minus(left, splitAmount(leftAfterWon, taxFreeAfterWon));
  const fits = part.taxFreeWon >= 0 && part.taxableWon >= 0 && part.vatWon >= 0;
  return fits ? part : null;
}

/** `round(part × share / whole)` without leaving the integers: the product of two amounts can exceed 2^53. */
function proportion(partWon: number, shareWon: number, wholeWon: number): number {
  if (wholeWon === 0) return 0;
  return Number((2n * BigInt(partWon) * BigInt(shareWon) + BigInt(wholeWon)) / (2n * BigInt(wholeWon)));
}

/**
 * Spreads a total over lines in proportion to their weights; the rounding differences go to the lines that lost most.
 *
 * @param totalWon what to spread, in won
 * @param weightsWon the lines' own amounts, in won; at least one is above zero
 * @returns one whole number of won per line; they add up to `totalWon`
 */
export function spread(totalWon: number, weightsWon: readonly number[]): number[] {
  const wholeWon = weightsWon.reduce((sum, weight) => sum + weight, 0);
  const exact = weightsWon.map((weight) => BigInt(totalWon) * BigInt(weight));
  const shares = exact.map((product) => Number(product / BigInt(wholeWon)));
  let missingWon = totalWon - shares.reduce((sum, share) => sum + share, 0);
  const byLoss = exact
    .map((product, index) => ({ index, loss: product % BigInt(wholeWon) }))
    .sort((a, b) => (a.loss === b.loss ? a.index - b.index : a.loss < b.loss ? 1 : -1));
  for (const { index } of byLoss) {
    if (missingWon === 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    missingWon -= 1;
  }
  return shares;
}

function requireWon(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > MAX_WON) {
    throw new RangeError(`${name} must be a whole number of won from 0 to ${MAX_WON}, not ${String(value)}`);
  }
}
