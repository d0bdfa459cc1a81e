// Finds orders: by a text that may mean several things, by filters, or by both; the newest first, page by page.
// Must never look at more candidates for one answer than keeps it under 100 ms: it says how far it has looked instead.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Buyer } from '../../orders/buyer.js';
import { ProviderRegistry } from '../../orders/provider-registry.js';
import type { PaymentMethod, Receipt } from '../../orders/receipt.js';
import type { OrderStatus } from '../../orders/states.js';
import {
  allOrders,
  countNumbers,
  hasNumber,
  Parameters,
  selectOrders,
  sourceOf,
  sourceOfReading,
  type OrderWish,
  type Source,
} from './order-search.sql.js';
import { readingsOf, type Reading, type ReadingKind } from './reading.js';

/** An order as a list needs it. */
export interface FoundOrder {
  readonly id: string;
  readonly orderNumber: string;
  readonly sellerCode: string;
  readonly title: string;
  readonly status: OrderStatus;
  readonly buyer: Buyer | null;
  readonly amountWon: number;
  readonly taxFreeWon: number;
  readonly taxableWon: number;
  readonly vatWon: number;
  readonly cancelledWon: number;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  readonly provider: string | null;
  readonly method: PaymentMethod | null;
  readonly receipt: Receipt | null;
  readonly needsAttention: boolean;
}

/** What was found of a search, and from where to go on. */
export interface FoundOrders {
  readonly rows: readonly FoundOrder[];
  /** By which readings of the text each was found, by its id. */
  readonly foundBy: ReadonlyMap<string, readonly ReadingKind[]>;
  readonly understoodAs: readonly ReadingKind[];
  /** UUID of the order after which the next page begins; `null`: there is no more. */
  readonly next: string | null;
  /** Set when the search stopped on its way: there may be more behind. */
  readonly stoppedEarly: boolean;
}

/** Candidates that a source has of one stretch. */
interface Candidates {
  readonly ids: readonly string[];
  /** The place up to which all of them are known; `null`: there are no more. */
  readonly floor: string | null;
}

interface Way {
  readonly by: ReadingKind | null;
  readonly source: Source;
  /** Of what is met on the way, only orders with such numbers are candidates; `null`: all are. */
  readonly numbers: readonly string[] | null;
}

/** How many candidates are looked at, step by step, when not all of them are wanted. Together about 30 ms. */
const STEPS = [300, 700, 1_000];
/** Putting more numbers in order of time would take too long: they are looked for among all orders, the newest first. */
const COMMON_NUMBERS = 30_000;

@Injectable()
export class OrderSearch {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly providers: ProviderRegistry,
  ) {}

  /**
   * A page of orders, the newest first.
   *
   * @param text as typed; `null`: by filters alone
   * @param before UUID of the last order of the page before
   */
  async find(wish: OrderWish, text: string | null, before: string | null, limit: number): Promise<FoundOrders> {
    const readings = text === null ? [] : readingsOf(text);
    const ways = text === null ? [] : await this.#waysOf(readings);
    const { source, filtersLeft } = sourceOf(wish);
    const isFiltered = text !== null || filtersLeft > 0 || wish.from !== undefined || wish.to !== undefined;
    const steps = isFiltered ? STEPS.map((step) => Math.max(step, limit + 1)) : [limit + 1];
    const foundBy = new Map<string, ReadingKind[]>();
    const rows: FoundOrder[] = [];
    let floor = before;
    let isAtEnd = false;
    for (const step of steps) {
      const along = text === null ? [{ by: null, source, numbers: null }] : ways;
      const candidates = await this.#candidates(along, wish, floor, step, foundBy);
      rows.push(...(await this.#select(candidates.ids, wish, limit + 1 - rows.length)));
      isAtEnd = candidates.floor === null;
      if (isAtEnd || rows.length > limit) break;
      floor = candidates.floor;
    }
    const shown = rows.slice(0, limit);
    const isCut = rows.length > limit;
    return {
      rows: shown,
      foundBy,
      understoodAs: [...new Set(readings.map(({ is }) => is))],
      next: isCut ? (shown.at(-1)?.id ?? null) : isAtEnd ? null : floor,
      stoppedEarly: !isCut && !isAtEnd,
    };
  }

  async #waysOf(readings: readonly Reading[]): Promise<Way[]> {
    const names = this.providers.all().map(({ name }) => name);
    const ways: Way[] = [];
    for (const reading of readings) {
      const { is: by } = reading;
      const isCommon = by === 'order_number' && (await this.#areCommon(reading.prefixes));
      if (isCommon) ways.push({ by, source: allOrders, numbers: reading.prefixes });
      else ways.push({ by, source: sourceOfReading(reading, names), numbers: null });
    }
    return ways;
  }

  async #areCommon(prefixes: readonly string[]): Promise<boolean> {
    for (const prefix of prefixes) {
      const { sql, values } = countNumbers(prefix, COMMON_NUMBERS);
      const [{ count } = { count: 0 }] = await this.dataSource.query<{ count: number }[]>(sql, values);
      if (count >= COMMON_NUMBERS) return true;
    }
    return false;
  }

  /** All ways at once; what one of them knows only up to some place, is shown up to there. */
  async #candidates(
    ways: readonly Way[],
    { from, to }: OrderWish,
    before: string | null,
    limit: number,
    foundBy: Map<string, ReadingKind[]>,
  ): Promise<Candidates> {
    if (ways.length === 0) return { ids: [], floor: null };
    const parameters = new Parameters();
    const stretch = { before, from, to };
    const parts = ways.map(({ source, numbers }, way) => {
      const fits = numbers ? hasNumber(`way${way}`, numbers, parameters) : 'true';
      return `SELECT id, ${way} AS way, ${fits} AS fits FROM (${source(parameters, stretch, limit)}) way${way}`;
    });
    const rows = await this.dataSource.query<{ id: string; way: number; fits: boolean }[]>(
      parts.join(' UNION ALL '),
      parameters.values,
    );
    const byWay = ways.map((_, way) => rows.filter((row) => row.way === way).map(({ id }) => id));
    const floors = byWay.flatMap((ids) => (ids.length === limit ? [lowest(ids)] : []));
    const floor = floors.length === 0 ? null : floors.reduce((a, b) => (a > b ? a : b));
    const known = rows.filter(({ id, fits }) => fits && (floor === null || id >= floor));
    for (const { id, way } of known) {
      const by = ways[way]?.by;
      if (by) foundBy.set(id, [...new Set([...(foundBy.get(id) ?? []), by])]);
    }
    const ids = [...new Set(known.map(({ id }) => id))].sort((a, b) => (a < b ? 1 : -1));
    return { ids, floor };
  }

  async #select(ids: readonly string[], wish: OrderWish, limit: number): Promise<FoundOrder[]> {
    if (ids.length === 0) return [];
    const { sql, values } = selectOrders(ids, wish, limit);
    return this.dataSource.query<FoundOrder[]>(sql, values);
  }
}

function lowest(ids: readonly string[]): string {
  return ids.reduce((a, b) => (a < b ? a : b));
}
