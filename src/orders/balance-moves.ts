// What a provider's balance means for an order, decided on a draft, when it is not what our books say: money that went back
// elsewhere is recorded, what nobody can tell calls an operator. Must never call a provider, nor take one answer for enough.
import { splitCancellation, totalOf, type TaxSplit } from '../common/money.js';
import { scrubText } from '../common/logging/scrub.js';
import { cutTo, madeStorable } from '../common/text.js';
import {
  doubtCancellation,
  finishCancellation,
  foundRule,
  goneBeyondWon,
  mayHaveHappened,
  refuseCancellation,
} from './cancellation-moves.js';
import { leftOf } from './cancellation-plan.js';
import { lookupWaitMs, type DoubtSettings } from './doubt.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { RefundNotice } from './entities/refund-notice.entity.js';
import { recordExternal } from './external-moves.js';
import { paymentIn } from './loaded-order.js';
import {
  compareBalance,
  expectedBalance,
  shownBy,
  type BalanceSays,
  type ExpectedBalance,
} from './provider-balance.js';
import { reconcilePaymentJob } from './jobs.js';
import { doubtNotices, markCalled, settleAll, TOLD_AND_SILENT, toldAndWhy, waitingNotices } from './notice-moves.js';
import type { OrderDraft } from './order-draft.js';
import type { Capabilities } from './provider.port.js';
import type { Refusal } from './provider-reply.js';
import type { PaymentCall } from './verdict-rules.js';

/** What asking a provider twice for a balance came to. */
export type BalanceFound =
  /** Both answers were the same. */
  | { readonly is: 'told'; readonly leftWon: number }
  /** It answered, and does not tell. */
  | { readonly is: 'not_told' }
  /** Both answers told the same figure, which says that less is left than our books have, or more, and not how much. */
  | { readonly is: 'unexplained'; readonly toldWon: number }
  /** No answer, or two that differ. */
  | { readonly is: 'unclear'; readonly reason: string };

/** So many questions about what a notice told may stay without an answer before an operator is called. */
const PATIENT_QUESTIONS = 3;
/** Of why there is no answer, in the sentence for the operator. */
const MOST_CHARACTERS = 200;

const REFUSED_AND_SILENT =
  'The provider refused a refund because less is left there than our books say, and does not tell how much: look there, and record what went back elsewhere.';

const MAY_BE_OURS =
  'The provider refused it when it was sent again, because less is left there than our books say, and does not tell how much: look there whether this refund is among what went back.';

const JUST_SO_MUCH =
  'The provider refused it because less is left there than our books say, and just so much is missing: look there whether this refund is what went back.';

/** How holding a balance against our books came out. */
export type BalanceOutcome = 'equal' | 'recorded' | 'operator_called' | 'unclear';

/**
 * Holds a provider's balance against our books: less there than here is recorded, more there than here calls an operator.
 * What becomes of the notices that wait follows from it.
 *
 * @param notices all of the order's, as they were when the provider was asked
 */
export function holdAgainstBooks(
  draft: OrderDraft,
  payment: Payment,
  found: BalanceFound,
  notices: readonly RefundNotice[],
  settings: DoubtSettings,
): BalanceOutcome {
  if (found.is === 'unclear') return waitForAnswer(draft, payment, found.reason, notices, settings);
  if (payment.lookups > 0) draft.changePayment(payment, { lookups: 0 });
  const expected = expectedBalance(draft.order, payment);
  if (found.is === 'not_told') {
    if (waitingNotices(notices, payment).length === 0) return 'unclear';
    callToMore(draft, payment, TOLD_AND_SILENT, notices);
    return 'operator_called';
  }
  if (found.is === 'unexplained') {
    callToMore(draft, payment, sentenceOfFigure(found.toldWon, payment.amountWon - expected.leftWon), notices);
    return 'operator_called';
  }
  return holdFigure(draft, payment, found.leftWon, notices, settings);
}

