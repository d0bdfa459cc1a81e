// What the history of events takes and answers, and what a webhook carries.
// Must never hold a rule that needs the database.
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsInstant, Optional } from '../../common/http/fields.js';
import { PageQuery } from '../../common/page.dto.js';

/** How a pattern of event types is written. */
export const EVENT_PATTERN = /^(\*|[a-z_]{1,40}\.(\*|[a-z_]{1,40}))$/;

/** One thing that happened. A webhook's body is one of these. */
export class EventDto {
  /** `evt_…`; the `webhook-id` of its deliveries. */
  id: string;
  /**
   * What happened: the thing, a dot, and the state it came to.
   * @example "payment.paid"
   */
  type: string;
  /** An instant with offset. */
  occurredAt: string;
  /** Place in the history of its order (or billing key, cash receipt, endpoint): rises, not always by one. */
  version: number;
  /** The facts: ids of what it is about, amounts in won (`…Won`). Events of an order have its `orderId`, `orderNumber` and `sellerCode`. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  data: Record<string, unknown>;
}

/** A page of events, the oldest first. */
export class EventPageDto {
  items: EventDto[];
  /**
   * Hand it back as `cursor` for what follows; `null` when there is no more now. The id of any event is a cursor: with the
   * last one you have, you get what you have not.
   */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

/** Which events to list. */
export class ListEventsDto extends PageQuery {
  /** A type (`payment.paid`), all of a thing (`payment.*`), or everything (`*`). */
  @Optional()
  @Matches(EVENT_PATTERN, { message: 'type must be an event type, such as payment.paid or payment.*' })
  type?: string;
  /** Only events that concern this order, `ord_…`. */
  @Optional()
  @Matches(/^ord_[0-9a-f]{32}$/, { message: 'orderId must be the id of an order' })
  orderId?: string;
  /** Happened at or after this instant. */
  @Optional()
  @IsInstant()
  from?: string;
  /** Happened before this instant. */
  @Optional()
  @IsInstant()
  to?: string;
}
