// An order's history told again: folds its events into the states and amounts that they lead to.
// Must never look at a row; history alone has to lead there.
import { ZERO_SPLIT, type TaxSplit } from '../common/money.js';
import { EXTERNAL_RECORDED, takesFromBalance } from '../orders/cancellation-kinds.js';
import { CANCELLATION_STATES, ORDER_STATES, PAYMENT_STATES, RUNNING_CANCELLATION_STATES } from '../orders/states.js';
import { portionOf, sumOf, totalWonOf, type Figures, type Portion } from './figures.js';

/** One thing that happened to an order. */
export interface HistoryEvent {
  readonly id: string;
  readonly version: number;
  /** `order.paid`, `payment.refused`, `cancellation.done`, … */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

/** A payment or cancellation as its events tell it. */
interface ToldRow {
  readonly status: string;
  readonly amountWon: number;
  readonly split: TaxSplit;
  /** Of a cancellation: `refund`, `reversal` or `external`. */
  readonly kind: string;
  /** Of a payment: what each means of payment paid. */
  readonly parts: readonly { readonly method: string; readonly amountWon: number }[];
  /** The event that put it where it is. */
  readonly event: HistoryEvent;
}

/** What the events of one order lead to. */
export interface History {
  readonly status: string;
  readonly amount: Portion;
  readonly couponWon: number;
  readonly pointWon: number;
  /** By their shown ids. */
  readonly payments: ReadonlyMap<string, ToldRow>;
  readonly cancellations: ReadonlyMap<string, ToldRow>;
  /** The event of its birth; `null` of an order without a history. */
  readonly created: HistoryEvent | null;
}

/** Which figure an event can be behind. */
export type Behind = 'amount' | 'paid' | 'cancelled' | 'pendingPayments' | 'pendingRefunds' | 'reversed';

const PENDING_PAYMENT_STATES: readonly string[] = ['confirming', 'in_doubt', 'awaiting_deposit'];

/** @param events of one order, in their order */
export function replay(events: readonly HistoryEvent[]): History {
  const payments = new Map<string, ToldRow>();
  const cancellations = new Map<string, ToldRow>();
  let status = 'unpaid';
  let created: HistoryEvent | null = null;
  for (const event of events) {
    const [entity, step = ''] = event.type.split('.');
    if (event.type === 'order.created') created = event;
    if (entity === 'order' && ORDER_STATES.some((each) => each === step)) status = step;
    if (entity === 'payment' && PAYMENT_STATES.some((each) => each === step)) {
      payments.set(textIn(event, 'paymentId'), toldRow(event, step));
    }
    if (event.type === EXTERNAL_RECORDED) cancellations.set(textIn(event, 'cancellationId'), toldRow(event, 'done'));
    if (entity === 'cancellation' && CANCELLATION_STATES.some((each) => each === step)) {
      cancellations.set(textIn(event, 'cancellationId'), toldRow(event, step));
    }
  }
  const amount = created ? portionOf(wonIn(created, 'amountWon'), splitIn(created)) : portionOf(0, ZERO_SPLIT);
  const [couponWon, pointWon] = created ? [wonIn(created, 'couponWon'), wonIn(created, 'pointWon')] : [0, 0];
  return { status, amount, couponWon, pointWon, payments, cancellations, created };
}

/** What the events say an order's money comes to. */
export function figuresOf(history: History): Figures {
  const rows = rowsBehind(history);
  const parts = rows.paid.flatMap((row) => row.parts);
  return {
    amount: history.amount,
    paid: sumOf(rows.paid.map(portionOfRow)),
    cancelled: sumOf(rows.cancelled.map(portionOfRow)),
    couponWon: history.couponWon,
    pointWon: history.pointWon,
    paidByPointWon: totalWonOf(parts.filter(({ method }) => method === 'point')),
    paidByCouponWon: totalWonOf(parts.filter(({ method }) => method === 'coupon')),
    pendingPaymentsWon: totalWonOf(rows.pendingPayments),
    pendingRefundsWon: totalWonOf(rows.pendingRefunds),
    reversedWon: totalWonOf(rows.reversed),
  };
}

/** The events behind each figure. */
export function eventsBehind(history: History): Readonly<Record<Behind, readonly HistoryEvent[]>> {
  const rows = rowsBehind(history);
  const of = (told: readonly ToldRow[]) => told.map(({ event }) => event);
  return {
    amount: history.created ? [history.created] : [],
    paid: of(rows.paid),
    cancelled: of(rows.cancelled),
    pendingPayments: of(rows.pendingPayments),
    pendingRefunds: of(rows.pendingRefunds),
    reversed: of(rows.reversed),
  };
}

function rowsBehind({ payments, cancellations }: History) {
  const [paying, refunds] = [[...payments.values()], [...cancellations.values()].filter(takesFromBalance)];
  return {
    paid: paying.filter(({ status }) => status === 'paid'),
    reversed: paying.filter(({ status }) => status === 'reversed'),
    pendingPayments: paying.filter(({ status }) => PENDING_PAYMENT_STATES.includes(status)),
    cancelled: refunds.filter(({ status }) => status === 'done'),
    pendingRefunds: refunds.filter(({ status }) => RUNNING_CANCELLATION_STATES.some((each) => each === status)),
  };
}

function portionOfRow({ amountWon, split }: ToldRow): Portion {
  return portionOf(amountWon, split);
}

function toldRow(event: HistoryEvent, status: string): ToldRow {
  const { kind, parts } = event.data;
  return {
    status,
    amountWon: wonIn(event, 'amountWon'),
    split: splitIn(event),
    kind: typeof kind === 'string' ? kind : '',
    parts: Array.isArray(parts) ? (parts as ToldRow['parts']) : [],
    event,
  };
}

function splitIn(event: HistoryEvent): TaxSplit {
  return {
    taxFreeWon: wonIn(event, 'taxFreeWon'),
    taxableWon: wonIn(event, 'taxableWon'),
    vatWon: wonIn(event, 'vatWon'),
  };
}

function wonIn({ data }: HistoryEvent, name: string): number {
  const value = data[name];
  return typeof value === 'number' ? value : 0;
}

function textIn({ data }: HistoryEvent, name: string): string {
  const value = data[name];
  return typeof value === 'string' ? value : '';
}