/**
 * The provider gives no clear answer while notices wait: it is asked again, each time after twice as long, also when an
 * operator has been called.
 */
function waitForAnswer(
  draft: OrderDraft,
  payment: Payment,
  reason: string,
  notices: readonly RefundNotice[],
  settings: DoubtSettings,
): BalanceOutcome {
  const waiting = waitingNotices(notices, payment);
  if (waiting.length === 0) return 'unclear';
  const lookups = payment.lookups + 1;
  draft.changePayment(payment, { lookups });
  draft.enqueue(reconcilePaymentJob(payment.id, new Date(draft.now.getTime() + lookupWaitMs(lookups, settings))));
  const isNews = waiting.some(({ calledAt }) => calledAt === null);
  if (!isNews || lookups < PATIENT_QUESTIONS) return 'unclear';
  const isCalled = callToMore(draft, payment, sentenceOfSilence(reason), notices);
  return isCalled ? 'operator_called' : 'unclear';
}

function holdFigure(
  draft: OrderDraft,
  payment: Payment,
  toldWon: number,
  notices: readonly RefundNotice[],
  settings: DoubtSettings,
): BalanceOutcome {
  const expected = expectedBalance(draft.order, payment);
  const says = compareBalance(expected, toldWon);
  if (says.is === 'missing') {
    const external = recordFound(draft, payment, says.missingWon, notices);
    if (external) settleAll(draft, payment, notices, external.id);
    return external ? 'recorded' : 'operator_called';
  }
  // Nothing went back that the books do not have, whatever was told.
  if (says.is !== 'ambiguous') doubtWhatWasTold(draft, payment, notices, settings);
  const isSeenTo = payment.calledDifferenceWon === 0 && payment.attention === null;
  if (says.is === 'ambiguous' && toldWon === expected.leftWon && isSeenTo) {
    // Who was called to that says that nothing else went back: so it shows the chargeback now.
    draft.changePayment(payment, { showsChargebacks: true, calledDifferenceWon: null });
    return 'equal';
  }
  if (says.is === 'equal') {
    learnWhatIsShown(draft, payment, toldWon);
    if (payment.calledDifferenceWon !== null) draft.changePayment(payment, { calledDifferenceWon: null });
    return 'equal';
  }
  callToDifference(draft, payment, says, toldWon, says.is === 'ambiguous' ? notices : []);
  return 'operator_called';
}

/** The first figure that fits tells whether the balance shows chargebacks; one that fits otherwise later calls an operator. */
function learnWhatIsShown(draft: OrderDraft, payment: Payment, toldWon: number): void {
  if (payment.showsChargebacks !== null) return;
  const showsChargebacks = shownBy(expectedBalance(draft.order, payment), toldWon);
  if (showsChargebacks !== null) draft.changePayment(payment, { showsChargebacks });
}

/** Whoever was called with nothing but notices is not needed any more when all of those are taken for untrue. */
function doubtWhatWasTold(
  draft: OrderDraft,
  payment: Payment,
  notices: readonly RefundNotice[],
  settings: DoubtSettings,
): void {
  const wasCalled = waitingNotices(notices, payment).some(({ calledAt }) => calledAt !== null);
  doubtNotices(draft, payment, notices, settings);
  if (!wasCalled || waitingNotices(notices, payment).length > 0) return;
  draft.decide('told_refund_not_found', payment);
  draft.changePayment(payment, { attention: null });
}

/** An operator who has seen to a difference is not called to the same one again. */
function callToDifference(
  draft: OrderDraft,
  payment: Payment,
  says: BalanceSays,
  toldWon: number,
  notices: readonly RefundNotice[] = [],
): void {
  const expected = expectedBalance(draft.order, payment);
  callOnce(draft, payment, toldWon - expected.leftWon, callAbout(says, toldWon, expected), notices);
}

