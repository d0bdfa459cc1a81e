// A payment as a provider is told of it: to open, to confirm, to look up.
// Must never name a provider or one of its words.
import type { TaxSplit } from '../common/money.js';
import type { Buyer } from './buyer.js';
import type { OrderItem } from './order-item.js';
import type { OpenedCredentials } from './provider-reply.js';
import type { PaymentMethod } from './receipt.js';

export const CHANNELS = ['pc', 'mobile'] as const;
/** Where the buyer sits. */
export type Channel = (typeof CHANNELS)[number];

export const PAYMENT_MODES = ['confirm', 'immediate'] as const;

/**
 * When the money moves. `confirm`: the buyer agrees at the provider, then we take the money. `immediate`: the provider
 * takes it while the buyer is there, and we believe it only after asking.
 */
export type PaymentMode = (typeof PAYMENT_MODES)[number];

/** Where to send the buyer. */
export type Handoff =
  | { readonly type: 'redirect'; readonly url: string }
  | {
      readonly type: 'payple_window';
      readonly scriptUrl: string;
      readonly parameters: Readonly<Record<string, string>>;
    };

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
  /** One of the methods the provider offers; `null` where the buyer chooses at the provider. */
  readonly askedMethod: PaymentMethod | null;
  readonly mode: PaymentMode;
  /** Whether the card that pays it is to be stored: the receipt then brings its key. */
  readonly registersCard: boolean;
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
  /** The method it was opened for, or of the stored card or account it charges; `null` where the buyer chose at the provider. */
  readonly askedMethod: PaymentMethod | null;
  readonly mode: PaymentMode;
  /** When it was opened. Providers that ask for the day of a payment mean the Korean one. */
  readonly openedAt: Date;
  /** When money may first have moved; `null` before that. */
  readonly confirmStartedAt: Date | null;
  /** Whether the card that pays it is to be stored. */
  readonly registersCard: boolean;
  /** The month a charge on a stored card is for, `YYYY-MM` in Korea; `null` for everything else. */
  readonly billingMonth: string | null;
  /** The provider's key of the stored card or account it charges, where it is known; `null` for everything else. */
  readonly keySecret: string | null;
  /**
   * Whether the books have it that this is not what was asked for and must go back. That is committed before anything of it
   * is given back: only then may a lookup do so.
   */
  readonly mustGoBack: boolean;
  /**
   * Of a payment that had to go back and is refused for it: how much the provider gave back, in won, as it said; else `null`.
   * A lookup of it only asks. What is found to stand all the same goes through doubt, and is given back from there.
   */
  readonly wentBackWon: number | null;
  readonly credentials: OpenedCredentials;
}

/** What the buyer's browser brought back: needed to confirm, believed in nothing. */
export type BuyerClaim = Readonly<Record<string, string>>;
