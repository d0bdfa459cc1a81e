// The background jobs of cash receipts, by name, with what each is told.
// Must never do anything; the services run them.
import type { JobDraft } from '../orders/jobs.js';

/** Settles the cash receipt of a payment: what became of it, what a refund means for it, that it is taken back. */
export const SETTLE_CASH_RECEIPT = 'settle_cash_receipt';
/** Gives a job to every receipt that is unsettled and has none. */
export const WATCH_CASH_RECEIPTS = 'watch_cash_receipts';

/** The job that settles a payment's receipt at a time. A payment has one receipt that stands, so there is one job. */
export function settleCashReceiptJob(paymentId: string, runAt: Date): JobDraft {
  return { name: SETTLE_CASH_RECEIPT, payload: { paymentId }, key: `${SETTLE_CASH_RECEIPT}:${paymentId}`, runAt };
}
