// Why a tax-free part does not fit, as far as the figures beside it tell.
// Must never say so before the server has: it decides what fits.
import type { RefundTexts } from '../../texts/refunds';
import type { Split, WhyNot } from './refund-queries';

/** Of amounts that do not fit, the server names what is left where they are too large altogether. */
export function isAboutTaxFree(whyNot: Pick<WhyNot, 'code' | 'leftWon'>): boolean {
  return whyNot.code === 'over_balance' && whyNot.leftWon === null;
}

interface Typed {
  readonly amountWon: number | '';
  readonly taxFreeWon: number | '';
}

/** What is said at the field of the tax-free part; `false`: nothing. */
export function taxFreeFault(
  t: RefundTexts,
  { amountWon, taxFreeWon }: Typed,
  shown: { readonly whyNot: WhyNot | null; readonly balanceBefore: Split } | undefined,
): string | false {
  if (!shown?.whyNot || !isAboutTaxFree(shown.whyNot) || amountWon === '' || taxFreeWon === '') return false;
  const { taxFreeWon: leftTaxFreeWon, totalWon } = shown.balanceBefore;
  if (taxFreeWon > amountWon) return t.taxFreeAboveAmount(amountWon);
  if (taxFreeWon > leftTaxFreeWon) return t.taxFreeAboveLeft(leftTaxFreeWon);
  const leastWon = amountWon - (totalWon - leftTaxFreeWon);
  return taxFreeWon < leastWon ? t.taxFreeBelowLeast(leastWon) : t.taxFreeDoesNotFit;
}
