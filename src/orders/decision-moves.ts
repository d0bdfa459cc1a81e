// What an operator's decision does to a payment or cancellation that no machine could settle, decided on a draft.
// Must never touch what is not in doubt, or what no operator was called for: the provider's own answer goes first.
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { cannotHappenTwice, finishCancellation, refuseCancellation, repeatCancellation } from './cancellation-moves.js';
import { mustGoBack, releaseOrder } from './claims.js';
import { LAST_LOOKUP_AFTER_MS, type DoubtSettings } from './doubt.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import { splitOf } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { RefundNotice } from './entities/refund-notice.entity.js';
import { settleCancellationJob } from './jobs.js';
import { askAboutNotices, settleCalled } from './notice-moves.js';
import type { OrderDraft } from './order-draft.js';
import type { OperatorsWord } from './operators-word.js';
import { whyNotPaidAt } from './paid-at.js';
import {
  applyReceipt,
  askNext,
  lateLookAt,
  nextLookAtGivenUp,
  refusePayment,
  stepTowardsDoubt,
} from './payment-moves.js';
import type { PaymentProvider } from './provider.port.js';
import { RUNNING_CANCELLATION_STATES } from './states.js';

export const PAYMENT_DECISIONS = ['paid', 'not_paid', 'given_back', 'noted'] as const;
export type PaymentDecision = (typeof PAYMENT_DECISIONS)[number];

export const CANCELLATION_DECISIONS = ['refunded', 'not_refunded', 'try_again', 'noted'] as const;
export type CancellationDecision = (typeof CANCELLATION_DECISIONS)[number];

/** Of payments that nobody waits for: somebody is called to them where late looks stay without an answer. */
export const GIVEN_UP_STATES: readonly string[] = ['open', 'abandoned', 'refused'];
/** Nothing is in doubt about a payment in these states; an operator may be called to it all the same. */
const NOTABLE_STATES: readonly string[] = [...GIVEN_UP_STATES, 'awaiting_deposit', 'paid', 'reversed'];

/** A payment as an operator found it at the provider. */
export interface FoundPayment {
  readonly providerPaymentId: string;
  readonly paidAt: Date;
}

/**
 * One step of a payment that was given up, and that an operator found paid, towards the doubt in which that is decided.
 *
 * @returns whether another step is left
 * @throws Problem `nothing_to_decide`, `decision_not_possible`
 */
export function approachPaid(
  draft: OrderDraft,
  payment: Payment,
  word: OperatorsWord,
  settings: DoubtSettings,
): boolean {
  if (!isGivenUp(payment)) return false;
  requireCall(payment);
  if (payment.receipt !== null) throw impossible(IS_AN_ACCOUNT);
  if (mustGoBack(payment)) throw impossible(GOES_BACK);
  draft.decide('operator_said_paid', payment, word);
  stepTowardsDoubt(draft, payment, settings);
  return isGivenUp(payment);
}

/**
 * The provider has the money. The order takes it, or it goes back.
 *
 * @returns a reversal that must now be carried out, when the order cannot take it
 * @throws Problem `nothing_to_decide`, `decision_not_possible`
 */
export function decidePaid(
  draft: OrderDraft,
  payment: Payment,
  word: OperatorsWord,
  { providerPaymentId, paidAt }: FoundPayment,
  { can }: Pick<PaymentProvider, 'can'>,
): Cancellation | null {
  requireDoubtAboutPayment(payment);
  if (mustGoBack(payment)) throw impossible(GOES_BACK);
  const why = whyNotPaidAt(paidAt, payment, draft.now);
  if (why !== null) throw impossible(why);
  const method = payment.askedMethod ?? 'other';
  const { amountWon } = payment;
  const part = { method, name: 'found by an operator', amountWon, ...splitOf(draft.order), transactionNumber: null };
  draft.decide('operator_said_paid', payment, word);
  return applyReceipt(draft, payment, {
    receipt: {
      state: 'paid',
      providerPaymentId,
      method,
      parts: [part],
      // Whether it can be refunded there after all, the provider will say when asked to.
      cancels: can.partialCancel ? 'any' : 'whole',
      paidAt: paidAt.toISOString(),
      card: null,
      deposit: null,
      enteredByOperator: true,
    },
    sealedSecret: null,
    sealedRegisteredKey: null,
  });
}

