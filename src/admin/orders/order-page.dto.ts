// One order at the desk, whole: its money, everything that belongs to it, and everything that happened.
// Must never hold a buyer unmasked, a checkout token, or what opens a provider's window.
import { ApiProperty } from '@nestjs/swagger';
import { Length } from 'class-validator';
import { CashReceiptDto } from '../../cash-receipts/cash-receipt.dto.js';
import { IsText, Optional } from '../../common/http/fields.js';
import { OrderMoneyDto } from '../../money/money.dto.js';
import { CancellationDto } from '../../orders/dto/cancellation.dto.js';
import { EvidenceExchangeDto } from '../../orders/dto/evidence.dto.js';
import { BuyerDto, DiscountsDto, ShownOrderItemDto } from '../../orders/dto/order.dto.js';
import { PaymentDto } from '../../orders/dto/payment.dto.js';
import { ORDER_STATES, type OrderStatus } from '../../orders/states.js';
import { REQUEST_KINDS, type RequestKind } from '../refunds/refund-request.entity.js';
import { RefundRequestDocument } from '../refunds/refunds.dto.js';
import { MaskedBuyerDto } from './order-search.dto.js';

const TIMELINE_KINDS = ['event', 'exchange', 'verdict', 'deed', 'delivery'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

const ACTORS = ['buyer', 'merchant', 'provider', 'platform', 'person'] as const;
export type ActorKind = (typeof ACTORS)[number];

/** Who did something. */
export class ActorDto {
  @ApiProperty({ enum: ACTORS })
  kind: ActorKind;
  /** Of a person their name, of the merchant's server that of its key, of a provider its own; `null` where there is none. */
  @ApiProperty({ type: String, nullable: true })
  name: string | null;
}

/** Something came to a state. */
export class HappenedDto {
  /** @example "payment.paid" */
  type: string;
  /** The version of its order, or of what else it is about. */
  version: number;
  /** The facts, as webhooks tell them. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  data: Record<string, unknown>;
}

/** The platform asked a provider. What was sent and came back is shown by `showOrderExchange`. */
export class AskedDto {
  provider: string;
  /** The provider call, for example `approval`. */
  operation: string;
  /** What the platform made of the answer: `done`, `refused`, `unsent` or `unknown`. */
  outcome: string;
  @ApiProperty({ type: 'integer', nullable: true })
  httpStatus: number | null;
  /** The provider's result code. */
  @ApiProperty({ type: String, nullable: true })
  resultCode: string | null;
  /** What went wrong below HTTP. */
  @ApiProperty({ type: String, nullable: true })
  failure: string | null;
  /** In ms. */
  durationMs: number;
}

/** A rule moved something, or a person decided. */
export class JudgedDto {
  rule: string;
  /** What the rule says. */
  sentence: string;
  fromStatus: string;
  toStatus: string;
  /** A person's own words; of the platform, what made an answer unclear. */
  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
}

/** A person did something at the desk. */
export class DeedDto {
  /** @example "order.unmasked" */
  action: string;
  /** Of a request, what is asked for; `null`: it is about something else. */
  @ApiProperty({ enum: [...REQUEST_KINDS, null], nullable: true })
  kind: RequestKind | null;
  /** In their own words. */
  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
}

/** One try to send an event, and what the endpoint said. */
export class SentAttemptDto {
  /** An instant with offset. */
  startedAt: string;
  /** In ms. */
  durationMs: number;
  @ApiProperty({ type: 'integer', nullable: true })
  httpStatus: number | null;
  /** The beginning of the answer. */
  @ApiProperty({ type: String, nullable: true })
  answer: string | null;
  /** Why there was no answer. */
  @ApiProperty({ type: String, nullable: true })
  failure: string | null;
}

/** An event on its way to an endpoint of the merchant. */
export class ToldDto {
  /** `whe_…` */
  endpointId: string;
  /** The host that is told. */
  host: string;
  /** `evt_…` */
  eventId: string;
  /** @example "payment.paid" */
  type: string;
  /** `waiting`, `delivered` or `failed`. */
  status: string;
  attempts: number;
  /** The last ones, the newest first. */
  lastAttempts: SentAttemptDto[];
}

/** One thing that happened; what it was is under the name of its kind. */
export class TimelineEntryDto {
  /** Unique in the timeline; of an exchange `exc_…`. */
  id: string;
  @ApiProperty({ enum: TIMELINE_KINDS })
  kind: TimelineKind;
  /** An instant with offset. */
  at: string;
  actor: ActorDto;
  /** What it is about, `pay_…`, `can_…`, `crc_…` or `bk_…`; `null`: the order itself. */
  @ApiProperty({ type: String, nullable: true })
  about: string | null;
  @ApiProperty({ type: HappenedDto, nullable: true })
  event: HappenedDto | null;
  @ApiProperty({ type: AskedDto, nullable: true })
  exchange: AskedDto | null;
  @ApiProperty({ type: JudgedDto, nullable: true })
  verdict: JudgedDto | null;
  @ApiProperty({ type: DeedDto, nullable: true })
  deed: DeedDto | null;
  @ApiProperty({ type: ToldDto, nullable: true })
  delivery: ToldDto | null;
}

/** Part of what happened to an order. */
export class TimelineDto {
  /** The oldest first. */
  entries: TimelineEntryDto[];
  /** Give it as `cursor` for what happened before; `null`: this is the beginning. */
  @ApiProperty({ type: String, nullable: true })
  earlierCursor: string | null;
}

/** Which part of the timeline. */
export class TimelineQuery {
  /** An `earlierCursor`; left out for the latest. */
  @Optional()
  @Length(1, 200)
  cursor?: string;
}

/** By which rule a payment or cancellation is where it is. The whole evidence is shown by `showOrderEvidence`. */
export class LastVerdictDto {
  /** `pay_…` or `can_…` */
  about: string;
  rule: string;
  /** What the rule says. */
  sentence: string;
  fromStatus: string;
  toStatus: string;
  /** `platform`, or the name of whoever decided. */
  decidedBy: string;
  /** An instant with offset. */
  decidedAt: string;
}

/** A stored card or account that the order was charged on, or that it registered. */
export class OrderBillingKeyDto {
  /** `bk_…` */
  id: string;
  provider: string;
  method: string;
  status: string;
  /** The issuer or bank, with the masked number; `null` while there is none. */
  @ApiProperty({ type: String, nullable: true })
  shownAs: string | null;
}

/** One order, whole. */
export class DeskOrderDto {
  /** `ord_…` */
  id: string;
  orderNumber: string;
  sellerCode: string;
  sellerName: string;
  title: string;
  @ApiProperty({ enum: ORDER_STATES })
  status: OrderStatus;
  /** Rises with every change of the order. */
  version: number;
  @ApiProperty({ type: MaskedBuyerDto, nullable: true })
  buyer: MaskedBuyerDto | null;
  items: ShownOrderItemDto[];
  discounts: DiscountsDto;
  /** An instant with offset. */
  createdAt: string;
  /** An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  paidAt: string | null;
  /** Until when it may be paid; an instant with offset. */
  expiresAt: string;
  /** Amounts with their tax splits, and what the platform does next. */
  money: OrderMoneyDto;
  payments: PaymentDto[];
  cancellations: CancellationDto[];
  cashReceipts: CashReceiptDto[];
  billingKeys: OrderBillingKeyDto[];
  /** The last one of each payment and cancellation. */
  verdicts: LastVerdictDto[];
  /** What people asked for at the desk, whatever became of it, with who let it pass; the newest first. */
  requests: RefundRequestDocument[];
  /** Whether something of it needs a person. */
  needsAttention: boolean;
  /** What the keys and people are called that appear here, by their ids (`key_…`, `person_…`). */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  names: Record<string, string>;
  timeline: TimelineDto;
}

/** A question to the provider and its answer, scrubbed. */
export class OrderExchangeDto extends EvidenceExchangeDto {
  /** `exc_…` */
  id: string;
  provider: string;
}

/** Why somebody wants to see who buys. */
export class UnmaskDto {
  /** It is in the audit trail. */
  @IsText(3, 500)
  reason: string;
}

/** Who buys, in full. */
export class UnmaskedDto {
  @ApiProperty({ type: BuyerDto, nullable: true })
  buyer: BuyerDto | null;
  /** The merchant's own notes, which may name somebody too. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  metadata: Record<string, string>;
}

/** A seller to choose. */
export class SellerChoiceDto {
  code: string;
  name: string;
}

/** What orders can be filtered by. */
export class OrderChoicesDto {
  providers: string[];
  sellers: SellerChoiceDto[];
}
