// Reads orders with their rows and their events as of one moment, and holds the two against each other.
// Must never keep a transaction open longer than it takes to read one batch.
import type { DataSource } from 'typeorm';
import { In } from 'typeorm';
import { RecordedEvent } from '../orders/entities/event.entity.js';
import { Order } from '../orders/entities/order.entity.js';
import { differencesBetween, type FigureDifference, type Figures } from './figures.js';
import { figuresOf, replay, type History } from './history.js';
import { refundsDoneOf, rowFiguresOf } from './row-figures.js';

/** An order's money, found both ways. */
export interface OrderAccount {
  /** With its payments and cancellations. */
  readonly order: Order;
  readonly history: History;
  /** By the rows. */
  readonly figures: Figures;
  /** Where rows and events differ; empty as it should be. */
  readonly differences: readonly FigureDifference[];
}

/** One snapshot per call: a change writes rows and events at once, and must not be seen by halves. */
export async function readAccounts(dataSource: DataSource, orderIds: readonly string[]): Promise<OrderAccount[]> {
  const ids = [...orderIds];
  const [orders, events, shared] = await dataSource.transaction('REPEATABLE READ', async (manager) => [
    await manager
      .createQueryBuilder(Order, 'o')
      .leftJoinAndSelect('o.payments', 'p')
      .leftJoinAndSelect('o.cancellations', 'x')
      .where('o.id IN (:...ids)', { ids })
      .orderBy('o.id')
      .addOrderBy('p.id')
      .addOrderBy('x.id')
      .getMany(),
    await manager.find(RecordedEvent, { where: { subjectId: In(ids) }, order: { version: 'ASC' } }),
    await manager.query<SharedPayments[]>(SHARED_PAYMENTS, [ids]),
  ]);
  const sharedWon = new Map(shared.map((each) => [each.orderId, Number(each.sharedWon)]));
  const byOrder = grouped(events);
  return orders.map((order) => accountOf(order, byOrder.get(order.id) ?? [], sharedWon.get(order.id) ?? 0));
}

interface SharedPayments {
  readonly orderId: string;
  readonly sharedWon: string;
}

/** The money of payments whose number at the provider another payment has too: it came once, and pays twice here. */
const SHARED_PAYMENTS = `
  SELECT p.order_id AS "orderId", sum(p.amount_won) AS "sharedWon" FROM payments p
  WHERE p.order_id = ANY($1) AND p.status = 'paid' AND p.receipt IS NOT NULL AND EXISTS (
    SELECT FROM payments q
    WHERE q.provider = p.provider AND q.receipt ->> 'providerPaymentId' = p.receipt ->> 'providerPaymentId'
      AND q.receipt IS NOT NULL AND q.status = 'paid' AND q.id <> p.id)
  GROUP BY p.order_id`;

function accountOf(order: Order, events: readonly RecordedEvent[], sharedWon: number): OrderAccount {
  const history = replay(events);
  const figures = rowFiguresOf(order);
  const told = figuresOf(history);
  const refunds = refundsDoneOf(order);
  const differences = [
    ...differencesBetween(figures, told),
    // The balance of the order and the refunds it is made of are kept apart; both must be what happened.
    ...differencesBetween({ ...figures, cancelled: refunds }, { ...figures, cancelled: told.cancelled }).map(
      (difference) => ({ ...difference, figure: difference.figure.replace('cancelled.', 'refunds.') }),
    ),
    ...(sharedWon > 0 ? [{ figure: 'paid.sharedWon', oursWon: sharedWon, eventsWon: 0 }] : []),
  ];
  return { order, history, figures, differences };
}

function grouped(events: readonly RecordedEvent[]): Map<string, RecordedEvent[]> {
  const groups = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const group = groups.get(event.subjectId) ?? [];
    group.push(event);
    groups.set(event.subjectId, group);
  }
  return groups;
}
