// Moments as callers write them: ISO 8601 with an offset.
// Must never guess a time zone; a text without an offset is no moment.

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2}(\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * The moment that a text such as `2026-11-22T18:00:00+09:00` names.
 *
 * @returns `null` when the text is not such a moment, names a day that does not exist, or lies outside 2000..2999
 */
export function parseInstant(text: string): Date | null {
  const match = INSTANT.exec(text);
  const day = match?.[1];
  if (day === undefined || !/^2/.test(day)) return null;
  // A day that does not exist, such as 30 February, would silently become another one.
  const midnightMs = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnightMs) || new Date(midnightMs).toISOString().slice(0, 10) !== day) return null;
  const instantMs = Date.parse(text);
  return Number.isNaN(instantMs) ? null : new Date(instantMs);
}
