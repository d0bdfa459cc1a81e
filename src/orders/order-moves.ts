// What a merchant does to an order that is not paid, decided on a draft: withdraws it, opens it again, ends the waiting for a
// deposit. Must never touch an order whose money is on its way or there: what became of it goes first.
import { Problem } from '../common/problems.js';
import type { DoubtSettings } from './doubt.js';
import type { Order } from './entities/order.entity.js';
import type { Payment } from './entities/payment.entity.js';
import { withdrawDepositJob } from './jobs.js';
import type { OrderDraft } from './order-draft.js';
import { lookLate } from './payment-moves.js';
import type { RefusalReason } from './provider-reply.js';

/**
 * Withdraws an order: nobody can pay it any more, and money that comes all the same goes back.
 *
 * @returns whether it was not withdrawn before
 * @throws Problem `order_not_voidable`
 */
export function voidOrder(draft: OrderDraft, settings: DoubtSettings): boolean {
  const { order } = draft;
  if (order.status === 'voided') return false;
  requireUnpaid(order);
  for (const payment of order.payments) {
    if (payment.status === 'open') draft.movePayment(payment, 'abandoned', { refusal: { reason: 'order_voided' } });
    if (payment.status === 'awaiting_deposit') {
      abandonDeposit(draft, payment, 'order_voided', settings);
      draft.enqueue(withdrawDepositJob(payment.id));
    }
  }
  draft.moveOrder('voided');
  return true;
}

/**
 * Lets an order be paid until another moment: one that nobody has paid yet, or whose time was up. A try that is still in
 * doubt keeps it in doubt.
 *
 * @throws Problem `order_not_reopenable`
 */
export function reopenOrder(draft: OrderDraft, expiresAt: Date): void {
  const { order } = draft;
  const changes = { expiresAt, expiryChosen: true };
  if (order.status === 'unpaid') {
    draft.changeOrder(changes);
    return;
  }
  if (order.status !== 'expired') {
    throw new Problem('order_not_reopenable', { detail: `The order is ${order.status}.` });
  }
  const isDoubted = order.payments.some(({ status, receipt }) => status === 'in_doubt' && receipt === null);
  draft.moveOrder(isDoubted ? 'in_doubt' : 'unpaid', changes);
}

/**
 * The provider was told of lines of the order while it waits for a deposit: once all are cancelled it waits no more.
 *
 * @param references of the lines
 */
export function tellItems(
  draft: OrderDraft,
  payment: Payment,
  references: readonly string[],
  isCancelled: boolean,
  settings: DoubtSettings,
): void {
  const { status, receipt } = payment;
  if (status !== 'awaiting_deposit' || receipt === null) return;
  const others = (receipt.withdrawnItems ?? []).filter((each) => !references.includes(each));
  const withdrawnItems = isCancelled ? [...others, ...references] : others;
  draft.changePayment(payment, { receipt: { ...receipt, withdrawnItems } });
  if (draft.order.items.every(({ reference }) => withdrawnItems.includes(reference)))
    endDeposit(draft, payment, settings);
}

/**
 * The provider was told that the buyer's deposit is not wanted any more: the order may be paid otherwise. Should the money
 * come all the same, the order takes it, or it goes back.
 */
function endDeposit(draft: OrderDraft, payment: Payment, settings: DoubtSettings): void {
  if (payment.status !== 'awaiting_deposit') return;
  abandonDeposit(draft, payment, 'deposit_withdrawn', settings);
  if (draft.order.status !== 'awaiting_deposit') return;
  draft.moveOrder(draft.order.expiresAt <= draft.now ? 'expired' : 'unpaid');
}

/** Its account is known still: money that is on its way to it is looked for. */
function abandonDeposit(draft: OrderDraft, payment: Payment, reason: RefusalReason, settings: DoubtSettings): void {
  draft.decide('deposit_withdrawn', payment);
  draft.movePayment(payment, 'abandoned', { refusal: { reason } });
  lookLate(draft, payment, settings);
}

function requireUnpaid({ status }: Order): void {
  if (status === 'unpaid' || status === 'expired' || status === 'awaiting_deposit') return;
  const detail =
    status === 'confirming' || status === 'in_doubt'
      ? `The order is ${status}: whether it is paid is being found out.`
      : `The order is ${status}; refund it instead.`;
  throw new Problem('order_not_voidable', { detail });
}
