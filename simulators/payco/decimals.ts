// Writes JSON the way PAYCO does: amounts of cancels are decimals, "2000.0" in the text itself.
// Must never be used for amounts of approvals, which PAYCO writes as whole numbers.

/** An amount that must appear with ".0"; JSON.stringify would print 2000. */
export class Decimal {
  constructor(readonly won: number) {}
}

export function decimal(won: number): Decimal {
  return new Decimal(won);
}

/** `decimalPoint: false` prints decimals as whole numbers, to try a client against either habit. */
export function toJsonText(value: unknown, decimalPoint = true): string {
  if (value instanceof Decimal) return decimalPoint ? value.won.toFixed(1) : value.won.toFixed(0);
  if (Array.isArray(value)) return `[${value.map((item: unknown) => toJsonText(item, decimalPoint)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => `${JSON.stringify(name)}:${toJsonText(field, decimalPoint)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value);
}
