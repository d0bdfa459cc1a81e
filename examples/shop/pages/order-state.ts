// Sums up what is known about an order for a page: which headline, whether to look again, what may be done now.
// Must never take a hint from the address bar for the truth: it knows only what the platform said.
import type { OrderStatus, PlatformOrder } from '../gyeolje-order.js';
import type { ShopOrder } from '../order-store.js';

export interface SeenOrder {
  readonly order: ShopOrder;
  /** False when the platform could not be asked just now. */
  readonly current: boolean;
}

export interface OrderState {
  /** `not_placed`: the platform does not have the order yet. */
  readonly status: OrderStatus | 'not_placed';
  /** How soon the page should look again, if it should. */
  readonly lookAgain: 'soon' | 'later' | 'never';
  readonly mayPay: boolean;
  /** It was charged on a stored card, and nobody pays it in a window. */
  readonly onCard: boolean;
  readonly mayRefund: boolean;
  readonly mayRefundPart: boolean;
  readonly refundUnanswered: boolean;
}

export function stateOf(order: ShopOrder): OrderState {
  const { platform } = order;
  const onCard = order.cardId !== undefined;
  const refundUnanswered = order.refunds.some((refund) => refund.answer === 'none');
  if (!platform) {
    return {
      status: 'not_placed',
      lookAgain: 'never',
      mayPay: true,
      onCard,
      mayRefund: false,
      mayRefundPart: false,
      refundUnanswered,
    };
  }
  const refundableInParts = !platform.payments.some(({ cancels }) => cancels === 'whole');
  const refundable = platform.status === 'paid' || platform.status === 'partially_cancelled';
  return {
    status: platform.status,
    lookAgain: lookAgain(platform),
    mayPay: platform.status === 'unpaid' && !onCard,
    onCard,
    mayRefund: refundable && platform.cancellableWon > 0 && !refundUnanswered && !refundRunning(platform),
    mayRefundPart: refundableInParts,
    refundUnanswered,
  };
}

function lookAgain(platform: PlatformOrder): OrderState['lookAgain'] {
  if (platform.status === 'confirming' || platform.status === 'in_doubt' || refundRunning(platform)) return 'soon';
  if (platform.status === 'unpaid' || platform.status === 'awaiting_deposit') return 'later';
  return 'never';
}

function refundRunning(platform: PlatformOrder): boolean {
  return platform.cancellations.some(({ status }) => ['requested', 'executing', 'in_doubt'].includes(status));
}

/** Stands for whatever a page shows of an order: when it differs from the page's own, the page is out of date. */
export function markOf({ order, current }: SeenOrder): string {
  const { platform } = order;
  const parts = [...(platform?.payments ?? []), ...(platform?.cancellations ?? [])].map(({ status }) => status);
  return [platform?.status ?? 'not_placed', platform?.cancelledWon ?? 0, ...parts, current ? 'now' : 'earlier'].join(
    '.',
  );
}
