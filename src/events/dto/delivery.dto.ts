// What the routes about deliveries take and answer.
// Must never hold a rule that needs the database.
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsBoolean, IsIn, Matches } from 'class-validator';
import { IsInstant, Optional } from '../../common/http/fields.js';
import { PageQuery } from '../../common/page.dto.js';
import { WEBHOOK_DELIVERY_STATES, type WebhookDeliveryStatus } from '../endpoint-states.js';
import { EVENT_PATTERN } from './event.dto.js';

/** What to send again: one event by its id, or all of a time. */
export class RedeliverDto {
  /** `evt_…`; sent whatever types the endpoint chose. */
  @Optional()
  @Matches(/^evt_[0-9a-f]{32}$/, { message: 'eventId must be the id of an event' })
  eventId?: string;

  /** Events that happened at or after this instant. With it goes `to`, and no `eventId`. */
  @Optional()
  @IsInstant()
  from?: string;

  /** Events that happened before this instant. */
  @Optional()
  @IsInstant()
  to?: string;

  /** Only these types; left out, those the endpoint chose. */
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @Matches(EVENT_PATTERN, { each: true, message: 'types must be event types, such as payment.paid, payment.* or *' })
  types?: string[];

  /** Only events whose delivery was given up. */
  @Optional()
  @IsBoolean()
  onlyFailed?: boolean;
}

/** What will be sent again. */
export class RedeliveryDto {
  /** How many events wait to be sent from now on. */
  eventCount: number;
}

/** One attempt and the endpoint's answer. */
export class DeliveryAttemptDto {
  /** An instant with offset. */
  startedAt: string;
  durationMs: number;
  /** HTTP status of the answer; `null`: there was none. */
  @ApiProperty({ type: Number, nullable: true })
  httpStatus: number | null;
  /** The first kilobyte of the answer as text, without what looks like a key or a card number; `null`: there was none. */
  @ApiProperty({ type: String, nullable: true })
  answer: string | null;
  /** Why there was no answer; `null`: there was one. */
  @ApiProperty({ type: String, nullable: true })
  failure: string | null;
}

/** How a test delivery went. */
export class TestDeliveryDto extends DeliveryAttemptDto {
  /** `evt_…` of an event of the type `webhook_endpoint.test`, which is in no history. */
  eventId: string;
  /** Whether the endpoint answered with 2xx in time. */
  delivered: boolean;
}

/** An event on its way to an endpoint. */
export class DeliveryDto {
  /** `evt_…` */
  eventId: string;
  /** @example "payment.paid" */
  eventType: string;
  /** `waiting`: to be sent, for the first time or again. `failed`: given up. */
  @ApiProperty({ enum: WEBHOOK_DELIVERY_STATES })
  status: WebhookDeliveryStatus;
  /** How often it was tried since it last began to wait. */
  attempts: number;
  /** When it is tried again at the earliest; `null`: at once, or it does not wait. An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  nextAttemptAt: string | null;
  /** When it was delivered or given up. An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  endedAt: string | null;
  /** The last five attempts, the newest first. */
  lastAttempts: DeliveryAttemptDto[];
}

/** A page of deliveries, the newest first. */
export class DeliveryPageDto {
  items: DeliveryDto[];
  /** Hand it back as `cursor` for the next page; `null` on the last one. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

/** Which deliveries to list. */
export class ListDeliveriesDto extends PageQuery {
  @Optional()
  @IsIn(WEBHOOK_DELIVERY_STATES)
  status?: WebhookDeliveryStatus;
}
