// Answers under Idempotency-Keys: the same request again gets the same answer, a different one under the key a refusal.
// Must never run the work of a key twice at the same time in one process; the books refuse it across processes.
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, Repository } from 'typeorm';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { Problem } from '../common/problems.js';
import { IdempotencyRecord } from './entities/idempotency-record.entity.js';

/** What goes out for a write. */
export interface Answer<T> {
  /** HTTP status. From 400 on, the body is a problem document that was the answer the first time. */
  readonly status: number;
  readonly body: T;
  /** Whether it is the answer of an earlier request. */
  readonly replayed: boolean;
}

@Injectable()
export class Answers {
  readonly #running = new Set<string>();

  constructor(@InjectRepository(IdempotencyRecord) private readonly records: Repository<IdempotencyRecord>) {}

  /** @throws Problem `idempotency_key_running` when this process is working on the same key */
  async once<T>(ticket: IdempotencyTicket | null, work: () => Promise<T>): Promise<T> {
    if (!ticket) return work();
    const name = `${ticket.apiKeyId}:${ticket.key}`;
    if (this.#running.has(name)) throw new Problem('idempotency_key_running', { retryAfterSeconds: 1 });
    this.#running.add(name);
    try {
      return await work();
    } finally {
      this.#running.delete(name);
    }
  }

  /** What was done under the key, or `null`. One round trip. */
  find(ticket: IdempotencyTicket): Promise<IdempotencyRecord | null> {
    return this.records.findOneBy({ apiKeyId: ticket.apiKeyId, key: ticket.key });
  }

  /** Forgets answers older than an instant; repetitions come within minutes, not weeks. Returns how many. */
  async forgetBefore(instant: Date): Promise<number> {
    const { affected } = await this.records.delete({ createdAt: LessThan(instant) });
    return affected ?? 0;
  }

  /**
   * The answer kept under a key.
   *
   * @param fromState the answer when the first request never got to give one
   * @throws Problem `idempotency_key_reused`, `idempotency_key_running`
   */
  replay<T>(ticket: IdempotencyTicket | null, record: IdempotencyRecord, fromState?: () => Answer<T>): Answer<T> {
    if (ticket?.fingerprint !== record.fingerprint) throw new Problem('idempotency_key_reused');
    if (record.responseStatus !== null) {
      return { status: record.responseStatus, body: record.responseBody as T, replayed: true };
    }
    if (!fromState) throw new Problem('idempotency_key_running', { retryAfterSeconds: 1 });
    return { ...fromState(), replayed: true };
  }
}
