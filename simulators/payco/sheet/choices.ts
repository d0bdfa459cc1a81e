// The ways to pay on the order sheet, and how an amount is divided among coupon, card and points.
// Must never make a part of 0 won or parts that do not add up to the order.
import type { CardChoice, MethodCode, PaymentChoice } from '../books/rows.js';

export const METHODS = [
  'card',
  'point',
  'card_coupon',
  'card_point',
  'coupon_point',
  'card_coupon_point',
  'virtual_account',
] as const;
export type Method = (typeof METHODS)[number];

export interface ChoiceWish {
  readonly method: Method;
  readonly card: CardChoice;
  readonly couponCode: '75' | '76' | '77';
  readonly couponWon: number | null;
  readonly pointWon: number | null;
}

const USUAL_COUPON_WON = 1000;

/** The parts in PAYCO's order: coupon, card, points. A sentence instead when the amounts cannot be. */
export function choiceOf(wish: ChoiceWish, totalWon: number): PaymentChoice | string {
  if (wish.method === 'virtual_account') return { parts: [{ methodCode: '02', amountWon: totalWon }], card: wish.card };
  const couponWon = wish.method.includes('coupon') ? (wish.couponWon ?? usualCouponWon(totalWon)) : 0;
  const withoutCard = !wish.method.includes('card');
  const pointWon = withoutCard
    ? totalWon - couponWon
    : wish.method.includes('point')
      ? (wish.pointWon ?? Math.floor((totalWon - couponWon) / 3))
      : 0;
  const wanted: [MethodCode, number, boolean][] = [
    [wish.couponCode, couponWon, wish.method.includes('coupon')],
    ['31', totalWon - couponWon - pointWon, wish.method.includes('card')],
    ['98', pointWon, wish.method.includes('point')],
  ];
  const parts = wanted.flatMap(([methodCode, amountWon, taking]) => (taking ? [{ methodCode, amountWon }] : []));
  if (parts.some((part) => part.amountWon < 1)) {
    return `${totalWon} won cannot be divided into ${couponWon} won of coupon, ${pointWon} won of points and the rest`;
  }
  return { parts, card: wish.card };
}

function usualCouponWon(totalWon: number): number {
  return Math.max(1, Math.min(USUAL_COUPON_WON, Math.floor(totalWon / 10)));
}

/** 31 whenever a card takes part, 98 when points cover the rest, 02 for an account. */
export function mainPgCode(choice: PaymentChoice): string {
  const codes = choice.parts.map((part) => part.methodCode);
  return ['31', '02'].find((code) => codes.some((methodCode) => methodCode === code)) ?? '98';
}

export function wonOf(choice: PaymentChoice, isMethod: (code: MethodCode) => boolean): number {
  return choice.parts.filter((part) => isMethod(part.methodCode)).reduce((sum, part) => sum + part.amountWon, 0);
}
