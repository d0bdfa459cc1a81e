// Carries out what an operator decides about a payment or cancellation that no machine could settle.
// Must never decide by itself; the answer of a provider that comes first wins.
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../common/clock.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { parseInstant } from '../common/instant.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { Answers, type Answer } from './answers.js';
import { Books, foundAlready, type OrderKey } from './books.js';
import { cancellationAnswer, CancellingService } from './cancelling.service.js';
import {
  approachPaid,
  decideGivenBack,
  decideNotPaid,
  decideNoted,
  decideNotRefunded,
  decidePaid,
  decidePaymentNoted,
  decideRefunded,
  decideToTryAgain,
  type FoundPayment,
} from './decision-moves.js';
import type { CancellationDto } from './dto/cancellation.dto.js';
import type { DecideCancellationDto, DecidePaymentDto } from './dto/decision.dto.js';
import type { PaymentDto } from './dto/payment.dto.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import { Payment } from './entities/payment.entity.js';
import type { RefundNotice } from './entities/refund-notice.entity.js';
import { cancellationIn, paymentIn, type LoadedOrder } from './loaded-order.js';
import { OrderDraft } from './order-draft.js';
import { cancellationView, paymentView } from './order.view.js';
import { decidedFactsOf, type OperatorsWord } from './operators-word.js';
import { paymentOfCancellation, ProviderCalls } from './provider-calls.js';
import { RefundFollowers } from './refund-followers.js';
import { RefundNoticeBook } from './refund-notice-book.js';
import { WaitingRequests } from './waiting-requests.js';

/** A decision with the operator's word as it is kept. */
type Signed<T> = T & { readonly word: OperatorsWord };

/** What is decided about what. */
export type DecidedAbout =
  | { readonly kind: 'payment'; readonly id: string; readonly wish: DecidePaymentDto }
  | { readonly kind: 'cancellation'; readonly id: string; readonly wish: DecideCancellationDto };

@Injectable()
export class DecidingService {
  constructor(
    private readonly books: Books,
    private readonly notices: RefundNoticeBook,
    private readonly waiting: WaitingRequests,
    private readonly answers: Answers,
    private readonly calls: ProviderCalls,
    private readonly cancelling: CancellingService,
    private readonly followers: RefundFollowers,
    private readonly clock: Clock,
    @InjectRepository(Payment) private readonly payments: Repository<Payment>,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Settles a payment as an operator says.
   *
   * @throws Problem `not_found`, `nothing_to_decide`, `decision_not_possible`, `malformed_request`, `approval_waits`
   */
  async decidePayment(
    paymentId: string,
    wish: DecidePaymentDto,
    word: OperatorsWord,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<PaymentDto>> {
    return this.#once({ paymentId }, ticket, async (order) => {
      // What is to be recorded of it may be what somebody is called for: nobody has seen to it before that is settled.
      if (wish.decision === 'noted') await this.waiting.requireNoExternal(paymentId);
      if (wish.decision === 'paid') await this.#requireUnclaimed(paymentIn(order, paymentId), foundIn(wish));
      return this.#settlePayment(order, paymentId, { ...wish, word }, ticket);
    });
  }

  /**
   * Settles a cancellation as an operator says, or sends it again.
   *
   * @returns 201 when it is decided; for `try_again` as for a refund: 201 done, 202 in doubt again
   * @throws Problem `not_found`, `nothing_to_decide`, `decision_not_possible`, `approval_waits`, `provider_refused`,
   *   `provider_not_reached`
   */
  async decideCancellation(
    cancellationId: string,
    wish: DecideCancellationDto,
    word: OperatorsWord,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<CancellationDto>> {
    const signed = { ...wish, word };
    return this.#once(
      { cancellationId },
      ticket,
      (order) =>
        wish.decision === 'try_again'
          ? this.#sendAgain(order, cancellationId, signed, ticket)
          : this.#settleCancellation(order, cancellationId, signed, ticket),
      (order) => cancellationAnswer(cancellationIn(order, cancellationId)),
    );
  }

  /**
   * Says whether a decision could be carried out now, by making its moves on a draft that is thrown away.
   *
   * @throws Problem what deciding would throw at this moment
   */
  async rehearse(about: DecidedAbout, word: OperatorsWord): Promise<void> {
    const key = about.kind === 'payment' ? { paymentId: about.id } : { cancellationId: about.id };
    const order = await this.books.load(key);
    if (!order) throw new Problem('not_found');
    const draft = new OrderDraft(order, this.clock.now());
    if (about.kind === 'payment') {
      const payment = paymentIn(order, about.id);
      if (about.wish.decision === 'paid') {
        await this.#requireUnclaimed(payment, foundIn(about.wish));
        while (approachPaid(draft, payment, word, this.config));
      }
      this.#applyToPayment(draft, payment, { ...about.wish, word }, await this.notices.of(order));
      return;
    }
    const cancellation = cancellationIn(order, about.id);
    const { wish } = about;
    if (wish.decision !== 'try_again') {
      this.#applyToCancellation(draft, cancellation, { ...wish, word });
      return;
    }
    const provider = this.calls.providerOf(paymentOfCancellation(order, cancellation));
    decideToTryAgain(draft, cancellation, word, wish.acceptDoubleRefund ?? false, provider);
  }

