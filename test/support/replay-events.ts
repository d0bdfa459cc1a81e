// Replays the events of every order and holds what they tell against the rows.
// Must never look at a row while replaying: history alone has to lead there.
import { figuresOf, replay, type HistoryEvent } from '../../src/money/history.js';
import { grouped } from './grouped.js';
import { readRows } from './read-rows.js';

interface EventRow extends HistoryEvent {
  readonly orderId: string;
}

interface StateRow {
  readonly orderId: string;
  /** `order`, or the shown id of a payment or cancellation. */
  readonly what: string;
  readonly state: string;
}

const EVENTS = `
  SELECT id, order_id AS "orderId", version, type, data, occurred_at AS "occurredAt" FROM events
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
  const told = replayed(events);
  return [
    ...gaps(events),
    ...states.flatMap(({ orderId, what, state }) => {
      const story = told.get(`${orderId} ${what}`) ?? 'nothing';
      return story === state ? [] : [`Of order ${orderId}, ${what} is ${state}; its events tell ${story}.`];
    }),
  ];
}

/** The same fold as the nightly audit's, for states instead of amounts. */
function replayed(events: readonly EventRow[]): Map<string, string> {
  const states = new Map<string, string>();
  for (const [orderId, ofOrder] of grouped(events, (event) => event.orderId)) {
    const history = replay(ofOrder);
    const { cancelled } = figuresOf(history);
    states.set(`${orderId} order`, `${history.status}, ${cancelled.totalWon} won cancelled`);
    for (const [id, { status }] of [...history.payments, ...history.cancellations]) {
      states.set(`${orderId} ${id}`, status);
    }
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
