// How a period and a point of its chart are called, in Korean days.
// Must never depend on the clock of the machine.
import type { Language } from '../../texts/language';
import type { Period } from './figures-filter';

/** A day as the calendar library takes it: its midnight, as if Korea were at Greenwich. */
const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);
const DAY_MS = 86_400_000;
const KOREA = 'Asia/Seoul';

const styles: Readonly<Record<Period, Intl.DateTimeFormatOptions>> = {
  day: { year: 'numeric', month: 'long', day: 'numeric' },
  week: { year: 'numeric', month: 'long', day: 'numeric' },
  month: { year: 'numeric', month: 'long' },
};

/**
 * `2026년 11월 22일 (일)`, a week from its first day to its last, `2026년 11월`.
 *
 * @param nextDay the first day after it
 */
export function nameOfPeriod(period: Period, firstDay: string, nextDay: string, language: Language): string {
  if (period === 'day') return withWeekday(dateOf(firstDay), styles.day, language, 'UTC');
  const words = new Intl.DateTimeFormat(language, { ...styles[period], timeZone: 'UTC' });
  if (period === 'month') return words.format(dateOf(firstDay));
  return words.formatRange(dateOf(firstDay), new Date(dateOf(nextDay).getTime() - DAY_MS));
}

const hour = new Intl.DateTimeFormat('en-GB', { timeZone: KOREA, hour: '2-digit', minute: '2-digit' });

/** `09:00` of a day, else `11. 22.` or `11월 22일 (일)`. */
export function nameOfStep(period: Period, from: string, language: Language, isShort: boolean): string {
  const instant = new Date(from);
  if (period === 'day') return hour.format(instant);
  if (!isShort) return withWeekday(instant, { month: 'long', day: 'numeric' }, language, KOREA);
  return new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric', timeZone: KOREA }).format(instant);
}

/** Calendar libraries differ in how they put the weekday behind a Korean day. */
function withWeekday(at: Date, options: Intl.DateTimeFormatOptions, language: Language, timeZone: string): string {
  const day = new Intl.DateTimeFormat(language, { ...options, timeZone }).format(at);
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone }).format(at);
  return language === 'ko' ? `${day} (${weekday})` : `${weekday}, ${day}`;
}
