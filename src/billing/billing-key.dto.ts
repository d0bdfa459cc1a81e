// Billing keys and charges on them, as the API takes and shows them.
// Must never carry the provider's key: it has no field here, in neither direction.
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmptyObject, Matches, ValidateNested } from 'class-validator';
import { IsMetadata, IsReturnUrl, IsText, IsWon, Optional } from '../common/http/fields.js';
import { PageQuery } from '../common/page.dto.js';
import { BuyerDto } from '../orders/dto/order.dto.js';
import { HandoffDto, RefusalDto } from '../orders/dto/payment.dto.js';
import { STORED_METHODS, type StoredMethod } from '../orders/billing.port.js';
import { CHANNELS, type Channel } from '../orders/provider-payment.js';
import { BILLING_KEY_STATES, type BillingKeyStatus } from './key-states.js';

/** A card or a bank account to register. */
export class RegisterCardDto {
  /** The provider that is to keep it. */
  @IsText(1, 40)
  provider: string;
  /** What to register, of what the provider keeps: a `card`, or by `transfer` a bank account. Absent: its usual one. */
  @Optional()
  @IsText(1, 40)
  method?: string;
  /** The branch that will charge it. Absent: the default seller. */
  @Optional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'sellerCode must be 1 to 64 letters, digits, hyphens or underscores' })
  sellerCode?: string;
  /** Where the buyer sits. Absent: `pc`. */
  @Optional()
  @IsIn(CHANNELS)
  channel?: Channel;
  /** Your own name for the customer, to find their cards again. No secrets. */
  @Optional()
  @IsText(1, 100)
  customerReference?: string;
  @Optional()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => BuyerDto)
  buyer?: BuyerDto;
  /**
   * Where the buyer's browser ends, with `billingKeyId` and `status` added: a hint for the page, never proof.
   * http, https, or the scheme of an app that `RETURN_URL_SCHEMES` lists (`myapp://orders/done`).
   */
  @IsReturnUrl()
  returnUrl: string;
}

/** A stored card, for people to recognise. */
export class StoredCardDto {
  /** The issuer's name, as the provider writes it. */
  company: string;
  /** Masked by the provider; its shape varies. */
  number: string;
}

/** A stored bank account, for people to recognise. */
export class StoredAccountDto {
  /** The bank's name, as the provider writes it. */
  bankName: string;
  /** Three digits; empty when the provider did not tell. */
  bankCode: string;
  /** Masked by the provider; its shape varies. */
  number: string;
}

/** A card or a bank account that a buyer registered, or is about to. */
export class BillingKeyDto {
  /** `bk_…` */
  id: string;
  /** The provider that keeps it. */
  provider: string;
  sellerCode: string;
  /** What it charges: a `card`, shown in `card`, or by `transfer` a bank account, shown in `account`. */
  @ApiProperty({ enum: STORED_METHODS })
  method: StoredMethod;
  /**
   * Where it is. `registering`: the buyer has not finished. `active`: it can be charged. `abandoned`, `expired`: the
   * registration came to nothing. `removing`: it cannot be charged any more, and the provider is being told. `removed`:
   * the provider has agreed. `dead`: the provider ended it by itself; ask the buyer to register again.
   */
  @ApiProperty({ enum: BILLING_KEY_STATES })
  status: BillingKeyStatus;
  /** Where the buyer sat when registering. */
  @ApiProperty({ enum: CHANNELS })
  channel: Channel;
  /** Your own name for the customer. */
  @ApiProperty({ type: String, nullable: true })
  customerReference: string | null;
  @ApiProperty({ type: BuyerDto, nullable: true })
  buyer: BuyerDto | null;
  /** The card, masked; `null` until it is registered, or when the provider does not tell. */
  @ApiProperty({ type: StoredCardDto, nullable: true })
  card: StoredCardDto | null;
  /** The bank account, masked; `null` until it is registered, or when the provider does not tell. */
  @ApiProperty({ type: StoredAccountDto, nullable: true })
  account: StoredAccountDto | null;
  /** The hosted page where the buyer registers it; present while `registering`. */
  registrationUrl?: string;
  /** Where to send the buyer instead, if you have a page of your own; present while `registering`. */
  handoff?: HandoffDto;
  returnUrl: string;
  /** Why the registration came to nothing, or why the last try was refused while it may go on. */
  @ApiProperty({ type: RefusalDto, nullable: true })
  refusal: RefusalDto | null;
  /** Why the provider ended it, in its own code and words. */
  @ApiProperty({ type: String, nullable: true })
  deadReason: string | null;
  /** Why an operator is needed; `null` while the machine goes on by itself. */
  @ApiProperty({ type: String, nullable: true })
  attention: string | null;
  /** Until when the buyer may register; an instant with offset. */
  expiresAt: string;
  /** An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  registeredAt: string | null;
  /** When the provider agreed to its end; an instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  removedAt: string | null;
  /** An instant with offset. */
  createdAt: string;
}

/** A page of billing keys, newest first. */
export class BillingKeyPageDto {
  items: BillingKeyDto[];
  /** Hand it back as `cursor` for the next page; `null` on the last one. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

/** Which billing keys to list. */
export class ListBillingKeysDto extends PageQuery {
  /** Exactly this customer's. */
  @Optional()
  @IsText(1, 100)
  customerReference?: string;
  @Optional()
  @IsIn(BILLING_KEY_STATES)
  status?: BillingKeyStatus;
  /** Only those that this provider keeps. */
  @Optional()
  @IsText(1, 40)
  provider?: string;
}

/** What to charge on a stored card or account. */
export class ChargeCardDto {
  /** Your number of the order, unique per seller. Letters, digits, `-`, `_`, `.`. */
  @Matches(/^[A-Za-z0-9._-]{1,64}$/, {
    message: 'orderNumber must be 1 to 64 letters, digits, hyphens, underscores or dots',
  })
  orderNumber: string;
  /** What is bought, in a few words. */
  @IsText(1, 200)
  title: string;
  /** What is charged, in won, VAT included. */
  @IsWon({ min: 1 })
  amountWon: number;
  /** Tax-free part of `amountWon`, in won. Absent: 0. */
  @Optional()
  @IsWon()
  taxFreeWon?: number;
  /**
   * The month it is charged for, `YYYY-MM`: at most one charge per card or account and month stands, whatever happens. Absent: the
   * charge is for no month, and there may be any number of them.
   * @example "2026-11"
   */
  @Optional()
  @Matches(/^[0-9]{4}-(0[1-9]|1[0-2])$/, { message: 'billingMonth must be a month such as 2026-11' })
  billingMonth?: string;
  /** Your own notes, kept and shown again with the order. No secrets. */
  @Optional()
  @IsMetadata()
  metadata?: Record<string, string>;
}
