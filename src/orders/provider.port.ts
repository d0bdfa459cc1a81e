// The provider port: what the platform asks of a payment provider, and the four kinds of answer.
// Must never name a provider or one of its words; a provider module implements this and registers itself.
import type { TaxSplit } from '../common/money.js';
import type { Buyer } from './buyer.js';
import type { OrderItem } from './order-item.js';

export const CHANNELS = ['pc', 'mobile'] as const;
/** Where the buyer sits. */
export type Channel = (typeof CHANNELS)[number];

export const PAYMENT_MODES = ['confirm', 'immediate'] as const;
/**
 * When the money moves. `confirm`: the buyer agrees at the provider, then we take the money. `immediate`: the provider
 * takes it while the buyer is there, and we believe it only after asking.
 */
export type PaymentMode = (typeof PAYMENT_MODES)[number];

/** What a provider can do, as data: it drives validation, the checkout page, the console and the contract suite. */
export interface Capabilities {
  /** Name for buyers. */
  readonly label: Readonly<Record<'ko' | 'en', string>>;
  /** How the buyer gets to the provider. */
  readonly handoff: Handoff['type'];
  /** Origins that the handoff needs in the buyer's page, for its scripts, frames and forms. */
  readonly handoffOrigins: readonly string[];
  readonly channels: readonly Channel[];
  /** When the money can move; the first one is what happens when nobody asks for another. */
  readonly modes: readonly [PaymentMode, ...PaymentMode[]];
  /** The least it takes, in won. */
  readonly minimumWon: number;
  /** Whether less than everything can be refunded. */
  readonly partialCancel: boolean;
  /**
   * When the same cancellation may be sent again after its answer was lost. `always`: under the same balance it refunds
   * only once, so one that a lookup finds undone is repeated. `whole`: only what gives back all of an untouched payment,
   * which cannot happen twice, so it is repeated even when no lookup can tell. `never`.
   */
  readonly repeatCancel: 'always' | 'whole' | 'never';
  /** Whether a payment may wait for a bank deposit. */
  readonly deposits: boolean;
}

/** Where to send the buyer. */
export type Handoff =
  | { readonly type: 'redirect'; readonly url: string }
  | {
      readonly type: 'payple_window';
      readonly scriptUrl: string;
      readonly parameters: Readonly<Record<string, string>>;
    };

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
  /** The order's time was up. */
  | 'order_expired'
  /** The provider has ended the stored card's key: nothing can be charged on it any more. */
  | 'key_dead'
  /** The platform could not reach the provider with a charge: it surely never left. */
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

/** Handed to every call; the provider leaves its exchanges in it. */
export interface ExchangeSink {
  record(exchange: ExchangeRecord): void;
}

/** The provider's credentials, opened: JSON in the provider's own shape, which it parses itself. */
export type OpenedCredentials = Readonly<Record<string, string>>;

/** A payment to open. */
export interface OpenPayment {
  readonly paymentId: string;
  /** The merchant's order number: the same for every try, so that the provider refuses a second payment by itself. */
  readonly orderNumber: string;
  readonly title: string;
  readonly amountWon: number;
  readonly split: TaxSplit;
  readonly items: readonly OrderItem[];
  /** Discounts of the merchant's own, already taken off `amountWon`, in won. */
  readonly discountWon: number;
  readonly channel: Channel;
  readonly inApp: boolean;
  readonly mode: PaymentMode;
  /** Who buys, as far as the merchant told. */
  readonly buyer: Buyer | null;
  /** Set only when the merchant chose when the order dies. */
  readonly expiresAt: Date | null;
  readonly credentials: OpenedCredentials;
}

/** An opened payment. */
export interface Opened {
  /** The provider's name for this try. */
  readonly reference: string;
  readonly handoff: Handoff;
}

/** A payment to confirm or to look up. */
export interface KnownPayment {
  readonly paymentId: string;
  readonly orderNumber: string;
  readonly reference: string;
  readonly amountWon: number;
  readonly split: TaxSplit;
  readonly mode: PaymentMode;
  /** When it was opened. Providers that ask for the day of a payment mean the Korean one. */
  readonly openedAt: Date;
  /** When money may first have moved; `null` before that. */
  readonly confirmStartedAt: Date | null;
  /** The month a charge on a stored card is for, `YYYY-MM` in Korea; `null` for everything else. */
  readonly billingMonth: string | null;
  readonly credentials: OpenedCredentials;
}

