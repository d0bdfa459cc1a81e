// The billing port: what the platform asks of a provider that keeps stored cards, or bank accounts like them.
// Must never name a provider; what became of a charge is asked through the provider port, like of any payment.
import type { Buyer } from './buyer.js';
import type { OrderItem } from './order-item.js';
import type { BuyerClaim, Channel, KnownPayment, Opened } from './provider-payment.js';
import type { ExchangeSink, OpenedCredentials, Reply } from './provider-reply.js';
import type { AccountReceipt, ReceiptWithSecret } from './receipt.js';

export const STORED_METHODS = ['card', 'transfer'] as const;

/** What a key charges: a card, or by `transfer` a bank account. */
export type StoredMethod = (typeof STORED_METHODS)[number];

/** One of the things that a provider keeps. */
export interface StoredMethodOffer {
  readonly method: StoredMethod;
  /** The least that can be charged on one, in won. */
  readonly minimumChargeWon: number;
}

/** A card or an account to register. */
export interface CardRegistration {
  readonly keyId: string;
  /** One of those that the provider keeps. */
  readonly method: StoredMethod;
  readonly channel: Channel;
  readonly buyer: Buyer | null;
  /** Where the buyer's browser lands with what it brings: a GET with a query or a POST with a form. Unguessable. */
  readonly landingUrl: string;
  readonly credentials: OpenedCredentials;
}

/** A registration that was opened. */
export interface KnownRegistration extends CardRegistration {
  /** The provider's name for it, as opened. */
  readonly reference: string;
  /** When the provider's window was let open for it; `null` before that, and where no window asks for leave. */
  readonly authorizedAt: Date | null;
}

/** A registration under whose number money may have been taken. */
export interface TakenRegistration {
  /** The provider's name for it, as opened. */
  readonly reference: string;
  readonly method: StoredMethod;
  /** When its window was let open, or where it never was, when the registration was made. */
  readonly openedAt: Date;
  readonly credentials: OpenedCredentials;
}

/** A stored card as people may see it; the number is masked by the provider. */
export interface StoredCard {
  readonly company: string;
  readonly number: string;
}

/** A stored bank account as people may see it. */
export type StoredAccount = AccountReceipt;

/** What is behind a key, as people may see it. */
export type StoredMeans = { readonly card: StoredCard } | { readonly account: StoredAccount };

/** What was registered: the key that charges it, to be sealed at once, and the card or account if the provider tells. */
export interface RegisteredKey {
  readonly secret: string;
  readonly means: StoredMeans | null;
}

/** A registered key, opened. */
export interface StoredKey {
  readonly keyId: string;
  readonly method: StoredMethod;
  readonly keySecret: string;
  readonly credentials: OpenedCredentials;
}

/**
 * A charge on a stored card or account; `askedMethod` says on which. Its `reference` is the platform's own, unique per try:
 * no window gave it one.
 */
export interface ChargePayment extends KnownPayment {
  readonly title: string;
  readonly buyer: Buyer | null;
  readonly items: readonly OrderItem[];
  readonly keySecret: string;
}

/**
 * Stored cards and accounts, at providers that keep some. What became of a charge is asked with `PaymentProvider.lookup`, and it is
 * refunded with `PaymentProvider.cancel`, like any payment.
 */
export interface BillingPort {
  /** What can be registered and charged; the first one is what happens when nobody asks for another. */
  readonly methods: readonly [StoredMethodOffer, ...StoredMethodOffer[]];
  /** Where the buyer registers a card or an account. Moves no money. */
  openRegistration(registration: CardRegistration, sink: ExchangeSink): Promise<Reply<Opened>>;
  /**
   * What the browser brought names a key; the provider's own answer must confirm it. `refused: buyer_cancelled` when the
   * buyer turned back; any other refusal leaves the registration open for a better claim.
   */
  claimKey(registration: KnownRegistration, claim: BuyerClaim, sink: ExchangeSink): Promise<Reply<RegisteredKey>>;
  /**
   * What the provider took under the number of a registration, for which nothing was ordered, in won: a buyer can edit what a
   * window is told. `refused: not_paid` when there is none. Absent: nobody can take money so.
   *
   * @param givesBack whether the books have it that it must go back: then it is given back here, which must be safe to do
   *   twice: `refused: given_back`
   */
  takenUnder?(taken: TakenRegistration, givesBack: boolean, sink: ExchangeSink): Promise<Reply<number>>;
  /** Takes the money. `refused: key_dead` when the key can never be charged again. */
  charge(payment: ChargePayment, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>>;
  /** What is behind a key, as the provider has it. `refused: key_dead` when it has no such key any more. */
  describe(key: StoredKey, sink: ExchangeSink): Promise<Reply<StoredMeans | null>>;
  /** Ends a key. Done also when the provider has no such key any more; repeating it must do no harm. */
  revoke(key: StoredKey, sink: ExchangeSink): Promise<Reply<null>>;
}