/** @param calledDifferenceWon how much more is left there than the books say */
function callOnce(
  draft: OrderDraft,
  payment: Payment,
  calledDifferenceWon: number,
  call: readonly [rule: PaymentCall, sentence: string],
  notices: readonly RefundNotice[],
): void {
  const isNews = payment.calledDifferenceWon !== calledDifferenceWon || waitingNotices(notices, payment).length > 0;
  if (isNews && callOperator(draft, payment, ...call, notices)) draft.changePayment(payment, { calledDifferenceWon });
}

/** Why an operator is called to a figure that does not agree with the books. */
function callAbout(
  says: BalanceSays,
  toldWon: number,
  { leftWon, chargedBackWon }: ExpectedBalance,
): readonly [rule: PaymentCall, sentence: string] {
  const figures = `The provider says ${toldWon} won are left, our books say ${leftWon} won`;
  if (says.is === 'above') return ['balance_above_books', `${figures}: it gave back less than we have written.`];
  if (toldWon === leftWon) {
    const before = `it said ${leftWon + chargedBackWon} won before, with ${chargedBackWon} won in it that were charged back`;
    return [
      'refund_told_elsewhere',
      `${figures}, and something was charged back, which its balance did not show: ${before}. Either as much went back elsewhere, or it shows the chargeback now: look there, and record what went back elsewhere.`,
    ];
  }
  return [
    'refund_told_elsewhere',
    `${figures}, and something was charged back, which its balance may not show: look there, and record what went back elsewhere.`,
  ];
}

/**
 * Goes on with a refund that the provider refused because its balance is another than ours.
 *
 * @param refusal with the provider's code and words
 * @param repeatCancel what of the provider's refunds may be sent again
 * @returns `send_again` when it is to be sent under the new balance, which the books have by then
 */
export function settleOnBalance(
  draft: OrderDraft,
  cancellation: Cancellation,
  refusal: Refusal,
  found: BalanceFound,
  repeatCancel: Capabilities['repeatCancel'],
  settings: DoubtSettings,
): 'send_again' | 'settled' {
  if (cancellation.status !== 'executing' && cancellation.status !== 'in_doubt') return 'settled';
  if (found.is === 'told' && hasHappened(cancellation, found.leftWon)) {
    const receipt = { ...NAMELESS, cancelledWon: cancellation.amountWon, balanceAfterWon: found.leftWon };
    // Whatever is missing beyond it is held against the books once it is done.
    draft.decide(foundRule(cancellation, receipt), cancellation);
    finishCancellation(draft, cancellation, receipt);
    return 'settled';
  }
  if (found.is === 'unclear' && (cancellation.inDoubtSince !== null || repeatCancel === 'always')) {
    draft.decide('balance_unclear', cancellation, { reason: found.reason });
    doubtCancellation(draft, cancellation, settings);
    return 'settled';
  }
  if (cancellation.kind === 'reversal') return callOperatorToReversal(draft, cancellation, found, settings);
  if (found.is === 'told') return settleOnFigure(draft, cancellation, refusal, found.leftWon, repeatCancel, settings);
  if (cancellation.inDoubtSince !== null) {
    // An earlier sending may be what the provider does not have any more, or somebody else's refund.
    draft.decide('balance_unclear', cancellation, { reason: MAY_BE_OURS });
    doubtCancellation(draft, cancellation, settings, MAY_BE_OURS);
    return 'settled';
  }
  const payment = paymentIn(draft.order, cancellation.paymentId);
  refuseForBalance(draft, cancellation, refusal);
  callOperator(draft, payment, 'refund_told_elsewhere', refusedSentence(draft, payment, found));
  if (found.is === 'unclear') draft.enqueue(reconcilePaymentJob(payment.id, draft.now));
  return 'settled';
}

/** No more is left than what it was to leave, and it may have been sent before. */
function hasHappened(cancellation: Cancellation, toldWon: number): boolean {
  return mayHaveHappened(cancellation) && toldWon <= cancellation.balanceBeforeWon - cancellation.amountWon;
}

