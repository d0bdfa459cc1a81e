// How moments are written: always in Korean time, whatever the clock of the machine, so that two people speak of the same minute.
// Must never be used to compute with; the API speaks ISO 8601.
import type { Language } from '../texts/language';

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Seoul',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The pieces of a moment in Korea. */
function inKorea(instant: string): Readonly<Record<string, string>> {
  return Object.fromEntries(parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
}

/** `2026-11-22` */
export function formatDay(instant: string): string {
  const { year, month, day } = inKorea(instant);
  return `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
}

/** `2026-11-22 18:05` */
export function formatMinute(instant: string): string {
  const { hour, minute } = inKorea(instant);
  return `${formatDay(instant)} ${hour ?? ''}:${minute ?? ''}`;
}

/** `2026-11-22 18:05:09 KST` */
export function formatSecond(instant: string): string {
  return `${formatMinute(instant)}:${inKorea(instant)['second'] ?? ''} KST`;
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `3분 전`, `in 2 hours`. Under a minute it is now. */
export function formatDistance(instant: string, language: Language, nowMs = Date.now()): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const distanceMs = new Date(instant).getTime() - nowMs;
  const step = STEPS.find(([, lengthMs]) => Math.abs(distanceMs) >= lengthMs);
  return step ? words.format(Math.trunc(distanceMs / step[1]), step[0]) : words.format(0, 'second');
}

/** The first moment of a day in Korea, for filters: `2026-11-22` is `2026-11-22T00:00:00+09:00`. */
export function startOfDay(day: string): string {
  return `${day}T00:00:00+09:00`;
}

/** The first moment after a day in Korea. */
export function endOfDay(day: string): string {
  return new Date(new Date(startOfDay(day)).getTime() + 86_400_000).toISOString();
}
