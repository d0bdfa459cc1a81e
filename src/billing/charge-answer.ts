// What a caller hears of a charge, by the state of its payment.
// Must never call a charge failed whose outcome is unknown.
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import type { Answer } from '../orders/answers.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import { refusalProblem } from '../orders/refusals.js';

/**
 * 201 when the card was charged, 202 while that is being looked up.
 *
 * @param view makes what the caller is shown
 * @throws Problem `provider_refused`, `provider_not_reached`, `order_not_payable`
 */
export function chargeAnswer<T>(payment: Payment, view: () => T): Answer<T> {
  const resourceId = showId('order', payment.orderId);
  switch (payment.status) {
    case 'paid':
      return { status: 201, body: view(), replayed: false };
    case 'open':
    case 'confirming':
    case 'in_doubt':
    case 'awaiting_deposit':
      return { status: 202, body: view(), replayed: false };
    case 'refused': {
      if (wasNotSent(payment)) throw new Problem('provider_not_reached', { resourceId, retryAfterSeconds: 3 });
      const { facts } = refusalProblem(payment.refusal ?? { reason: 'declined' });
      throw new Problem('provider_refused', { ...facts, resourceId });
    }
    case 'abandoned':
    case 'reversed':
      throw new Problem('order_not_payable', { detail: 'The charge was given back.', resourceId });
  }
}

/** Whether the charge surely never left: the same one may be tried again. */
export function wasNotSent({ status, refusal }: Payment): boolean {
  return status === 'refused' && refusal?.reason === 'not_sent';
}
