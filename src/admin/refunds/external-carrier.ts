// Refunds that were made elsewhere, as requests: what is asked for, and how it is recorded once it may be.
// Must never send anything to a provider, nor record one twice: its cancellation has the id that was chosen with the request.
import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { canonicalJson } from '../../common/canonical-json.js';
import { Clock } from '../../common/clock.js';
import type { IdempotencyTicket } from '../../common/http/idempotency-key.js';
import { showId } from '../../common/ids.js';
import { parseInstant } from '../../common/instant.js';
import { totalOf } from '../../common/money.js';
import { Problem } from '../../common/problems.js';
import { Books } from '../../orders/books.js';
import type { EnteredOrigin } from '../../orders/cancellation-kinds.js';
import { leftOf, type CancellationPlan } from '../../orders/cancellation-plan.js';
import type { Order } from '../../orders/entities/order.entity.js';
import { ExternalCancellationsService } from '../../orders/external-cancellations.service.js';
import { planExternal } from '../../orders/external-moves.js';
import type { LoadedOrder } from '../../orders/loaded-order.js';
import { operatorsWord } from '../../orders/operators-word.js';
import { Carriers, type Carrier } from './carriers.js';
import { externalDeedOf, type ExternalDeed } from './external-deed.js';
import type { RefundRequest } from './refund-request.entity.js';
import type { Wanted } from './requesting.service.js';
import { requireSame, shownOf } from './shown-refund.js';

/** How much went back; what is left out is all that is left, the usual share, and a time that nobody said. */
export interface ExternalWish {
  readonly amountWon?: number | undefined;
  readonly taxFreeWon?: number | undefined;
  /** An instant with offset. */
  readonly refundedAt?: string | undefined;
}

/** What somebody asks to have recorded, with what they were shown. */
export interface ExternalAsked extends ExternalWish {
  readonly amountWon: number;
  readonly refundedAt: string;
  readonly origin: EnteredOrigin;
  readonly providerCancellationId?: string | undefined;
  readonly isAnother?: boolean | undefined;
  readonly reason: string;
  readonly shownHash: string;
}

@Injectable()
export class ExternalCarrier implements Carrier, OnModuleInit {
  constructor(
    private readonly carriers: Carriers,
    private readonly externals: ExternalCancellationsService,
    private readonly books: Books,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.carriers.register('external_cancellation', this);
  }

  /**
   * What recording it would do.
   *
   * @throws Problem `order_not_cancellable`, `cancellation_running`, `over_balance`, `refunded_at_not_possible`
   */
  planOf(order: Order, { amountWon, taxFreeWon, refundedAt }: ExternalWish): CancellationPlan {
    const amount = { amountWon: amountWon ?? totalOf(leftOf(order)), taxFreeWon };
    return planExternal(order, { ...amount, refundedAt: instantOf(refundedAt) }, this.clock.now());
  }

  /**
   * What somebody asks for who enters it.
   *
   * @throws Problem `not_found`, `shown_changed`, `provider_number_used`, `refund_found_already`, `not_missing_at_provider`, and as `planOf` does
   */
  async wantedOf(
    orderId: string,
    asked: ExternalAsked,
    by: { readonly name: string; readonly personId: string },
    ticket: IdempotencyTicket | null,
  ): Promise<Wanted> {
    const { origin, providerCancellationId = null, isAnother = false, shownHash } = asked;
    const order = await this.#load(orderId);
    const plan = this.planOf(order, asked);
    requireSame(hashOf(plan), shownHash);
    await this.externals.requireBelievable(order, { ...asked, providerCancellationId });
    const { reason } = operatorsWord({ decidedBy: by.name, reason: asked.reason }, showId('person', by.personId));
    const refundedAt = (instantOf(asked.refundedAt) ?? this.clock.now()).toISOString();
    const isSplitTold = asked.taxFreeWon !== undefined;
    const deed: ExternalDeed = {
      origin,
      refundedAt,
      providerCancellationId,
      isSplitTold,
      ...(isAnother && { isAnother }),
    };
    const what = { right: 'external_cancellation', kind: 'external_cancellation', aboutId: null } as const;
    return { ...what, ...plan, shownHash, reason, deed: { ...deed }, ticket };
  }

  async shownHash(request: RefundRequest): Promise<string> {
    const order = await this.#load(request.orderId);
    const { amountWon, taxFreeWon } = request;
    const plan = this.planOf(order, { amountWon, taxFreeWon, refundedAt: externalDeedOf(request).refundedAt });
    return plan.payment.id === request.paymentId ? hashOf(plan) : '';
  }

  async carryOut(request: RefundRequest): Promise<void> {
    const { orderId, cancellationId, amountWon, taxFreeWon, askedById, askedByName, reason, shownHash } = request;
    if (cancellationId === null) throw new Error('A refund made elsewhere without the id of its cancellation.');
    const { origin, refundedAt, providerCancellationId, isAnother, isSplitTold } = externalDeedOf(request);
    const word = operatorsWord({ decidedBy: askedByName, reason }, showId('person', askedById));
    const refund = {
      id: cancellationId,
      amountWon,
      taxFreeWon,
      isSplitTold,
      origin,
      providerCancellationId,
      isAnother,
      refundedAt: instantOf(refundedAt),
      reason: word.reason,
      requestedBy: word.decidedWith,
    };
    // Who asked and who let it pass is in the trail already, and the database takes it only while that stands.
    await this.externals.record(orderId, refund, word, null, (plan) => requireSame(hashOf(plan), shownHash));
  }

  async #load(orderId: string): Promise<LoadedOrder> {
    const order = await this.books.load({ orderId });
    if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
    return order;
  }
}

/** SHA-256, hexadecimal. Never that of a refund of the same amount, which sends money. */
export function hashOf(plan: CancellationPlan): string {
  // Nothing is sent for it, so a refund that was tried and came to nothing does not change it.
  const shown = { kind: 'external_cancellation', ...shownOf({ ...plan, refundsBefore: 0 }) };
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}

/** An instant that the DTO has checked. */
function instantOf(text: string | undefined): Date | null {
  return text === undefined ? null : parseInstant(text);
}
