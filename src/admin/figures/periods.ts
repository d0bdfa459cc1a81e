// Days, weeks and months as Korea counts them (UTC+9, no daylight saving), and the ones before, to compare with.
// Must never depend on the time zone of the machine.

export const PERIODS = ['day', 'week', 'month'] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** From one instant on, and before another. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** A day, a week or a month in Korea. */
export interface Period extends Span {
  readonly kind: PeriodKind;
  /** Its first day, `2026-11-22`. */
  readonly firstDay: string;
  /** The first days of the ones beside it. */
  readonly previousDay: string;
  readonly nextDay: string;
  /** How long each point of a chart is, in ms: an hour of a day, else a day. */
  readonly stepMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KST_OFFSET_MS = 9 * HOUR_MS;
const DAY = /^(2\d{3})-(\d{2})-(\d{2})$/;

/** The day in Korea at an instant: `2026-11-22`. */
export function dayInKorea(instant: Date): string {
  return nameOf(instant.getTime() + KST_OFFSET_MS);
}

/** Whether a text names a day of the years 2000 to 2999. */
export function isDay(text: string): boolean {
  return DAY.test(text) && nameOf(Date.parse(`${text}T00:00:00Z`)) === text;
}

/**
 * The period that a day lies in. Weeks begin on Monday.
 *
 * @param day as `isDay` takes it
 */
export function periodOf(kind: PeriodKind, day: string): Period {
  const first = firstDayMs(kind, Date.parse(`${day}T00:00:00Z`));
  const next = shifted(kind, first, 1);
  return {
    kind,
    from: new Date(first - KST_OFFSET_MS),
    to: new Date(next - KST_OFFSET_MS),
    firstDay: nameOf(first),
    previousDay: nameOf(shifted(kind, first, -1)),
    nextDay: nameOf(next),
    stepMs: kind === 'day' ? HOUR_MS : DAY_MS,
  };
}

/**
 * What a period is fairly compared with: the one before, and while this one still runs, only as much of it as has passed
 * of this one.
 */
export function comparedWith(period: Period, now: Date): Span {
  const { from, to } = periodOf(period.kind, period.previousDay);
  if (now < period.from || now >= period.to) return { from, to };
  const passedMs = now.getTime() - period.from.getTime();
  return { from, to: new Date(Math.min(from.getTime() + passedMs, to.getTime())) };
}

/** Where the points of its chart begin. */
export function stepsOf({ from, to, stepMs }: Period): Date[] {
  const count = Math.round((to.getTime() - from.getTime()) / stepMs);
  return Array.from({ length: count }, (_, place) => new Date(from.getTime() + place * stepMs));
}

// Inside this file a day is its midnight as if Korea were at Greenwich, in ms, so that the calendar can be asked.

function firstDayMs(kind: PeriodKind, dayMs: number): number {
  const day = new Date(dayMs);
  if (kind === 'day') return dayMs;
  if (kind === 'month') return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1);
  return dayMs - ((day.getUTCDay() + 6) % 7) * DAY_MS;
}

function shifted(kind: PeriodKind, firstMs: number, by: number): number {
  if (kind === 'day') return firstMs + by * DAY_MS;
  if (kind === 'week') return firstMs + by * 7 * DAY_MS;
  const first = new Date(firstMs);
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + by, 1);
}

function nameOf(dayMs: number): string {
  return Number.isNaN(dayMs) ? '' : new Date(dayMs).toISOString().slice(0, 10);
}
