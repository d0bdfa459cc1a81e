// Cancelling: gives back all or part of a paid order, and carries out reversals.
// Must never hold a transaction or a connection while a provider is called, and never send what the books have not begun.
import { Inject, Injectable } from '@nestjs/common';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { Problem, problemDocument } from '../common/problems.js';
import { currentRequestId } from '../common/request-context.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { AnswerApplier } from './answer-applier.service.js';
import { Answers, type Answer } from './answers.js';
import { settleOnBalance } from './balance-moves.js';
import { Books } from './books.js';
import { settleCancellationJob } from './jobs.js';
import { cancellationIn, type LoadedOrder } from './loaded-order.js';
import { planCancellation, type CancellationPlan } from './cancellation-plan.js';
import {
  applyCancelReply,
  startCancellation,
  type CancellationWish,
  type CancelQuestion,
} from './cancellation-moves.js';
import { callLostAt } from './doubt.js';
import type { CancellationDto } from './dto/cancellation.dto.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Payment } from './entities/payment.entity.js';
import type { OrderDraft } from './order-draft.js';
import { cancellationView } from './order.view.js';
import { paymentOfCancellation, ProviderCalls, type Called } from './provider-calls.js';
import type { CancelReceipt } from './receipt.js';
import type { Reply } from './provider-reply.js';
import { ReceiptIds } from './receipt-ids.service.js';
import { ReconcilingService, type AskedBalance } from './reconciling.service.js';
import { RefundFollowers } from './refund-followers.js';
import { refusalProblem } from './refusals.js';

/** How often a refund is sent again because something went back elsewhere in between. */
const MOST_RESENDS = 3;

/** A call that was refused. */
type RefusedCall = Called<CancelReceipt> & { readonly reply: Extract<Reply<CancelReceipt>, { is: 'refused' }> };

@Injectable()
export class CancellingService {
  constructor(
    private readonly books: Books,
    private readonly answers: Answers,
    private readonly calls: ProviderCalls,
    private readonly followers: RefundFollowers,
    private readonly applier: AnswerApplier,
    private readonly reconciling: ReconcilingService,
    private readonly ids: ReceiptIds,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Refunds all or part of an order.
   *
   * @returns 201 when it is done, 202 when its outcome is being looked up
   * @throws Problem `not_found`, `order_not_cancellable`, `cancellation_running`, `over_balance`, `not_supported`,
   *   `needs_operator`, `approval_waits`, `provider_refused`, `provider_not_reached`
   */
  async cancel(
    orderId: string,
    wish: CancellationWish,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<CancellationDto>> {
    return this.answers.once(ticket, async () => {
      const loaded = await this.books.load({ orderId }, { ticket });
      if (!loaded) throw new Problem('not_found', { detail: 'There is no such order.' });
      if (loaded.earlier) return this.answers.replay(ticket, loaded.earlier, () => stateAnswer(loaded));
      const current = await this.reconciling.settleOwn(loaded);
      const begun = await this.books.change({ orderId }, current, (draft) => {
        const cancellation = startCancellation(draft, wish, (payment) => this.calls.providerOf(payment));
        draft.beginRequest(ticket, cancellation.id);
        return cancellation.id;
      });
      const order = await this.carryOut(begun.order, begun.value, ticket);
      return cancellationAnswer(cancellationIn(order, begun.value));
    });
  }

  /**
   * Begins a refund under an id that was chosen before. Whoever begins it again gets the one that is there: it is sent by
   * whoever began it, or settled like any other whose sender died.
   *
   * @param agree is shown what it would do, on fresh rows, and may throw
   * @returns the order, and whether it was begun just now and has to be carried out
   * @throws Problem as `cancel` does before anything is sent, and whatever `agree` throws
   */
  async begin(
    orderId: string,
    cancellationId: string,
    wish: CancellationWish,
    agree: (plan: CancellationPlan) => void,
  ): Promise<{ readonly order: LoadedOrder; readonly isNew: boolean }> {
    const providerOf = (payment: Payment) => this.calls.providerOf(payment);
    const loaded = await this.books.load({ orderId });
    const current = loaded && (await this.reconciling.settleOwn(loaded));
    const { order, value } = await this.books.change({ orderId }, current, (draft) => {
      if (draft.order.cancellations.some(({ id }) => id === cancellationId)) return false;
      agree(planCancellation(draft.order, wish, providerOf));
      startCancellation(draft, wish, providerOf, cancellationId);
      return true;
    });
    return { order, isNew: value };
  }

  /**
   * Sends a cancellation that the books have as executing, and applies the answer.
   *
   * @param question `repetition` when nobody knows what became of an earlier sending
   */
  async carryOut(
    order: LoadedOrder,
    cancellationId: string,
    ticket: IdempotencyTicket | null = null,
    question: 'cancel' | 'repetition' = 'cancel',
  ): Promise<LoadedOrder> {
    return this.#send(order, cancellationId, ticket, question, 0);
  }

  async #send(
    order: LoadedOrder,
    cancellationId: string,
    ticket: IdempotencyTicket | null,
    question: 'cancel' | 'repetition',
    resends: number,
  ): Promise<LoadedOrder> {
    const called = await this.calls.cancel(order, cancellationIn(order, cancellationId));
    return this.#applyReply(order, cancellationId, question, called, ticket, resends);
  }

  /**
   * Goes on with a refund that the provider refused because its balance is another than ours: asks for the balance, writes
   * what went back elsewhere, and sends the refund again under the new balance while it fits.
   */
  async #settleBalance(
    order: LoadedOrder,
    cancellationId: string,
    { reply, exchanges }: RefusedCall,
    ticket: IdempotencyTicket | null,
    resends: number,
  ): Promise<LoadedOrder> {
    const cancellation = cancellationIn(order, cancellationId);
    const payment = paymentOfCancellation(order, cancellation);
    const sentAt = cancellation.startedAt?.getTime();
    const { refusal } = reply;
    const isLastTry = resends >= MOST_RESENDS;
    const asked: AskedBalance = isLastTry
      ? { found: { is: 'unclear', reason: 'Its balance changes from one question to the next.' }, exchanges: [] }
      : await this.reconciling.ask(order, payment, [], refusal.balanceWon ?? null);
    const subject = { provider: payment.provider, paymentId: payment.id, cancellationId };
    const called = { reply, exchanges: [...exchanges, ...asked.exchanges] };
    const applied = await this.applier.apply(subject, order, called, (draft) => {
      const current = cancellationIn(draft.order, cancellationId);
      // Sent again meanwhile: that sending has an answer of its own.
      if (current.startedAt?.getTime() !== sentAt) return 'settled';
      const recordedBefore = draft.order.cancelledWon;
      const { repeatCancel } = this.calls.providerOf(payment).can;
      const next = settleOnBalance(draft, current, refusal, asked.found, repeatCancel, this.config);
      if (draft.order.cancelledWon !== recordedBefore) {
        this.followers.jobsAfter(payment, draft.now).forEach((job) => draft.enqueue(job));
      }
      if (next === 'send_again') {
        const lostAt = callLostAt(draft.now, this.calls.providerOf(payment).deadlineMs);
        draft.enqueue(settleCancellationJob(cancellationId, lostAt));
      } else answerRequest(draft, ticket, current);
      return next;
    });
    if (applied.value !== 'send_again') return applied.order;
    return this.#send(applied.order, cancellationId, ticket, 'cancel', resends + 1);
  }

