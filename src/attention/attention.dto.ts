// The operator's queue as the API shows it.
// Must never carry what the thing itself would not show.
import { ApiProperty } from '@nestjs/swagger';

export const ATTENTION_KINDS = ['payment', 'cancellation', 'billing_key', 'cash_receipt'] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** Something that no machine can settle. */
export class AttentionItemDto {
  @ApiProperty({ enum: ATTENTION_KINDS })
  kind: AttentionKind;
  /** `pay_…`, `can_…`, `bk_…` or `crc_…` */
  id: string;
  /** `ord_…`; `null` for a billing key. */
  @ApiProperty({ type: String, nullable: true })
  orderId: string | null;
  /** The merchant's number of the order; `null` for a billing key. */
  @ApiProperty({ type: String, nullable: true })
  orderNumber: string | null;
  /** The provider to look at. */
  provider: string;
  status: string;
  /** In won; `null` for a billing key. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true })
  amountWon: number | null;
  /** Why an operator is needed. */
  attention: string;
  /** Since when it is in doubt; of a settled payment, when it was last decided about; else when it began; an instant with offset. */
  since: string;
  /** What can be sent to `/v1/payments/{id}/decisions` or `/v1/cancellations/{id}/decisions`; empty where nothing can. */
  decisions: string[];
}

/** A page of what waits for a person, oldest first. */
export class AttentionPageDto {
  items: AttentionItemDto[];
  /** Hand it back as `cursor` for the next page; `null` on the last one. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