/** What the buyer's browser brought back: needed to confirm, believed in nothing. */
export type BuyerClaim = Readonly<Record<string, string>>;

/** What the provider confirmed (승인내역). Holds nothing secret. */
export interface Receipt {
  readonly state: 'paid' | 'awaiting_deposit';
  /** The provider's id of the payment. */
  readonly providerPaymentId: string;
  /** How it was paid, by its leading method. */
  readonly method: PaymentMethod;
  readonly parts: readonly ReceiptPart[];
  /** What of it can be cancelled through the provider: any part, only the whole, or nothing (refund by hand). */
  readonly cancels: 'any' | 'whole' | 'none';
  /** ISO instant at which it was paid; absent while a deposit is awaited. */
  readonly paidAt: string | null;
  readonly card: CardReceipt | null;
  readonly deposit: DepositAccount | null;
}

export type PaymentMethod = 'card' | 'point' | 'coupon' | 'virtual_account' | 'transfer' | 'phone' | 'other';

/** One of the means that a payment was made of. */
export interface ReceiptPart {
  readonly method: PaymentMethod;
  readonly name: string;
  readonly amountWon: number;
  readonly taxFreeWon: number;
  readonly taxableWon: number;
  readonly vatWon: number;
  /** The provider's transaction number. */
  readonly transactionNumber: string | null;
}

/** The card part of a receipt; the number is masked by the provider. */
export interface CardReceipt {
  readonly company: string;
  readonly companyCode: string;
  readonly number: string;
  readonly approvalNumber: string;
  readonly installmentMonths: number;
}

/** Where the buyer must send the money. */
export interface DepositAccount {
  readonly bankName: string;
  /** Three digits. */
  readonly bankCode: string;
  readonly accountNumber: string;
  /** ISO instant until which a deposit is taken. */
  readonly expiresAt: string | null;
}

/** A receipt with the secret that cancelling takes. The secret is sealed before it is stored. */
export interface ReceiptWithSecret {
  readonly receipt: Receipt;
  readonly secret: string | null;
}

/** A paid payment as stored, with its secret opened. */
export interface StoredReceipt extends KnownPayment {
  readonly receipt: Receipt;
  readonly secret: string | null;
  readonly items: readonly OrderItem[];
}

/** What to cancel. */
export interface CancelPart {
  readonly cancellationId: string;
  readonly amountWon: number;
  readonly split: TaxSplit;
  /** What is left of the payment before this cancellation, by our books. */
  readonly balanceBeforeWon: number;
}

/** What the provider confirmed of a cancellation. */
export interface CancelReceipt {
  /** The provider's id of the cancellation; absent when only its effect was seen. */
  readonly providerCancellationId: string | null;
  readonly cancelledWon: number;
  /** What the provider says is left. */
  readonly balanceAfterWon: number;
  /** ISO instant, when the provider told it. */
  readonly cancelledAt: string | null;
}

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

/** A payment provider. Every call has a deadline of its own and leaves its exchanges in the sink. */
export interface PaymentProvider {
  /** Its name in the API, for example in `{"provider": "…"}`. */
  readonly name: string;
  readonly can: Capabilities;
  /** How long one call may take at most, in ms; after that its outcome is looked up. */
  readonly deadlineMs: number;
  /** The default seller's credentials, from the configuration. */
  readonly defaultCredentials: OpenedCredentials;
  /** Stored cards. Absent: the provider keeps none. */
  readonly billing?: BillingPort;
  /**
   * Checks credentials before they are sealed.
   *
   * @returns what is wrong with them, in one sentence, or `null`
   */
  checkCredentials(credentials: Readonly<Record<string, unknown>>): string | null;
  /** Where to send the buyer. Moves no money. `refused: already_paid` asks for a lookup of the earlier tries. */
  open(payment: OpenPayment, sink: ExchangeSink): Promise<Reply<Opened>>;
  /** Takes the money. */
  confirm(payment: KnownPayment, claim: BuyerClaim, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>>;
  /** Gives money back. */
  cancel(payment: StoredReceipt, part: CancelPart, sink: ExchangeSink): Promise<Reply<CancelReceipt>>;
  /** The provider's truth about a payment. `refused: not_paid` when it says there is none. */
  lookup(payment: KnownPayment, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>>;
  /** The provider's truth about a cancellation. `refused` when it surely has not happened. */
  lookupCancellation(payment: StoredReceipt, part: CancelPart, sink: ExchangeSink): Promise<Reply<CancelReceipt>>;
}
