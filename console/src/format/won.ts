// How amounts are written.
// Must never round an amount that somebody acts on: it is a whole number of won.
import type { Language } from '../texts/language';

const digits = new Intl.NumberFormat('ko-KR', { maximumFractionDigits: 0 });
const rough = {
  ko: new Intl.NumberFormat('ko-KR', { notation: 'compact', maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }),
};

/** `12,000원`, or `₩12,000` in English. */
export function formatWon(amountWon: number, language: Language): string {
  const [sign, amount] = [amountWon < 0 ? '−' : '', digits.format(Math.abs(amountWon))];
  return language === 'ko' ? `${sign}${amount}원` : `${sign}₩${amount}`;
}

/** `1,234` */
export function formatCount(count: number): string {
  return digits.format(count);
}

/** A number on an axis, where there is room for little: `2.2M`, in Korean `220만`. Rounds. */
export function formatRoughly(value: number, language: Language): string {
  return rough[language].format(value);
}
