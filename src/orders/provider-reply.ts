// The four kinds of answer a provider can give, and what is kept of each call.
// Must never name a provider or one of its codes.

/** A provider's no: nothing moved, or (`given_back`) what was taken went back within the call. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** What the buyer can do about it, as the provider's code says; absent when it says nothing that a buyer can act on. */
  readonly buyerReason?: BuyerReason;
  /** The provider's result code, as text; absent when the platform itself said no. */
  readonly providerCode?: string;
  /** The provider's own words. */
  readonly providerMessage?: string;
  /** Of `balance_differs` and `over_balance`: what the provider says is left, in won; absent when it does not say. */
  readonly balanceWon?: number;
  /** Where what was taken and not asked for went back: all of it, in won, as the provider itself said; else absent. */
  readonly wentBackWon?: number;
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
  /** The provider took what was not asked for, which must not stand: a lookup gave it back. */
  | 'given_back'
  /** What was asked cannot be cancelled so. */
  | 'not_cancellable'
  /** Nothing of what was asked moved: what is left of the payment there is not what our books say. */
  | 'balance_differs'
  /** Nothing of a part moved: its tax split most likely does not fit into what the provider has left. */
  | 'tax_split_refused'
  /** More was asked for than is left, once it was known what went back elsewhere. */
  | 'over_balance'
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
  /** The merchant withdrew the order. */
  | 'order_voided'
  /** The provider was told not to wait for the deposit any more. */
  | 'deposit_withdrawn'
  /** The provider has ended the stored card's key: nothing can be charged on it any more. */
  | 'key_dead'
  /** A charge surely did not begin: it never left, or was turned away unread. The same one may be asked for again. */
  | 'not_sent'
  /** The stored card is known under another key already. */
  | 'already_registered';

/**
 * Why a means of payment was declined, as far as the buyer can act on it. Providers say it by code; their words are not
 * shown to buyers.
 */
export const BUYER_REASONS = [
  /** A limit of the card or account: raise it, or take another. */
  'limit_exceeded',
  /** Not enough money or points. */
  'insufficient_balance',
  /** The card has expired, or its expiry was typed wrongly. */
  'expired_card',
  /** The number or other data of the card are wrong. */
  'wrong_card_data',
  /** The password is wrong, or was so too often. */
  'wrong_password',
  /** Stopped, lost, overdue: this card pays nothing. */
  'card_blocked',
  /** A card that does not pay online, or not here. */
  'card_not_allowed',
  /** The account does not exist, or gives nothing. */
  'account_unusable',
  /** The buyer has to prove who they are, or failed to. */
  'verification_failed',
  /** The card company or bank does not work at this moment. */
  'issuer_unavailable',
  /** Only the card company knows. */
  'ask_issuer',
] as const;
export type BuyerReason = (typeof BUYER_REASONS)[number];

/** The answer to every call. */
export type Reply<T> =
  /** It happened, and its ids and amounts are what was asked. */
  | { readonly is: 'done'; readonly value: T }
  /** They said no: nothing moved, or nothing that did not go back. */
  | { readonly is: 'refused'; readonly refusal: Refusal }
  /** It surely never reached them: safe to repeat. */
  | { readonly is: 'unsent'; readonly cause: Error }
  /** It may have happened: look it up, never call it failed. */
  | {
      readonly is: 'unknown';
      readonly cause: Error;
      /**
       * The provider says, asked twice, that what it took is not what was asked for: whatever is found of it must go back. The
       * books keep that, and a later lookup gives it back; the call itself has given nothing back, or cannot tell.
       */
      readonly mustGoBack?: true;
      /** With `mustGoBack`: how much it took, in won. */
      readonly takenWon?: number;
      /** The provider answered this very call that it took money, and not plainly this payment: somewhere the money is. */
      readonly saysTaken?: true;
      /** With `saysTaken`: the reference of the other payment that the answer names, if it names one. */
      readonly namedReference?: string;
    };

/** The operation of what a provider told by itself, in a notice: nothing was asked, and the request is what it told. */
export const REFUND_NOTICE = 'refund notice';

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
