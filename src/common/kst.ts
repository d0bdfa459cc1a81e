// Korean time as the providers write it: 14 digits, no zone mark, always UTC+9 (Korea has no daylight saving).
// Must never be used inside the house, which knows only instants; this is for the providers' edge.

const KST_OFFSET_MS = 9 * 60 * 60 * 1000;

/** `yyyyMMddHHmmss` in KST for an instant. */
export function toKstDigits(instant: Date): string {
  return new Date(instant.getTime() + KST_OFFSET_MS).toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

/**
 * The instant of `yyyyMMddHHmmss` or `yyyyMMdd` in KST; eight digits mean the end of that day (24:00), as providers use
 * them for expiry.
 *
 * @returns `null` when the text is not such a time, or lies outside 2000..2999
 */
export function fromKstDigits(digits: string): Date | null {
  const match = /^(2\d{3})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/.exec(digits);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part));
  const wholeDay = match[4] === undefined;
  const utcMs = Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0, hour || 0, minute || 0, second || 0) - KST_OFFSET_MS;
  const instant = new Date(wholeDay ? utcMs + 24 * 60 * 60 * 1000 : utcMs);
  const back = toKstDigits(wholeDay ? new Date(utcMs) : instant);
  return back.startsWith(digits) ? instant : null;
}
