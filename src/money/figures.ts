// The figures of an order's money, whichever way they were found, and where two findings differ.
// Must never round or forgive: one won is a difference.
import { minus, plus, totalOf, ZERO_SPLIT, type TaxSplit } from '../common/money.js';

/** An amount and how it divides for tax, in won. The three columns should add up to the total; nothing here makes them. */
export interface Portion extends TaxSplit {
  readonly totalWon: number;
}

/** What an order's money comes to, in won. */
export interface Figures {
  /** What the buyer is to pay. */
  readonly amount: Portion;
  /** What came and stays, refunds not taken off. */
  readonly paid: Portion;
  /** What was given back of it. */
  readonly cancelled: Portion;
  /** The merchant's own discounts, taken off before `amount`. */
  readonly couponWon: number;
  readonly pointWon: number;
  /** Parts of `paid` that the provider's points and coupons paid. */
  readonly paidByPointWon: number;
  readonly paidByCouponWon: number;
  /** Payments whose end is open. */
  readonly pendingPaymentsWon: number;
  /** Refunds whose end is open. */
  readonly pendingRefundsWon: number;
  /** Money that the order could not take and that went back. */
  readonly reversedWon: number;
}

/** One figure on which two findings differ. */
export interface FigureDifference {
  /** For example `paid.vatWon`. */
  readonly figure: string;
  /** By the rows, in won. */
  readonly oursWon: number;
  /** By the events, in won. */
  readonly eventsWon: number;
}

export const NOTHING: Portion = { totalWon: 0, ...ZERO_SPLIT };

/** The portion of a total whose columns are told apart from it. */
export function portionOf(totalWon: number, { taxFreeWon, taxableWon, vatWon }: TaxSplit): Portion {
  return { totalWon, taxFreeWon, taxableWon, vatWon };
}

export function sumOf(portions: readonly Portion[]): Portion {
  return portions.reduce((sum, each) => portionOf(sum.totalWon + each.totalWon, plus(sum, each)), NOTHING);
}

/** What is left of one portion after another. */
export function leftOf(whole: Portion, part: Portion): Portion {
  const left = minus(whole, part);
  return portionOf(totalOf(left), left);
}

export function totalWonOf(rows: readonly { readonly amountWon: number }[]): number {
  return rows.reduce((sum, { amountWon }) => sum + amountWon, 0);
}

/** Every figure on which the rows and the events differ. */
export function differencesBetween(ours: Figures, events: Figures): FigureDifference[] {
  const told = new Map(flat(events));
  return flat(ours).flatMap(([figure, oursWon]) => {
    const eventsWon = told.get(figure) ?? 0;
    return oursWon === eventsWon ? [] : [{ figure, oursWon, eventsWon }];
  });
}

/** Each figure under a name of its own. */
function flat(figures: Figures): [string, number][] {
  return Object.entries(figures).flatMap(([name, value]: [string, number | Portion]): [string, number][] =>
    typeof value === 'number'
      ? [[name, value]]
      : Object.entries(value).map(([column, won]: [string, number]) => [`${name}.${column}`, won]),
  );
}
