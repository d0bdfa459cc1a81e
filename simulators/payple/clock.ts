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

/** The moment of yyyyMMddHH, or undefined when it is no real hour. */
export function fromYmdh(text: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0] = parts.slice(1).map(Number);
  const moment = Date.UTC(year, month - 1, day, hour) - KOREA_AHEAD_MS;
  return toYmdt(moment).startsWith(text) ? moment : undefined;
}

export function millisecondOfDay(moment: number): number {
  return (moment + KOREA_AHEAD_MS) % DAY_MS;
}
