// What a merchant asks about deliveries: what became of them, to send some again, to send one as a test.
// Must never send anything but a test itself; what is to be sent again waits for its job.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../common/clock.js';
import { isDeadlock } from '../common/deadlock.js';
import { documentOf } from '../common/document.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { newId, readId, showId } from '../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT } from '../common/page.dto.js';
import { Problem } from '../common/problems.js';
import type { Together } from '../common/together.js';
import { Answers, type Answer } from '../orders/answers.js';
import { IdempotencyRecord } from '../orders/entities/idempotency-record.entity.js';
import { DeliveryBook, type ListedDelivery, type RedeliveryChoice } from './delivery-book.js';
import { MOST_REDELIVERED } from './delivery.sql.js';
import {
  DeliveryDto,
  DeliveryPageDto,
  TestDeliveryDto,
  type ListDeliveriesDto,
  type RedeliverDto,
  type RedeliveryDto,
} from './dto/delivery.dto.js';
import { EventDto } from './dto/event.dto.js';
import { EndpointBook } from './endpoint-book.js';
import { SendingService } from './sending.service.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

@Injectable()
export class RedeliveringService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly endpoints: EndpointBook,
    private readonly deliveries: DeliveryBook,
    private readonly sending: SendingService,
    private readonly answers: Answers,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends an event of no history at this moment, also to a paused endpoint.
   *
   * @param together written with how it went
   * @throws Problem `not_found`
   */
  async test(endpointId: string, together?: Together<TestDeliveryDto>): Promise<TestDeliveryDto> {
    const endpoint = await this.endpoints.find(endpointId);
    const eventId = newId();
    const event = documentOf(EventDto, {
      id: showId('event', eventId),
      type: 'webhook_endpoint.test',
      occurredAt: this.clock.now().toISOString(),
      version: 1,
      data: { webhookEndpointId: showId('webhookEndpoint', endpoint.id) },
    });
    const { attempt, isSuccess } = await this.sending.send(endpoint, event);
    const told = documentOf(TestDeliveryDto, {
      eventId: event.id,
      delivered: isSuccess,
      ...attempt,
      startedAt: attempt.startedAt.toISOString(),
    });
    await this.dataSource.transaction(async (manager) => {
      await this.deliveries.noteTest(manager, endpoint.id, eventId, attempt, isSuccess);
      await together?.(manager, told);
    });
    return told;
  }

  /**
   * Lets events be sent again, those that were delivered too. One commit.
   *
   * @param together written with it
   * @throws Problem `not_found`, `malformed_request`, `idempotency_key_reused`, `idempotency_key_running`
   */
  redeliver(
    endpointId: string,
    wish: RedeliverDto,
    ticket: IdempotencyTicket | null,
    together?: Together<RedeliveryDto>,
  ): Promise<Answer<RedeliveryDto>> {
    return this.answers.once(ticket, async () => {
      const earlier = ticket && (await this.answers.find(ticket));
      if (earlier) return this.answers.replay<RedeliveryDto>(ticket, earlier);
      const endpoint = await this.endpoints.find(endpointId);
      const body = await this.#enqueue(endpoint, choiceOf(wish, endpoint), ticket, together);
      return { status: 202, body, replayed: false };
    });
  }

  /** A page of what was and will be sent to an endpoint, newest first. @throws Problem `not_found`, `malformed_request` */
  async list(endpointId: string, filter: ListDeliveriesDto): Promise<DeliveryPageDto> {
    const { id } = await this.endpoints.find(endpointId);
    const limit = filter.limit ?? DEFAULT_PAGE_LIMIT;
    const found = await this.deliveries.list(id, filter.status ?? null, readCursor(filter.cursor), limit + 1);
    const page = cutPage(found, limit, (delivery) => delivery.id);
    return documentOf(DeliveryPageDto, { items: page.rows.map(deliveryDocument), nextCursor: page.nextCursor });
  }

  async #enqueue(
    endpoint: WebhookEndpoint,
    choice: RedeliveryChoice,
    ticket: IdempotencyTicket | null,
    together: Together<RedeliveryDto> | undefined,
  ): Promise<RedeliveryDto> {
    const now = this.clock.now();
    try {
      return await this.dataSource.transaction(async (manager) => {
        const eventCount = await this.deliveries.redeliver(manager, endpoint.id, choice, now);
        if (eventCount > MOST_REDELIVERED) fail(`These are more than ${MOST_REDELIVERED} events; narrow the time.`);
        if (choice.eventId !== null && eventCount === 0) {
          throw new Problem('not_found', { detail: 'There is no such event for this endpoint.' });
        }
        const kept = { resourceId: endpoint.id, responseStatus: 202, responseBody: { eventCount }, createdAt: now };
        if (ticket) {
          await manager.insert(IdempotencyRecord, { ...ticket, ...kept });
        }
        await together?.(manager, { eventCount });
        return { eventCount };
      });
    } catch (error) {
      const isTaken = (error as { constraint?: unknown }).constraint === 'idempotency_records_key';
      if (isDeadlock(error)) throw new Problem('busy');
      throw isTaken ? new Problem('idempotency_key_running', { retryAfterSeconds: 1 }) : error;
    }
  }
}

function choiceOf(wish: RedeliverDto, endpoint: WebhookEndpoint): RedeliveryChoice {
  const { eventId, from, to } = wish;
  if (eventId !== undefined) {
    if ((from ?? to ?? wish.types ?? wish.onlyFailed) !== undefined) fail('eventId stands alone, or is left out.');
    return { eventId: readId('event', eventId), from: null, to: null, types: null, onlyFailed: false };
  }
  if (from === undefined || to === undefined) fail('There must be an eventId, or from and to.');
  const [first, end] = [new Date(from), new Date(to)];
  if (first >= end) fail('from must be before to.');
  const types = wish.types ?? endpoint.eventTypes;
  return { eventId: null, from: first, to: end, types, onlyFailed: wish.onlyFailed ?? false };
}

function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  return /^\d{1,18}$/.test(cursor) ? cursor : fail('cursor must be the nextCursor of a page.');
}

function deliveryDocument(delivery: ListedDelivery): DeliveryDto {
  return documentOf(DeliveryDto, {
    eventId: showId('event', delivery.eventId),
    eventType: delivery.type,
    status: delivery.status,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
    endedAt: delivery.endedAt?.toISOString() ?? null,
    lastAttempts: delivery.lastAttempts.map((attempt) => ({
      ...attempt,
      startedAt: new Date(attempt.startedAt).toISOString(),
    })),
  });
}

function fail(detail: string): never {
  throw new Problem('malformed_request', { detail });
}
