// When the night's audit is due.
// Must never depend on the time zone of the machine.
import { startOfKoreanDay } from '../common/korean-day.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The last moment up to now at which it was this full hour in Korea. */
export function lastNight(now: Date, hourKst: number): Date {
  const todayMs = startOfKoreanDay(now).getTime() + hourKst * HOUR_MS;
  return new Date(todayMs <= now.getTime() ? todayMs : todayMs - DAY_MS);
}
