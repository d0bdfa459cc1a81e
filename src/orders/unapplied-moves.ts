// What an answer that cannot be applied leaves behind, decided on a draft: doubt, the rule, and an operator called.
// Must never write anything of the answer: that is what could not be kept.
import { doubtCancellation } from './cancellation-moves.js';
import type { DoubtSettings } from './doubt.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Payment } from './entities/payment.entity.js';
import { reconcilePaymentJob, settlePaymentJob } from './jobs.js';
import type { OrderDraft } from './order-draft.js';
import { nextLookAtGivenUp, parkPayment } from './payment-moves.js';

/**
 * Puts a payment into doubt whose answer could not be applied. The database lets a row take one step in a write.
 *
 * @param why what stood in the way, in words of our own
 * @param foundMoney whether the answer was that the provider has money
 * @returns whether another step is needed
 */
export function doubtUnappliedPayment(
  draft: OrderDraft,
  payment: Payment,
  why: string,
  foundMoney: boolean,
  settings: DoubtSettings,
): boolean {
  const { status } = payment;
  if (status === 'paid' || status === 'reversed') return false;
  // Given up, and no money was found: nothing is in doubt.
  if (!foundMoney && (status === 'open' || status === 'abandoned' || status === 'refused')) {
    const next = nextLookAtGivenUp(payment, draft.now, settings);
    if (next) draft.enqueue(settlePaymentJob(payment.id, next));
    return false;
  }
  const attention = payment.attention ?? sentenceOf(why);
  draft.decide('cannot_apply', payment, { reason: why });
  if (status === 'open') {
    draft.movePayment(payment, 'abandoned', { refusal: { reason: 'already_paid' } });
    return true;
  }
  // In doubt with a receipt, it is being given back, and its reversal goes on.
  if (status !== 'in_doubt' || payment.receipt === null) parkPayment(draft, payment, settings, true);
  draft.changePayment(payment, { attention });
  return false;
}

/**
 * What a provider said of the balance of a settled payment could not be applied: an operator is called, and it is asked again
 * until it can be.
 */
export function doubtUnappliedBalance(draft: OrderDraft, payment: Payment, why: string, settings: DoubtSettings): void {
  if (payment.status !== 'paid') return;
  draft.decide('cannot_apply', payment, { reason: why });
  draft.changePayment(payment, { attention: payment.attention ?? sentenceOf(why) });
  draft.enqueue(reconcilePaymentJob(payment.id, new Date(draft.now.getTime() + settings.longestLookupMs)));
}

/** Puts a cancellation into doubt whose answer could not be applied. */
export function doubtUnappliedCancellation(
  draft: OrderDraft,
  cancellation: Cancellation,
  why: string,
  settings: DoubtSettings,
): void {
  if (cancellation.status === 'done' || cancellation.status === 'rejected') return;
  if (cancellation.status === 'requested') return;
  draft.decide('cannot_apply', cancellation, { reason: why });
  doubtCancellation(draft, cancellation, settings, sentenceOf(why));
}

function sentenceOf(why: string): string {
  return `The provider answered, and the answer could not be applied: ${why}.`;
}
