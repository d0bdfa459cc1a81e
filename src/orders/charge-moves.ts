// A charge on a stored card, decided on a draft: order and payment begin with the call to the provider on its way.
// Must never call a provider or the database, so that every decision can be made again on fresh rows.
import { isChargedOrder } from './claims.js';
import { callLostAt } from './doubt.js';
import type { Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import { settlePaymentJob } from './jobs.js';
import type { OrderDraft } from './order-draft.js';

/** Why a stored card cannot be charged for the order at this moment, or `null` when it can. */
export function whyNotChargeable(order: Order, now: Date): string | null {
  if (order.payments.length > 0 && !isChargedOrder(order)) return 'The order is paid in a window.';
  if (order.status !== 'unpaid') return `The order is ${order.status}.`;
  if (order.expiresAt <= now) return `The order expired at ${order.expiresAt.toISOString()}.`;
  return null;
}

/**
 * Claims the right to charge: the payment is born confirming, and with it goes a job that looks it up should this process
 * die.
 *
 * @param payment with `confirmStartedAt` and the status `confirming`
 * @param deadlineMs how long the provider's call may take at most, in ms
 */
export function beginCharge(draft: OrderDraft, payment: Payment, deadlineMs: number): void {
  draft.addPayment(payment);
  draft.moveOrder('confirming');
  draft.enqueue(settlePaymentJob(payment.id, callLostAt(draft.now, deadlineMs)));
}
