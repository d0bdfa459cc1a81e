// Writes JSON the way PAYCO does: amounts of cancels are decimals, "2000.0" in the text itself.
// Must never be used for amounts of approvals, which PAYCO writes as whole numbers.
import { jsonText } from '../ground/json-text.js';

/** An amount that must appear with ".0"; JSON.stringify would print 2000. */
export class Decimal {
  constructor(readonly won: number) {}
}

export function decimal(won: number): Decimal {
  return new Decimal(won);
}

/** `decimalPoint: false` prints decimals as whole numbers, to try a client against either habit. */
export function toJsonText(value: unknown, decimalPoint = true): string {
  return jsonText(value, (leaf) => (leaf instanceof Decimal ? leaf.won.toFixed(decimalPoint ? 1 : 0) : undefined));
}
