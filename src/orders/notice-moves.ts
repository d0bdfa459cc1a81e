// What becomes of the refund notices of a payment, decided on a draft: heard, explained by a cancellation of ours, taken for
// untrue, or seen to by the operator who was called with them. Must never believe one, nor settle one that nobody looked into.
import { newId } from '../common/ids.js';
import type { DoubtSettings } from './doubt.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { RefundNotice } from './entities/refund-notice.entity.js';
import { reconcilePaymentJob } from './jobs.js';
import type { OrderDraft } from './order-draft.js';
import { explained, wasSent, type ToldNotice } from './refund-notices.js';

/**
 * Anybody can post notices about a payment whose name they know. So many that nothing explains are kept of one; a later one
 * takes the place of an earlier one, so that it is asked about all the same.
 */
const MOST_UNEXPLAINED_NOTICES = 50;
/** While so many wait for the same question, one more adds nothing to it: whatever went back until then is asked about. */
const MOST_UNASKED_NOTICES = 10;
/** A notice whose refund the provider does not have after so many questions was not true. */
const MOST_QUESTIONS = 2;

/** Asked about a refund that was told of, the provider says nothing of its balance. */
export const TOLD_AND_SILENT =
  'The provider does not tell how much is left: look there, and record what went back elsewhere.';
/** Those beyond are counted. */
const MOST_NAMED = 5;

/** Those that nothing explains yet, and nobody has seen to. */
export function waitingNotices(notices: readonly RefundNotice[], { id }: Payment): RefundNotice[] {
  return notices.filter(({ paymentId, settledAt }) => paymentId === id && settledAt === null);
}

/**
 * A provider, or somebody in its name, tells of a refund. One that is ours is explained at once; any other wakes a question,
 * as soon as the payment is settled and nothing of it is on its way.
 *
 * @param notices all of the order's
 * @param exchangeId of the notice itself
 * @returns whether it is news
 */
export function hearNotice(
  draft: OrderDraft,
  payment: Payment,
  notices: readonly RefundNotice[],
  told: ToldNotice,
  exchangeId: string,
  settings: DoubtSettings,
): boolean {
  const known = notices.filter(({ paymentId }) => paymentId === payment.id);
  if (known.some((each) => isSame(each, told))) return false;
  const { amountWon, refundedAt } = told;
  const fresh = { exchangeId, amountWon, refundedAt, receivedAt: draft.now, questions: 0, calledAt: null } as const;
  const heard = { ...told, ...fresh };
  const match = explained([heard], cancellationsOf(draft, payment), known, settings.refundNoticeApartMs).get(heard);
  if (match) {
    const settled = { cancellationId: match.id, settledAt: draft.now };
    draft.addNotice({ id: newId(), paymentId: payment.id, ...fresh, ...settled });
    // It may be another one of the same amount: the balance tells.
    if (!wasSent(match)) draft.enqueue(reconcilePaymentJob(payment.id, draft.now));
    return false;
  }
  if (known.filter(isUnasked).length >= MOST_UNASKED_NOTICES) return false;
  const place = placeOf(known);
  if (place) draft.changeNotice(place, { ...fresh, settledAt: null });
  else draft.addNotice({ id: newId(), paymentId: payment.id, ...fresh, cancellationId: null, settledAt: null });
  if (payment.refundToldAt === null) draft.changePayment(payment, { refundToldAt: draft.now });
  // Our own refund may be on its way, with this notice running ahead of its answer.
  draft.enqueue(reconcilePaymentJob(payment.id, new Date(draft.now.getTime() + settings.firstLookupMs)));
  return true;
}

/** Whose place a notice takes: the oldest that is settled, else the newest; `null` while there is room. */
function placeOf(known: readonly RefundNotice[]): RefundNotice | null {
  const unexplained = known
    .filter(({ cancellationId }) => cancellationId === null)
    .toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
  if (unexplained.length < MOST_UNEXPLAINED_NOTICES) return null;
  return unexplained.find(({ settledAt }) => settledAt !== null) ?? unexplained.at(-1) ?? null;
}

function isUnasked({ settledAt, questions, calledAt }: RefundNotice): boolean {
  return settledAt === null && questions === 0 && calledAt === null;
}

/** Settles those that a cancellation of ours explains. @returns those that go on waiting */
export function settleExplained(
  draft: OrderDraft,
  payment: Payment,
  notices: readonly RefundNotice[],
  { refundNoticeApartMs }: DoubtSettings,
): RefundNotice[] {
  const waiting = waitingNotices(notices, payment);
  const matches = explained(waiting, cancellationsOf(draft, payment), notices, refundNoticeApartMs);
  for (const notice of waiting) {
    const match = matches.get(notice);
    if (match) settle(draft, notice, match.id);
  }
  noteWhatIsTold(draft, payment, notices);
  return waitingNotices(notices, payment);
}

