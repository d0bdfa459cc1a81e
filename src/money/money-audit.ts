// The audit: recomputes the money of every order changed since the last run from its events, and names each won of difference.
// Must never change an order, nor hold a transaction over more than one batch.
import type { DataSource } from 'typeorm';
import { IsNull, Not } from 'typeorm';
import type { Clock } from '../common/clock.js';
import { firstIdAt, newId } from '../common/ids.js';
import { AuditRun } from './audit-run.entity.js';
import type { FigureDifference } from './figures.js';
import { readAccounts } from './order-accounts.js';

/** A figure of an order on which rows and events differ. */
export interface FoundDifference extends FigureDifference {
  readonly orderId: string;
}

/** What an audit came to. */
export interface AuditReport {
  /** How many orders were looked at. */
  readonly orders: number;
  readonly differences: number;
}

/** Told of each difference as it is found. */
export type DifferenceListener = (difference: FoundDifference) => void;

const BATCH = 200;
/** A change may become visible this much later than its id says: its process waited for a lock, or its clock is behind. */
const OVERLAP_MS = 600_000;
/** Each order once, at its last event: those are in the order of their ids, which rise with time. */
const CHANGED_ORDERS = `
  SELECT e.id AS "place", e.subject_id AS "orderId" FROM events e
  WHERE e.id > $1 AND e.subject_id = e.order_id
    AND NOT EXISTS (SELECT FROM events later WHERE later.subject_id = e.subject_id AND later.version > e.version)
  ORDER BY e.id LIMIT $2`;
/** Every row there is, also one without a history. */
const ALL_ORDERS = `SELECT id AS "place", id AS "orderId" FROM orders WHERE id > $1 ORDER BY id LIMIT $2`;

const THE_BEGINNING = new Date(0);

export class MoneyAudit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** When the last run that ended was started; `null` before the first. */
  async lastStartedAt(): Promise<Date | null> {
    return (await this.#lastRun())?.startedAt ?? null;
  }

  /**
   * Looks at every order changed since the last run, and at those that differed then.
   *
   * @param wish `everything`: at every order there is
   * @param tell hears of each difference at once
   */
  async run(wish: { readonly everything: boolean }, tell: DifferenceListener): Promise<AuditReport> {
    const last = await this.#lastRun();
    const startedAt = this.clock.now();
    const run: AuditRun = {
      id: newId(),
      startedAt,
      endedAt: null,
      orders: 0,
      differences: 0,
      differingOrderIds: [],
      watermark: new Date(startedAt.getTime() - OVERLAP_MS),
    };
    const runs = this.dataSource.getRepository(AuditRun);
    await runs.insert(run);
    const differing = new Set<string>();
    const [query, since] = wish.everything || !last ? [ALL_ORDERS, THE_BEGINNING] : [CHANGED_ORDERS, last.watermark];
    const again = wish.everything ? [] : (last?.differingOrderIds ?? []);
    for await (const orderIds of this.#batches(again, query, since)) {
      for (const { order, differences } of await readAccounts(this.dataSource, orderIds)) {
        run.orders += 1;
        // One that differed last time may have changed since, and come twice.
        if (differences.length === 0 || differing.has(order.id)) continue;
        differing.add(order.id);
        run.differences += differences.length;
        for (const difference of differences) tell({ orderId: order.id, ...difference });
      }
    }
    await runs.save({ ...run, differingOrderIds: [...differing], endedAt: this.clock.now() });
    return { orders: run.orders, differences: run.differences };
  }

  /** Orders to look at, by keyset. */
  async *#batches(again: readonly string[], query: string, since: Date): AsyncGenerator<readonly string[]> {
    for (let start = 0; start < again.length; start += BATCH) yield again.slice(start, start + BATCH);
    let after = firstIdAt(since);
    for (;;) {
      const rows = await this.dataSource.query<{ place: string; orderId: string }[]>(query, [after, BATCH]);
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map(({ orderId }) => orderId);
      // What changes meanwhile is the next run's business, or a busy house would keep this one from ending.
      if (rows.length < BATCH) return;
      after = last.place;
    }
  }

  #lastRun(): Promise<AuditRun | null> {
    return this.dataSource
      .getRepository(AuditRun)
      .findOne({ where: { endedAt: Not(IsNull()) }, order: { startedAt: 'DESC' } });
  }
}
