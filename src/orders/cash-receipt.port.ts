// The port for cash receipts (현금영수증): what the platform asks of a provider that reports payments to the tax office.
// Must never name a provider or one of its words.
import type { ExchangeSink, Reply } from './provider-reply.js';
import type { PaymentMethod, StoredReceipt } from './receipt.js';

export const CASH_RECEIPT_PURPOSES = ['personal', 'company'] as const;

/** What the buyer uses it for. `personal`: income deduction (소득공제). `company`: proof of expenses (지출증빙). */
export type CashReceiptPurpose = (typeof CASH_RECEIPT_PURPOSES)[number];

/** A cash receipt to issue. */
export interface CashReceiptWish {
  readonly purpose: CashReceiptPurpose;
  /** Whose it is, digits only: a telephone number, or a company's business number. Personal data. */
  readonly identity: string;
  readonly amountWon: number;
}

/** A cash receipt that stands. */
export interface IssuedCashReceipt {
  /** The number under which it was reported, when the provider told it. */
  readonly managementNumber: string | null;
}

/** Cash receipts of a provider. No money moves here; every call leaves its exchanges in the sink. */
export interface CashReceiptPort {
  /** Payments by these can have one. */
  readonly methods: readonly PaymentMethod[];
  /** How long one call may take at most, in ms. */
  readonly deadlineMs: number;
  /** Whether a wish that is sent twice makes one receipt at most, because the provider refuses the second. */
  readonly repeatIssue: boolean;
  /** Reports the payment. */
  issue(payment: StoredReceipt, wish: CashReceiptWish, sink: ExchangeSink): Promise<Reply<IssuedCashReceipt>>;
  /** Takes the report back. */
  cancel(payment: StoredReceipt, sink: ExchangeSink): Promise<Reply<null>>;
  /**
   * What the provider says of the payment's receipt; `null` when it says that none stands. A provider may not show
   * every receipt, so `null` is believed at once only of one that it has shown before.
   */
  lookup(payment: StoredReceipt, sink: ExchangeSink): Promise<Reply<IssuedCashReceipt | null>>;
}
