// An amount of money.
// Must never be wrapped or left-aligned in a column of amounts; the table that shows it aligns it.
import { formatWon } from '../format/won';
import { useLanguage } from '../texts/language';

export function Won({ amountWon }: { readonly amountWon: number }) {
  return <span className="amount">{formatWon(amountWon, useLanguage())}</span>;
}
