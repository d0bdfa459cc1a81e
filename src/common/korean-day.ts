// When a day begins in Korea, as an instant.
// Must never depend on the time zone of the machine.
const KST_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

/** The last midnight in Korea up to a moment. */
export function startOfKoreanDay(now: Date): Date {
  return new Date(Math.floor((now.getTime() + KST_OFFSET_MS) / DAY_MS) * DAY_MS - KST_OFFSET_MS);
}
