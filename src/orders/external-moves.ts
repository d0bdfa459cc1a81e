// Money that went back without us, decided on a draft: recorded with its evidence, and taken from the order's balance like
// a refund. Must never send anything, and never record more than is left.
import { newId, showId } from '../common/ids.js';
import { plus, splitCancellation, totalOf, type TaxSplit } from '../common/money.js';
import { Problem } from '../common/problems.js';
import { leftOf, refundsOf, type CancellationPlan } from './cancellation-plan.js';
import type { DoubtSettings } from './doubt.js';
import type { ExternalOrigin } from './cancellation-kinds.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import { cancelledSplitOf, type Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { RefundNotice } from './entities/refund-notice.entity.js';
import { callAboutRest, settleExplained } from './notice-moves.js';
import type { OrderDraft, Word } from './order-draft.js';
import { CLOCKS_APART_MS } from './paid-at.js';
import { RUNNING_CANCELLATION_STATES } from './states.js';
import type { VerdictRule } from './verdict-rules.js';

/** How much went back without us, and when. */
export interface ExternalAmount {
  readonly amountWon: number;
  /** Absent: the share that the tax-free part has in what is left. */
  readonly taxFreeWon?: number | undefined;
  /** `false`: nobody told `taxFreeWon`, it is the usual share. */
  readonly isSplitTold?: boolean | undefined;
  /** When it went back; `null` when nobody knows. */
  readonly refundedAt: Date | null;
}

/** What went back without us. */
export interface ExternalRefund extends ExternalAmount {
  /** UUID that its cancellation is to have; absent: a new one. The database takes an id only once. */
  readonly id?: string | undefined;
  readonly origin: ExternalOrigin;
  readonly reason: string;
  /** `key_…`, `person_…` or `platform`. */
  readonly requestedBy: string;
  /** The provider's number of it; `null` when nobody knows one. */
  readonly providerCancellationId: string | null;
  /** That it is another one than a refund of the same amount that is recorded already. */
  readonly isAnother?: boolean | undefined;
}

/**
 * Records it. The rule says how we know.
 *
 * @throws Problem `over_balance` when it is more than is left, or its tax-free part does not fit
 */
export function recordExternal(
  draft: OrderDraft,
  payment: Payment,
  refund: ExternalRefund,
  rule: VerdictRule,
  word: Word = {},
): Cancellation {
  const left = leftOf(draft.order);
  const part = externalSplit(left, refund);
  const cancellation = externalCancellation(draft, payment, part, left, refund);
  draft.addCancellation(cancellation);
  draft.decide(rule, cancellation, word);
  takeFromBalance(draft, part);
  return cancellation;
}

/**
 * What recording it would do, by the books of this moment: whatever the provider can or cannot, it has happened already.
 *
 * @throws Problem `order_not_cancellable`, `cancellation_running`, `over_balance`, `refunded_at_not_possible`
 */
export function planExternal(order: Order, refund: ExternalAmount, now: Date): CancellationPlan {
  const payment = order.payments.find(({ status }) => status === 'paid');
  if (!payment || (order.status !== 'paid' && order.status !== 'partially_cancelled')) {
    throw new Problem('order_not_cancellable', { detail: `The order is ${order.status}.` });
  }
  const running = order.cancellations.find(({ status }) => RUNNING_CANCELLATION_STATES.includes(status));
  // What it comes to is not known yet: it may be the very refund that is to be entered.
  if (running) throw new Problem('cancellation_running', { detail: `A cancellation is ${running.status}.` });
  requirePlausible(refund.refundedAt, payment, now);
  const left = leftOf(order);
  return { payment, part: externalSplit(left, refund), left, refundsBefore: refundsOf(order, payment) };
}

/**
 * Records what an operator says went back elsewhere. That also answers what an operator was called to the payment for, unless
 * it went back by hand.
 *
 * @param notices all of the order's: those that it explains are settled by it
 * @param agree is shown what it does, on fresh rows, and may throw
 * @throws Problem `provider_number_used`, as `planExternal` does, and whatever `agree` throws
 */
export function enterExternal(
  draft: OrderDraft,
  refund: ExternalRefund,
  word: Word,
  notices: readonly RefundNotice[],
  settings: DoubtSettings,
  agree?: (plan: CancellationPlan) => void,
): Cancellation {
  requireNewNumber(draft.order, refund);
  const plan = planExternal(draft.order, refund, draft.now);
  agree?.(plan);
  const { payment } = plan;
  const cancellation = recordExternal(draft, payment, refund, 'operator_recorded_external', word);
  settleExplained(draft, payment, notices, settings);
  // Money that went back by other means is missing at no provider: whatever somebody was called for is still to be seen to.
  if (payment.attention !== null && refund.origin !== 'by_hand') callAboutRest(draft, payment, notices);
  return cancellation;
}

