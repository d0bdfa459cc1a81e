// What happens to a payment and its order, decided on a draft: opened, being confirmed, paid, refused, in doubt.
// Must never call a provider or the database, so that every decision can be made again on fresh rows.
import { callAboutEarlyRefund } from './balance-moves.js';
import { addReversal } from './cancellation-moves.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import { anotherTakesMoney, canTakeMoney, mustGoBack, releaseOrder } from './claims.js';
import type { Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import {
  callLostAt,
  lookupWaitMs,
  nextLaterLookup,
  operatorNeeded,
  silenceWaitMs,
  UNSEEN_AFTER_MS,
  type DoubtSettings,
} from './doubt.js';
import { checkKeyJob, keepRegisteredCardJob, settlePaymentJob, SETTLE_PAYMENT } from './jobs.js';
import { askAboutNotices } from './notice-moves.js';
import type { OrderDraft, Word } from './order-draft.js';
import { paidAtOf, whyTimeIsNotBelieved, withPossibleTime } from './paid-at.js';
import type { Refusal, RefusalReason, Reply } from './provider-reply.js';
import type { Receipt } from './receipt.js';
import { unclear } from './unclear.js';

/** A receipt whose secret is sealed already. */
export interface SealedReceipt {
  readonly receipt: Receipt;
  readonly sealedSecret: string | null;
  readonly sealedRegisteredKey: string | null;
  /** See `ReceiptWithSecret`. */
  readonly refundedWon?: number;
}

/** A new try to pay replaces those that were never confirmed: the buyer has one place to pay. */
export function addPayment(draft: OrderDraft, payment: Payment): void {
  abandonOpenPayments(draft, 'superseded');
  draft.addPayment(payment);
}

/** Why the order cannot be paid at this moment, or `null` when it can. */
export function whyNotPayable(order: Order, now: Date): string | null {
  if (order.status !== 'unpaid') return `The order is ${order.status}.`;
  if (order.expiresAt <= now) return `The order expired at ${order.expiresAt.toISOString()}.`;
  return null;
}

/** Nobody needs more tries than this for one order; more is an attack or a loop. */
const MOST_PAYMENTS_PER_ORDER = 50;

/** Why nobody may begin another try to pay the order at this moment, or `null` when somebody may. */
export function whyNoNewPayment(order: Order, now: Date): string | null {
  if (order.payments.length >= MOST_PAYMENTS_PER_ORDER) return `It was tried ${MOST_PAYMENTS_PER_ORDER} times already.`;
  return whyNotPayable(order, now);
}

/**
 * Lets the buyer's page open the provider's window, once. The outcome will be asked for, should nobody come back.
 *
 * @returns whether this is the one time
 */
export function authorizePayment(draft: OrderDraft, payment: Payment): boolean {
  const isTaken = payment.status !== 'open' || payment.authorizedAt !== null;
  if (isTaken || whyNotPayable(draft.order, draft.now) !== null) return false;
  draft.changePayment(payment, { authorizedAt: draft.now });
  // In every mode: a buyer can edit what the window is told, also whether it takes the money itself.
  draft.enqueue(settlePaymentJob(payment.id, new Date(draft.now.getTime() + UNSEEN_AFTER_MS)));
  return true;
}

/**
 * When a window is looked at that may have taken the money itself, once its payment's own call came to nothing: that says
 * nothing of what the window took. Not before nobody comes back from it, and not at once. `null`: it was never let open.
 */
function windowLookAt({ authorizedAt }: Payment, now: Date, settings: DoubtSettings): Date | null {
  if (authorizedAt === null) return null;
  return new Date(Math.max(authorizedAt.getTime() + UNSEEN_AFTER_MS, now.getTime() + settings.lateLookupMs));
}

/** The same after a look: that counts only when nobody was to come back from the window any more, and comes too early before. */
function windowLookAfter(payment: Payment, now: Date, settings: DoubtSettings): Date | null {
  const wasEarly = payment.authorizedAt !== null && payment.authorizedAt.getTime() + UNSEEN_AFTER_MS > now.getTime();
  return wasEarly ? windowLookAt(payment, now, settings) : null;
}

/** The window surely did not open: it may be tried again. */
export function withdrawAuthorization(draft: OrderDraft, payment: Payment): void {
  if (payment.status === 'open') draft.changePayment(payment, { authorizedAt: null });
}

/**
 * Claims the right to take the money of this payment. Of two claims one wins; the other finds the order confirming.
 *
 * @returns whether the claim is ours
 */
export function startConfirming(draft: OrderDraft, payment: Payment, deadlineMs: number): boolean {
  // What was taken in its window went back, or is to: it is over.
  const canStart = (payment.status === 'open' || payment.status === 'abandoned') && !mustGoBack(payment);
  if (!canStart || whyNotPayable(draft.order, draft.now) !== null) return false;
  const facts = { refusal: null, lookups: 0, inDoubtSince: null, attention: null };
  draft.movePayment(payment, 'confirming', { confirmStartedAt: draft.now, ...facts });
  draft.moveOrder('confirming');
  // Should this process die now, the job finds out what became of the call.
  draft.enqueue(settlePaymentJob(payment.id, callLostAt(draft.now, deadlineMs)));
  return true;
}

/**
 * Applies the answer to a confirmation.
 *
 * @returns a reversal that must now be carried out, when the money came for an order that cannot take it
 */
export function applyConfirmReply(
  draft: OrderDraft,
  payment: Payment,
  reply: Reply<SealedReceipt>,
  settings: DoubtSettings,
): Cancellation | null {
  // Somebody else (a lookup, a notice) may have settled it while we waited for the answer.
  if (payment.status !== 'confirming' && payment.status !== 'in_doubt') return null;
  if (isBeingGivenBack(payment)) return null;
  switch (reply.is) {
    case 'done':
      draft.decide('confirm_answered', payment, aboutTime(draft, payment, reply.value.receipt));
      return applyReceipt(draft, payment, reply.value);
    case 'refused':
      draft.decide('confirm_refused', payment, givenBack(payment, reply.refusal));
      refusePayment(draft, payment, reply.refusal, windowLookAt(payment, draft.now, settings));
      return null;
    case 'unsent':
      if (payment.status === 'confirming') takeBackCall(draft, payment, settings);
      return null;
    case 'unknown':
      draft.decide('answer_lost', payment, unclear(reply));
      if (reply.saysTaken === true) draft.changePayment(payment, { saidTaken: true });
      parkPayment(draft, payment, settings);
      noteWhatMustGoBack(draft, payment, reply);
      return null;
  }
}

/**
 * Keeps that a payment must go back. Only then does a lookup give it back, and from then on the order must not take what is
 * found of it: it may be gone already.
 */
function noteWhatMustGoBack(draft: OrderDraft, payment: Payment, reply: Reply<unknown>): void {
  const wentBack = reply.is === 'refused' && reply.refusal.reason === 'given_back';
  if (!wentBack && !tellsOfWrongMoney(reply)) return;
  if (!mustGoBack(payment)) draft.changePayment(payment, { refusal: { reason: 'given_back' } });
}

/** Whether a lookup found money that is not what was asked for: it has to go back. */
export function tellsOfWrongMoney(reply: Reply<unknown>): boolean {
  return reply.is === 'unknown' && reply.mustGoBack === true;
}

/** Whether a lookup found money that is not what was asked for, and of which the books know nothing yet: it has gone back. */
export function tellsOfMoneyGone(payment: Payment, reply: Reply<unknown>): boolean {
  return reply.is === 'refused' && reply.refusal.reason === 'given_back' && !mustGoBack(payment);
}

/**
 * Puts a payment whose outcome is unknown aside, to be looked up.
 *
 * @param waitsLonger whether it was asked about just now: then each question waits twice as long as the one before
 */
export function parkPayment(draft: OrderDraft, payment: Payment, settings: DoubtSettings, waitsLonger = false): void {
  if (waitsLonger && payment.status === 'in_doubt') {
    lookAgain(draft, payment, settings);
    return;
  }
  if (payment.status !== 'in_doubt') {
    draft.movePayment(payment, 'in_doubt', { inDoubtSince: draft.now, lookups: 0, ...withoutAccount(payment) });
    const waits = ['confirming', 'unpaid', 'awaiting_deposit'].includes(draft.order.status);
    if (waits && !anotherTakesMoney(draft.order, payment)) draft.moveOrder('in_doubt');
  }
  draft.enqueue(settlePaymentJob(payment.id, new Date(draft.now.getTime() + settings.firstLookupMs)));
}

/**
 * Applies what a lookup told about a payment in doubt.
 *
 * @returns a reversal that must now be carried out
 */
export function applyLookupReply(
  draft: OrderDraft,
  payment: Payment,
  reply: Reply<SealedReceipt>,
  settings: DoubtSettings,
): Cancellation | null {
  // Two lookups may be on their way at once; what the first one settled is not settled again.
  if (payment.status === 'paid' || payment.status === 'reversed' || isBeingGivenBack(payment)) return null;
  if (reply.is === 'done') return applyLookedUpReceipt(draft, payment, reply.value, settings);
  if (payment.status === 'awaiting_deposit') {
    if (!isAccountClosed(payment, draft.now)) {
      waitForDeposit(draft, payment, settings);
      return null;
    }
    // Nobody pays into it any more, so it is not waited for: what became of it has to be known.
    draft.decide(saysNotPaid(reply) ? 'account_unknown_there' : 'cannot_tell', payment, unclear(reply));
    parkPayment(draft, payment, settings);
    return null;
  }
  if (payment.status !== 'in_doubt') {
    noteLateLook(draft, payment, reply, settings);
    return null;
  }
  const isFoundNow = tellsOfWrongMoney(reply) && !mustGoBack(payment);
  noteWhatMustGoBack(draft, payment, reply);
  if (saysNotPaid(reply) && isLongEnoughAgo(draft, payment, settings) && contradictsItself(payment, reply)) {
    draft.decide('taken_is_unknown_there', payment);
    if (payment.attention === null) draft.changePayment(payment, { attention: TAKEN_IS_UNKNOWN });
    lookAgain(draft, payment, settings);
    return null;
  }
  if (saysNotPaid(reply) && isLongEnoughAgo(draft, payment, settings)) {
    const refusal = mustGoBack(payment) ? { ...reply.refusal, reason: 'given_back' as const } : reply.refusal;
    const rule = refusal.wentBackWon === undefined ? 'lookup_said_not_paid' : 'wrong_charge_given_back';
    draft.decide(rule, payment, givenBack(payment, refusal));
    refusePayment(draft, payment, refusal, lateLookAt(draft.now, settings));
    // Perhaps the provider has the stored card or account no more, and said so in a code that nobody knows.
    if (payment.billingKeyId !== null) draft.enqueue(checkKeyJob(payment.billingKeyId));
    return null;
  }
  if (isFoundNow) draft.decide('wrong_charge_found', payment, wrongMoney(payment, reply));
  else draft.decide(saysNotPaid(reply) ? 'lookup_said_not_paid_too_early' : 'cannot_tell', payment, unclear(reply));
  lookAgain(draft, payment, settings);
  return null;
}

/**
 * A payment that was given up was looked at. Without an answer that look is still to come, and nobody answering for long calls
 * an operator; it stays where it is, so that the order can be paid otherwise.
 */
export function noteLateLook(
  draft: OrderDraft,
  payment: Payment,
  reply: Reply<unknown>,
  settings: DoubtSettings,
): void {
  if (reply.is === 'done' || saysNotPaid(reply)) {
    const wasSilent = payment.inDoubtSince !== null || payment.attention !== null;
    if (wasSilent) draft.changePayment(payment, { inDoubtSince: null, attention: null });
    const next = nextLookAtGivenUp(payment, draft.now, settings);
    if (next) draft.enqueue(settlePaymentJob(payment.id, next));
    return;
  }
  const inDoubtSince = payment.inDoubtSince ?? draft.now;
  const attention = payment.attention ?? operatorNeeded(inDoubtSince, draft.now, settings);
  if (attention !== payment.attention) draft.decide('cannot_tell', payment, unclear(reply));
  draft.changePayment(payment, { inDoubtSince, attention });
  const waitMs = silenceWaitMs(inDoubtSince, draft.now, settings);
  draft.enqueue(settlePaymentJob(payment.id, new Date(draft.now.getTime() + waitMs)));
}

const TAKEN_IS_UNKNOWN =
  'The provider answered that it took the money, and says now that it has no such payment: look there, also under other numbers.';

/** It answered our call for the money that it took some, and now it knows of none, and of none that went back. */
function contradictsItself(payment: Payment, { refusal }: Extract<Reply<unknown>, { is: 'refused' }>): boolean {
  return payment.saidTaken && !mustGoBack(payment) && refusal.reason === 'not_paid';
}

/**
 * The provider has money where we had written none: one step towards doubt, from where the receipt is applied, or what must
 * not stand is given back. The database lets a row take one step in a write, so each of these is a write of its own.
 *
 * @param found `null` for money that is not what was asked for
 */
export function approachDoubt(
  draft: OrderDraft,
  payment: Payment,
  found: Receipt | null,
  settings: DoubtSettings,
): void {
  if (!isFarFromDoubt(payment, found)) return;
  draft.decide('unclaimed_money_found', payment);
  stepTowardsDoubt(draft, payment, settings);
}

/** From open to given up, from given up into doubt. Whoever calls has decided how we know. */
export function stepTowardsDoubt(draft: OrderDraft, payment: Payment, settings: DoubtSettings): void {
  if (payment.status === 'open') draft.movePayment(payment, 'abandoned', { refusal: { reason: 'already_paid' } });
  else parkPayment(draft, payment, settings);
}

/** Closes an order whose time is up. A payment in doubt stays in doubt; money found later is given back. */
export function expireOrder(draft: OrderDraft): void {
  const { order, now } = draft;
  if (order.expiresAt > now || (order.status !== 'unpaid' && order.status !== 'in_doubt')) return;
  draft.moveOrder('expired');
  abandonOpenPayments(draft, 'order_expired');
}

/** Notes that the buyer turned back at the provider's page. Should they come back after all, the payment goes on. */
export function abandonPayment(draft: OrderDraft, payment: Payment, refusal: Refusal): void {
  if (payment.status === 'open') draft.movePayment(payment, 'abandoned', { refusal });
}

/** How long after a deposit was given up whose account nobody said when it closes it is looked for once more, in ms. */
const LATE_DEPOSIT_MS = 24 * 3_600_000;

/** Gives up waiting for a deposit that did not come in time. */
export function giveUpDeposit(draft: OrderDraft, payment: Payment): void {
  if (payment.status !== 'awaiting_deposit') return;
  draft.decide('deposit_overdue', payment);
  draft.movePayment(payment, 'abandoned', { refusal: { reason: 'order_expired' } });
  draft.moveOrder('expired');
  if (payment.receipt?.deposit?.expiresAt != null) return;
  draft.enqueue(settlePaymentJob(payment.id, new Date(draft.now.getTime() + LATE_DEPOSIT_MS)));
}

function waitForDeposit(draft: OrderDraft, payment: Payment, settings: DoubtSettings): void {
  draft.enqueue(settlePaymentJob(payment.id, new Date(draft.now.getTime() + settings.longestLookupMs)));
}

function applyLookedUpReceipt(
  draft: OrderDraft,
  payment: Payment,
  sealed: SealedReceipt,
  settings: DoubtSettings,
): Cancellation | null {
  const { status } = payment;
  // An account that we gave up waiting for is still empty; while it is open, money may come.
  if (status === 'abandoned' && payment.receipt !== null && sealed.receipt.state === 'awaiting_deposit') {
    const checkAt = depositCheckAt(payment.receipt, draft.now);
    const isOpen = payment.receipt.deposit?.expiresAt != null && checkAt > draft.now;
    if (isOpen) draft.enqueue(settlePaymentJob(payment.id, checkAt));
    return null;
  }
  if (status === 'awaiting_deposit' && sealed.receipt.state === 'awaiting_deposit') {
    // When the account closes may be told only now.
    const known = payment.receipt?.deposit?.expiresAt == null ? sealed.receipt : payment.receipt;
    if (isAccountClosed({ ...payment, receipt: known }, draft.now)) giveUpDeposit(draft, payment);
    else waitForDeposit(draft, payment, settings);
    return null;
  }
  // It was waited for, or would have been: there is no money, and none comes any more.
  const isEmpty =
    sealed.receipt.state === 'awaiting_deposit' && isAccountClosed({ ...payment, receipt: sealed.receipt }, draft.now);
  if (status === 'in_doubt' && isEmpty) {
    draft.decide('deposit_overdue', payment);
    refusePayment(draft, payment, { reason: 'not_paid' }, nextLaterLookup(payment.confirmStartedAt, draft.now));
    return null;
  }
  const rule = sealed.receipt.state === 'paid' ? 'lookup_found_paid' : 'lookup_found_account';
  draft.decide(rule, payment, aboutTime(draft, payment, sealed.receipt));
  // Money where we had written none: it is in doubt again for as long as it takes to put right.
  if (status === 'refused' || status === 'abandoned') parkPayment(draft, payment, settings);
  return applyReceipt(draft, payment, sealed);
}

/**
 * Whether money was found, or an account to wait for, where the books had given the payment up.
 *
 * @param found `null` for money that is not what was asked for
 */
export function isFarFromDoubt(payment: Payment, found: Receipt | null): boolean {
  return payment.status === 'open' || isMoneyWithoutClaim(payment, found);
}

/** An account that we gave up waiting for is still empty when it waits. */
function isMoneyWithoutClaim({ status, receipt }: Payment, found: Receipt | null): boolean {
  return status === 'refused' || (status === 'abandoned' && !(receipt !== null && found?.state === 'awaiting_deposit'));
}

/**
 * The provider has the money (or an account to wait for it). The order takes it, or it goes back. Whoever calls has decided
 * how we know.
 *
 * @returns a reversal that must now be carried out
 */
export function applyReceipt(
  draft: OrderDraft,
  payment: Payment,
  { receipt: told, sealedSecret, sealedRegisteredKey, refundedWon }: SealedReceipt,
): Cancellation | null {
  const { order, now } = draft;
  const receipt = withPossibleTime(told, payment, now);
  const facts = { receipt, sealedReceiptSecret: sealedSecret, attention: null };
  if (!canTakeMoney(order, payment)) {
    draft.decide('order_cannot_take_it', payment);
    if (payment.status !== 'in_doubt') draft.movePayment(payment, 'in_doubt', { inDoubtSince: now });
    draft.changePayment(payment, facts);
    return addReversal(draft, payment);
  }
  if (receipt.state === 'awaiting_deposit') {
    draft.movePayment(payment, 'awaiting_deposit', { ...facts, inDoubtSince: null });
    draft.moveOrder('awaiting_deposit');
    draft.enqueue(settlePaymentJob(payment.id, depositCheckAt(receipt, payment.confirmStartedAt ?? payment.createdAt)));
    return null;
  }
  const paidAt = paidAtOf(receipt, payment, now);
  // From now on it counts the questions about its balance that stay without an answer.
  const over = { inDoubtSince: null, lookups: 0, refusal: null };
  draft.movePayment(payment, 'paid', { ...facts, ...over, paidAt, sealedRegisteredKey });
  if (sealedRegisteredKey !== null) draft.enqueue(keepRegisteredCardJob(payment.id));
  draft.moveOrder('paid', { paidAt });
  abandonOpenPayments(draft, 'superseded');
  draft.finishJob(`${SETTLE_PAYMENT}:${payment.id}`);
  askAboutNotices(draft, payment);
  if (refundedWon !== undefined) callAboutEarlyRefund(draft, payment, refundedWon);
  return null;
}

/**
 * An account that was waited for is no proof of money. Kept while the payment is in doubt, it would make it look as if the
 * money were being given back, and nobody would ask for it any more.
 */
function withoutAccount({ receipt }: Payment): Partial<Payment> {
  return receipt?.state === 'awaiting_deposit' ? { receipt: null, sealedReceiptSecret: null } : {};
}

/** In doubt with a receipt: that is its reversal's business alone, whatever late answers may still say. */
function isBeingGivenBack(payment: Payment): boolean {
  return payment.status === 'in_doubt' && payment.receipt !== null;
}

/** Nobody is to pay there any more. */
function abandonOpenPayments(draft: OrderDraft, reason: RefusalReason): void {
  for (const payment of draft.order.payments.filter((each) => each.status === 'open')) {
    draft.movePayment(payment, 'abandoned', { refusal: { reason } });
  }
}

/**
 * Nothing was paid: the order may be paid otherwise. Whoever calls has decided how we know.
 *
 * @param lookAt when it is looked up all the same; `null`: not any more
 */
export function refusePayment(draft: OrderDraft, payment: Payment, refusal: Refusal, lookAt: Date | null): void {
  draft.movePayment(payment, 'refused', { refusal, inDoubtSince: null, attention: null, holdsMonth: false });
  askNext(draft, payment, lookAt);
  releaseOrder(draft, payment);
}

/** The request surely never left: the buyer's next visit to the same page may try again; a charge has no page. */
function takeBackCall(draft: OrderDraft, payment: Payment, settings: DoubtSettings): void {
  draft.decide('confirm_unsent', payment);
  if (payment.billingKeyId !== null) {
    refusePayment(draft, payment, { reason: 'not_sent' }, null);
    return;
  }
  draft.movePayment(payment, 'open', { confirmStartedAt: null });
  askNext(draft, payment, windowLookAt(payment, draft.now, settings));
  releaseOrder(draft, payment);
}

/** Gives the job that asks about a payment another time; `null` takes it back: it has nothing left to do. */
export function askNext(draft: OrderDraft, payment: Payment, at: Date | null): void {
  if (at) draft.enqueue(settlePaymentJob(payment.id, at));
  else draft.finishJob(`${SETTLE_PAYMENT}:${payment.id}`);
}

/** A refusal is a no for the order, though money moved: whoever reads the evidence has to know. */
function givenBack({ amountWon }: Payment, { reason, wentBackWon }: Refusal): Word {
  if (reason !== 'given_back') return {};
  if (wentBackWon === undefined) return { reason: 'Money was taken, not as it was asked for, and given back.' };
  return { reason: `${takenFigures(wentBackWon, amountWon)}, and all of it was given back.` };
}

/** A time that is not believed: the payment is paid all the same. */
function aboutTime({ now }: OrderDraft, payment: Payment, receipt: Receipt): Word {
  return { reason: whyTimeIsNotBelieved(receipt, payment, now) };
}

/** How much was taken, for whoever has to answer a buyer who was told so by their bank. */
function wrongMoney({ amountWon }: Payment, reply: Reply<unknown>): Word {
  const { reason } = unclear(reply);
  const takenWon = reply.is === 'unknown' ? reply.takenWon : undefined;
  if (takenWon === undefined) return { reason };
  return { reason: [`${takenFigures(takenWon, amountWon)}.`, reason].filter(Boolean).join(' ') };
}

function takenFigures(takenWon: number, amountWon: number): string {
  return `${takenWon} won were taken, not as it was asked for (${amountWon} won)`;
}

function saysNotPaid(reply: Reply<unknown>): reply is Extract<Reply<unknown>, { readonly is: 'refused' }> {
  return reply.is === 'refused' && (reply.refusal.reason === 'not_paid' || reply.refusal.reason === 'given_back');
}

/** Before, a provider that says "not paid" may mean that the deposit has not come yet. */
function isAccountClosed(
  { receipt, confirmStartedAt, createdAt }: Pick<Payment, 'receipt' | 'confirmStartedAt' | 'createdAt'>,
  now: Date,
): boolean {
  return receipt !== null && depositCheckAt(receipt, confirmStartedAt ?? createdAt) <= now;
}

function isLongEnoughAgo(draft: OrderDraft, payment: Payment, settings: DoubtSettings): boolean {
  const since = payment.inDoubtSince?.getTime() ?? draft.now.getTime();
  return draft.now.getTime() - since >= settings.believeUnpaidAfterMs;
}

/**
 * When a payment that was given up is looked at next; `null`: not any more. What was refused by an answer to the call itself is
 * over; after a lost answer, the call may still be carried out. A window that was to take the money itself may be open for
 * longer than anybody thinks, and nobody need tell what it took.
 */
export function nextLookAtGivenUp(payment: Payment, now: Date, settings: DoubtSettings): Date | null {
  const callMayBeLate = payment.status === 'refused' && payment.refusal?.reason === 'not_paid';
  return earliest(
    callMayBeLate ? nextLaterLookup(payment.confirmStartedAt, now) : null,
    payment.mode === 'immediate' ? nextLaterLookup(payment.authorizedAt, now) : null,
    windowLookAfter(payment, now, settings),
    accountLookAt(payment, now),
  );
}

/** Nobody waits for its deposit any more, and it may come for as long as the account is open. */
function accountLookAt({ receipt, confirmStartedAt, createdAt }: Payment, now: Date): Date | null {
  if (receipt === null) return null;
  const checkAt = depositCheckAt(receipt, confirmStartedAt ?? createdAt);
  return checkAt > now ? checkAt : null;
}

/** The lost request may have been slow rather than lost: looks once more, soon. Later lookups follow from there. */
export function lookLate(draft: OrderDraft, payment: Payment, settings: DoubtSettings): void {
  draft.enqueue(settlePaymentJob(payment.id, lateLookAt(draft.now, settings)));
}

/** When a payment that was refused out of doubt is looked up again. */
export function lateLookAt(now: Date, { lateLookupMs }: DoubtSettings): Date {
  return new Date(now.getTime() + lateLookupMs);
}

/** Asks again later, each time after twice as long; calls an operator when it has lasted too long. */
function lookAgain(draft: OrderDraft, payment: Payment, settings: DoubtSettings): void {
  const lookups = payment.lookups + 1;
  const attention = payment.attention ?? operatorNeeded(payment.inDoubtSince, draft.now, settings);
  draft.changePayment(payment, { lookups, attention });
  const waitMs = lookupWaitMs(lookups, settings);
  draft.enqueue(settlePaymentJob(payment.id, new Date(draft.now.getTime() + waitMs)));
}

/** An hour after the account closes: banks report late. One that does not tell when counts for three days `since` then. */
function depositCheckAt(receipt: Receipt, since: Date): Date {
  const closesAt = receipt.deposit?.expiresAt;
  const hourMs = 3_600_000;
  return new Date((closesAt == null ? since.getTime() + 72 * hourMs : Date.parse(closesAt)) + hourMs);
}

/** The first of some moments; `null` where there is none. */
function earliest(...moments: readonly (Date | null)[]): Date | null {
  const times = moments.flatMap((each) => each?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.min(...times));
}
