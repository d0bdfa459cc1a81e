// Who buys, as far as the merchant told.
// Must never reach a log line or an exchange.

/** Who buys; only what the merchant chose to tell. */
export interface Buyer {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}
