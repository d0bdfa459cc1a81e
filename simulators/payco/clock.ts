// Time as PAYCO writes it: Korean time (UTC+9), digits only, no zone marker.
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

/** The moment of yyyyMMddHHmmss, or undefined when it is no real date. */
export function fromYmdt(text: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const moment = Date.UTC(year, month - 1, day, hour, minute, second) - KOREA_AHEAD_MS;
  return toYmdt(moment) === text ? moment : undefined;
}

/** The end (24:00) of the day yyyyMMdd, or undefined when it is no real date. */
export function endOfYmd(text: string): number | undefined {
  const start = fromYmdt(`${text}000000`);
  return start === undefined ? undefined : start + DAY_MS;
}

export function endOfDayAfter(moment: number, days: number): number {
  return (endOfYmd(toYmd(moment)) ?? moment) + days * DAY_MS;
}

export function millisecondOfDay(moment: number): number {
  return (moment + KOREA_AHEAD_MS) % DAY_MS;
}
