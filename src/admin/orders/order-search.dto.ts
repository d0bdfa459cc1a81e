// What the search of orders, the export of what it finds, and saved views take and answer.
// Must never answer a buyer unmasked, nor keep the text of a search: it may be somebody's telephone number.
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { IsInstant, IsText, Optional } from '../../common/http/fields.js';
import type { PaymentMethod } from '../../orders/receipt.js';
import { ORDER_STATES, type OrderStatus } from '../../orders/states.js';
import { READING_KINDS, type ReadingKind } from './reading.js';

const PAYMENT_METHODS = [
  'card',
  'point',
  'coupon',
  'virtual_account',
  'transfer',
  'phone',
  'other',
] as const satisfies readonly PaymentMethod[];

const EXPORT_LANGUAGES = ['ko', 'en'] as const;
export type ExportLanguage = (typeof EXPORT_LANGUAGES)[number];

/** Which orders are wanted; all of it must hold. */
class OrderFilterDto {
  /** In one of these states. */
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(ORDER_STATES.length)
  @IsIn(ORDER_STATES, { each: true })
  status?: OrderStatus[];

  /** Paid with this provider; of one that is not paid, last tried. */
  @Optional()
  @Matches(/^[a-z][a-z0-9_-]{0,39}$/, { message: 'provider must be the name of a provider' })
  provider?: string;

  /** Paid in this way; of one that is not paid, last tried. */
  @Optional()
  @IsIn(PAYMENT_METHODS)
  method?: PaymentMethod;

  @Optional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'sellerCode must be the code of a seller' })
  sellerCode?: string;

  /** Only what needs a person: a payment, a refund or a cash receipt that no machine can settle. */
  @Optional()
  @IsBoolean()
  attention?: boolean;

  /** Only what has a payment in doubt, or a refund that has not ended. */
  @Optional()
  @IsBoolean()
  unsettled?: boolean;
}

/** Orders of a time, and of a text. */
export class OrderWishDto extends OrderFilterDto {
  /**
   * An order number or its beginning, one of our ids, a provider's id, the buyer's phone or e-mail in any writing, or the
   * card's last digits and approval number.
   */
  @Optional()
  @IsText(1, 200)
  text?: string;

  /** Created at or after this instant. */
  @Optional()
  @IsInstant()
  from?: string;

  /** Created before this instant. */
  @Optional()
  @IsInstant()
  to?: string;
}

/** A search, and which page of it. */
export class SearchOrdersDto extends OrderWishDto {
  /** The `nextCursor` of the page before; left out for the first page. */
  @Optional()
  @Length(1, 200)
  cursor?: string;

  /** How many at most; 50 unless told. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}

/** What to put into a file. */
export class ExportOrdersDto extends OrderWishDto {
  /** In which language the columns and states are named. */
  @IsIn(EXPORT_LANGUAGES)
  language: ExportLanguage;
}

/** The same with buyers unmasked. */
export class ExportUnmaskedOrdersDto extends ExportOrdersDto {
  /** What it is needed for; it is in the audit trail. */
  @IsText(3, 500)
  reason: string;
}

/** A buyer, with the middle of everything hidden. */
export class MaskedBuyerDto {
  @ApiProperty({ type: String, nullable: true })
  name: string | null;
  @ApiProperty({ type: String, nullable: true })
  phone: string | null;
  @ApiProperty({ type: String, nullable: true })
  email: string | null;
}

/** An order in a list. */
export class ListedOrderDto {
  /** `ord_…` */
  id: string;
  orderNumber: string;
  sellerCode: string;
  title: string;
  @ApiProperty({ enum: ORDER_STATES })
  status: OrderStatus;
  /** What the buyer pays, in won. */
  amountWon: number;
  /** Refunded so far, in won. */
  cancelledWon: number;
  /** With whom it was paid, or last tried; `null` before the first try. */
  @ApiProperty({ type: String, nullable: true })
  provider: string | null;
  /** How it was paid, or was to be; `null` when nobody knows yet. */
  @ApiProperty({ enum: [...PAYMENT_METHODS, null], nullable: true })
  method: PaymentMethod | null;
  @ApiProperty({ type: MaskedBuyerDto, nullable: true })
  buyer: MaskedBuyerDto | null;
  /** Whether something of it needs a person. */
  needsAttention: boolean;
  /** As what the text led to it. */
  @ApiProperty({ enum: READING_KINDS, isArray: true })
  foundBy: ReadingKind[];
  /** An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  paidAt: string | null;
  /** An instant with offset. */
  createdAt: string;
}

/** A page of orders, the newest first. */
export class ListedOrdersPageDto {
  items: ListedOrderDto[];
  /** As what the text was looked for; empty when it can be nothing that orders are found by. */
  @ApiProperty({ enum: READING_KINDS, isArray: true })
  understoodAs: ReadingKind[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
  /**
   * `true`: few orders fit, and the search stopped on its way to answer in time. `nextCursor` goes on from there; the page
   * may hold less than was asked for, or nothing.
   */
  stoppedEarly: boolean;
}

/** The filters of a saved view: never the text of a search. */
export class ViewFiltersDto extends OrderFilterDto {
  /** From this day on, in Korea. */
  @Optional()
  @Matches(/^20\d{2}-\d{2}-\d{2}$/, { message: 'fromDay must be a day such as 2026-11-22' })
  fromDay?: string;

  /** To this day, in Korea, the day itself included. */
  @Optional()
  @Matches(/^20\d{2}-\d{2}-\d{2}$/, { message: 'toDay must be a day such as 2026-11-22' })
  toDay?: string;

  /** The days up to today, today included; 1 is today. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(366)
  lastDays?: number;
}

/** A view to keep. */
export class CreateViewDto {
  /** Unique among one's own. */
  @IsText(1, 60)
  name: string;

  @IsObject()
  @ValidateNested()
  @Type(() => ViewFiltersDto)
  filters: ViewFiltersDto;
}

/** What changes about a view; what is left out stays. */
export class ChangeViewDto {
  @Optional()
  @IsText(1, 60)
  name?: string;

  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => ViewFiltersDto)
  filters?: ViewFiltersDto;
}

/** A view that somebody keeps. */
export class OrderViewDto {
  /** `view_…` */
  id: string;
  name: string;
  filters: ViewFiltersDto;
  /** An instant with offset. */
  createdAt: string;
}

/** One's own views, by name. */
export class OrderViewListDto {
  items: OrderViewDto[];
}