/** Settles all that wait. @param cancellationId of the one that they told of; `null` when there is none */
export function settleAll(
  draft: OrderDraft,
  payment: Payment,
  notices: readonly RefundNotice[],
  cancellationId: string | null,
): void {
  waitingNotices(notices, payment).forEach((notice) => settle(draft, notice, cancellationId));
  noteWhatIsTold(draft, payment, notices);
}

/** The operator has seen to what they were called with. What came since is still to be asked about. */
export function settleCalled(draft: OrderDraft, payment: Payment, notices: readonly RefundNotice[]): void {
  for (const notice of waitingNotices(notices, payment)) {
    if (notice.calledAt !== null) settle(draft, notice, null);
  }
  noteWhatIsTold(draft, payment, notices);
}

/** The provider does not have the refund that was told of: it is asked once more, then the notice is taken for untrue. */
export function doubtNotices(
  draft: OrderDraft,
  payment: Payment,
  notices: readonly RefundNotice[],
  settings: DoubtSettings,
): void {
  const waiting = waitingNotices(notices, payment);
  if (waiting.length === 0) return;
  for (const notice of waiting) {
    if (notice.questions + 1 >= MOST_QUESTIONS) settle(draft, notice, null);
    else draft.changeNotice(notice, { questions: notice.questions + 1 });
  }
  noteWhatIsTold(draft, payment, notices);
  if (waitingNotices(notices, payment).length === 0) return;
  draft.enqueue(reconcilePaymentJob(payment.id, new Date(draft.now.getTime() + settings.lateLookupMs)));
}

/** An operator is called with all that wait. */
export function markCalled(draft: OrderDraft, payment: Payment, notices: readonly RefundNotice[]): void {
  for (const notice of waitingNotices(notices, payment)) {
    if (notice.calledAt === null) draft.changeNotice(notice, { calledAt: draft.now });
  }
  noteWhatIsTold(draft, payment, notices);
}

/** Only some of those that an operator was called with are explained now: the call stands for the others. */
export function callAboutRest(draft: OrderDraft, payment: Payment, notices: readonly RefundNotice[]): void {
  const called = waitingNotices(notices, payment).filter(({ calledAt }) => calledAt !== null);
  draft.changePayment(payment, { attention: called.length === 0 ? null : toldAndWhy(called, TOLD_AND_SILENT) });
}

/**
 * Each refund that was told of, then what the provider said when it was asked about them.
 *
 * @param told in the order in which they are named
 */
export function toldAndWhy(told: readonly ToldNotice[], why: string): string {
  if (told.length === 0) return why;
  const named = told.slice(0, MOST_NAMED).map(({ amountWon, refundedAt }) => {
    const when = refundedAt === null ? '' : ` at ${refundedAt.toISOString()}`;
    return amountWon === null ? `of an unreadable amount${when}` : `of ${amountWon} won${when}`;
  });
  const rest = told.length > MOST_NAMED ? [`and of ${told.length - MOST_NAMED} more`] : [];
  // Nobody signs a notice.
  return `A notice in the provider’s name tells of a refund ${[...named, ...rest].join(', ')} that our books do not have. ${why}`;
}

/** What was told of while it could not be asked about, is asked about now. */
export function askAboutNotices(draft: OrderDraft, { id, refundToldAt }: Payment): void {
  if (refundToldAt !== null) draft.enqueue(reconcilePaymentJob(id, draft.now));
}

/** Whether the provider is still to be asked, as the payment itself says it. */
function noteWhatIsTold(draft: OrderDraft, payment: Payment, notices: readonly RefundNotice[]): void {
  const unasked = waitingNotices(notices, payment).filter(isUnasked);
  const refundToldAt = unasked.reduce<Date | null>(
    (first, { receivedAt }) => (first !== null && first <= receivedAt ? first : receivedAt),
    null,
  );
  if (refundToldAt?.getTime() !== payment.refundToldAt?.getTime()) draft.changePayment(payment, { refundToldAt });
}

function settle(draft: OrderDraft, notice: RefundNotice, cancellationId: string | null): void {
  draft.changeNotice(notice, { settledAt: draft.now, cancellationId });
}

function cancellationsOf({ order }: OrderDraft, { id }: Payment): Cancellation[] {
  return order.cancellations.filter(({ paymentId }) => paymentId === id);
}

function isSame(known: RefundNotice, told: ToldNotice): boolean {
  const at = (date: Date | null) => date?.getTime() ?? null;
  if (known.amountWon !== told.amountWon || at(known.refundedAt) !== at(told.refundedAt)) return false;
  // Neither says how much nor when: once the provider was asked about the one, the other may be about another refund.
  return told.amountWon !== null || told.refundedAt !== null || isUnasked(known);
}
