// When an event is tried again, and which of the waiting ones is sent next.
// Must never ask a clock or a database: given the same rows and the same moment, it says the same.

/** A delivery that waits, as far as its turn depends on it. */
export interface Waiting {
  /** `null`: at once. */
  readonly nextAttemptAt: Date | null;
  /** `null`: it was not tried yet. */
  readonly firstAttemptAt: Date | null;
}

/** What to do now for one endpoint and one subject. */
export type NextStep<W extends Waiting> =
  { readonly send: W } | { readonly waitMs: number } | { readonly nothingWaits: true };

/**
 * The first event, by version, whose time has come. One that failed holds back those after it until it is delivered or
 * given up, but no longer than `holdBackMs` from its first attempt.
 *
 * @param waiting in the order of their versions
 */
export function nextStep<W extends Waiting>(waiting: readonly W[], now: Date, holdBackMs: number): NextStep<W> {
  let waitMs = Infinity;
  for (const delivery of waiting) {
    const dueInMs = (delivery.nextAttemptAt?.getTime() ?? 0) - now.getTime();
    if (dueInMs <= 0) return { send: delivery };
    waitMs = Math.min(waitMs, dueInMs);
    const heldMs = (delivery.firstAttemptAt?.getTime() ?? now.getTime()) + holdBackMs - now.getTime();
    if (heldMs > 0) return { waitMs: Math.min(waitMs, heldMs) };
  }
  return waitMs === Infinity ? { nothingWaits: true } : { waitMs };
}

/** How long to wait between attempts. */
export interface RetryLimits {
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  readonly giveUpAfterMs: number;
}

/** Each wait is this many times the one before. */
const GROWTH = 4;
/** Waits differ by up to a fifth both ways: endpoints that fell together shall not be called together. */
const JITTER = 0.2;

/**
 * When a delivery that failed is tried again.
 *
 * @param attempts how many have failed, this one included
 * @param chance from 0 to 1, drawn for each wait
 * @returns `null` when it is given up
 */
export function nextAttemptAt(
  attempts: number,
  firstAttemptAt: Date,
  now: Date,
  limits: RetryLimits,
  chance: number,
): Date | null {
  const waitMs = Math.min(limits.firstRetryMs * GROWTH ** (attempts - 1), limits.longestRetryMs);
  const next = now.getTime() + Math.round(waitMs * (1 + JITTER * (2 * chance - 1)));
  return next > firstAttemptAt.getTime() + limits.giveUpAfterMs ? null : new Date(next);
}