  /** @param fromState the answer to a request whose process died on the way */
  async #once<T>(
    key: OrderKey,
    ticket: IdempotencyTicket | null,
    work: (order: LoadedOrder) => Promise<Answer<T>>,
    fromState?: (order: LoadedOrder) => Answer<T>,
  ): Promise<Answer<T>> {
    return this.answers.once(ticket, async () => {
      const order = await this.books.load(key, { ticket });
      if (!order) throw new Problem('not_found');
      if (!order.earlier) return work(order);
      return this.answers.replay(ticket, order.earlier, fromState && (() => fromState(order)));
    });
  }

  async #settlePayment(
    order: LoadedOrder,
    paymentId: string,
    wish: Signed<DecidePaymentDto>,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<PaymentDto>> {
    // Before the steps that a payment takes which was given up.
    const before = decidedFactsOf(paymentIn(order, paymentId));
    const decide = (draft: OrderDraft, notices: readonly RefundNotice[]) => {
      const payment = paymentIn(draft.order, paymentId);
      const moves = () => this.#applyToPayment(draft, payment, wish, notices);
      const reversal = witnessed(draft, payment, wish.word, moves, before);
      const body = paymentView(payment);
      draft.completeRequest(ticket, paymentId, 201, body);
      return { reversal, body };
    };
    const decided =
      wish.decision === 'noted'
        ? await this.notices.change({ paymentId }, order, decide)
        : await this.books.change(
            { paymentId },
            order,
            (draft) => decide(draft, []),
            (draft) =>
              wish.decision === 'paid' &&
              approachPaid(draft, paymentIn(draft.order, paymentId), wish.word, this.config),
          );
    const { reversal, body } = decided.value;
    if (reversal) await this.cancelling.carryOut(decided.order, reversal.id);
    return { status: 201, body, replayed: false };
  }

  #applyToPayment(
    draft: OrderDraft,
    payment: Payment,
    wish: Signed<DecidePaymentDto>,
    notices: readonly RefundNotice[],
  ): Cancellation | null {
    const { decision, word } = wish;
    switch (decision) {
      case 'paid':
        return decidePaid(draft, payment, word, foundIn(wish), this.calls.providerOf(payment));
      case 'not_paid':
        decideNotPaid(draft, payment, word, this.config);
        return null;
      case 'given_back':
        decideGivenBack(draft, payment, word);
        return null;
      case 'noted':
        decidePaymentNoted(draft, payment, word, notices, this.config);
        return null;
    }
  }

  /** What the provider has once pays one order: a number that was copied from another payment would pay two. */
  async #requireUnclaimed({ id, provider }: Payment, { providerPaymentId }: FoundPayment): Promise<void> {
    const claimed = await this.payments
      .createQueryBuilder('p')
      .select('p.id', 'id')
      .where(`p.provider = :provider AND p.receipt ->> 'providerPaymentId' = :providerPaymentId AND p.id <> :id`, {
        provider,
        providerPaymentId,
        id,
      })
      .getRawOne<{ id: string }>();
    if (claimed) throw foundAlready(claimed.id);
  }

  async #settleCancellation(
    order: LoadedOrder,
    cancellationId: string,
    wish: Signed<DecideCancellationDto>,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<CancellationDto>> {
    const decided = await this.books.change({ cancellationId }, order, (draft) => {
      const cancellation = cancellationIn(draft.order, cancellationId);
      witnessed(draft, cancellation, wish.word, () => this.#applyToCancellation(draft, cancellation, wish));
      const body = cancellationView(cancellation);
      draft.completeRequest(ticket, cancellationId, 201, body);
      return body;
    });
    return { status: 201, body: decided.value, replayed: false };
  }

  #applyToCancellation(draft: OrderDraft, cancellation: Cancellation, wish: Signed<DecideCancellationDto>): void {
    const { decision, word } = wish;
    if (decision === 'noted') decideNoted(draft, cancellation, word);
    else if (decision === 'refunded') {
      decideRefunded(draft, cancellation, word, wish.providerCancellationId ?? null);
      const payment = paymentOfCancellation(draft.order, cancellation);
      this.followers.jobsAfter(payment, draft.now).forEach((job) => draft.enqueue(job));
    } else decideNotRefunded(draft, cancellation, word, this.config);
  }

  async #sendAgain(
    order: LoadedOrder,
    cancellationId: string,
    wish: Signed<DecideCancellationDto>,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<CancellationDto>> {
    const claimed = await this.books.change({ cancellationId }, order, (draft) => {
      const cancellation = cancellationIn(draft.order, cancellationId);
      const provider = this.calls.providerOf(paymentOfCancellation(draft.order, cancellation));
      witnessed(draft, cancellation, wish.word, () =>
        decideToTryAgain(draft, cancellation, wish.word, wish.acceptDoubleRefund ?? false, provider),
      );
      draft.beginRequest(ticket, cancellationId);
    });
    const sent = await this.cancelling.carryOut(claimed.order, cancellationId, ticket, 'repetition');
    return cancellationAnswer(cancellationIn(sent, cancellationId));
  }
}

/**
 * Makes the moves of a decision, and has its witness tell of them in the same write.
 *
 * @param before as it was when somebody decided
 */
function witnessed<T>(
  draft: OrderDraft,
  about: Payment | Cancellation,
  word: OperatorsWord,
  moves: () => T,
  before = decidedFactsOf(about),
): T {
  const value = moves();
  if (word.witness) draft.noteDeed(word.witness(before, decidedFactsOf(about)));
  return value;
}

function foundIn({ providerPaymentId, paidAt }: DecidePaymentDto): FoundPayment {
  const at = paidAt === undefined ? null : parseInstant(paidAt);
  if (providerPaymentId !== undefined && at !== null) return { providerPaymentId, paidAt: at };
  throw new Problem('malformed_request', { detail: '"paid" needs providerPaymentId and paidAt.' });
}
