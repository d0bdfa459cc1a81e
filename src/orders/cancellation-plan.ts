// What a refund would do: which payment, how much of each tax column, and what is left. The one computation, for showing it
// before anything is sent and for doing it. Must never change anything, so that whoever is shown it may still turn back.
import { showId } from '../common/ids.js';
import { minus, splitCancellation, totalOf, type TaxSplit } from '../common/money.js';
import { Problem } from '../common/problems.js';
import { cancelledSplitOf, splitOf, type Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { Capabilities } from './provider.port.js';
import { RUNNING_CANCELLATION_STATES } from './states.js';

/** How much somebody asks to be refunded. */
export interface RefundWish {
  /** Absent: all that is left. */
  readonly amountWon?: number | undefined;
  /** Absent: the share that the tax-free part has in what is left. */
  readonly taxFreeWon?: number | undefined;
}

/** What of a provider a refund depends on. */
export interface Refunder {
  readonly can: Pick<Capabilities, 'partialCancel' | 'repeatCancel'>;
  readonly deadlineMs: number;
}

/** What a refund would do. */
export interface CancellationPlan {
  readonly payment: Payment;
  /** What goes back, by tax. */
  readonly part: TaxSplit;
  /** What is left of the payment before it, by tax. */
  readonly left: TaxSplit;
  /** How many refunds of the payment were begun before it, whatever became of them: the balance does not tell of all. */
  readonly refundsBefore: number;
}

/**
 * Checks a wish against the books and the provider's abilities.
 *
 * @throws Problem `order_not_cancellable`, `cancellation_running`, `over_balance`, `not_supported`, `needs_operator`
 */
export function planCancellation(
  order: Order,
  wish: RefundWish,
  providerOf: (payment: Payment) => Refunder,
): CancellationPlan {
  const payment = cancellablePayment(order);
  const left = leftOf(order);
  const part = partOf(left, wish);
  requireAbility(providerOf(payment).can, payment, part, left);
  return { payment, part, left, refundsBefore: refundsOf(order, payment) };
}

/** How many refunds of a payment were begun, whatever became of them. */
export function refundsOf(order: Order, { id }: Payment): number {
  return order.cancellations.filter(({ kind, paymentId }) => kind === 'refund' && paymentId === id).length;
}

/** What is left of an order's money, by tax. */
export function leftOf(order: Order): TaxSplit {
  return minus(splitOf(order), cancelledSplitOf(order));
}

function cancellablePayment(order: Order): Payment {
  const payment = order.payments.find((each) => each.status === 'paid');
  if (!payment || (order.status !== 'paid' && order.status !== 'partially_cancelled')) {
    throw new Problem('order_not_cancellable', { detail: `The order is ${order.status}.` });
  }
  const running = order.cancellations.find(
    (each) => each.kind === 'refund' && RUNNING_CANCELLATION_STATES.includes(each.status),
  );
  if (running) throw new Problem('cancellation_running', { detail: `A cancellation is ${running.status}.` });
  return payment;
}

function partOf(left: TaxSplit, wish: RefundWish): TaxSplit {
  const leftWon = totalOf(left);
  const amountWon = wish.amountWon ?? leftWon;
  if (amountWon > leftWon) {
    throw new Problem('over_balance', { detail: `${amountWon} won were asked for; ${leftWon} won are left.`, leftWon });
  }
  const part = splitCancellation(left, amountWon, wish.taxFreeWon);
  if (part) return part;
  throw new Problem('over_balance', {
    detail: `Of ${amountWon} won, ${wish.taxFreeWon ?? 0} won tax-free do not fit: ${left.taxFreeWon} won tax-free and ${
      leftWon - left.taxFreeWon
    } won taxable are left.`,
  });
}

function requireAbility(can: Refunder['can'], payment: Payment, part: TaxSplit, left: TaxSplit): void {
  if (payment.receipt?.cancels === 'none') {
    throw new Problem('not_supported', {
      detail: `A payment by ${payment.receipt.method} cannot be refunded through the provider; refund it by hand.`,
    });
  }
  const isPartial = totalOf(part) < totalOf(left) || totalOf(left) < payment.amountWon;
  // Where one that is sent twice is paid twice, nothing is sent while nobody knows what is left there.
  if (isPartial && can.repeatCancel !== 'always') requireKnownBalance(payment);
  if (!isPartial || (can.partialCancel && payment.receipt?.cancels === 'any')) return;
  throw new Problem('not_supported', { detail: 'This payment can only be cancelled as a whole.' });
}

function requireKnownBalance({ id, attention, refundToldAt }: Payment): void {
  const resourceId = showId('payment', id);
  if (attention !== null) throw new Problem('needs_operator', { detail: attention, resourceId });
  if (refundToldAt === null) return;
  const detail = 'A notice of the provider tells of a refund that is not ours; the provider is being asked about it.';
  throw new Problem('cancellation_running', { detail, resourceId, retryAfterSeconds: 3 });
}
