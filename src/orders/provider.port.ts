// The provider port: what the platform asks of a payment provider.
// Must never name a provider or one of its words; a provider module implements this and registers itself.
import type { BillingPort } from './billing.port.js';
import type { CashReceiptPort } from './cash-receipt.port.js';
import type {
  BuyerClaim,
  Channel,
  Handoff,
  KnownPayment,
  OpenPayment,
  Opened,
  PaymentMode,
} from './provider-payment.js';
import type { ExchangeSink, OpenedCredentials, Reply } from './provider-reply.js';
import type { SimulatorPort } from './simulator.port.js';
import type {
  BookedBalance,
  CancelPart,
  CancelReceipt,
  PaymentMethod,
  ProviderBalance,
  ReceiptWithSecret,
  StoredReceipt,
} from './receipt.js';

/** One way to pay at a provider: a button for the buyer. */
export interface MethodOffer {
  /** What to ask for; `null` where the buyer chooses on the provider's own page. */
  readonly method: PaymentMethod | null;
  /** Name for buyers. */
  readonly label: Readonly<Record<'ko' | 'en', string>>;
  /** The least it takes, in won. */
  readonly minimumWon: number;
  /** Whether the card that pays so can be stored with the payment; such a provider has `billing`. */
  readonly registersCard: boolean;
}

/** What a provider can do, as data: it drives validation, the checkout page, the console and the contract suite. */
export interface Capabilities {
  /** What buyers know the provider by. */
  readonly label: Readonly<Record<'ko' | 'en', string>>;
  /** The ways to pay that can be asked for; the first one is what happens when nobody asks for another. */
  readonly methods: readonly [MethodOffer, ...MethodOffer[]];
  /** How the buyer gets to the provider. */
  readonly handoff: Handoff['type'];
  /** Origins that the handoff needs in the buyer's page, for its scripts, frames and forms. */
  readonly handoffOrigins: readonly string[];
  readonly channels: readonly Channel[];
  /** When the money can move; the first one is what happens when nobody asks for another. */
  readonly modes: readonly [PaymentMode, ...PaymentMode[]];
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
  /** Whether settled payments may be asked about every night: some providers ask for that not to be done. */
  readonly nightlyAudit: boolean;
}

/** What a seller's credentials at a provider consist of, for whoever types them in. */
interface CredentialNames {
  /** All of them are needed. */
  readonly names: readonly string[];
  /** The one that is an identifier rather than a secret: its last letters may be shown, to tell one set from another. */
  readonly idName: string;
}

/** A payment provider. Every call has a deadline of its own and leaves its exchanges in the sink. */
export interface PaymentProvider {
  /** Its name in the API, for example in `{"provider": "…"}`. */
  readonly name: string;
  readonly can: Capabilities;
  /** How long one call that may move money may take at most, in ms; after that its outcome is looked up. */
  readonly deadlineMs: number;
  /** The default seller's credentials, from the configuration. */
  readonly defaultCredentials: OpenedCredentials;
  readonly credentialNames: CredentialNames;
  /** How its simulator is told to make trouble; `null`: we talk to the provider itself. */
  readonly simulator: SimulatorPort | null;
  /** Stored cards. Absent: the provider keeps none. */
  readonly billing?: BillingPort;
  /** Cash receipts (현금영수증). Absent: the provider issues none. */
  readonly cashReceipts?: CashReceiptPort;
  /**
   * Checks credentials before they are sealed.
   *
   * @returns what is wrong with them, in one sentence, or `null`
   */
  checkCredentials(credentials: Readonly<Record<string, unknown>>): string | null;
  /** Where to send the buyer. Moves no money. `refused: already_paid` asks for a lookup of the earlier tries. */
  open(payment: OpenPayment, sink: ExchangeSink): Promise<Reply<Opened>>;
  /**
   * Takes the money. An answer that tells of another payment than was asked for is `unknown`: it may lie, so nothing is given
   * back for it.
   */
  confirm(payment: KnownPayment, claim: BuyerClaim, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>>;
  /**
   * Gives money back. `refused: balance_differs` when nothing was given back because something was elsewhere, or by an
   * earlier sending: with the balance when the provider tells it, which the caller asks for once more.
   */
  cancel(payment: StoredReceipt, part: CancelPart, sink: ExchangeSink): Promise<Reply<CancelReceipt>>;
  /**
   * The provider's truth about a payment. `refused: not_paid` when it says there is none. What is not what was asked for, by
   * two questions with equal answers, is `unknown` with `mustGoBack`; once the books have it so, it is given back here, which
   * must be safe to do twice: `refused: given_back`. Of what was asked for and went back since, two equal answers are `done`
   * with `refundedWon`.
   */
  lookup(payment: KnownPayment, sink: ExchangeSink): Promise<Reply<ReceiptWithSecret>>;
  /**
   * The provider's truth about a cancellation, by one question. `refused` when it surely has not happened. The caller asks
   * twice where that ends a doubt.
   */
  lookupCancellation(payment: StoredReceipt, part: CancelPart, sink: ExchangeSink): Promise<Reply<CancelReceipt>>;
  /**
   * Tells that nobody waits for a deposit any more. Absent: the provider takes none, or need not be told. Repeating it does
   * no harm.
   */
  withdrawDeposit?(payment: StoredReceipt, sink: ExchangeSink): Promise<Reply<null>>;
  /** What the provider says is left of a paid payment, whoever refunded some of it. */
  lookupBalance(payment: StoredReceipt, booked: BookedBalance, sink: ExchangeSink): Promise<Reply<ProviderBalance>>;
}
