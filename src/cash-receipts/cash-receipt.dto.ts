// Cash receipts as the API takes and shows them.
// Must never show the whole number that a receipt is for.
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsText, IsWon, Optional } from '../common/http/fields.js';
import { CASH_RECEIPT_PURPOSES, type CashReceiptPurpose } from '../orders/cash-receipt.port.js';
import { RefusalDto } from '../orders/dto/payment.dto.js';
import { CASH_RECEIPT_STATES, type CashReceiptStatus } from './cash-receipt-states.js';

/** A cash receipt to issue. */
export class IssueCashReceiptDto {
  /** `personal`: income deduction (소득공제). `company`: proof of expenses (지출증빙). */
  @IsIn(CASH_RECEIPT_PURPOSES)
  purpose: CashReceiptPurpose;
  /** Whose it is: a mobile telephone number for `personal`, a business number for `company`; hyphens do not matter. */
  @IsText(10, 20)
  identity: string;
  /** In won. Absent: all that is left of the payment. */
  @Optional()
  @IsWon({ min: 1 })
  amountWon?: number;
}

/** A cash receipt of a payment. */
export class CashReceiptDto {
  /** `crc_…` */
  id: string;
  /** `ord_…` */
  orderId: string;
  /** `pay_…` */
  paymentId: string;
  /**
   * Where it is. `issued`: it stands. `in_doubt`: whether it was issued is being found out. `refused`: the provider said
   * no. `cancelling`: the provider is being told to take it back, until it agrees. `cancelled`: it does not stand any more.
   */
  @ApiProperty({ enum: CASH_RECEIPT_STATES })
  status: CashReceiptStatus;
  @ApiProperty({ enum: CASH_RECEIPT_PURPOSES })
  purpose: CashReceiptPurpose;
  /** The number it is for, all but its last four digits hidden. */
  identity: string;
  /** In won. */
  amountWon: number;
  /** The number under which it was reported; `null` until then, or when the provider does not tell. */
  @ApiProperty({ type: String, nullable: true })
  managementNumber: string | null;
  /** Why the provider said no, when it last did. */
  @ApiProperty({ type: RefusalDto, nullable: true })
  refusal: RefusalDto | null;
  /** Why an operator is needed; `null` while the machine settles it. */
  @ApiProperty({ type: String, nullable: true })
  attention: string | null;
  /** The API key that asked (`key_…`). */
  requestedBy: string;
  /** An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  issuedAt: string | null;
  /** An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  cancelledAt: string | null;
  /** An instant with offset. */
  createdAt: string;
}

/** The cash receipts of an order. */
export class CashReceiptListDto {
  /** The oldest first. */
  items: CashReceiptDto[];
}
