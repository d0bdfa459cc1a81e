// How a period and a point of its chart are called, in Korean days.
// Must never depend on the clock of the machine.
import type { Language } from '../../texts/language';
import type { Period } from './figures-filter';

/** A day as the calendar library takes it: its midnight, as if Korea were at Greenwich. */
const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const DAY_MS = 86_400_000;

const styles: Readonly<Record<Period, Intl.DateTimeFormatOptions>> = {
  day: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' },
  week: { year: 'numeric', month: 'long', day: 'numeric' },
  month: { year: 'numeric', month: 'long' },
};

/**
 * `2026년 11월 22일 (일)`, a week from its first day to its last, `2026년 11월`.
 *
 * @param nextDay the first day after it
 */
export function nameOfPeriod(period: Period, firstDay: string, nextDay: string, language: Language): string {
  const words = new Intl.DateTimeFormat(language, { ...styles[period], timeZone: 'UTC' });
  if (period !== 'week') return words.format(dateOf(firstDay));
  return words.formatRange(dateOf(firstDay), new Date(dateOf(nextDay).getTime() - DAY_MS));
}

const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Seoul', hour: '2-digit', minute: '2-digit' });

/** `09:00` of a day, else `11/22` or `11월 22일 (일)`. */
export function nameOfStep(period: Period, from: string, language: Language, isShort: boolean): string {
  if (period === 'day') return hour.format(new Date(from));
  const options: Intl.DateTimeFormatOptions = isShort
    ? { month: 'numeric', day: 'numeric' }
    : { month: 'long', day: 'numeric', weekday: 'short' };
  return new Intl.DateTimeFormat(language, { ...options, timeZone: 'Asia/Seoul' }).format(new Date(from));
}