  /**
   * Applies what the provider said about a cancellation, when asked to do it or when asked about it. When it was sent again
   * since it was asked about, the answer speaks of what was, and is only kept: the sending has an answer of its own.
   *
   * @param order as it was when the provider was asked
   */
  async apply(
    order: LoadedOrder,
    cancellationId: string,
    question: CancelQuestion,
    called: Called<CancelReceipt>,
    ticket: IdempotencyTicket | null = null,
  ): Promise<LoadedOrder> {
    return this.#applyReply(order, cancellationId, question, called, ticket, 0);
  }

  async #applyReply(
    order: LoadedOrder,
    cancellationId: string,
    question: CancelQuestion,
    called: Called<CancelReceipt>,
    ticket: IdempotencyTicket | null,
    resends: number,
  ): Promise<LoadedOrder> {
    const { reply } = called;
    if (reply.is === 'refused' && reply.refusal.reason === 'balance_differs') {
      return this.#settleBalance(order, cancellationId, { ...called, reply }, ticket, resends);
    }
    const sent = cancellationIn(order, cancellationId);
    const payment = paymentOfCancellation(order, sent);
    const mayBeMisnamed = sent.kind === 'refund' && resends < MOST_RESENDS && this.ids.mayBeWrong(payment);
    const isRefused = reply.is === 'refused' && reply.refusal.reason === 'not_cancellable';
    if (question !== 'lookup' && isRefused && mayBeMisnamed) {
      return this.#applyUnlessMisnamed(order, cancellationId, question, { ...called, reply }, ticket, resends);
    }
    return this.#applyPlainly(order, cancellationId, question, called, ticket);
  }

  /**
   * A refund was refused, perhaps because it named the payment by what one odd answer had brought. Where the provider tells
   * another id or key of it, twice, these are kept, and the refund is sent again under them.
   */
  async #applyUnlessMisnamed(
    order: LoadedOrder,
    cancellationId: string,
    question: 'cancel' | 'repetition',
    { reply, exchanges }: RefusedCall,
    ticket: IdempotencyTicket | null,
    resends: number,
  ): Promise<LoadedOrder> {
    const sent = cancellationIn(order, cancellationId);
    const payment = paymentOfCancellation(order, sent);
    const asked = await this.ids.ask(order, payment);
    const { sealed } = asked;
    const called = { reply, exchanges: [...exchanges, ...asked.exchanges] };
    if (sealed === null) return this.#applyPlainly(order, cancellationId, question, called, ticket);
    const subject = { provider: payment.provider, paymentId: payment.id, cancellationId };
    const applied = await this.applier.apply(subject, order, called, (draft) => {
      const current = cancellationIn(draft.order, cancellationId);
      // Sent again meanwhile: that sending has an answer of its own.
      if (current.status !== 'executing' || current.startedAt?.getTime() !== sent.startedAt?.getTime()) return false;
      if (!this.ids.correct(draft, paymentOfCancellation(draft.order, current), sealed)) return false;
      draft.changeCancellation(current, { startedAt: draft.now });
      const lostAt = callLostAt(draft.now, this.calls.providerOf(payment).deadlineMs);
      draft.enqueue(settleCancellationJob(cancellationId, lostAt));
      return true;
    });
    if (applied.value === null) return applied.order;
    if (!applied.value) return this.#applyPlainly(applied.order, cancellationId, question, called, ticket);
    return this.#send(applied.order, cancellationId, ticket, question, resends + 1);
  }

  async #applyPlainly(
    order: LoadedOrder,
    cancellationId: string,
    question: CancelQuestion,
    called: Called<CancelReceipt>,
    ticket: IdempotencyTicket | null,
  ): Promise<LoadedOrder> {
    const { reply } = called;
    const sent = cancellationIn(order, cancellationId);
    const sentAt = sent.startedAt?.getTime();
    const { provider, id: paymentId } = paymentOfCancellation(order, sent);
    const applied = await this.applier.apply({ provider, paymentId, cancellationId }, order, called, (draft) => {
      const cancellation = cancellationIn(draft.order, cancellationId);
      const { status: before } = cancellation;
      const payment = paymentOfCancellation(draft.order, cancellation);
      if (question === 'lookup' && cancellation.startedAt?.getTime() !== sentAt) return;
      applyCancelReply(draft, cancellation, question, reply, this.config);
      const isDoneNow = cancellation.status === 'done' && before !== 'done';
      if (isDoneNow) this.followers.jobsAfter(payment, draft.now).forEach((job) => draft.enqueue(job));
      if (reply.is === 'unsent') draft.releaseRequest(ticket);
      else answerRequest(draft, ticket, cancellation);
    });
    return applied.order;
  }
}

