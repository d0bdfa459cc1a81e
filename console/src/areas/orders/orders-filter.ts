// Which orders are shown. What is here stands in the address, so that it can be kept, sent and gone back to.
// Must never hold what somebody searched for: it may be a buyer's telephone number, and addresses are logged everywhere.
import { endOfDay, formatDay, startOfDay } from '../../format/moment';
import type { components } from '../../api/openapi';

type Schemas = components['schemas'];
export type OrderState = Schemas['ListedOrderDto']['status'];
/** What the server is asked for. */
export type OrderWish = Omit<Schemas['SearchOrdersDto'], 'cursor' | 'limit'>;
/** What a saved view keeps. */
export type ViewFilters = Schemas['ViewFiltersDto'];

export const STATES = [
  'paid',
  'partially_cancelled',
  'cancelled',
  'unpaid',
  'confirming',
  'in_doubt',
  'awaiting_deposit',
  'expired',
  'voided',
] as const satisfies readonly OrderState[];
/** Both kinds of refunded orders at once. */
export const REFUNDED = 'refunded';
export const METHODS = ['card', 'transfer', 'virtual_account', 'point', 'coupon', 'phone', 'other'] as const;
export const ONLY = ['attention', 'unsettled'] as const;
export const PERIODS = ['1', '7', '30', '90'] as const;

/** Days are Korean days, as `2026-11-22`; `days` are those up to today. */
export interface OrdersFilter {
  readonly state?: OrderState | typeof REFUNDED;
  readonly provider?: string;
  readonly method?: (typeof METHODS)[number];
  readonly seller?: string;
  readonly from?: string;
  readonly to?: string;
  readonly days?: number;
  readonly only?: (typeof ONLY)[number];
}

const DAY = /^20\d{2}-\d{2}-\d{2}$/;

type Reader = (value: unknown) => unknown;
const oneOf =
  (choices: readonly string[]): Reader =>
  (value) =>
    choices.find((choice) => choice === value);
const shaped =
  (shape: RegExp): Reader =>
  (value) =>
    typeof value === 'string' && shape.test(value) ? value : undefined;

const READERS: Readonly<Record<keyof OrdersFilter, Reader>> = {
  state: oneOf([...STATES, REFUNDED]),
  provider: shaped(/^[a-z][a-z0-9_-]{0,39}$/),
  method: oneOf(METHODS),
  seller: shaped(/^[A-Za-z0-9_-]{1,64}$/),
  from: shaped(DAY),
  to: shaped(DAY),
  days: (value) => (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 366 ? value : undefined),
  only: oneOf(ONLY),
};

/** The filter that an address holds. What cannot be one is left out. */
export function readOrdersFilter(search: Readonly<Record<string, unknown>>): OrdersFilter {
  const read = Object.entries(READERS).map(([name, reader]) => [name, reader(search[name])] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

/** What to ask the server for. @param text as typed; not part of the address */
export function wishOf(filter: OrdersFilter, text: string): OrderWish {
  const { from, to, days } = filter;
  const first = days === undefined ? from : daysAgo(days - 1);
  return {
    ...choicesOf(filter),
    ...(first !== undefined && { from: startOfDay(first) }),
    ...(to !== undefined && days === undefined && { to: endOfDay(to) }),
    ...(text !== '' && { text }),
  };
}

/** What a view keeps of a filter: days of their own count, and are not turned into moments. */
export function viewFiltersOf(filter: OrdersFilter): ViewFilters {
  const { from, to, days } = filter;
  return {
    ...choicesOf(filter),
    ...(from !== undefined && { fromDay: from }),
    ...(to !== undefined && { toDay: to }),
    ...(days !== undefined && { lastDays: days }),
  };
}

/** The address of a view. */
export function filterOfView(filters: ViewFilters): OrdersFilter {
  const { status, provider, method, sellerCode, attention, unsettled, fromDay, toDay, lastDays } = filters;
  const only = attention === true ? 'attention' : unsettled === true ? 'unsettled' : undefined;
  const state = status && status.length > 1 ? REFUNDED : status?.[0];
  return readOrdersFilter({
    state,
    provider,
    method,
    seller: sellerCode,
    from: fromDay,
    to: toDay,
    days: lastDays,
    only,
  });
}

function choicesOf({ state, provider, method, seller, only }: OrdersFilter) {
  return {
    ...(state !== undefined && { status: statesOf(state) }),
    ...(provider !== undefined && { provider }),
    ...(method !== undefined && { method }),
    ...(seller !== undefined && { sellerCode: seller }),
    ...(only === 'attention' && { attention: true }),
    ...(only === 'unsettled' && { unsettled: true }),
  };
}

function statesOf(state: NonNullable<OrdersFilter['state']>): OrderState[] {
  return state === REFUNDED ? ['partially_cancelled', 'cancelled'] : [state];
}

function daysAgo(days: number): string {
  return formatDay(new Date(Date.now() - days * 86_400_000).toISOString());
}
