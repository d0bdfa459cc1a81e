// Time as Payple writes it: Korean time (UTC+9), digits only, no zone marker.
// Must never read the clock of the machine; the caller passes the moment.
const KOREA_AHEAD_MS = 9 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** yyyyMMddHHmmss */
export function toYmdt(moment: number): string {
  return new Date(moment + KOREA_AHEAD_MS).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** yyyyMMdd */
export function toYmd(moment: number): string {
  return toYmdt(moment).slice(0, 8);
}

export function millisecondOfDay(moment: number): number {
  return (moment + KOREA_AHEAD_MS) % DAY_MS;
}
