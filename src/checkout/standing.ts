// How an order stands, as its buyer needs to know it: one kind per page they can see.
// Must never take a fact from anywhere but the books.
import { GIVEN_UP_STATES } from '../orders/decision-moves.js';
import { UNSEEN_AFTER_MS } from '../orders/doubt.js';
import type { Order } from '../orders/entities/order.entity.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import type { Refusal } from '../orders/provider-reply.js';
import type { DepositAccount } from '../orders/receipt.js';
import type { OrderStatus } from '../orders/states.js';

export const STANDING_KINDS = [
  /** Nobody has paid, and nothing speaks against it. */
  'payable',
  /** Nobody has paid as far as is known; an earlier try may have taken money, and is asked about. */
  'payable_in_doubt',
  /** The last try came to nothing; another may be made. */
  'refused',
  'confirming',
  'in_doubt',
  /** In doubt for so long that nobody should sit and wait. */
  'long_doubt',
  'awaiting_deposit',
  'paid',
  'partially_cancelled',
  'cancelled',
  'expired',
  /** Over, while a try is still being looked up: should it have taken money, that goes back. */
  'expired_in_doubt',
  /** The merchant withdrew it. */
  'voided',
] as const;
export type StandingKind = (typeof STANDING_KINDS)[number];

export interface Standing {
  readonly kind: StandingKind;
  /** For the merchant's page. */
  readonly status: OrderStatus;
  /** Why the last try came to nothing, with the kind `refused`. */
  readonly refusal: Refusal | null;
  /** Where to send the money, with the kind `awaiting_deposit`. */
  readonly deposit: DepositAccount | null;
}

/** How long a buyer is asked to wait for a doubt to settle. */
const PATIENCE_MS = 30_000;

export function standingOf(order: Order, now: Date): Standing {
  const standing = { refusal: null, deposit: null };
  switch (order.status) {
    case 'unpaid':
      return order.expiresAt <= now ? ended(order) : unpaid(order, now);
    case 'in_doubt':
      return { ...standing, kind: isOldDoubt(order, now) ? 'long_doubt' : 'in_doubt', status: 'in_doubt' };
    case 'awaiting_deposit': {
      const payment = order.payments.find((each) => each.status === 'awaiting_deposit');
      return { ...standing, kind: order.status, status: order.status, deposit: payment?.receipt?.deposit ?? null };
    }
    case 'expired':
      return ended(order);
    case 'confirming':
    case 'paid':
    case 'partially_cancelled':
    case 'cancelled':
    case 'voided':
      return { ...standing, kind: order.status, status: order.status };
  }
}

/** Whether the buyer may pay now. */
export function mayPay({ kind }: Standing): boolean {
  return ['payable', 'payable_in_doubt', 'refused'].includes(kind);
}

/** Whether it will change by itself, so that a page should look again. */
export function changesByItself({ kind }: Standing): boolean {
  return ['confirming', 'in_doubt', 'long_doubt', 'payable_in_doubt', 'awaiting_deposit'].includes(kind);
}

/** Whether nothing more will happen that the buyer waits for. */
export function isDone({ kind }: Standing): boolean {
  return ['paid', 'partially_cancelled', 'cancelled', 'expired', 'expired_in_doubt', 'voided'].includes(kind);
}

function unpaid(order: Order, now: Date): Standing {
  if (order.payments.some((each) => mayBeTaken(each, now)))
    return { kind: 'payable_in_doubt', status: 'unpaid', refusal: null, deposit: null };
  const last = order.payments.at(-1);
  const refusal = last && cameToNothing(last) ? last.refusal : null;
  return { kind: refusal ? 'refused' : 'payable', status: 'unpaid', refusal, deposit: null };
}

/**
 * Given up or not begun as far as is known, and the provider was asked about it in vain; or its window may take the money itself,
 * and is not old enough yet for the provider to have been asked.
 */
function mayBeTaken({ status, receipt, inDoubtSince, mode, authorizedAt }: Payment, now: Date): boolean {
  if (receipt !== null) return false;
  if (GIVEN_UP_STATES.includes(status) && inDoubtSince !== null) return true;
  if (status !== 'open' || mode !== 'immediate' || authorizedAt === null) return false;
  return now.getTime() - authorizedAt.getTime() < UNSEEN_AFTER_MS;
}

function cameToNothing(payment: Payment): boolean {
  return payment.status === 'refused' || payment.status === 'abandoned';
}

function ended(order: Order): Standing {
  const isLookedUp = order.payments.some((each) => each.status === 'in_doubt');
  return { kind: isLookedUp ? 'expired_in_doubt' : 'expired', status: 'expired', refusal: null, deposit: null };
}

function isOldDoubt(order: Order, now: Date): boolean {
  const since = order.payments.flatMap(({ status, inDoubtSince }) =>
    status === 'in_doubt' ? (inDoubtSince ?? []) : [],
  );
  return since.some((moment) => now.getTime() - moment.getTime() >= PATIENCE_MS);
}
