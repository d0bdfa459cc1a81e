// Which figures are shown: a period, a day of it, a seller. It stands in the address, so that it can be kept and sent.
// Must never hold what names a person; a seller's code names a branch.

export const PERIODS = ['day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

export interface FiguresFilter {
  /** Left out: a day. */
  readonly period?: Period;
  /** A Korean day, as `2026-11-22`. Left out: today, also tomorrow. */
  readonly date?: string;
  readonly seller?: string;
}

const DAY = /^2\d{3}-\d{2}-\d{2}$/;
const SELLER = /^[A-Za-z0-9_-]{1,64}$/;

/** The filter that an address holds. What cannot be one is left out. */
export function readFiguresFilter(search: Readonly<Record<string, unknown>>): FiguresFilter {
  const { date, seller } = search;
  const period = PERIODS.find((each) => each === search['period']);
  return {
    ...(period !== undefined && { period }),
    ...(typeof date === 'string' && DAY.test(date) && !Number.isNaN(Date.parse(date)) && { date }),
    // A code of digits alone is read as a number.
    ...((typeof seller === 'string' || typeof seller === 'number') &&
      SELLER.test(String(seller)) && { seller: String(seller) }),
  };
}
