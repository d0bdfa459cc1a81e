// When the night's audit is due.
// Must never depend on the time zone of the machine.
const KST_OFFSET_MS = 9 * 3_600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The last moment up to now at which it was this full hour in Korea. */
export function lastNight(now: Date, hourKst: number): Date {
  const inKoreaMs = now.getTime() + KST_OFFSET_MS;
  const midnightMs = Math.floor(inKoreaMs / DAY_MS) * DAY_MS;
  const todayMs = midnightMs + hourKst * HOUR_MS - KST_OFFSET_MS;
  return new Date(todayMs <= now.getTime() ? todayMs : todayMs - DAY_MS);
}
