// What a provider confirmed: receipts (승인내역) of payments and of cancellations.
// Must never hold a secret that is not marked as one.
import type { TaxSplit } from '../common/money.js';
import type { OrderItem } from './order-item.js';
import type { KnownPayment } from './provider-payment.js';

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
  /** ISO instant at which it was paid; absent while a deposit is awaited, and where no time was told that can be. */
  readonly paidAt: string | null;
  readonly card: CardReceipt | null;
  /** The account it was taken from; absent when it was paid otherwise. */
  readonly account?: AccountReceipt;
  readonly deposit: DepositAccount | null;
  /** References of the lines that the provider was told are cancelled while it waits for the deposit. */
  readonly withdrawnItems?: readonly string[];
  /** An operator found the payment at the provider, and typed in its id; absent: the provider told all of this itself. */
  readonly enteredByOperator?: true;
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

/** The bank account a payment was taken from; the number is masked by the provider. */
export interface AccountReceipt {
  readonly bankName: string;
  /** Three digits; empty when the provider did not tell. */
  readonly bankCode: string;
  readonly number: string;
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

/** A receipt with the secret that later calls about the payment take. The secret is sealed before it is stored. */
export interface ReceiptWithSecret {
  readonly receipt: Receipt;
  readonly secret: string | null;
  /** The key that charges the card again, when it was to be stored and the provider gave one. Sealed like the secret. */
  readonly registeredKey?: string;
  /** What of it went back before we knew that it was paid, as the provider said twice, in won; absent: nothing did. */
  readonly refundedWon?: number;
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
  /** What the provider should have left of the payment before this cancellation, by our books, in won. */
  readonly balanceBeforeWon: number;
  /**
   * Whether it may have happened already: it was sent before and the answer was lost, or all of late money is to go back,
   * by whomever. Only then does a provider's "cancelled before" say that it is done.
   */
  readonly mayHaveHappened: boolean;
}

/** What our books know of a payment's balance, for a provider whose answer can be read in several ways. */
export interface BookedBalance {
  /** What the provider should have left of the payment, in won: what went back by hand, it does not know of. */
  readonly leftWon: number;
  /** What each unsigned notice told of a refund that our books do not have, in won, where it told an amount. */
  readonly toldRefundsWon: readonly number[];
  /** How many such notices told of a refund, and of no amount that can be read. */
  readonly unreadableRefunds: number;
  /** The last refund that our books have and the provider knows of, in won; `null` when there is none. */
  readonly lastRefundWon: number | null;
  /**
   * Each refund that our books have and the provider knows of, in won. What was found, or typed in, may be in the books in
   * another order than it was made in.
   */
  readonly refundsWon: readonly number[];
}

/** What a provider says is left of a payment. */
export interface ProviderBalance {
  /** In won; `null` when it answered and does not tell, or tells a figure that may mean several balances. */
  readonly leftWon: number | null;
  /** That figure, in won: whatever it means, it is not what our books say. Absent when it does not tell. */
  readonly unexplainedWon?: number;
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
  /** What became of the payment's cash receipt, where the provider takes that back with a refund and tells so. */
  readonly cashReceipt?: 'cancelled' | 'not_cancelled';
}