/**
 * The provider has no such payment: the order may be paid otherwise. It is looked up once more all the same.
 *
 * @throws Problem `nothing_to_decide`, `decision_not_possible`
 */
export function decideNotPaid(draft: OrderDraft, payment: Payment, word: OperatorsWord, settings: DoubtSettings): void {
  requireDoubtAboutPayment(payment);
  draft.decide('operator_said_not_paid', payment, word);
  refusePayment(draft, payment, { reason: 'not_paid' }, lateLookAt(draft.now, settings));
}

/**
 * Money that the order could not take and the provider would not give back was returned by other means.
 *
 * @throws Problem `nothing_to_decide`, `decision_not_possible`
 */
export function decideGivenBack(draft: OrderDraft, payment: Payment, word: OperatorsWord): void {
  requireUndecided(payment, 'payment');
  if (payment.receipt === null) throw impossible('It is not known to be paid; say "paid" or "not_paid".');
  const running = draft.order.cancellations.find(
    (each) => each.paymentId === payment.id && RUNNING_CANCELLATION_STATES.includes(each.status),
  );
  if (running) throw impossible(`It is being given back by ${showId('cancellation', running.id)}; decide about that.`);
  draft.decide('operator_said_given_back', payment, word);
  draft.movePayment(payment, 'reversed', { inDoubtSince: null, attention: null });
  releaseOrder(draft, payment);
  askAboutNotices(draft, payment);
}

/**
 * The provider gave the amount back.
 *
 * @param providerCancellationId the provider's id of it, when the operator saw one
 * @throws Problem `nothing_to_decide`
 */
export function decideRefunded(
  draft: OrderDraft,
  cancellation: Cancellation,
  word: OperatorsWord,
  providerCancellationId: string | null,
): void {
  requireUndecided(cancellation, 'cancellation');
  draft.decide('operator_said_refunded', cancellation, word);
  const receipt = {
    providerCancellationId,
    cancelledWon: cancellation.amountWon,
    balanceAfterWon: cancellation.balanceBeforeWon - cancellation.amountWon,
    cancelledAt: null,
  };
  finishCancellation(draft, cancellation, receipt, word);
}

/**
 * Nothing was given back, and it is not tried any more: a new refund may be asked for. It is asked about for a day all the
 * same.
 *
 * @throws Problem `nothing_to_decide`
 */
export function decideNotRefunded(
  draft: OrderDraft,
  cancellation: Cancellation,
  word: OperatorsWord,
  settings: DoubtSettings,
): void {
  requireUndecided(cancellation, 'cancellation');
  draft.decide('operator_said_not_refunded', cancellation, word);
  refuseCancellation(draft, cancellation, { reason: 'not_refunded' });
  // The word is all there is: from now on it is in question.
  draft.changeCancellation(cancellation, { inDoubtSince: draft.now });
  draft.enqueue(settleCancellationJob(cancellation.id, new Date(draft.now.getTime() + settings.lateLookupMs)));
}

/**
 * What an operator was called for is seen to: a cancellation that is done, and after which the balances differed.
 *
 * @throws Problem `nothing_to_decide`, `decision_not_possible`
 */
export function decideNoted(draft: OrderDraft, cancellation: Cancellation, word: OperatorsWord): void {
  const { status } = cancellation;
  requireCall(cancellation);
  if (status !== 'done') throw impossible(`The cancellation is ${status}; say what became of it.`);
  draft.decide('operator_noted', cancellation, word);
  draft.changeCancellation(cancellation, { attention: null });
}

/**
 * What an operator was called to a settled payment for is seen to: nothing went back elsewhere, or it is recorded. Of one that
 * was given up: they found no money there; the provider is asked again, within a day, as they may be wrong.
 *
 * @param notices all of the order's: those that the operator was called with are seen to
 * @throws Problem `nothing_to_decide`, `decision_not_possible`
 */
