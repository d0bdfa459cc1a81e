// What fields for amounts share.
// Must never round: the API takes whole won, and says so.

/** The most that the API takes, in won. */
export const MOST_WON = 1_000_000_000_000;

/** As a number field hands it over. */
export function wonOf(value: string | number): number | '' {
  return value === '' ? '' : Number(value);
}
