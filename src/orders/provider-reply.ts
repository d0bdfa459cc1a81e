// The four kinds of answer a provider can give, and what is kept of each call.
// Must never name a provider or one of its codes.

/** A provider's no: nothing moved. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The provider's result code, as text; absent when the platform itself said no. */
  readonly providerCode?: string;
  /** The provider's own words. */
  readonly providerMessage?: string;
}

/** Why, by what the caller does next. */
export type RefusalReason =
  /** The buyer's means of payment was declined: try another. */
  | 'declined'
  /** The buyer turned back. */
  | 'buyer_cancelled'
  /** The provider's page died of age. */
  | 'sheet_expired'
  /** The provider says the order number is paid there already: look up before anything else. */
  | 'already_paid'
  /** The provider knows of no payment. */
  | 'not_paid'
  /** What was asked cannot be cancelled so. */
  | 'not_cancellable'
  /** Our credentials, address or registration are wrong: an administrator must act. */
  | 'configuration'
  /** The request was not acceptable. */
  | 'invalid'
  /** Another try replaced this one. */
  | 'superseded'
  /** An operator found that it was not refunded. */
  | 'not_refunded'
  /** The order's time was up. */
  | 'order_expired'
  /** The provider has ended the stored card's key: nothing can be charged on it any more. */
  | 'key_dead'
  /** A charge surely did not begin: it never left, or was turned away unread. The same one may be asked for again. */
  | 'not_sent'
  /** The stored card is known under another key already. */
  | 'already_registered';

/** The answer to every call. */
export type Reply<T> =
  /** It happened, and its ids and amounts are what was asked. */
  | { readonly is: 'done'; readonly value: T }
  /** They said no: nothing moved. */
  | { readonly is: 'refused'; readonly refusal: Refusal }
  /** It surely never reached them: safe to repeat. */
  | { readonly is: 'unsent'; readonly cause: Error }
  /** It may have happened: look it up, never call it failed. */
  | { readonly is: 'unknown'; readonly cause: Error };

/** One request to a provider and its reply, scrubbed; collected during a call and stored with what the call caused. */
export interface ExchangeRecord {
  readonly operation: string;
  readonly url: string;
  readonly request: unknown;
  readonly response: unknown;
  readonly httpStatus: number | null;
  readonly resultCode: string | null;
  readonly outcome: Reply<unknown>['is'];
  readonly failure: string | null;
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** An exchange; with an id when several writes may keep it, of which the first one does. */
export type NamedExchange = ExchangeRecord & { readonly id?: string };

/** Handed to every call; the provider leaves its exchanges in it. */
export interface ExchangeSink {
  record(exchange: ExchangeRecord): void;
}

/** The provider's credentials, opened: JSON in the provider's own shape, which it parses itself. */
export type OpenedCredentials = Readonly<Record<string, string>>;
