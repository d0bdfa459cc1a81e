// Which entries of the trail are asked for. What is here stands in the address, so that it can be kept and sent.
// Must never hold the words that somebody searches for: they may be somebody's name, and addresses are logged everywhere.

/** Days are Korean days, as `2026-11-22`. */
export interface AuditFilter {
  readonly personId?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
}

const SHAPES: Readonly<Record<keyof AuditFilter, RegExp>> = {
  personId: /^person_[0-9a-f]{32}$/,
  action: /^[a-z_]+\.[a-z_]+$/,
  subject: /^[A-Za-z0-9_.:-]{1,100}$/,
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
};

/** The filter that an address holds. What cannot be one is left out. */
export function readAuditFilter(search: Readonly<Record<string, unknown>>): AuditFilter {
  return Object.fromEntries(
    Object.entries(SHAPES).flatMap(([name, shape]) => {
      const value = search[name];
      return typeof value === 'string' && shape.test(value) ? [[name, value]] : [];
    }),
  );
}