/** The provider tells how much is left. */
function settleOnFigure(
  draft: OrderDraft,
  cancellation: Cancellation,
  refusal: Refusal,
  toldWon: number,
  repeatCancel: Capabilities['repeatCancel'],
  settings: DoubtSettings,
): 'send_again' | 'settled' {
  const payment = paymentIn(draft.order, cancellation.paymentId);
  const expected = expectedBalance(draft.order, payment);
  const says = compareBalance(expected, toldWon);
  if (mayBeOurs(draft, cancellation, says, repeatCancel)) {
    draft.decide('balance_unclear', cancellation, { reason: JUST_SO_MUCH });
    doubtCancellation(draft, cancellation, settings, JUST_SO_MUCH);
    return 'settled';
  }
  if (says.is === 'equal') learnWhatIsShown(draft, payment, toldWon);
  const isRecorded = says.is === 'missing' && recordFound(draft, payment, says.missingWon, []) !== null;
  // It was sent under another balance than the one that both sides agree on.
  const isSentWrong = says.is === 'equal' && toldWon !== cancellation.balanceBeforeWon;
  // More is left there than the books have, of which this is a part. The provider takes it once under the balance it told.
  const isLeftThere = says.is === 'above' && toldWon !== cancellation.balanceBeforeWon && repeatCancel === 'always';
  if (isLeftThere) callToDifference(draft, payment, says, toldWon);
  if (isRecorded || isSentWrong || isLeftThere) return goOn(draft, cancellation, refusal, toldWon);
  if (says.is === 'equal' && cancellation.inDoubtSince !== null) {
    // It says no, and that nothing is missing: an earlier sending may still be on its way.
    draft.decide('repetition_refused', cancellation);
    doubtCancellation(draft, cancellation, settings);
    return 'settled';
  }
  refuseForBalance(draft, cancellation, refusal);
  // To what is missing beyond the books an operator is called already.
  const isCalledTo = says.is === 'equal' || says.is === 'missing';
  if (!isCalledTo) callOperator(draft, payment, ...callAbout(says, toldWon, expected));
  // It says that less is left, and that nothing is missing.
  if (says.is === 'equal' && repeatCancel !== 'always') {
    callOperator(draft, payment, 'refund_told_elsewhere', REFUSED_AND_SILENT);
  }
  return 'settled';
}

/**
 * It was refused, and just so much is missing: a provider that refunds and then says no would be sent the same part again,
 * which it could not tell from the first.
 */
function mayBeOurs(
  draft: OrderDraft,
  { amountWon }: Cancellation,
  says: BalanceSays,
  repeatCancel: Capabilities['repeatCancel'],
): boolean {
  if (repeatCancel === 'always' || says.is !== 'missing' || says.missingWon !== amountWon) return false;
  return totalOf(leftOf(draft.order)) - amountWon >= amountWon;
}

/** Only its effect was seen. */
const NAMELESS = { providerCancellationId: null, cancelledAt: null } as const;

function refuseForBalance(draft: OrderDraft, cancellation: Cancellation, refusal: Refusal): void {
  draft.decide('cancellation_refused', cancellation);
  refuseCancellation(draft, cancellation, { ...refusal, reason: 'not_cancellable' });
}

/** Why an operator is called after a refund was refused for its balance, which is not told. */
function refusedSentence(
  draft: OrderDraft,
  payment: Payment,
  found: Exclude<BalanceFound, { readonly is: 'told' }>,
): string {
  if (found.is !== 'unexplained') return REFUSED_AND_SILENT;
  return sentenceOfFigure(found.toldWon, payment.amountWon - expectedBalance(draft.order, payment).leftWon);
}

