// Pages through everything that happened, for those who missed some of it.
// Must never pass over an event: what is written at this moment may yet come before what is written already.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { documentOf } from '../common/document.js';
import { readId, showId } from '../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT } from '../common/page.dto.js';
import { Problem } from '../common/problems.js';
import { EventPageDto, type ListEventsDto } from './dto/event.dto.js';
import { EVENT_COLUMNS, eventDocument, type EventRow } from './event-document.js';

/**
 * `recorded_at` is when the writing transaction began, by the database's clock. So nothing can still appear before the
 * moment at which the oldest running transaction of this house began; a moment more, because PostgreSQL shows a new one
 * a moment after it began.
 */
const SETTLED = `e.recorded_at < (
  SELECT least(min(a.xact_start), clock_timestamp() - interval '20 milliseconds') FROM pg_stat_activity a
  WHERE a.datname = current_database() AND a.application_name LIKE 'gyeolje%' AND a.pid <> pg_backend_pid())`;

/** $1 cursor, $2 pattern, $3 order, $4 from, $5 to, $6 limit. */
const SELECT_HISTORY = `
  SELECT ${EVENT_COLUMNS} FROM events e LEFT JOIN orders o ON o.id = e.order_id
  WHERE ${SETTLED}
    AND ($1::uuid IS NULL OR (e.recorded_at, e.id) > (SELECT c.recorded_at, c.id FROM events c WHERE c.id = $1))
    AND ($2::text IS NULL OR wants_event(ARRAY[$2], e.type))
    AND ($3::uuid IS NULL OR e.order_id = $3)
    AND ($4::timestamptz IS NULL OR (e.occurred_at >= $4 AND e.recorded_at >= $4 - interval '1 day'))
    AND ($5::timestamptz IS NULL OR (e.occurred_at < $5 AND e.recorded_at < $5 + interval '1 day'))
  ORDER BY e.recorded_at, e.id LIMIT $6`;

@Injectable()
export class HistoryService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** A page of events, the oldest first. @throws Problem `malformed_request` */
  async list(filter: ListEventsDto): Promise<EventPageDto> {
    const limit = filter.limit ?? DEFAULT_PAGE_LIMIT;
    const rows = await this.dataSource.query<EventRow[]>(SELECT_HISTORY, [
      await this.#readCursor(filter.cursor),
      filter.type ?? null,
      filter.orderId === undefined ? null : readId('order', filter.orderId),
      filter.from ?? null,
      filter.to ?? null,
      limit + 1,
    ]);
    const page = cutPage(rows, limit, ({ eventId }) => showId('event', eventId));
    return documentOf(EventPageDto, { items: page.rows.map(eventDocument), nextCursor: page.nextCursor });
  }

  async #readCursor(cursor: string | undefined): Promise<string | null> {
    if (cursor === undefined) return null;
    const id = readId('event', cursor);
    const [known] = id === null ? [] : await this.dataSource.query<unknown[]>('SELECT FROM events WHERE id = $1', [id]);
    if (known === undefined) throw new Problem('malformed_request', { detail: 'cursor must be the id of an event.' });
    return id;
  }
}
