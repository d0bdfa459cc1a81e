// The money of an order as the API shows it: figures from the rows, with the events behind each.
// Must never compute a figure in another way than the audit does.
import { showId } from '../common/ids.js';
import { nextStepView } from '../orders/evidence.view.js';
import type { NextStep } from '../orders/next-steps.js';
import { cancellableWon } from '../orders/order.view.js';
import { leftOf, NOTHING, type Portion } from './figures.js';
import { eventsBehind, type HistoryEvent } from './history.js';
import type { MoneyAmountDto, MoneyEventDto, MoneySplitDto, OrderMoneyDto } from './money.dto.js';
import type { OrderAccount } from './order-accounts.js';

/** @param steps what happens next, in any order */
export function orderMoneyView(
  { order, history, figures, differences }: OrderAccount,
  steps: readonly NextStep[],
): OrderMoneyDto {
  const behind = eventsBehind(history);
  const left = cancellableWon(order) > 0 ? leftOf(figures.paid, figures.cancelled) : NOTHING;
  return {
    orderId: showId('order', order.id),
    status: order.status,
    version: order.version,
    amount: split(figures.amount, behind.amount),
    discounts: { couponWon: figures.couponWon, pointWon: figures.pointWon, events: behind.amount.map(eventView) },
    paid: {
      ...split(figures.paid, behind.paid),
      byPointWon: figures.paidByPointWon,
      byCouponWon: figures.paidByCouponWon,
    },
    cancelled: split(figures.cancelled, behind.cancelled),
    cancellable: split(left, [...behind.paid, ...behind.cancelled, ...behind.pendingRefunds]),
    reversed: amount(figures.reversedWon, behind.reversed),
    pending: {
      payments: amount(figures.pendingPaymentsWon, behind.pendingPayments),
      refunds: amount(figures.pendingRefundsWon, behind.pendingRefunds),
      leftAfterRefundsWon: leftOf(figures.paid, figures.cancelled).totalWon - figures.pendingRefundsWon,
    },
    next: [...steps].sort(bySoonest).map(nextStepView),
    differences: differences.map((difference) => ({ ...difference })),
  };
}

function split(portion: Portion, events: readonly HistoryEvent[]): MoneySplitDto {
  return { ...portion, events: events.map(eventView) };
}

function amount(totalWon: number, events: readonly HistoryEvent[]): MoneyAmountDto {
  return { totalWon, events: events.map(eventView) };
}

function eventView({ id, type, version, occurredAt }: HistoryEvent): MoneyEventDto {
  return { id: showId('event', id), type, version, occurredAt: occurredAt.toISOString() };
}

/** What has no time waits for a person, and comes first. */
function bySoonest(a: NextStep, b: NextStep): number {
  return (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0);
}
