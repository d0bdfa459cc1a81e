// Carries out what was approved, or needed nobody: exactly once, whoever tries and how often, and only while it is what was shown.
// Must never send anything for a request that is not approved; the database refuses it too.
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/audit-trail.js';
import { showId } from '../../common/ids.js';
import { Problem, type ErrorCode } from '../../common/problems.js';
import { CancellingService } from '../../orders/cancelling.service.js';
import { Carriers } from './carriers.js';
import { RefundRequestBook } from './refund-request-book.js';
import type { RefundRequest } from './refund-request.entity.js';
import { requireShown, shownOf } from './shown-refund.js';
import { PLATFORM } from './trail-facts.js';

/**
 * What is only so for a moment, and tried again. Any other Problem says that the books or the provider will not have it: it
 * ends the request, which has to be asked for again. A request that stayed would stand in everybody's way, and nobody can
 * withdraw what is approved.
 */
export const TRIED_AGAIN = ['busy', 'idempotency_key_running'] as const satisfies readonly ErrorCode[];

@Injectable()
export class CarryingOutService {
  readonly #logger = new Logger('Refunds');

  constructor(
    private readonly book: RefundRequestBook,
    private readonly carriers: Carriers,
    private readonly cancelling: CancellingService,
    private readonly dataSource: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Carries out a request that is approved; does nothing for any other. Safe to run at any time and any number of times: its
   * cancellation has the id that was chosen with the request, and the database takes an id once.
   *
   * @returns why it cannot be carried out and has come to nothing; `null` when it has begun, or was not to be carried out
   */
  async carryOut(requestId: string): Promise<Problem | null> {
    const request = await this.book.find(requestId);
    if (request.status !== 'approved') return null;
    let send: (() => Promise<unknown>) | null = null;
    try {
      if (request.kind === 'refund') send = await this.#begin(request);
      else await this.carriers.of(request.kind).carryOut(request);
    } catch (error) {
      if (!endsRequest(error)) throw error;
      await this.#giveUp(request, error);
      return error;
    }
    await send?.();
    await this.book.move(this.dataSource.manager, { id: requestId, status: 'approved' }, 'begun');
    return null;
  }

  /** @returns what sends it; `null`: it was begun before. Nothing is begun when it throws */
  async #begin(request: RefundRequest): Promise<(() => Promise<unknown>) | null> {
    const { orderId, cancellationId, amountWon, taxFreeWon, reason, shownHash } = request;
    if (cancellationId === null) throw new Error('A refund request without the id of its cancellation.');
    const wish = { amountWon, taxFreeWon, reason, requestedBy: showId('person', request.askedById) };
    const { order, isNew } = await this.cancelling.begin(orderId, cancellationId, wish, (plan) =>
      requireShown(shownOf(plan), shownHash),
    );
    // When this process dies from here on, the cancellation's own job settles it, and the sweep notes that it has begun.
    return isNew ? () => this.cancelling.carryOut(order, cancellationId) : null;
  }

  async #giveUp(request: RefundRequest, why: Problem): Promise<void> {
    const staleBecause = why.message;
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.book.move(manager, request, 'stale', { staleBecause }))) return;
      await this.trail.record(manager, {
        by: PLATFORM,
        action: 'refund.stale',
        subject: showId('refundRequest', request.id),
        before: { status: 'approved' },
        after: { status: 'stale', orderId: showId('order', request.orderId) },
        reason: staleBecause,
      });
    });
    this.#logger.warn({ message: 'An approved request came to nothing', orderId: showId('order', request.orderId) });
  }
}

function endsRequest(error: unknown): error is Problem {
  return error instanceof Problem && !TRIED_AGAIN.some((code) => code === error.code);
}
