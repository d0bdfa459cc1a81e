// What the PAYCO-only calls take and answer.
// Must never use PAYCO's own words outside descriptions.
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { IsText, IsWon, Optional } from '../common/http/fields.js';
import { MAX_WON } from '../common/money.js';
import type { ProductStatus } from './payco.wire.js';

export const PRODUCT_STATES = [
  'awaiting_deposit',
  'paid',
  'delivery_started',
  'purchase_decided',
  'cancelled',
] as const satisfies readonly ProductStatus[];

/** How far the goods are. PAYCO shows it to the buyer. */
export class ProductStatusDto {
  /** The state of the line. */
  @IsIn(PRODUCT_STATES)
  status: (typeof PRODUCT_STATES)[number];
  /** The line's reference. Absent: every line of the order. */
  @Optional()
  @IsText(1, 100)
  itemReference?: string;
}

/** Points to take back after a refund that was made by hand. */
export class MileageCancellationDto {
  /** The part of the order whose points are taken back, in won. */
  @IsWon({ min: 1 })
  amountWon: number;
}

/** What PAYCO took back. */
export class MileageCancelledDto {
  /** Points taken back, in won. */
  cancelledMileageWon: number;
  /** Points that remain, in won. */
  remainingMileageWon: number;
}

/** Which cancellation to ask about. */
export class AvailabilityQueryDto {
  /** How much, in won. Absent: all that is left. */
  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_WON)
  amountWon?: number;
}

/** PAYCO's advice about a cancellation; it can change until the cancellation is sent. */
export class AvailabilityDto {
  /** Whether PAYCO would cancel it. */
  possible: boolean;
  /** Whether PAYCO would cancel a part. */
  partPossible: boolean;
  /** What PAYCO says is left, in won. */
  cancellableWon: number;
  /** PAYCO's reason when it would not. */
  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
}

/** Whose credentials to check. */
export class UsabilityQueryDto {
  /** Absent: the default seller. */
  @Optional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'sellerCode must be 1 to 64 letters, digits, hyphens or underscores' })
  sellerCode?: string;
}

/** Whether PAYCO takes a code of the seller's. */
export class UsabilityDto {
  /** `CP_ID` (the shop) or `PRODUCT_ID` (the product). */
  kind: string;
  value: string;
  usable: boolean;
  /** PAYCO's reason when it is not. */
  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
}
