// What the rows say an order's money comes to.
// Must never look at an event: the audit holds the two against each other.
import { takesFromBalance } from '../orders/cancellation-kinds.js';
import { cancellationSplitOf } from '../orders/entities/cancellation.entity.js';
import { cancelledSplitOf, splitOf, type Order } from '../orders/entities/order.entity.js';
import { RUNNING_CANCELLATION_STATES } from '../orders/states.js';
import { portionOf, sumOf, totalWonOf, type Figures, type Portion } from './figures.js';

/** @param order with its payments and cancellations */
export function rowFiguresOf(order: Order): Figures {
  const { amountWon, cancelledWon, couponWon, pointWon, payments } = order;
  const paid = payments.filter(({ status }) => status === 'paid');
  const parts = paid.flatMap(({ receipt }) => receipt?.parts ?? []);
  const pending = payments.filter(({ status }) => ['confirming', 'in_doubt', 'awaiting_deposit'].includes(status));
  const refunds = order.cancellations.filter(takesFromBalance);
  const running = refunds.filter(({ status }) => RUNNING_CANCELLATION_STATES.includes(status));
  return {
    amount: portionOf(amountWon, splitOf(order)),
    // A payment pays the whole order, so it divides as the order does.
    paid: sumOf(paid.map((payment) => portionOf(payment.amountWon, splitOf(order)))),
    cancelled: portionOf(cancelledWon, cancelledSplitOf(order)),
    couponWon,
    pointWon,
    paidByPointWon: totalWonOf(parts.filter(({ method }) => method === 'point')),
    paidByCouponWon: totalWonOf(parts.filter(({ method }) => method === 'coupon')),
    pendingPaymentsWon: totalWonOf(pending),
    pendingRefundsWon: totalWonOf(running),
    reversedWon: totalWonOf(payments.filter(({ status }) => status === 'reversed')),
  };
}

/** The refunds themselves, which the order's own balance must equal. */
export function refundsDoneOf(order: Order): Portion {
  const done = order.cancellations.filter((each) => takesFromBalance(each) && each.status === 'done');
  return sumOf(done.map((each) => portionOf(each.amountWon, cancellationSplitOf(each))));
}
