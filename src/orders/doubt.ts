// How long a doubt is borne: when a call counts as lost, when to ask again, when to call an operator.
// Must never decide what is true; only a provider's answer does.
import type { OrdersConfig } from '../config/orders.config.js';

/** How long to wait and whom to believe. */
export type DoubtSettings = Pick<
  OrdersConfig,
  | 'firstLookupMs'
  | 'longestLookupMs'
  | 'believeUnpaidAfterMs'
  | 'lateLookupMs'
  | 'callOperatorAfterMs'
  | 'refundNoticeApartMs'
>;

/** Added to a provider's deadline before an unfinished call is taken for lost: the process that made it must be dead. */
const LOST_CALL_MARGIN_MS = 2_000;

/** When a call begun now must have ended, one way or the other. */
export function callLostAt(now: Date, deadlineMs: number): Date {
  return new Date(now.getTime() + deadlineMs + LOST_CALL_MARGIN_MS);
}

/** How long to wait before the next lookup, in ms: 1, 2, 4, … times the first wait, up to the longest. */
export function lookupWaitMs(lookups: number, settings: DoubtSettings): number {
  return Math.min(settings.firstLookupMs * 2 ** Math.min(lookups, 30), settings.longestLookupMs);
}

/** The same where questions are not counted: after as long a silence as there was already, in ms. */
export function silenceWaitMs(since: Date, now: Date, settings: DoubtSettings): number {
  const silentMs = Math.max(now.getTime() - since.getTime(), settings.firstLookupMs);
  return Math.min(silentMs, settings.longestLookupMs);
}

/** How long after the buyer was let into a page that takes the money itself nobody is to come back from it any more. */
export const UNSEEN_AFTER_MS = 20 * 60_000;

/** The last of the later lookups. */
export const LAST_LOOKUP_AFTER_MS = 24 * 3_600_000;

/** How long after its call, or its window, began money that was not taken by then is looked for: either may have waited. */
const LATER_LOOKUPS_AFTER_MS = [10 * 60_000, 2 * 3_600_000, LAST_LOOKUP_AFTER_MS];

/** When money that may have been taken since a moment, and was not yet, is looked for next; `null`: not any more. */
export function nextLaterLookup(since: Date | null, now: Date): Date | null {
  if (since === null) return null;
  const afterMs = LATER_LOOKUPS_AFTER_MS.find((each) => since.getTime() + each > now.getTime());
  return afterMs === undefined ? null : new Date(since.getTime() + afterMs);
}

/** Why an operator is needed, when a doubt has lasted too long; `null` while the machine still has hope. */
export function operatorNeeded(inDoubtSince: Date | null, now: Date, settings: DoubtSettings): string | null {
  if (inDoubtSince === null || now.getTime() - inDoubtSince.getTime() < settings.callOperatorAfterMs) return null;
  return 'The provider has not told what became of it.';
}
