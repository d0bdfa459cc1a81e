// What happens next to a payment, a cancellation or an order, in a sentence for whoever looks at it.
// Must never promise a time that no job has.
import { showId } from '../common/ids.js';
import { RECONCILE_PAYMENT, SETTLE_CANCELLATION, SETTLE_PAYMENT } from './jobs.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { PendingRuns } from './pending-jobs.js';
import { RUNNING_CANCELLATION_STATES } from './states.js';

/** What will be done next. */
export interface NextStep {
  /** As shown: `pay_…`, `can_…` or `ord_…`. */
  readonly about: string;
  /** What the platform does, in a sentence; `null` when it does nothing by itself. */
  readonly what: string | null;
  readonly at: Date | null;
  /** Whether an operator was called, in whatever state it is. */
  readonly waitsForOperator: boolean;
}

/** The keys of the jobs that settle an order's payments and cancellations. */
export function settlingKeys(order: Order): string[] {
  return [
    ...order.payments.map((payment) => jobOfPayment(payment)),
    ...order.cancellations.map(({ id }) => `${SETTLE_CANCELLATION}:${id}`),
  ];
}

/** The key of the job that asks about a payment: what became of it, or how much is left of one that is settled. */
function jobOfPayment({ id, status }: Payment): string {
  return `${status === 'paid' ? RECONCILE_PAYMENT : SETTLE_PAYMENT}:${id}`;
}

export function nextStepOfPayment(order: Order, payment: Payment, runs: PendingRuns): NextStep {
  const about = showId('payment', payment.id);
  const waitsForOperator = payment.attention !== null;
  if (payment.status === 'in_doubt' && payment.receipt !== null) {
    const reversal = order.cancellations.find(
      (each) => each.paymentId === payment.id && RUNNING_CANCELLATION_STATES.includes(each.status),
    );
    const at = reversal ? runs.get(`${SETTLE_CANCELLATION}:${reversal.id}`) : undefined;
    return { about, what: reversal ? 'Gives the money back.' : null, at: at ?? null, waitsForOperator };
  }
  const at = runs.get(jobOfPayment(payment)) ?? null;
  return { about, what: at && SENTENCES_OF_PAYMENTS[payment.status], at, waitsForOperator };
}

export function nextStepOfCancellation({ id, status, attention }: Cancellation, runs: PendingRuns): NextStep {
  const about = showId('cancellation', id);
  const at = runs.get(`${SETTLE_CANCELLATION}:${id}`) ?? null;
  const what = SENTENCES_OF_CANCELLATIONS[status];
  return { about, what: at && what, at, waitsForOperator: attention !== null };
}

/** Everything that will happen next to an order. */
export function nextStepsOfOrder(order: Order, runs: PendingRuns): NextStep[] {
  const closes = order.status === 'unpaid' || order.status === 'in_doubt';
  return [
    ...order.payments.map((payment) => nextStepOfPayment(order, payment, runs)),
    ...order.cancellations.map((cancellation) => nextStepOfCancellation(cancellation, runs)),
    ...(closes
      ? [{ about: showId('order', order.id), what: 'Closes the order.', at: order.expiresAt, waitsForOperator: false }]
      : []),
  ].filter(({ what, waitsForOperator }) => what !== null || waitsForOperator);
}

const WAITS = 'Waits for the provider’s answer, and asks when none can come any more.';
const LOOKS_LATE = 'Asks once more whether money came after all.';
const SENTENCES_OF_CANCELLATIONS: Readonly<Record<Cancellation['status'], string>> = {
  requested: 'Sends it.',
  executing: WAITS,
  in_doubt: 'Asks the provider, and sends it again where that cannot refund twice.',
  done: 'Asks the provider once more.',
  refused: 'Asks whether it was given back after all.',
  rejected: 'Asks the provider once more.',
};
const SENTENCES_OF_PAYMENTS: Readonly<Record<Payment['status'], string>> = {
  open: 'Asks whether the provider took the money without the buyer coming back.',
  confirming: WAITS,
  in_doubt: 'Asks the provider what became of it.',
  awaiting_deposit: 'Asks whether the deposit came.',
  paid: 'Asks the provider how much is left.',
  refused: LOOKS_LATE,
  abandoned: LOOKS_LATE,
  reversed: 'Asks the provider once more.',
};
