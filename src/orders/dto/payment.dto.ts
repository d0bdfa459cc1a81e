// A payment as the API shows it.
// Must never carry a secret: no certify key, token or credential has a field here.
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CHANNELS, type Channel } from '../provider-payment.js';
import { BUYER_REASONS, type BuyerReason } from '../provider-reply.js';
import { PAYMENT_STATES, type PaymentStatus } from '../states.js';

/** Where to send the buyer. */
export class HandoffDto {
  /** `redirect`: open `url` (in a popup on a PC, in the same window on a phone). `payple_window`: load the script and call it with the parameters. */
  @ApiProperty({ enum: ['redirect', 'payple_window'] })
  type: 'redirect' | 'payple_window';
  /** The provider's page, with `redirect`. Use it as it is; its shape may change. */
  url?: string;
  /** The provider's script, with `payple_window`. */
  scriptUrl?: string;
  /** What to hand to the script, with `payple_window`. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } })
  parameters?: Readonly<Record<string, string>>;
}

/** Why something was refused or given up. */
export class RefusalDto {
  /**
   * The reason in our words: `declined`, `buyer_cancelled`, `sheet_expired`, `configuration`, … With `given_back` money was
   * taken, but not as it was asked for, and was given back at once; while the payment is in doubt, it is to go back.
   */
  reason: string;
  /**
   * Why the buyer's means of payment was declined, as far as they can act on it: `limit_exceeded`, `insufficient_balance`,
   * `expired_card`, … Absent when the provider's code says nothing of the kind. New ones may come.
   */
  @ApiPropertyOptional({ enum: BUYER_REASONS })
  buyerReason?: BuyerReason;
  /** The provider's result code, when it was the provider who said no. */
  providerCode?: string;
  /** The provider's own words. */
  providerMessage?: string;
  /** With `given_back`: how much was taken and went back, in won, where the provider told. */
  @ApiPropertyOptional({ type: 'integer' })
  wentBackWon?: number;
}

/** The card of a receipt. */
export class CardReceiptDto {
  /** The issuer's name, as the provider writes it. */
  company: string;
  /** The issuer's code at the provider. */
  companyCode: string;
  /** Masked by the provider; for people only, its shape varies. */
  number: string;
  /** The issuer's approval number. */
  approvalNumber: string;
  /** Months of instalment; 0 is paid at once. */
  installmentMonths: number;
}

/** The bank account of a receipt. */
export class AccountReceiptDto {
  /** The bank's name, as the provider writes it. */
  bankName: string;
  /** Three digits; empty when the provider did not tell. */
  bankCode: string;
  /** Masked by the provider; for people only, its shape varies. */
  number: string;
}

/** One of the means a payment was made of. */
export class ReceiptPartDto {
  /** `card`, `point`, `coupon`, `virtual_account`, `transfer`, `phone` or `other`. */
  method: string;
  /** The provider's name for it. */
  name: string;
  /** In won. */
  amountWon: number;
  /** Tax-free part, in won. */
  taxFreeWon: number;
  /** Supply price of the taxable part, in won. */
  taxableWon: number;
  /** VAT, in won. */
  vatWon: number;
  /** The provider's transaction number. */
  @ApiProperty({ type: String, nullable: true })
  transactionNumber: string | null;
}

/** What the provider confirmed. */
export class ReceiptDto {
  /** The provider's id of the payment. */
  providerPaymentId: string;
  /** The means it was made of; they add up to the amount. */
  parts: ReceiptPartDto[];
  /** What of it can be cancelled through the provider: `any` part, only the `whole`, or `none`. */
  cancels: string;
  @ApiProperty({ type: CardReceiptDto, nullable: true })
  card: CardReceiptDto | null;
  /** The account the money was taken from; `null` when it was paid otherwise. */
  @ApiProperty({ type: AccountReceiptDto, nullable: true })
  account: AccountReceiptDto | null;
}

/** The bank account a buyer must pay into. */
export class DepositDto {
  bankName: string;
  /** Three digits. */
  bankCode: string;
  accountNumber: string;
  /** How much must arrive, in won. */
  amountWon: number;
  /** Until when a deposit is taken; an instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  expiresAt: string | null;
}

/** One try to pay an order with one provider. */
export class PaymentDto {
  /** `pay_…` */
  id: string;
  /** `ord_…` */
  orderId: string;
  /** The provider, for example `payco`. */
  provider: string;
  /** Where it is. `in_doubt`: its outcome is being looked up; never treat that as failed. */
  @ApiProperty({ enum: PAYMENT_STATES })
  status: PaymentStatus;
  @ApiProperty({ enum: CHANNELS })
  channel: Channel;
  /** In won. */
  amountWon: number;
  /** The method it was opened for, or of the stored card or account it charges; `null` where the buyer chooses at the provider. */
  @ApiProperty({ type: String, nullable: true })
  askedMethod: string | null;
  /** How it was paid, by its leading means; `null` until the provider confirmed it. */
  @ApiProperty({ type: String, nullable: true })
  method: string | null;
  /** The stored card it is a charge on, `bk_…`; `null` when the buyer pays in a window. */
  @ApiProperty({ type: String, nullable: true })
  billingKeyId: string | null;
  /** The month it is charged for, `YYYY-MM`; `null` when it is for none. */
  @ApiProperty({ type: String, nullable: true })
  billingMonth: string | null;
  /** The billing key that it registers, `bk_…`: there from the moment it is paid, if the provider gave one. */
  @ApiProperty({ type: String, nullable: true })
  registersBillingKeyId: string | null;
  /** Where to send the buyer; present while it is open. */
  handoff?: HandoffDto;
  @ApiProperty({ type: ReceiptDto, nullable: true })
  receipt: ReceiptDto | null;
  /** Where the buyer must pay to, while a deposit is awaited. */
  deposit?: DepositDto;
  @ApiProperty({ type: RefusalDto, nullable: true })
  refusal: RefusalDto | null;
  /** Why an operator is needed; `null` while the machine settles it. */
  @ApiProperty({ type: String, nullable: true })
  attention: string | null;
  /** An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  paidAt: string | null;
  /** An instant with offset. */
  createdAt: string;
}

/** A payment that is looked at by itself. */
export class PaymentOfOrderDto extends PaymentDto {
  /** Your number of the order that it is for. */
  orderNumber: string;
  /** What went back of it, through the platform or without it, in won. */
  cancelledWon: number;
  /** What could be asked back at this moment, in won; 0 while a refund is under way. */
  cancellableWon: number;
}
