// Somebody asks for a refund, or for something else that moves money: it is carried out at once, or waits for a second person.
// Must never carry out what the rules make wait, nor ask twice for what was asked for under the same key.
import { Injectable } from '@nestjs/common';
import type { IdempotencyTicket } from '../../common/http/idempotency-key.js';
import { showId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { Books } from '../../orders/books.js';
import { planCancellation, type RefundWish } from '../../orders/cancellation-plan.js';
import { ProviderCalls } from '../../orders/provider-calls.js';
import { CarryingOutService } from './carrying-out.service.js';
import { RefundRequestBook } from './refund-request-book.js';
import type { KnownRequest } from './refund-request.entity.js';
import { RequestingService, type AskingPerson, type Wanted } from './requesting.service.js';
import { requireShown, shownOf } from './shown-refund.js';

/** A refund that somebody asks for, with what they were shown. */
export interface RefundAsked {
  readonly orderId: string;
  readonly wish: RefundWish;
  readonly reason: string;
  readonly shownHash: string;
  /** The id that the request is to have; absent: a new one. The database takes an id only once. */
  readonly requestId?: string;
  readonly ticket?: IdempotencyTicket | null;
}

/** A request, and whether it is the answer of an earlier asking under the same Idempotency-Key. */
export interface Asked {
  readonly request: KnownRequest;
  readonly replayed: boolean;
}

type Repeatable = Pick<Wanted, 'ticket' | 'requestId'>;

/** Constraints by which the very same request may have been faster. */
const SAME_REQUEST = ['refund_requests_once_per_key', 'refund_requests_pkey', 'idempotency_records_key'];

@Injectable()
export class AskingService {
  constructor(
    private readonly book: RefundRequestBook,
    private readonly books: Books,
    private readonly calls: ProviderCalls,
    private readonly carrying: CarryingOutService,
    private readonly requesting: RequestingService,
  ) {}

  /**
   * @throws Problem `not_found`, `shown_changed`, `approval_waits`, `permission_missing`, `idempotency_key_reused`, and
   *   whatever speaks against the refund: nothing was sent then
   */
  async ask(by: AskingPerson, asked: RefundAsked): Promise<Asked> {
    const { orderId, wish, reason, shownHash, ticket, requestId } = asked;
    return this.#once(by, { ticket, requestId }, async () => {
      const order = await this.books.load({ orderId });
      if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
      const plan = planCancellation(order, wish, (payment) => this.calls.providerOf(payment));
      requireShown(shownOf(plan), shownHash);
      const what = { right: 'refund', kind: 'refund', deed: null, aboutId: null } as const;
      return { ...what, ...plan, reason, shownHash, ticket, requestId };
    });
  }

  /**
   * Asks for anything else that moves money, or says that it moved. One that needs nobody is carried out before this returns;
   * its carrier is registered with `Carriers`.
   *
   * @param prepare says what is asked for, unless it was asked for under the same key before; may throw what speaks against it
   * @throws Problem `approval_waits`, `permission_missing`, `idempotency_key_reused`, and whatever the carrier throws
   */
  askOther(by: AskingPerson, repeatable: Repeatable, prepare: () => Promise<Wanted>): Promise<Asked> {
    return this.#once(by, repeatable, prepare);
  }

  async #once(by: AskingPerson, repeatable: Repeatable, prepare: () => Promise<Wanted>): Promise<Asked> {
    const earlier = await this.#earlier(by.personId, repeatable);
    if (earlier) return { request: earlier, replayed: true };
    const wanted = await prepare();
    try {
      const request = await this.requesting.insert(by, wanted);
      const why = request.status === 'approved' ? await this.carrying.carryOut(request.id) : null;
      if (why) throw why;
      return { request: await this.book.find(request.id), replayed: false };
    } catch (error) {
      return this.#inTheWay(error, by.personId, wanted);
    }
  }

  /** What was asked for under the same key or id before. One that has not begun is carried out. */
  async #earlier(personId: string, { ticket, requestId }: Repeatable): Promise<KnownRequest | null> {
    const earlier = ticket ? await this.book.under(personId, ticket.key) : null;
    if (earlier && earlier.fingerprint !== ticket?.fingerprint) throw new Problem('idempotency_key_reused');
    if (earlier || requestId === undefined) return earlier;
    if ((await this.book.all([requestId])).length === 0) return null;
    await this.carrying.carryOut(requestId);
    return this.book.find(requestId);
  }

  /** Another request was faster, by a constraint that says which; anything else is thrown on. */
  async #inTheWay(error: unknown, personId: string, wanted: Wanted): Promise<Asked> {
    const { constraint } = error as { constraint?: unknown };
    if (typeof constraint === 'string' && SAME_REQUEST.includes(constraint)) {
      const earlier = await this.#earlier(personId, wanted);
      if (earlier) return { request: earlier, replayed: true };
    }
    // Something that is no request like this one was done under the key.
    if (constraint === 'idempotency_records_key') throw new Problem('idempotency_key_reused');
    // It may have been settled in between.
    if (constraint === 'refund_requests_one_open') throw waits(await this.book.open(wanted.payment.id));
    if (constraint === 'refund_requests_one_open_decision') {
      throw waits(await this.book.openDecision(wanted.aboutId ?? ''));
    }
    throw error;
  }
}

/** The problem of something of which another request waits. */
function waits(open: { readonly id: string } | null): Problem {
  return new Problem('approval_waits', open ? { resourceId: showId('refundRequest', open.id) } : {});
}
