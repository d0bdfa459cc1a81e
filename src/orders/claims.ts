// Which payment has a claim on its order, so that an order never takes money twice.
// Must never move a payment.
import type { Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { OrderDraft } from './order-draft.js';
import type { PaymentStatus } from './states.js';

const TAKING: readonly PaymentStatus[] = ['confirming', 'awaiting_deposit', 'paid'];

/** Whether another payment of the order has the money or is about to get it. */
export function anotherTakesMoney(order: Order, payment: Payment): boolean {
  return order.payments.some((other) => other.id !== payment.id && TAKING.includes(other.status));
}

/** Whether the order still waits for money, and for no other payment's. */
export function canTakeMoney(order: Order, payment: Payment): boolean {
  const isWaiting = ['unpaid', 'confirming', 'in_doubt', 'awaiting_deposit'].includes(order.status);
  return isWaiting && !mustGoBack(payment) && !lostItsMonth(payment) && !anotherTakesMoney(order, payment);
}

/** What was taken was not what was asked for: it goes back, or has gone back. A provider need not tell of that. */
export function mustGoBack({ refusal }: Pick<Payment, 'refusal'>): boolean {
  return refusal?.reason === 'given_back';
}

/** How much of what had to go back the provider says it gave back, in won, once that has settled the payment. */
export function wentBackWon({ status, refusal }: Pick<Payment, 'status' | 'refusal'>): number | null {
  return status === 'refused' && mustGoBack({ refusal }) ? (refusal?.wentBackWon ?? null) : null;
}

/** Refused, and with it the month was free for another charge: money found afterwards would be a second one. */
function lostItsMonth(payment: Payment): boolean {
  return payment.billingMonth !== null && !payment.holdsMonth;
}

/** This payment has no claim any more: the order may be paid again, unless another has one. */
export function releaseOrder(draft: OrderDraft, payment: Payment): void {
  const { order } = draft;
  const anotherIsInDoubt = order.payments.some((other) => other.id !== payment.id && other.status === 'in_doubt');
  if (anotherIsInDoubt || anotherTakesMoney(order, payment)) return;
  if (order.status === 'confirming' || order.status === 'in_doubt') draft.moveOrder('unpaid');
}
