// A charge on a stored card, decided on a draft: order and payment begin with the call to the provider on its way.
// Must never call a provider or the database, so that every decision can be made again on fresh rows.
import { callLostAt } from './doubt.js';
import type { Payment } from './entities/payment.entity.js';
import { settlePaymentJob } from './jobs.js';
import type { OrderDraft } from './order-draft.js';
import { addPayment } from './payment-moves.js';

/**
 * Claims the right to charge: the payment is born confirming, and with it goes a job that looks it up should this process
 * die. Windows in which the buyer could pay the same are closed.
 *
 * @param payment with `confirmStartedAt` and the status `confirming`
 * @param deadlineMs how long the provider's call may take at most, in ms
 */
export function beginCharge(draft: OrderDraft, payment: Payment, deadlineMs: number): void {
  addPayment(draft, payment);
  draft.moveOrder('confirming');
  draft.enqueue(settlePaymentJob(payment.id, callLostAt(draft.now, deadlineMs)));
}
