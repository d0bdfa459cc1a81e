// What happens to a cash receipt, decided on what was read: no calls, no writes.
// Must never call a receipt refused because its answer was lost.
import type { IssuedCashReceipt } from '../orders/cash-receipt.port.js';
import { lookupWaitMs, operatorNeeded, type DoubtSettings } from '../orders/doubt.js';
import type { Order } from '../orders/entities/order.entity.js';
import type { Refusal, Reply } from '../orders/provider-reply.js';
import type { CashReceipt } from './cash-receipt.entity.js';
import type { ReceiptMove } from './cash-receipt-book.js';
import { settleCashReceiptJob } from './jobs.js';

/** How long to wait for what. */
export type ReceiptSettings = DoubtSettings & {
  /** How long after a no to taking a receipt back it is tried again. */
  readonly cashReceiptRetryMs: number;
};

/** What is left of the order's payment, in won. */
export function leftOf(order: Order): number {
  return order.amountWon - order.cancelledWon;
}

/** What the first answer to the request means. One that comes when the receipt is settled means nothing any more. */
export function applyIssueReply(
  receipt: CashReceipt,
  reply: Reply<IssuedCashReceipt>,
  now: Date,
  settings: ReceiptSettings,
): ReceiptMove | null {
  if (receipt.status === 'in_doubt') return reply.is === 'done' ? issued(receipt, reply.value, now) : null;
  if (receipt.status !== 'requested') return null;
  switch (reply.is) {
    case 'done':
      return issued(receipt, reply.value, now);
    case 'refused':
      return { to: 'refused', changes: { refusal: reply.refusal, sealedIdentity: null } };
    case 'unsent':
      return { to: 'refused', changes: { refusal: { reason: 'not_sent' }, sealedIdentity: null } };
    case 'unknown':
      return doubted(receipt, now, settings);
  }
}

/** It stands. A refund may have come in between, so what is left is looked at once more. */
export function issued(receipt: CashReceipt, { managementNumber }: IssuedCashReceipt, now: Date): ReceiptMove {
  return {
    to: 'issued',
    changes: {
      managementNumber,
      issuedAt: now,
      sealedIdentity: null,
      inDoubtSince: null,
      attention: null,
      attempts: 0,
      refusal: null,
    },
    job: settleCashReceiptJob(receipt.paymentId, now),
  };
}

/** Whether it was issued nobody knows: to be found out. */
export function doubted(receipt: CashReceipt, now: Date, settings: ReceiptSettings): ReceiptMove {
  const job = settleCashReceiptJob(receipt.paymentId, new Date(now.getTime() + settings.firstLookupMs));
  return { to: 'in_doubt', changes: { inDoubtSince: now, attempts: 0 }, job };
}

/** Still in doubt: asks again later, ever more slowly; calls an operator when no machine will find out. */
export function stillDoubted(
  receipt: CashReceipt,
  again: Reply<unknown> | null,
  now: Date,
  settings: ReceiptSettings,
): ReceiptMove {
  const attempts = receipt.attempts + 1;
  const refusal = again?.is === 'refused' ? again.refusal : null;
  const attention =
    refusal !== null
      ? `Asked once more, the provider said no (${codeOf(refusal)}): it was issued the first time, or cannot be.`
      : (receipt.attention ?? operatorNeeded(receipt.inDoubtSince, now, settings));
  const waitMs = attention === null ? lookupWaitMs(attempts, settings) : settings.cashReceiptRetryMs;
  const job = settleCashReceiptJob(receipt.paymentId, new Date(now.getTime() + waitMs));
  return { to: 'in_doubt', changes: { attempts, attention, ...(refusal && { refusal }) }, job };
}

/**
 * The provider answered, and the answer could not be written: whether a receipt stands is for an operator to see. It is
 * asked again all the same.
 *
 * @param why in words of our own
 */
export function unapplied(receipt: CashReceipt, why: string, now: Date, settings: ReceiptSettings): ReceiptMove | null {
  const { status, paymentId } = receipt;
  if (status !== 'requested' && status !== 'in_doubt' && status !== 'cancelling') return null;
  const attention = receipt.attention ?? `The provider answered, and the answer could not be applied: ${why}.`;
  const attempts = receipt.attempts + 1;
  const job = settleCashReceiptJob(paymentId, new Date(now.getTime() + lookupWaitMs(attempts, settings)));
  return status === 'cancelling'
    ? { to: 'cancelling', changes: { attempts, attention }, job }
    : { to: 'in_doubt', changes: { inDoubtSince: receipt.inDoubtSince ?? now, attempts, attention }, job };
}

