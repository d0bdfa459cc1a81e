// Reads and writes deliveries and their attempts.
// Must never send anything, nor decide when something is sent; delivery-plan.ts does.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { WebhookDeliveryStatus } from './endpoint-states.js';
import type { Waiting } from './delivery-plan.js';
import {
  BEGIN_ANEW,
  ENQUEUE_LATER,
  ENQUEUE_MISSING,
  FORGET_ATTEMPTS_BEFORE,
  FORGET_DELIVERIES_BEFORE,
  GIVE_UP_ALL,
  LIST_DELIVERIES,
  NOTE_ATTEMPT,
  REDELIVER,
  SELECT_WAITING,
} from './delivery.sql.js';
import type { EventRow } from './event-document.js';

/** A delivery that waits, with its event. */
export interface WaitingDelivery extends Waiting, EventRow {
  /** A bigint as text. */
  readonly id: string;
  readonly attempts: number;
}

/** One try to send an event. */
export interface Attempt {
  readonly startedAt: Date;
  readonly durationMs: number;
  /** Of the answer; `null` when there was none. */
  readonly httpStatus: number | null;
  readonly answer: string | null;
  /** Why there was no answer. */
  readonly failure: string | null;
}

/** What an attempt means for its delivery. */
export interface Verdict {
  readonly status: WebhookDeliveryStatus;
  readonly nextAttemptAt: Date | null;
  readonly endedAt: Date | null;
}

/** A delivery as it is listed. */
export interface ListedDelivery extends Verdict {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly attempts: number;
  readonly lastAttempts: readonly (Omit<Attempt, 'startedAt'> & { readonly startedAt: string })[];
}

/** Which events to send again. */
export interface RedeliveryChoice {
  readonly eventId: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
  /** `null`: whatever their type. */
  readonly types: readonly string[] | null;
  readonly onlyFailed: boolean;
}

@Injectable()
export class DeliveryBook {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** What waits for an endpoint of a subject, in the order of versions; at most 100. */
  waiting(endpointId: string, subjectId: string): Promise<WaitingDelivery[]> {
    return this.dataSource.query<WaitingDelivery[]>(SELECT_WAITING, [endpointId, subjectId]);
  }

  /** Notes an attempt with what it means. One statement, one commit. */
  async note(endpointId: string, delivery: WaitingDelivery, attempt: Attempt, verdict: Verdict): Promise<void> {
    const isSuccess = verdict.status === 'delivered';
    const moved = [verdict.status, delivery.attempts + 1, verdict.nextAttemptAt, verdict.endedAt, isSuccess];
    const noted = [endpointId, delivery.id, delivery.eventId, ...columnsOf(attempt)];
    await this.dataSource.query(NOTE_ATTEMPT, [...noted, ...moved]);
  }

  /** Notes a test. What its answer says of the endpoint counts as much as any other's. */
  async noteTest(
    manager: EntityManager,
    endpointId: string,
    eventId: string,
    attempt: Attempt,
    isSuccess: boolean,
  ): Promise<void> {
    const noted = [endpointId, null, eventId, ...columnsOf(attempt)];
    await manager.query(NOTE_ATTEMPT, [...noted, null, null, null, null, isSuccess]);
  }

  /** Looks again after a while, unless something newer is enqueued already. */
  async enqueueLater(endpointId: string, subjectId: string, delayMs: number): Promise<void> {
    await this.dataSource.query(ENQUEUE_LATER, [endpointId, subjectId, delayMs]);
  }

  /** Lets everything that waits for an endpoint be tried at once, as if for the first time. */
  async beginAnew(manager: EntityManager, endpointId: string, now: Date): Promise<void> {
    await manager.query(BEGIN_ANEW, [endpointId, now]);
  }

  /** Ends everything that waits for an endpoint. @param manager of the transaction it belongs to; its own unless told */
  async giveUpAll(endpointId: string, now: Date, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.query(GIVE_UP_ALL, [endpointId, now]);
  }

  /** @returns how many events were chosen; when they are more than MOST_REDELIVERED, nothing was written */
  async redeliver(manager: EntityManager, endpointId: string, choice: RedeliveryChoice, now: Date): Promise<number> {
    const { eventId, from, to, types, onlyFailed } = choice;
    const values = [endpointId, now, eventId, from, to, types, onlyFailed];
    const rows = await manager.query<{ eventCount: number }[]>(REDELIVER, values);
    return rows[0]?.eventCount ?? 0;
  }

  /** Newest first. @param after id of the last one of the page before */
  list(
    endpointId: string,
    status: WebhookDeliveryStatus | null,
    after: string | null,
    limit: number,
  ): Promise<ListedDelivery[]> {
    return this.dataSource.query<ListedDelivery[]>(LIST_DELIVERIES, [endpointId, status, after, limit]);
  }

  /** Forgets what ended, and attempts that began, before an instant. */
  async forgetBefore(instant: Date): Promise<void> {
    for (const statement of [FORGET_DELIVERIES_BEFORE, FORGET_ATTEMPTS_BEFORE]) {
      let count: number;
      do [, count] = await this.dataSource.query<[unknown, number]>(statement, [instant]);
      while (count > 0);
    }
  }

  /** Gives a job to whatever has waited since before an instant and has none. Returns how many were without. */
  async enqueueMissing(before: Date): Promise<number> {
    return (await this.dataSource.query<unknown[]>(ENQUEUE_MISSING, [before])).length;
  }
}

function columnsOf({ startedAt, durationMs, httpStatus, answer, failure }: Attempt): unknown[] {
  return [startedAt, durationMs, httpStatus, answer, failure];
}
