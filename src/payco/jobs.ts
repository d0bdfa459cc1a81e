// The background jobs of PAYCO, by name, with what each is told.
// Must never do anything; the services run them.
import type { JobDraft } from '../orders/jobs.js';

/** Tells PAYCO once more that a line of an order is cancelled. */
export const TELL_CANCELLED = 'tell_payco_cancelled';

/** There is one for each line of a payment. */
export function tellCancelledJob(paymentId: string, itemReference: string, runAt: Date): JobDraft {
  const key = `${TELL_CANCELLED}:${paymentId}:${itemReference}`;
  return { name: TELL_CANCELLED, payload: { paymentId, itemReference }, key, runAt };
}
