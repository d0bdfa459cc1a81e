// What happens to a cancellation, decided on a draft: asked for, being carried out, done, refused, in doubt.
// Must never call a provider or the database, so that every decision can be made again on fresh rows.
import { isDeepStrictEqual } from 'node:util';
import { newId } from '../common/ids.js';
import { totalOf, type TaxSplit } from '../common/money.js';
import { planCancellation, type Refunder, type RefundWish } from './cancellation-plan.js';
import { releaseOrder } from './claims.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import { cancellationSplitOf } from './entities/cancellation.entity.js';
import { splitOf, type Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import { callLostAt, lookupWaitMs, nextLaterLookup, operatorNeeded, type DoubtSettings } from './doubt.js';
import { takeFromBalance } from './external-moves.js';
import { reconcilePaymentJob, SETTLE_CANCELLATION, settleCancellationJob } from './jobs.js';
import { askAboutNotices } from './notice-moves.js';
import { balanceToBe, expectedBalance } from './provider-balance.js';
import type { OrderDraft, Word } from './order-draft.js';
import type { Refusal, Reply } from './provider-reply.js';
import type { Capabilities } from './provider.port.js';
import type { CancelReceipt } from './receipt.js';
import { RUNNING_CANCELLATION_STATES } from './states.js';
import { unclear } from './unclear.js';
import type { VerdictRule } from './verdict-rules.js';

/** What somebody asks to be refunded, and by whom. */
export interface CancellationWish extends RefundWish {
  readonly reason: string;
  /** `key_…`, `person_…` or `platform`. */
  readonly requestedBy: string;
}

/**
 * Checks a wish against the books and the provider's abilities, and starts it.
 *
 * @param id of the cancellation, where it was chosen before: the database takes it only once
 * @throws Problem `order_not_cancellable`, `cancellation_running`, `over_balance`, `not_supported`, `needs_operator`
 */
export function startCancellation(
  draft: OrderDraft,
  wish: CancellationWish,
  providerOf: (payment: Payment) => Refunder,
  id = newId(),
): Cancellation {
  const { payment, part } = planCancellation(draft.order, wish, providerOf);
  const balanceWon = balanceToBe(expectedBalance(draft.order, payment));
  const cancellation = { ...newCancellation(draft, payment, part, balanceWon, 'refund', wish), id };
  draft.addCancellation(cancellation);
  draft.enqueue(settleCancellationJob(cancellation.id, callLostAt(draft.now, providerOf(payment).deadlineMs)));
  return cancellation;
}

/** Starts giving back everything of a payment that must not stand. The order's own balance is not touched. */
export function addReversal(draft: OrderDraft, payment: Payment): Cancellation | null {
  const runs = draft.order.cancellations.some(
    (each) => each.paymentId === payment.id && RUNNING_CANCELLATION_STATES.includes(each.status),
  );
  if (runs) return null;
  const wish = { reason: 'The order could not take this payment.', requestedBy: 'platform' };
  const reversal = newCancellation(draft, payment, splitOf(draft.order), payment.amountWon, 'reversal', wish);
  draft.addCancellation(reversal);
  // The watch over it is the payment's own settlement; this job covers a death between here and the answer.
  draft.enqueue(settleCancellationJob(reversal.id, callLostAt(draft.now, 30_000)));
  return reversal;
}

/** What a provider was asked: to give back, to give back though an earlier asking may have done it, or what is so. */
export type CancelQuestion = 'cancel' | 'repetition' | 'lookup';

/** Applies the answer to a cancellation or to a lookup of one. */
export function applyCancelReply(
  draft: OrderDraft,
  cancellation: Cancellation,
  question: CancelQuestion,
  reply: Reply<CancelReceipt>,
  settings: DoubtSettings,
): void {
  if (wasFoundNotRefunded(cancellation) && reply.is === 'done') doubtOperator(draft, cancellation);
  else if (cancellation.status === 'executing' || cancellation.status === 'in_doubt') {
    applyAnswer(draft, cancellation, question, reply, settings);
  }
}

/**
 * Whether it may have happened already: it was sent before and the answer was lost, or all of late money is to go back, by
 * whomever.
 */
export function mayHaveHappened({ kind, inDoubtSince }: Cancellation): boolean {
  return kind === 'reversal' || inDoubtSince !== null;
}

/** Refused by an operator's word alone, which a provider's answer may still prove wrong. */
export function wasFoundNotRefunded({ status, refusal }: Cancellation): boolean {
  return status === 'refused' && refusal?.reason === 'not_refunded';
}

/**
 * The provider gave back what an operator had found not given back: it is in doubt again, and the next question settles it.
 * Not when something was given back since, of which the provider may be speaking.
 */
function doubtOperator(draft: OrderDraft, cancellation: Cancellation): void {
  const { order, now } = draft;
  const gaveUp = ['refused', 'rejected'];
  const isSuperseded = order.cancellations.some(
    (each) => each.paymentId === cancellation.paymentId && each.id > cancellation.id && !gaveUp.includes(each.status),
  );
  const isGivenBackOtherwise = paymentOf(order, cancellation).status === 'reversed';
  if (isSuperseded || isGivenBackOtherwise) return;
  draft.decide('refund_found_after_all', cancellation);
  draft.moveCancellation(cancellation, 'in_doubt', { inDoubtSince: now, lookups: 0, refusal: null });
  draft.enqueue(settleCancellationJob(cancellation.id, now));
}

/**
 * After a question that did not prove wrong the operator who had found it not given back, whatever the answer was: the lost
 * call may be late, and the provider silent. It is asked about for a day after their word.
 */
export function askOnAfterOperator(draft: OrderDraft, cancellation: Cancellation): void {
  if (!wasFoundNotRefunded(cancellation)) return;
  const next = nextLaterLookup(cancellation.inDoubtSince, draft.now);
  if (next) draft.enqueue(settleCancellationJob(cancellation.id, next));
  else draft.changeCancellation(cancellation, { inDoubtSince: null });
}

function applyAnswer(
  draft: OrderDraft,
  cancellation: Cancellation,
  question: CancelQuestion,
  said: Reply<CancelReceipt>,
  settings: DoubtSettings,
): void {
  const reply = question === 'lookup' ? heardWhenAsked(said) : said;
  const decide = (rule: VerdictRule) => draft.decide(rule, cancellation, unclear(reply));
  switch (reply.is) {
    case 'done':
      decide(question === 'lookup' ? foundRule(cancellation, reply.value) : 'cancellation_answered');
      finishCancellation(draft, cancellation, reply.value);
      return;
    case 'refused':
      // Nobody knows what became of the first sending, so a no to a second one does not say that nothing moved.
      if (question === 'repetition') decide('repetition_refused');
      // It speaks of now; the request whose answer was lost may still be on its way.
      else if (isTooEarlyToBelieve(draft, cancellation, settings)) decide('said_not_cancelled_too_early');
      else {
        decide(question === 'lookup' ? 'lookup_said_not_cancelled' : 'cancellation_refused');
        refuseCancellation(draft, cancellation, reply.refusal);
        return;
      }
      doubtCancellation(draft, cancellation, settings);
      return;
    case 'unsent':
      decide('cancellation_unsent');
      // Only the first sending may be forgotten: an earlier one that was in doubt may have happened.
      if (cancellation.kind === 'refund' && cancellation.inDoubtSince === null) {
        refuseCancellation(draft, cancellation, { reason: 'invalid' });
        return;
      }
      doubtCancellation(draft, cancellation, settings);
      return;
    case 'unknown':
      if (cancellation.status === 'in_doubt') decide('cannot_tell');
      else decide(question === 'lookup' ? 'call_lost' : 'answer_lost');
      doubtCancellation(draft, cancellation, settings);
  }
}

/** How many won more are gone than a cancellation was to leave, where its effect alone was seen; 0 where it was told itself. */
export function goneBeyondWon(
  { amountWon, balanceBeforeWon }: Pick<Cancellation, 'amountWon' | 'balanceBeforeWon'>,
  { providerCancellationId, balanceAfterWon }: Pick<CancelReceipt, 'providerCancellationId' | 'balanceAfterWon'>,
): number {
  if (providerCancellationId !== null) return 0;
  return Math.max(0, balanceBeforeWon - amountWon - balanceAfterWon);
}

/** By which rule a question found a cancellation done. */
export function foundRule(
  cancellation: Cancellation,
  receipt: Pick<CancelReceipt, 'providerCancellationId' | 'balanceAfterWon'>,
): VerdictRule {
  return goneBeyondWon(cancellation, receipt) > 0 ? 'lookup_found_more_gone' : 'lookup_found_cancelled';
}

/** A question that never left says nothing of the call that it is about. */
function heardWhenAsked(reply: Reply<CancelReceipt>): Reply<CancelReceipt> {
  return reply.is === 'unsent' ? { is: 'unknown', cause: reply.cause } : reply;
}

/** Nothing was given back, so it may be asked for again. Whoever calls has decided how we know. */
export function refuseCancellation(draft: OrderDraft, cancellation: Cancellation, refusal: Refusal): void {
  draft.moveCancellation(cancellation, 'refused', { refusal, inDoubtSince: null, attention: null });
  draft.finishJob(`${SETTLE_CANCELLATION}:${cancellation.id}`);
  if (cancellation.kind === 'reversal') callOperatorForReversal(draft, cancellation);
  else askAboutNotices(draft, paymentOf(draft.order, cancellation));
}

function isTooEarlyToBelieve(draft: OrderDraft, { inDoubtSince }: Cancellation, settings: DoubtSettings): boolean {
  return inDoubtSince !== null && draft.now.getTime() - inDoubtSince.getTime() < settings.believeUnpaidAfterMs;
}

/**
 * Puts a cancellation whose outcome is unknown aside, or asks again later; calls an operator when it lasts too long.
 *
 * @param why an operator is needed at once
 */
export function doubtCancellation(
  draft: OrderDraft,
  cancellation: Cancellation,
  settings: DoubtSettings,
  why: string | null = null,
): void {
  const lookups = cancellation.inDoubtSince === null ? 0 : cancellation.lookups + 1;
  const inDoubtSince = cancellation.inDoubtSince ?? draft.now;
  const attention = cancellation.attention ?? why ?? operatorNeeded(inDoubtSince, draft.now, settings);
  const changes = { lookups, inDoubtSince, attention, refusal: null };
  if (cancellation.status === 'in_doubt') draft.changeCancellation(cancellation, changes);
  else draft.moveCancellation(cancellation, 'in_doubt', changes);
  const runAt = new Date(draft.now.getTime() + lookupWaitMs(lookups, settings));
  draft.enqueue(settleCancellationJob(cancellation.id, runAt));
}

/**
 * Whether a cancellation whose answer was lost may be sent again.
 *
 * @param found what a lookup said about it just now
 */
export function mayRepeat(
  { repeatCancel }: Capabilities,
  order: Order,
  cancellation: Cancellation,
  found: Reply<CancelReceipt>,
): boolean {
  if (found.is === 'refused' && found.refusal.reason === 'balance_differs') return false;
  if (repeatCancel === 'always') return found.is === 'refused';
  return cannotHappenTwice(repeatCancel, order, cancellation) && (found.is === 'refused' || found.is === 'unknown');
}

/**
 * Whether what a lookup said would end the doubt about a cancellation, as done or as not done: such an answer is asked for
 * twice. A balance that differs is asked about again by whoever settles on it.
 */
export function endsDoubt(
  can: Capabilities,
  order: Order,
  cancellation: Cancellation,
  found: Reply<CancelReceipt>,
): boolean {
  if (found.is === 'done') return true;
  if (found.is !== 'refused' || found.refusal.reason === 'balance_differs') return false;
  return !mayRepeat(can, order, cancellation, found);
}

/** What two lookups of a cancellation came to: what both said, or that nobody knows. */
export function toldTwice(first: Reply<CancelReceipt>, second: Reply<CancelReceipt>): Reply<CancelReceipt> {
  if (second.is === 'unknown' || second.is === 'unsent') return second;
  if (isDeepStrictEqual(first, second)) return second;
  return { is: 'unknown', cause: new Error(`Asked twice, it said ${inWords(first)}, then ${inWords(second)}.`) };
}

function inWords(reply: Reply<CancelReceipt>): string {
  if (reply.is !== 'done') return 'that it was not given back';
  return `that it was given back and ${reply.value.balanceAfterWon} won are left`;
}

/** Whether a cancellation that is sent again can refund only once, whatever became of the first sending. */
export function cannotHappenTwice(
  repeatCancel: Capabilities['repeatCancel'],
  order: Order,
  cancellation: Cancellation,
): boolean {
  if (repeatCancel !== 'whole') return repeatCancel === 'always';
  const { amountWon } = paymentOf(order, cancellation);
  return cancellation.amountWon === amountWon && cancellation.balanceBeforeWon === amountWon;
}

/** Claims the right to send a cancellation in doubt again, where that cannot refund twice or an operator says so. */
export function repeatCancellation(
  draft: OrderDraft,
  cancellation: Cancellation,
  deadlineMs: number,
  rule: VerdictRule,
  word: Word = {},
): boolean {
  if (cancellation.status !== 'in_doubt') return false;
  draft.decide(rule, cancellation, word);
  draft.moveCancellation(cancellation, 'executing', { startedAt: draft.now });
  draft.enqueue(settleCancellationJob(cancellation.id, callLostAt(draft.now, deadlineMs)));
  return true;
}

/**
 * It was given back: the balance, or the payment that must not stand, follows. Whoever calls has decided how we know.
 *
 * @param word the operator's, when it is by theirs that we know
 */
export function finishCancellation(
  draft: OrderDraft,
  cancellation: Cancellation,
  receipt: CancelReceipt,
  word: Word | null = null,
): void {
  const changes = { receipt, attention: null, doneAt: draft.now, inDoubtSince: null };
  draft.moveCancellation(cancellation, 'done', changes);
  draft.finishJob(`${SETTLE_CANCELLATION}:${cancellation.id}`);
  if (cancellation.kind === 'reversal') {
    const payment = paymentOf(draft.order, cancellation);
    if (word) draft.decide('operator_said_given_back', payment, word);
    else draft.decide('late_money_given_back', payment);
    draft.movePayment(payment, 'reversed', { inDoubtSince: null, attention: null });
    releaseOrder(draft, payment);
    askAboutNotices(draft, payment);
    return;
  }
  takeFromBalance(draft, cancellationSplitOf(cancellation));
  const leftWon = cancellation.balanceBeforeWon - cancellation.amountWon;
  // Whatever is missing beyond it went back elsewhere, or is there too much: to be found out.
  if (receipt.balanceAfterWon !== leftWon) draft.enqueue(reconcilePaymentJob(cancellation.paymentId, draft.now));
  else askAboutNotices(draft, paymentOf(draft.order, cancellation));
}

/** Money that could not be given back by machine must not be forgotten. */
function callOperatorForReversal(draft: OrderDraft, cancellation: Cancellation): void {
  const attention = 'The provider has money for an order that could not take it, and refused to give it back.';
  draft.changePayment(paymentOf(draft.order, cancellation), { attention });
}

function newCancellation(
  draft: OrderDraft,
  payment: Payment,
  part: TaxSplit,
  balanceBeforeWon: number,
  kind: Cancellation['kind'],
  wish: Pick<CancellationWish, 'reason' | 'requestedBy'>,
): Cancellation {
  return {
    id: newId(),
    orderId: draft.order.id,
    paymentId: payment.id,
    kind,
    origin: null,
    status: 'executing',
    amountWon: totalOf(part),
    ...part,
    taxSplitAssumed: false,
    balanceBeforeWon,
    reason: wish.reason,
    requestedBy: wish.requestedBy,
    receipt: null,
    refusal: null,
    startedAt: draft.now,
    inDoubtSince: null,
    lookups: 0,
    attention: null,
    doneAt: null,
    createdAt: draft.now,
  };
}

function paymentOf(order: Order, cancellation: Cancellation): Payment {
  const payment = order.payments.find((each) => each.id === cancellation.paymentId);
  if (!payment) throw new Error(`The payment of cancellation ${cancellation.id} is not part of its order.`);
  return payment;
}
