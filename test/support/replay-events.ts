// Replays the events of every order and holds what they tell against the rows.
// Must never look at a row while replaying: history alone has to lead there.
import { readRows } from './read-rows.js';

interface EventRow {
  readonly orderId: string;
  readonly version: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface StateRow {
  readonly orderId: string;
  /** `order`, or the shown id of a payment or cancellation. */
  readonly what: string;
  readonly state: string;
}

const EVENTS = `
  SELECT order_id AS "orderId", version, type, data FROM events
  WHERE subject_id = order_id ORDER BY order_id, version`;

const STATES = `
  SELECT id AS "orderId", 'order' AS what, status || ', ' || cancelled_won || ' won cancelled' AS state FROM orders
  UNION ALL SELECT order_id, 'pay_' || replace(id::text, '-', ''), status FROM payments
  UNION ALL SELECT order_id, 'can_' || replace(id::text, '-', ''), status FROM cancellations`;

/** @returns one sentence for each order whose history leads elsewhere than where it is */
export async function differencesFromHistory(databaseUrl: string): Promise<string[]> {
  const [events, states] = await Promise.all([
    readRows<EventRow>(databaseUrl, EVENTS),
    readRows<StateRow>(databaseUrl, STATES),
  ]);
  const replayed = replay(events);
  return [
    ...gaps(events),
    ...states.flatMap(({ orderId, what, state }) => {
      const told = replayed.get(`${orderId} ${what}`) ?? 'nothing';
      return told === state ? [] : [`Of order ${orderId}, ${what} is ${state}; its events tell ${told}.`];
    }),
  ];
}

function replay(events: readonly EventRow[]): Map<string, string> {
  const states = new Map<string, string>();
  const orders = new Map<string, { status: string; cancelledWon: number }>();
  for (const { orderId, type, data } of events) {
    const [entity = '', status = ''] = type.split('.');
    const order = orders.get(orderId) ?? { status: 'unpaid', cancelledWon: 0 };
    orders.set(orderId, order);
    if (entity === 'order' && status !== 'created') order.status = status;
    if (entity === 'payment') states.set(`${orderId} ${String(data['paymentId'])}`, status);
    if (entity === 'cancellation') states.set(`${orderId} ${String(data['cancellationId'])}`, status);
    if (type === 'cancellation.done' && data['kind'] === 'refund') order.cancelledWon += Number(data['amountWon']);
  }
  for (const [orderId, { status, cancelledWon }] of orders) {
    states.set(`${orderId} order`, `${status}, ${cancelledWon} won cancelled`);
  }
  return states;
}

/** Every order's versions rise, from 1. */
function gaps(events: readonly EventRow[]): string[] {
  const last = new Map<string, number>();
  return events.flatMap(({ orderId, version, type }) => {
    const before = last.get(orderId) ?? 0;
    last.set(orderId, version);
    const isFirst = before === 0;
    if (version > before && (!isFirst || (version === 1 && type === 'order.created'))) return [];
    return [`Order ${orderId} has ${type} at version ${version} after version ${before}.`];
  });
}
