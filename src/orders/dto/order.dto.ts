// An order as the API takes and shows it.
// Must never take a price split from the caller beyond the tax-free part: the platform computes the rest.
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmptyObject,
  IsObject,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  IsInstant,
  IsMetadata,
  IsPhone,
  IsReference,
  IsReturnUrl,
  IsText,
  IsWon,
  Optional,
} from '../../common/http/fields.js';
import { PageQuery } from '../../common/page.dto.js';
import { ORDER_STATES, type OrderStatus } from '../states.js';
import { CancellationDto } from './cancellation.dto.js';
import { PaymentDto } from './payment.dto.js';

/** One line of an order. */
export class OrderItemDto {
  /**
   * Your reference of the line, unique within the order, as the provider is told it: characters of CP949 (no emoji). Absent:
   * `ITEM_1`, `ITEM_2`, …
   */
  @Optional()
  @IsReference(100)
  reference?: string;
  /** What it is. */
  @IsText(1, 200)
  name: string;
  /** A chosen option, for example a size. */
  @Optional()
  @IsText(1, 100)
  option?: string;
  /** How many; 1 to 99,999. */
  @IsInt()
  @Min(1)
  @Max(99_999)
  quantity: number;
  /** List price times quantity, in won, before your own discounts. */
  @IsWon()
  amountWon: number;
  /** Tax-free part of `amountWon`, in won. */
  @Optional()
  @IsWon()
  taxFreeWon?: number;
}

/** Your own discounts, already taken off the order's amount. */
export class DiscountsDto {
  /** In won. */
  @Optional()
  @IsWon()
  couponWon?: number;
  /** In won. */
  @Optional()
  @IsWon()
  pointWon?: number;
}

/** Who buys. Everything is optional; tell only what you need to see again. */
export class BuyerDto {
  @Optional()
  @IsText(1, 100)
  name?: string;
  /** As people type it; `+82 10-1234-5678` and `01012345678` are the same number. */
  @Optional()
  @IsPhone()
  phone?: string;
  @Optional()
  @IsEmail({}, { message: 'email must be an e-mail address' })
  email?: string;
}

/** The card that pays an order is to be stored. */
export class CardToRegisterDto {
  /** Your own name for the customer, to find their cards again. No secrets. */
  @Optional()
  @IsText(1, 100)
  customerReference?: string;
}

/** A new order. */
export class CreateOrderDto {
  /** Your number of the order, unique per seller. The provider sees it; so does the buyer. Letters, digits, `-`, `_`, `.`. */
  @Matches(/^[A-Za-z0-9._-]{1,64}$/, {
    message: 'orderNumber must be 1 to 64 letters, digits, hyphens, underscores or dots',
  })
  orderNumber: string;
  /** What is bought, in a few words. */
  @IsText(1, 200)
  title: string;
  /** What the buyer pays, in won, after your own discounts, VAT included. */
  @IsWon({ min: 1 })
  amountWon: number;
  /** Tax-free part of `amountWon`, in won. Absent: the sum over the items, or 0. */
  @Optional()
  @IsWon()
  taxFreeWon?: number;
  /** The lines. Their amounts less the discounts must equal `amountWon`. Absent: one line for the whole. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  // A list within the list is no line, though class-validator would look into it.
  @IsObject({ each: true, message: 'items must be a list of objects' })
  @ValidateNested({ each: true })
  @Type(() => OrderItemDto)
  items?: OrderItemDto[];
  /** The branch that sells. Absent: the default seller. */
  @Optional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'sellerCode must be 1 to 64 letters, digits, hyphens or underscores' })
  sellerCode?: string;
  @Optional()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => DiscountsDto)
  discounts?: DiscountsDto;
  @Optional()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => BuyerDto)
  buyer?: BuyerDto;
  /**
   * Where the buyer's browser ends, with `orderId`, `orderNumber` and `status` added: a hint for the page, never proof.
   * http, https, or the scheme of an app that `RETURN_URL_SCHEMES` lists (`myapp://orders/done`).
   */
  @IsReturnUrl()
  returnUrl: string;
  /** Until when it may be paid; an instant with offset, at most 90 days ahead. Absent: a day. */
  @Optional()
  @IsInstant()
  expiresAt?: string;
  /**
   * Stores the card that pays it, as for the first payment of a subscription: `{}` or with your name for the customer.
   * Only providers that can do so take the order then. The payment tells the billing key.
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => CardToRegisterDto)
  registerCard?: CardToRegisterDto;
  /** Your own notes, kept and shown again. No secrets. */
  @Optional()
  @IsMetadata()
  metadata?: Record<string, string>;
}

/** Until when an order is to be open. */
export class ReopenOrderDto {
  /** Until when it may be paid; an instant with offset, in the future and at most 90 days ahead. */
  @IsInstant()
  expiresAt: string;
}

/** A line of an order as shown. */
export class ShownOrderItemDto {
  reference: string;
  name: string;
  @ApiProperty({ type: String, nullable: true })
  option: string | null;
  quantity: number;
  /** List price times quantity, in won. */
  amountWon: number;
  /** Tax-free part, in won. */
  taxFreeWon: number;
}

/** An order with its payments and cancellations. */
export class OrderDto {
  /** `ord_…` */
  id: string;
  orderNumber: string;
  sellerCode: string;
  title: string;
  /** Where it is. `in_doubt`: being looked up at the provider; never treat that as unpaid. */
  @ApiProperty({ enum: ORDER_STATES })
  status: OrderStatus;
  /** What the buyer pays, in won. */
  amountWon: number;
  /** Tax-free part, in won. */
  taxFreeWon: number;
  /** Supply price of the taxable part, in won. */
  taxableWon: number;
  /** VAT, in won. */
  vatWon: number;
  /** Refunded so far, in won. */
  cancelledWon: number;
  /** What can be refunded now, in won. 0 while a cancellation runs. */
  cancellableWon: number;
  items: ShownOrderItemDto[];
  @ApiProperty({ type: DiscountsDto })
  discounts: { couponWon: number; pointWon: number };
  @ApiProperty({ type: BuyerDto, nullable: true })
  buyer: BuyerDto | null;
  returnUrl: string;
  /** The hosted page where the buyer can pay; works until the order is over. */
  checkoutUrl: string;
  /** An instant with offset. */
  expiresAt: string;
  /** An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  paidAt: string | null;
  /** An instant with offset. */
  createdAt: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  metadata: Record<string, string>;
  /** Present when the card that pays it is to be stored. */
  registerCard?: CardToRegisterDto;
  /** Rises with every change. */
  version: number;
  payments: PaymentDto[];
  cancellations: CancellationDto[];
}

/** A page of orders, newest first. */
export class OrderPageDto {
  items: OrderDto[];
  /** Hand it back as `cursor` for the next page; `null` on the last one. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

/** Which orders to list. */
export class ListOrdersDto extends PageQuery {
  /** Exactly this order number, of any seller. */
  @Optional()
  @IsText(1, 64)
  orderNumber?: string;
  @Optional()
  @IsIn(ORDER_STATES)
  status?: OrderStatus;
  /** Created at or after this instant. */
  @Optional()
  @IsInstant()
  from?: string;
  /** Created before this instant. */
  @Optional()
  @IsInstant()
  to?: string;
}