/**
 * What a caller hears of a cancellation in this state.
 *
 * @throws Problem `provider_refused`, `provider_not_reached`
 */
export function cancellationAnswer(cancellation: Cancellation): Answer<CancellationDto> {
  const body = cancellationView(cancellation);
  switch (cancellation.status) {
    case 'done':
      return { status: 201, body, replayed: false };
    case 'refused':
    case 'rejected':
      throw cancellationProblem(cancellation);
    case 'requested':
    case 'executing':
    case 'in_doubt':
      return { status: 202, body, replayed: false };
  }
}

function cancellationProblem({ refusal, amountWon, balanceBeforeWon }: Cancellation): Problem {
  if (refusal?.reason === 'over_balance') {
    const leftWon = refusal.balanceWon ?? 0;
    return new Problem('over_balance', {
      detail: `${amountWon} won were asked for; ${leftWon} won are left: some went back without the platform.`,
      leftWon,
      recordedElsewhereWon: balanceBeforeWon - leftWon,
    });
  }
  return refusal?.providerCode === undefined ? new Problem('provider_not_reached') : refusalProblem(refusal);
}

/** The answer to a request whose process died before it could answer: whatever became of its cancellation. */
function stateAnswer(order: LoadedOrder): Answer<CancellationDto> {
  const cancellation = order.cancellations.find((each) => each.id === order.earlier?.resourceId);
  if (!cancellation || cancellation.status === 'executing') throw new Problem('idempotency_key_running');
  return cancellationAnswer(cancellation);
}

/** The same answer is kept under the Idempotency-Key as the caller gets now. */
function answerRequest(draft: OrderDraft, ticket: IdempotencyTicket | null, cancellation: Cancellation): void {
  try {
    const { status, body } = cancellationAnswer(cancellation);
    draft.answerRequest(ticket, cancellation.id, status, body);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const document = problemDocument(error, currentRequestId() ?? undefined);
    draft.answerRequest(ticket, cancellation.id, error.status, document);
  }
}