/** To be taken back from a moment on. */
export function takenBack(receipt: CashReceipt, now: Date, from: Date): ReceiptMove {
  return {
    to: 'cancelling',
    changes: {
      cancellingSince: now,
      attempts: 0,
      attention: null,
      sealedIdentity: null,
      inDoubtSince: null,
      noneSince: null,
    },
    job: settleCashReceiptJob(receipt.paymentId, from),
  };
}

export function cancelled(now: Date): ReceiptMove {
  return { to: 'cancelled', changes: { cancelledAt: now, attention: null } };
}

/**
 * The provider refused to take back one that it has never shown, and said before and after that none stands. Some
 * providers show no receipt at all, and a no may be for today: the same another day is believed.
 */
export function saidGone(receipt: CashReceipt, reply: Reply<null>, now: Date, settings: ReceiptSettings): ReceiptMove {
  const noneSince = receipt.noneSince ?? now;
  if (now.getTime() - noneSince.getTime() >= settings.cashReceiptRetryMs) return cancelled(now);
  const { to, changes, job } = stillStanding(receipt, reply, now, settings);
  return { to, changes: { ...changes, noneSince, attention: null }, ...(job && { job }) };
}

/**
 * The provider has not agreed to take it back: tries again, after a no another day.
 *
 * @param reply what it said
 */
export function stillStanding(
  receipt: CashReceipt,
  reply: Reply<null>,
  now: Date,
  settings: ReceiptSettings,
): ReceiptMove {
  const attempts = receipt.attempts + 1;
  const refusal = reply.is === 'refused' ? reply.refusal : receipt.refusal;
  const isLate = operatorNeeded(receipt.cancellingSince, now, settings) !== null;
  const attention = isLate ? `The provider does not take it back${refusal ? ` (${codeOf(refusal)})` : ''}.` : null;
  const isNo = reply.is === 'refused' || isLate;
  const waitMs = isNo ? settings.cashReceiptRetryMs : lookupWaitMs(attempts, settings);
  const job = settleCashReceiptJob(receipt.paymentId, new Date(now.getTime() + waitMs));
  return { to: 'cancelling', changes: { attempts, refusal, attention, noneSince: null }, job };
}

/**
 * What refunds mean for a receipt that stands. A provider takes it back by itself with a refund and says how that went;
 * when it failed, or nobody heard, it is taken back another day. After a refund of a part, what stands is for people to
 * say: providers do not tell whether they changed the amount.
 */
export function followRefunds(
  receipt: CashReceipt,
  order: Order,
  now: Date,
  settings: ReceiptSettings,
): ReceiptMove | null {
  const leftWon = leftOf(order);
  if (leftWon === 0) {
    if (wentWithRefund(receipt, order)) return cancelled(now);
    return takenBack(receipt, now, new Date(now.getTime() + settings.cashReceiptRetryMs));
  }
  const told = lastTold(receipt, order);
  if (receipt.amountWon <= leftWon && told !== 'cancelled') return null;
  const says = told === 'cancelled' ? ' The provider says that it took the receipt back with the refund.' : '';
  const attention = `The receipt is for ${receipt.amountWon} won, and after a refund ${leftWon} won of the payment are left.${says}`;
  return attention === receipt.attention ? null : { to: 'issued', changes: { attention } };
}

/** Whether the provider said that it took the receipt back with the refund that left nothing. */
export function wentWithRefund(receipt: CashReceipt, order: Order): boolean {
  return leftOf(order) === 0 && lastTold(receipt, order) === 'cancelled';
}

/** What the provider said of the receipt with the latest refund since it was asked for. */
function lastTold(
  { paymentId, createdAt }: CashReceipt,
  { cancellations }: Order,
): 'cancelled' | 'not_cancelled' | null {
  const refunds = cancellations.filter(
    (each) => each.paymentId === paymentId && each.doneAt !== null && each.doneAt >= createdAt,
  );
  return refunds.at(-1)?.receipt?.cashReceipt ?? null;
}

function codeOf({ providerCode, reason }: Refusal): string {
  return providerCode ?? reason;
}
