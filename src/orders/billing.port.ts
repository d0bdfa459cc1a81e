// The billing port: what the platform asks of a provider that keeps stored cards.
// Must never name a provider; what became of a charge is asked through the provider port, like of any payment.
import type { Buyer } from './buyer.js';
import type { OrderItem } from './order-item.js';
import type { BuyerClaim, Channel, KnownPayment, Opened } from './provider-payment.js';
import type { ExchangeSink, OpenedCredentials, Reply } from './provider-reply.js';
import type { ReceiptWithSecret } from './receipt.js';

/** A card to register. */
export interface CardRegistration {
  readonly keyId: string;
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

/** A stored card as people may see it; the number is masked by the provider. */
export interface StoredCard {
  readonly company: string;
  readonly number: string;
}

/** A registered card: the key that charges it, to be sealed at once, and the card if the provider tells. */
export interface RegisteredKey {
  readonly secret: string;
  readonly card: StoredCard | null;
}

/** A registered key, opened. */
export interface StoredKey {
  readonly keyId: string;
  readonly keySecret: string;
  readonly credentials: OpenedCredentials;
}

/** A charge on a stored card. Its `reference` is the platform's own, unique per try: no window gave it one. */
export interface ChargePayment extends KnownPayment {
  readonly title: string;
  readonly buyer: Buyer | null;
  readonly items: readonly OrderItem[];
  readonly keySecret: string;
}

/**
 * Stored cards, at providers that keep some. What became of a charge is asked with `PaymentProvider.lookup`, and it is
 * refunded with `PaymentProvider.cancel`, like any payment.
 */
export interface BillingPort {
  /** The least that can be charged on a stored card, in won. */
  readonly minimumChargeWon: number;
  /** Where the buyer registers a card. Moves no money. */
  openRegistration(registration: CardRegistration, sink: ExchangeSink): Promise<Reply<Opened>>;
  /**
   * What the browser brought names a key; the provider's own answer must confirm it. `refused: buyer_cancelled` when the
   * buyer turned back; any other refusal leaves the registration open for a better claim.
   */
  claimKey(registration: KnownRegistration, claim: BuyerClaim, sink: ExchangeSink): Promise<Reply<RegisteredKey>>;
  /** Takes the money. `refused: key_dead` when the key can never be charged again. */
  charge(payment: ChargePayment, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>>;
  /** The card behind a key, as the provider has it. `refused: key_dead` when it has no such key any more. */
  describe(key: StoredKey, sink: ExchangeSink): Promise<Reply<StoredCard | null>>;
  /** Ends a key. Done also when the provider has no such key any more; repeating it must do no harm. */
  revoke(key: StoredKey, sink: ExchangeSink): Promise<Reply<null>>;
}