/** The order never took this money, so its balance tells nothing: what is left of it somebody has to give back. */
function callOperatorToReversal(
  draft: OrderDraft,
  reversal: Cancellation,
  found: BalanceFound,
  settings: DoubtSettings,
): 'settled' {
  const left = found.is === 'told' ? `${found.leftWon} won of it are left there` : 'it does not tell how much is left';
  draft.decide('balance_unclear', reversal, { reason: `Part of the late money went back elsewhere; ${left}.` });
  const sentence = `Part of this late money went back elsewhere; ${left}. Give the rest back at the provider, and say that it is refunded.`;
  doubtCancellation(draft, reversal, settings, sentence);
  return 'settled';
}

/** On the new balance: sent again while it fits, refused when it does not. */
function goOn(
  draft: OrderDraft,
  cancellation: Cancellation,
  refusal: Refusal,
  balanceBeforeWon: number,
): 'send_again' | 'settled' {
  const left = leftOf(draft.order);
  const leftWon = totalOf(left);
  const part = cancellation.amountWon > leftWon ? null : refitted(left, cancellation);
  if (!part) {
    draft.decide('cancellation_refused', cancellation);
    refuseCancellation(draft, cancellation, { ...refusal, reason: 'over_balance', balanceWon: leftWon });
    return 'settled';
  }
  const changes = { ...part, balanceBeforeWon, startedAt: draft.now };
  if (cancellation.status === 'executing') draft.changeCancellation(cancellation, changes);
  else {
    draft.decide('repeated_under_new_balance', cancellation);
    draft.moveCancellation(cancellation, 'executing', changes);
  }
  return 'send_again';
}

/** The split that was asked for while it fits into what is left; else the usual share. */
function refitted(left: TaxSplit, { amountWon, taxFreeWon }: Cancellation): TaxSplit | null {
  return splitCancellation(left, amountWon, taxFreeWon) ?? splitCancellation(left, amountWon);
}

/** @returns what was recorded; `null` when an operator is called instead: more went back than was paid */
function recordFound(
  draft: OrderDraft,
  payment: Payment,
  amountWon: number,
  notices: readonly RefundNotice[],
): Cancellation | null {
  const leftWon = recordableWon(draft, payment);
  if (amountWon > leftWon) {
    const sentence = `The provider’s balance shows that ${amountWon} won went back elsewhere, and our books have only ${leftWon} won left: with what went back by hand it is ${amountWon - leftWon} won more than was paid. Compare the refunds there with our books; what went back twice has to be asked back from the buyer.`;
    callOnce(draft, payment, -amountWon, ['refunded_beyond_books', sentence], notices);
    return null;
  }
  const [told] = waitingNotices(notices, payment);
  const refund = {
    amountWon,
    origin: 'found',
    reason: 'The provider’s balance shows that it went back without the platform.',
    requestedBy: 'platform',
    providerCancellationId: null,
    refundedAt: told?.refundedAt ?? null,
  } as const;
  const external = recordExternal(draft, payment, refund, 'external_found');
  if (payment.attention !== null) {
    draft.changePayment(payment, { attention: null });
    // Whatever else somebody was called for is asked about anew.
    draft.enqueue(reconcilePaymentJob(payment.id, draft.now));
  }
  const unsure = notToldApart(draft, payment, external);
  if (unsure) callOperator(draft, payment, 'refund_not_told_apart', sentenceOfBoth(unsure.amountWon, amountWon));
  return external;
}

/** The refund whose effect alone was seen, and beyond which just so much was missing as was recorded now: perhaps it was none of ours. */
function notToldApart({ order }: OrderDraft, { id }: Payment, recorded: Cancellation): Cancellation | undefined {
  const others = order.cancellations.filter((each) => each.paymentId === id && each.id !== recorded.id);
  const last = others
    .filter(({ status }) => status === 'done')
    .sort(byDoneAt)
    .at(-1);
  if (last?.kind !== 'refund' || last.receipt === null) return undefined;
  return goneBeyondWon(last, last.receipt) === recorded.amountWon ? last : undefined;
}

