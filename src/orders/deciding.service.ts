// Carries out what an operator decides about a payment or cancellation that no machine could settle.
// Must never decide by itself; the answer of a provider that comes first wins.
import { Inject, Injectable } from '@nestjs/common';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { parseInstant } from '../common/instant.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { Answers, type Answer } from './answers.js';
import { Books, type OrderKey } from './books.js';
import { cancellationAnswer, cancellationIn, CancellingService } from './cancelling.service.js';
import {
  decideGivenBack,
  decideNotPaid,
  decideNotRefunded,
  decidePaid,
  decideRefunded,
  decideToTryAgain,
  type FoundPayment,
} from './decision-moves.js';
import type { CancellationDto } from './dto/cancellation.dto.js';
import type { DecideCancellationDto, DecidePaymentDto } from './dto/decision.dto.js';
import type { PaymentDto } from './dto/payment.dto.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { LoadedOrder } from './loaded-order.js';
import type { OrderDraft } from './order-draft.js';
import { cancellationView, paymentView } from './order.view.js';
import { paymentIn } from './paying.service.js';
import { paymentOfCancellation, ProviderCalls } from './provider-calls.js';
import { RefundFollowers } from './refund-followers.js';
import { PLATFORM } from './verdict-rules.js';

@Injectable()
export class DecidingService {
  constructor(
    private readonly books: Books,
    private readonly answers: Answers,
    private readonly calls: ProviderCalls,
    private readonly cancelling: CancellingService,
    private readonly followers: RefundFollowers,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Settles a payment as an operator says.
   *
   * @throws Problem `not_found`, `nothing_to_decide`, `decision_not_possible`, `malformed_request`
   */
  async decidePayment(
    paymentId: string,
    wish: DecidePaymentDto,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<PaymentDto>> {
    requireOperator(wish);
    const answer = await this.#once({ paymentId }, ticket, (order) =>
      this.#settlePayment(order, paymentId, wish, ticket),
    );
    return answer;
  }

  /**
   * Settles a cancellation as an operator says, or sends it again.
   *
   * @returns 201 when it is decided; for `try_again` as for a refund: 201 done, 202 in doubt again
   * @throws Problem `not_found`, `nothing_to_decide`, `decision_not_possible`, `provider_refused`, `provider_not_reached`
   */
  async decideCancellation(
    cancellationId: string,
    wish: DecideCancellationDto,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<CancellationDto>> {
    requireOperator(wish);
    return this.#once(
      { cancellationId },
      ticket,
      (order) =>
        wish.decision === 'try_again'
          ? this.#sendAgain(order, cancellationId, wish, ticket)
          : this.#settleCancellation(order, cancellationId, wish, ticket),
      (order) => cancellationAnswer(cancellationIn(order, cancellationId)),
    );
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
    wish: DecidePaymentDto,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<PaymentDto>> {
    const decided = await this.books.change({ paymentId }, order, (draft) => {
      const payment = paymentIn(draft.order, paymentId);
      const reversal = this.#applyToPayment(draft, payment, wish);
      const body = paymentView(payment);
      draft.completeRequest(ticket, paymentId, 201, body);
      return { reversal, body };
    });
    const { reversal, body } = decided.value;
    if (reversal) await this.cancelling.carryOut(decided.order, reversal.id);
    return { status: 201, body, replayed: false };
  }

  #applyToPayment(draft: OrderDraft, payment: Payment, wish: DecidePaymentDto): Cancellation | null {
    switch (wish.decision) {
      case 'paid':
        return decidePaid(draft, payment, wish, foundIn(wish), this.calls.providerOf(payment));
      case 'not_paid':
        decideNotPaid(draft, payment, wish, this.config);
        return null;
      case 'given_back':
        decideGivenBack(draft, payment, wish);
        return null;
    }
  }

  async #settleCancellation(
    order: LoadedOrder,
    cancellationId: string,
    wish: DecideCancellationDto,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<CancellationDto>> {
    const decided = await this.books.change({ cancellationId }, order, (draft) => {
      const cancellation = cancellationIn(draft.order, cancellationId);
      if (wish.decision === 'refunded') {
        decideRefunded(draft, cancellation, wish, wish.providerCancellationId ?? null);
        const payment = paymentOfCancellation(draft.order, cancellation);
        this.followers.jobsAfter(payment, draft.now).forEach((job) => draft.enqueue(job));
      } else {
        decideNotRefunded(draft, cancellation, wish);
      }
      const body = cancellationView(cancellation);
      draft.completeRequest(ticket, cancellationId, 201, body);
      return body;
    });
    return { status: 201, body: decided.value, replayed: false };
  }

  async #sendAgain(
    order: LoadedOrder,
    cancellationId: string,
    wish: DecideCancellationDto,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<CancellationDto>> {
    const claimed = await this.books.change({ cancellationId }, order, (draft) => {
      const cancellation = cancellationIn(draft.order, cancellationId);
      const provider = this.calls.providerOf(paymentOfCancellation(draft.order, cancellation));
      decideToTryAgain(draft, cancellation, wish, wish.acceptDoubleRefund ?? false, provider);
      draft.beginRequest(ticket, cancellationId);
    });
    const sent = await this.cancelling.carryOut(claimed.order, cancellationId, ticket, 'repetition');
    return cancellationAnswer(cancellationIn(sent, cancellationId));
  }
}

/** Nobody signs as the machine. */
function requireOperator({ decidedBy }: { readonly decidedBy: string }): void {
  if (decidedBy.trim().toLowerCase() !== PLATFORM) return;
  throw new Problem('malformed_request', { detail: 'decidedBy must be the name of the operator.' });
}

function foundIn({ providerPaymentId, paidAt }: DecidePaymentDto): FoundPayment {
  const at = paidAt === undefined ? null : parseInstant(paidAt);
  if (providerPaymentId !== undefined && at !== null) return { providerPaymentId, paidAt: at };
  throw new Problem('malformed_request', { detail: '"paid" needs providerPaymentId and paidAt.' });
}
