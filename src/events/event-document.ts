// An event as the outside sees it: the body of a webhook, and an item of the history.
// Must never differ between the two.
import { documentOf } from '../common/document.js';
import { showId } from '../common/ids.js';
import { EventDto } from './dto/event.dto.js';

/** An event with the facts of its order, as SELECT_EVENT reads it. */
export interface EventRow {
  readonly eventId: string;
  readonly type: string;
  readonly version: number;
  readonly occurredAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly sellerCode: string | null;
}

/** Columns of `events e LEFT JOIN orders o`. */
export const EVENT_COLUMNS = `e.id AS "eventId", e.type, e.version, e.occurred_at AS "occurredAt", e.data,
  e.order_id AS "orderId", o.order_number AS "orderNumber", o.seller_code AS "sellerCode"`;

export function eventDocument(row: EventRow): EventDto {
  const { orderId, orderNumber, sellerCode } = row;
  const order = orderId === null ? {} : { orderId: showId('order', orderId), orderNumber, sellerCode };
  return documentOf(EventDto, {
    id: showId('event', row.eventId),
    type: row.type,
    occurredAt: row.occurredAt.toISOString(),
    version: row.version,
    data: { ...order, ...row.data },
  });
}