/** Both providers' numbers are digits; the letters are people's, in whatever case they type them. @throws Problem `provider_number_used` */
export function requireNewNumber(
  order: Order,
  { providerCancellationId }: Pick<ExternalRefund, 'providerCancellationId'>,
): void {
  if (providerCancellationId === null) return;
  const number = providerCancellationId.toUpperCase();
  const same = order.cancellations.find(({ receipt }) => receipt?.providerCancellationId?.toUpperCase() === number);
  if (same) throw numberUsed(providerCancellationId, same.id);
}

/** Says which cancellation has the number already. @param cancellationId UUID */
export function numberUsed(providerCancellationId: string, cancellationId: string): Problem {
  const resourceId = showId('cancellation', cancellationId);
  const detail = `${providerCancellationId} is the provider’s number of ${resourceId} already.`;
  return new Problem('provider_number_used', { detail, resourceId });
}

/** The order's balance, and with it its state, follows what went back. */
export function takeFromBalance(draft: OrderDraft, part: TaxSplit): void {
  const cancelled = plus(cancelledSplitOf(draft.order), part);
  const cancelledWon = totalOf(cancelled);
  draft.moveOrder(cancelledWon === draft.order.amountWon ? 'cancelled' : 'partially_cancelled', {
    cancelledWon,
    cancelledTaxFreeWon: cancelled.taxFreeWon,
    cancelledTaxableWon: cancelled.taxableWon,
    cancelledVatWon: cancelled.vatWon,
  });
}

function requirePlausible(refundedAt: Date | null, payment: Payment, now: Date): void {
  if (refundedAt === null) return;
  if (refundedAt.getTime() > now.getTime() + CLOCKS_APART_MS) {
    throw new Problem('refunded_at_not_possible', { detail: 'refundedAt is in the future.' });
  }
  if (payment.paidAt !== null && refundedAt.getTime() < payment.paidAt.getTime() - CLOCKS_APART_MS) {
    throw new Problem('refunded_at_not_possible', { detail: `It was paid only at ${payment.paidAt.toISOString()}.` });
  }
}

function externalSplit(left: TaxSplit, { amountWon, taxFreeWon }: ExternalAmount): TaxSplit {
  const leftWon = totalOf(left);
  const part = amountWon > leftWon ? null : splitCancellation(left, amountWon, taxFreeWon);
  if (part) return part;
  throw new Problem('over_balance', {
    detail: `${amountWon} won, ${taxFreeWon ?? 0} of them tax-free, do not fit: ${leftWon} won are left, ${left.taxFreeWon} of them tax-free.`,
    ...(amountWon > leftWon && { leftWon }),
  });
}

/** Whether what is left can be divided in more than one way, and nobody told in which. */
function isAssumed(left: TaxSplit, { amountWon, taxFreeWon, isSplitTold }: ExternalAmount): boolean {
  const isTold = isSplitTold ?? taxFreeWon !== undefined;
  return !isTold && left.taxFreeWon > 0 && left.taxableWon > 0 && amountWon < totalOf(left);
}

function externalCancellation(
  draft: OrderDraft,
  payment: Payment,
  part: TaxSplit,
  left: TaxSplit,
  refund: ExternalRefund,
): Cancellation {
  const [amountWon, balanceBeforeWon] = [totalOf(part), totalOf(left)];
  return {
    id: refund.id ?? newId(),
    orderId: draft.order.id,
    paymentId: payment.id,
    kind: 'external',
    origin: refund.origin,
    status: 'done',
    amountWon,
    ...part,
    taxSplitAssumed: isAssumed(left, refund),
    balanceBeforeWon,
    reason: refund.reason,
    requestedBy: refund.requestedBy,
    receipt: {
      providerCancellationId: refund.providerCancellationId,
      cancelledWon: amountWon,
      balanceAfterWon: balanceBeforeWon - amountWon,
      cancelledAt: refund.refundedAt?.toISOString() ?? null,
    },
    refusal: null,
    startedAt: null,
    inDoubtSince: null,
    lookups: 0,
    attention: null,
    doneAt: draft.now,
    createdAt: draft.now,
  };
}
