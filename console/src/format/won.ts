// How amounts are written.
// Must never round: an amount is a whole number of won.
import type { Language } from '../texts/language';

const digits = new Intl.NumberFormat('ko-KR', { maximumFractionDigits: 0 });

/** `12,000원`, or `₩12,000` in English. */
export function formatWon(amountWon: number, language: Language): string {
  const [sign, amount] = [amountWon < 0 ? '−' : '', digits.format(Math.abs(amountWon))];
  return language === 'ko' ? `${sign}${amount}원` : `${sign}₩${amount}`;
}

/** `1,234` */
export function formatCount(count: number): string {
  return digits.format(count);
}
