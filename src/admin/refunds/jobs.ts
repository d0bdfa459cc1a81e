// The background jobs of refunds at the desk, by name, with what each is told.
// Must never do anything; the services run them.
import type { JobDraft } from '../../orders/jobs.js';

/** Carries an approved request out, should whoever approved it have died on the way. */
export const CARRY_OUT_REFUND = 'carry_out_refund';
/** Lets requests expire whose time is up, and finds approved ones that were forgotten. */
export const SWEEP_REFUND_REQUESTS = 'sweep_refund_requests';
/** Asks for the next refunds of a file. */
export const RUN_REFUND_BATCH = 'run_refund_batch';

/** There is one per request. */
export function carryOutRefundJob(requestId: string, runAt: Date): JobDraft {
  return { name: CARRY_OUT_REFUND, payload: { requestId }, key: `${CARRY_OUT_REFUND}:${requestId}`, runAt };
}

/** There is one per file. */
export function runRefundBatchJob(batchId: string): JobDraft {
  return { name: RUN_REFUND_BATCH, payload: { batchId }, key: `${RUN_REFUND_BATCH}:${batchId}`, runAt: null };
}
