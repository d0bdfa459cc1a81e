// The statements of the search: where candidates come from, each along one index, and which of them are shown.
// Must never be built from a value: values travel as parameters. Must never walk further than it is told.
import { firstIdAt } from '../../common/ids.js';
import type { OrderStatus } from '../../orders/states.js';
import type { PaymentMethod } from '../../orders/receipt.js';
import { DEFAULT_SELLER_CODE } from '../../sellers/seller.entity.js';
import type { Reading } from './reading.js';

/** Which orders are wanted; all of it must hold. */
export interface OrderWish {
  readonly status?: readonly OrderStatus[] | undefined;
  readonly provider?: string | undefined;
  readonly method?: PaymentMethod | undefined;
  readonly sellerCode?: string | undefined;
  /** Created at or after. */
  readonly from?: Date | undefined;
  /** Created before. */
  readonly to?: Date | undefined;
  /** Something of it needs a person. */
  readonly attention?: boolean | undefined;
  /** A payment of it is in doubt, or a refund has not ended. */
  readonly unsettled?: boolean | undefined;
}

/** Values of a statement, each with its place. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Part of the ids, the newest first: below the cursor, and within the days that are wanted. */
interface Stretch {
  readonly before: string | null;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** Where candidates come from: an SQL query of `id`s that are each there once, in falling order, at most `limit`. */
export type Source = (parameters: Parameters, stretch: Stretch, limit: number) => string;

/** An id may be this much older or younger than `created_at` says: clocks differ, and a process may wait. */
const CLOCK_SLACK_MS = 600_000;

const METHOD = `coalesce(receipt ->> 'method', asked_method)`;

/** Walks along orders. @param condition with a column of an index that ends with `id` */
function ordersWhere(condition: (parameters: Parameters) => string): Source {
  return (parameters, stretch, limit) =>
    `SELECT id FROM orders WHERE ${condition(parameters)} AND ${within('id', parameters, stretch)}
     ORDER BY id DESC LIMIT ${limit}`;
}

/** Walks along rows of orders, of which there may be several. */
function rowsWhere(table: string, condition: (parameters: Parameters) => string): Source {
  return (parameters, stretch, limit) =>
    `SELECT DISTINCT order_id AS id FROM ${table}
     WHERE ${condition(parameters)} AND ${within('order_id', parameters, stretch)} ORDER BY id DESC LIMIT ${limit}`;
}

/**
 * Rows of orders of which there are few in all. OFFSET 0 has them found by their own index before they are put in order:
 * the planner would sometimes rather walk along all orders until it meets them.
 */
function fewRowsWhere(table: string, condition: (parameters: Parameters) => string, column = 'order_id'): Source {
  return (parameters, stretch, limit) =>
    `SELECT DISTINCT id FROM (SELECT ${column} AS id FROM ${table} WHERE ${condition(parameters)} OFFSET 0) few
     WHERE ${within('id', parameters, stretch)} ORDER BY id DESC LIMIT ${limit}`;
}

/** All of several sources together. */
function allOf(sources: readonly Source[]): Source {
  return (parameters, stretch, limit) => {
    const parts = sources.map((source) => `(${source(parameters, stretch, limit)})`);
    return `SELECT DISTINCT id FROM (${parts.join(' UNION ALL ')}) part ORDER BY id DESC LIMIT ${limit}`;
  };
}

const needingPeople = allOf(
  ['payments', 'cancellations', 'cash_receipts'].map((table) => fewRowsWhere(table, () => 'attention IS NOT NULL')),
);
const unsettled = allOf([
  fewRowsWhere('payments', () => `status = 'in_doubt'`),
  fewRowsWhere('cancellations', () => `status IN ('requested', 'executing', 'in_doubt')`),
]);
/** Of which there are few at any moment. */
const PASSING_STATES: readonly OrderStatus[] = ['confirming', 'in_doubt', 'awaiting_deposit', 'partially_cancelled'];

/** Where to look for orders that nothing is known of but the filter: along what is probably the shortest way. */
export function sourceOf(wish: OrderWish): { readonly source: Source; readonly filtersLeft: number } {
  const { status, provider, method, sellerCode } = wish;
  const filters = [status, provider, method, sellerCode, wish.attention, wish.unsettled].filter(
    (filter) => filter !== undefined && filter !== false,
  ).length;
  const by = (source: Source) => ({ source, filtersLeft: filters - 1 });
  if (wish.attention === true) return by(needingPeople);
  if (wish.unsettled === true) return by(unsettled);
  if (status?.every((each) => PASSING_STATES.includes(each)) === true) return by(withStatus(status));
  if (method !== undefined && method !== 'card') {
    return by(rowsWhere('payments', (parameters) => `${METHOD} <> 'card' AND ${METHOD} = ${parameters.add(method)}`));
  }
  const bySeller = () => by(ordersWhere((parameters) => `seller_code = ${parameters.add(sellerCode)}`));
  // Most orders are paid ones of the default seller; whatever else is asked for is probably rarer.
  if (sellerCode !== undefined && sellerCode !== DEFAULT_SELLER_CODE) return bySeller();
  if (status && !status.includes('paid')) return by(withStatus(status));
  if (provider !== undefined) {
    return by(rowsWhere('payments', (parameters) => `provider = ${parameters.add(provider)}`));
  }
  if (sellerCode !== undefined) return bySeller();
  if (status) return by(withStatus(status));
  return { source: allOrders, filtersLeft: filters };
}

function withStatus(status: readonly OrderStatus[]): Source {
  return allOf(status.map((each) => ordersWhere((parameters) => `status = ${parameters.add(each)}`)));
}

/** All orders, to be met one after the other. */
export const allOrders: Source = ordersWhere(() => 'true');

/** Whether the order with the id of `candidate` has a number that begins so. */
export function hasNumber(candidate: string, prefixes: readonly string[], parameters: Parameters): string {
  const begins = prefixes.map((prefix) => beginsWith(prefix, parameters)).join(' OR ');
  return `EXISTS (SELECT FROM orders WHERE orders.id = ${candidate}.id AND (${begins}))`;
}

/** How many order numbers begin so, counted no further than a limit. */
export function countNumbers(prefix: string, limit: number): { readonly sql: string; readonly values: unknown[] } {
  const parameters = new Parameters();
  const condition = beginsWith(prefix, parameters);
  return {
    sql: `SELECT count(*)::integer AS count FROM (SELECT FROM orders WHERE ${condition} LIMIT ${limit}) counted`,
    values: parameters.values,
  };
}

/** By bytes, so that no character means anything else; every character of an order number is below the tilde. */
function beginsWith(prefix: string, parameters: Parameters): string {
  return `(order_number ~>=~ ${parameters.add(prefix)} AND order_number ~<~ ${parameters.add(`${prefix}~`)})`;
}

const TABLES_BY_ID = {
  payment: rowById('payments'),
  cancellation: rowById('cancellations'),
  cashReceipt: rowById('cash_receipts'),
} as const;

function rowById(table: string): (uuid: string) => Source {
  return (uuid) => fewRowsWhere(table, (parameters) => `id = ${parameters.add(uuid)}`);
}

/** Where to look for what a text may mean. @param providers the names of all of them */
export function sourceOfReading(reading: Reading, providers: readonly string[]): Source {
  switch (reading.is) {
    case 'id':
      if (reading.of === 'order') return ordersWhere((parameters) => `id = ${parameters.add(reading.uuid)}`);
      if (reading.of !== 'billingKey') return TABLES_BY_ID[reading.of](reading.uuid);
      return rowsWhere('payments', (parameters) => `billing_key_id = ${parameters.add(reading.uuid)}`);
    case 'order_number':
      return allOf(
        reading.prefixes.map((prefix) => fewRowsWhere('orders', (parameters) => beginsWith(prefix, parameters), 'id')),
      );
    case 'provider_id':
      return providerId(reading.text, providers);
    case 'phone':
      return ordersWhere((parameters) => `phone_digits(buyer ->> 'phone') = ${parameters.add(reading.digits)}`);
    case 'email':
      return ordersWhere((parameters) => `lower(buyer ->> 'email') = ${parameters.add(reading.email)}`);
    case 'card':
      return withTerms(reading.terms);
  }
}

/** Everything by which a provider may name a payment, a part of it, or a refund. */
function providerId(text: string, providers: readonly string[]): Source {
  const named = (column: string) => (parameters: Parameters) =>
    `provider = ANY(${parameters.add(providers)}) AND ${column} = ${parameters.add(text)}`;
  return allOf([
    fewRowsWhere('payments', named('provider_reference')),
    fewRowsWhere(
      'payments',
      (parameters) => `receipt IS NOT NULL AND ${named(`receipt ->> 'providerPaymentId'`)(parameters)}`,
    ),
    withTerms([`trade ${text}`]),
    fewRowsWhere('cancellations', (parameters) => `receipt ->> 'providerCancellationId' = ${parameters.add(text)}`),
  ]);
}

function withTerms(terms: readonly string[]): Source {
  return fewRowsWhere(
    'payments',
    (parameters) => `receipt IS NOT NULL AND receipt_terms(receipt) @> ${parameters.add(terms)}::text[]`,
  );
}

function within(column: string, parameters: Parameters, { before, from, to }: Stretch): string {
  const moved = (instant: Date, byMs: number) => parameters.add(firstIdAt(new Date(instant.getTime() + byMs)));
  return [
    ...(before === null ? [] : [`${column} < ${parameters.add(before)}`]),
    ...(from ? [`${column} >= ${moved(from, -CLOCK_SLACK_MS)}`] : []),
    ...(to ? [`${column} < ${moved(to, CLOCK_SLACK_MS)}`] : []),
    'true',
  ].join(' AND ');
}

/**
 * Those of the candidates that are wanted, in falling order. `p` is the payment that an order is known by: the one that
 * paid it, or the newest.
 */
export function selectOrders(
  ids: readonly string[],
  wish: OrderWish,
  limit: number,
): { sql: string; values: unknown[] } {
  const parameters = new Parameters();
  // OFFSET 0 keeps each order a look-up by its id, whatever the planner thinks of the rest.
  const sql = `
    SELECT o.id, o.order_number AS "orderNumber", o.seller_code AS "sellerCode", o.title, o.status, o.buyer,
      o.amount_won::float8 AS "amountWon", o.tax_free_won::float8 AS "taxFreeWon", o.taxable_won::float8 AS "taxableWon",
      o.vat_won::float8 AS "vatWon", o.cancelled_won::float8 AS "cancelledWon", o.created_at AS "createdAt",
      o.paid_at AS "paidAt", p.provider, p.method, p.receipt, ${NEEDS_PEOPLE} AS "needsAttention"
    FROM unnest(${parameters.add(ids)}::uuid[]) WITH ORDINALITY c(id, place)
    CROSS JOIN LATERAL (SELECT * FROM orders WHERE id = c.id OFFSET 0) o
    LEFT JOIN LATERAL (
      SELECT provider, receipt, ${METHOD} AS method FROM payments WHERE order_id = c.id
      ORDER BY status IN ('paid', 'reversed') DESC, id DESC LIMIT 1
    ) p ON true
    WHERE ${conditions(wish, parameters).join(' AND ')}
    ORDER BY c.place LIMIT ${limit}`;
  return { sql, values: parameters.values };
}

const NEEDS_PEOPLE = `(
  EXISTS (SELECT FROM payments x WHERE x.order_id = o.id AND x.attention IS NOT NULL)
  OR EXISTS (SELECT FROM cancellations x WHERE x.order_id = o.id AND x.attention IS NOT NULL)
  OR EXISTS (SELECT FROM cash_receipts x WHERE x.order_id = o.id AND x.attention IS NOT NULL))`;
const IS_UNSETTLED = `(
  EXISTS (SELECT FROM payments x WHERE x.order_id = o.id AND x.status = 'in_doubt')
  OR EXISTS (SELECT FROM cancellations x
             WHERE x.order_id = o.id AND x.status IN ('requested', 'executing', 'in_doubt')))`;

function conditions(wish: OrderWish, parameters: Parameters): string[] {
  return [
    ...(wish.status ? [`o.status = ANY(${parameters.add(wish.status)})`] : []),
    ...(wish.sellerCode === undefined ? [] : [`o.seller_code = ${parameters.add(wish.sellerCode)}`]),
    ...(wish.from ? [`o.created_at >= ${parameters.add(wish.from)}`] : []),
    ...(wish.to ? [`o.created_at < ${parameters.add(wish.to)}`] : []),
    ...(wish.provider === undefined ? [] : [`p.provider = ${parameters.add(wish.provider)}`]),
    ...(wish.method === undefined ? [] : [`p.method = ${parameters.add(wish.method)}`]),
    ...(wish.attention === true ? [NEEDS_PEOPLE] : []),
    ...(wish.unsettled === true ? [IS_UNSETTLED] : []),
    'true',
  ];
}