export function decidePaymentNoted(
  draft: OrderDraft,
  payment: Payment,
  word: OperatorsWord,
  notices: readonly RefundNotice[],
  settings: DoubtSettings,
): void {
  const { status } = payment;
  requireCall(payment);
  // Where nobody has answered yet, the question is still to be asked.
  const atLast = payment.inDoubtSince === null ? null : new Date(draft.now.getTime() + LAST_LOOKUP_AFTER_MS);
  const lookAfterWord = nextLookAtGivenUp(payment, draft.now, settings) ?? atLast;
  if (!NOTABLE_STATES.includes(status)) throw impossible(`The payment is ${status}; say what became of it.`);
  draft.decide('operator_noted', payment, word);
  if (isGivenUp(payment)) {
    draft.changePayment(payment, { attention: null, inDoubtSince: null });
    // They have looked for what nobody told, and may be wrong. Into an account money may come later, which has its own time.
    if (payment.receipt === null) askNext(draft, payment, lookAfterWord);
    return;
  }
  draft.changePayment(payment, { attention: null });
  settleCalled(draft, payment, notices);
  askAboutNotices(draft, payment);
}

/**
 * Claims the right to send it again. Where that could refund twice, only if the operator takes that upon them.
 *
 * @throws Problem `nothing_to_decide`, `decision_not_possible`
 */
export function decideToTryAgain(
  draft: OrderDraft,
  cancellation: Cancellation,
  word: OperatorsWord,
  acceptsDoubleRefund: boolean,
  { can, deadlineMs }: Pick<PaymentProvider, 'can' | 'deadlineMs'>,
): void {
  requireUndecided(cancellation, 'cancellation');
  if (!acceptsDoubleRefund && !cannotHappenTwice(can.repeatCancel, draft.order, cancellation)) {
    throw impossible(
      'At this provider a repetition could refund twice. If you know that nothing was refunded, send acceptDoubleRefund: true.',
    );
  }
  repeatCancellation(draft, cancellation, deadlineMs, 'operator_sent_again', word);
}

/**
 * What an operator may decide about a payment in this state.
 *
 * @param goesBack whether what was taken is not what was asked for, so that all of it goes back
 */
export function possiblePaymentDecisions(
  status: string,
  hasReceipt: boolean,
  goesBack = false,
): readonly PaymentDecision[] {
  if (GIVEN_UP_STATES.includes(status)) return hasReceipt || goesBack ? ['noted'] : ['paid', 'noted'];
  if (NOTABLE_STATES.includes(status)) return ['noted'];
  if (status !== 'in_doubt') return [];
  if (hasReceipt) return ['given_back'];
  return goesBack ? ['not_paid'] : ['paid', 'not_paid'];
}

/** What an operator may decide about a cancellation in this state. */
export function possibleCancellationDecisions(status: string): readonly CancellationDecision[] {
  if (status === 'done') return ['noted'];
  return status === 'in_doubt' ? ['refunded', 'not_refunded', 'try_again'] : [];
}

function isGivenUp({ status }: Payment): boolean {
  return GIVEN_UP_STATES.includes(status);
}

function requireCall({ attention }: Payment | Cancellation): void {
  if (attention === null) throw new Problem('nothing_to_decide', { detail: 'No operator was called.' });
}

function requireDoubtAboutPayment(payment: Payment): void {
  requireUndecided(payment, 'payment');
  if (payment.receipt !== null) throw impossible('It is known to be paid, and is to be given back.');
}

function requireUndecided({ status, attention }: Payment | Cancellation, entity: string): void {
  if (status !== 'in_doubt') throw new Problem('nothing_to_decide', { detail: `The ${entity} is ${status}.` });
  if (attention === null) throw new Problem('nothing_to_decide', { detail: 'The provider is still being asked.' });
}

const GOES_BACK =
  'What was taken is not what was asked for, so all of it goes back. Give it back at the provider; the platform asks for it there and ends the payment by itself.';

const IS_AN_ACCOUNT =
  'Nobody waits for its deposit any more. Money that comes is found by asking; give it back by hand, and say "noted".';

function impossible(detail: string): Problem {
  return new Problem('decision_not_possible', { detail });
}