function byDoneAt(a: Cancellation, b: Cancellation): number {
  return (a.doneAt?.getTime() ?? 0) - (b.doneAt?.getTime() ?? 0);
}

function sentenceOfBoth(refundedWon: number, elsewhereWon: number): string {
  return `No answer came to a refund of ${refundedWon} won, and ${refundedWon + elsewhereWon} won are gone there: ${refundedWon} won of them are written as this refund and ${elsewhereWon} won as gone back elsewhere, but all of it may have gone back elsewhere. Look there; if this refund is not among them, tell the shop, and refund it again if the buyer is to have it.`;
}

/**
 * Calls an operator with all notices that wait, also those that came since the last call. What they were called for
 * otherwise goes first: the notices wait until that is seen to.
 *
 * @returns whether they are called for this
 */
function callOperator(
  draft: OrderDraft,
  payment: Payment,
  rule: PaymentCall,
  why: string,
  notices: readonly RefundNotice[] = [],
): boolean {
  const waiting = waitingNotices(notices, payment);
  const isCalledWithThem = waiting.some(({ calledAt }) => calledAt !== null);
  if (payment.attention !== null && !isCalledWithThem) return false;
  const sentence = toldAndWhy(waiting, why);
  if (sentence !== payment.attention) {
    draft.decide(rule, payment, { reason: sentence });
    draft.changePayment(payment, { attention: sentence });
  }
  markCalled(draft, payment, notices);
  return true;
}

/**
 * Of a payment that is found paid only now, the provider says that some went back. Asked about its balance it may keep silent:
 * so an operator is called until the books have the refund.
 */
export function callAboutEarlyRefund(draft: OrderDraft, payment: Payment, refundedWon: number): void {
  callOperator(draft, payment, 'refund_told_elsewhere', sentenceOfFigure(refundedWon, 0));
  draft.enqueue(reconcilePaymentJob(payment.id, draft.now));
}

/** More seems to have gone back than the books have. While they have anything left, an operator records it. */
function callToMore(draft: OrderDraft, payment: Payment, why: string, notices: readonly RefundNotice[]): boolean {
  if (recordableWon(draft, payment) > 0) return callOperator(draft, payment, 'refund_told_elsewhere', why, notices);
  const sentence = `Nothing of it is left in our books: look at the provider whether it went back twice. ${why}`;
  return callOperator(draft, payment, 'refunded_beyond_books', sentence, notices);
}

/** How much can be recorded as gone back elsewhere, in won: of a reversed payment nothing, the order never had its money. */
function recordableWon({ order }: OrderDraft, { status }: Payment): number {
  return status === 'paid' ? totalOf(leftOf(order)) : 0;
}

/**
 * The provider says that it knows of no payment of which, by the books, it should have money: only an operator can tell. It
 * may say so of one that it gave back.
 */
export function doubtPaid(draft: OrderDraft, payment: Payment): void {
  const said = 'The provider says that it knows of no such payment, which our books have as';
  if (recordableWon(draft, payment) > 0) {
    callOperator(draft, payment, 'paid_is_unknown_there', `${said} paid: look there.`);
    return;
  }
  const sentence = `${said} gone back by hand: look there whether it went back twice.`;
  callOperator(draft, payment, 'refunded_beyond_books', sentence);
}

function sentenceOfSilence(reason: string): string {
  const why = cutTo(MOST_CHARACTERS, madeStorable(scrubText(reason))).replace(/\.$/, '');
  return `The provider does not answer the question how much is left: ${why}. It is asked on; look there, and record what went back elsewhere.`;
}

function sentenceOfFigure(toldWon: number, bookedWon: number): string {
  return `The provider tells a refund of ${toldWon} won, and our books have ${bookedWon} won as refunded: look there, and record what went back elsewhere.`;
}
