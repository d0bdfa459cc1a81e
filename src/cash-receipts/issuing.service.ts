// Issuing a cash receipt: intent committed, provider called with nothing held, answer applied.
// Must never ask for more than what is left of a payment, nor for a second one while another may stand.
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { newId, showId } from '../common/ids.js';
import { Problem, problemDocument } from '../common/problems.js';
import { currentRequestId } from '../common/request-context.js';
import { Sealer } from '../common/sealing.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { Answers, type Answer } from '../orders/answers.js';
import { Books } from '../orders/books.js';
import { callLostAt } from '../orders/doubt.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import { refusalProblem } from '../orders/refusals.js';
import { RUNNING_CANCELLATION_STATES } from '../orders/states.js';
import { CashReceiptBook, type KeptAnswer } from './cash-receipt-book.js';
import { CashReceiptPorts } from './cash-receipt-ports.js';
import type { CashReceiptDto, IssueCashReceiptDto } from './cash-receipt.dto.js';
import type { CashReceipt } from './cash-receipt.entity.js';
import { cashReceiptView } from './cash-receipt.view.js';
import { hintOf, readIdentity } from './identity.js';
import { settleCashReceiptJob } from './jobs.js';
import { applyIssueReply, leftOf, unapplied } from './receipt-moves.js';

/** A wish with whose it is. */
export type ReceiptWish = IssueCashReceiptDto & { readonly requestedBy: string };

/** How often the order is read anew when others changed it between reading and writing. */
const MOST_TRIES = 5;

@Injectable()
export class IssuingService {
  constructor(
    private readonly book: CashReceiptBook,
    private readonly ports: CashReceiptPorts,
    private readonly books: Books,
    private readonly answers: Answers,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Issues a cash receipt for the payment of an order.
   *
   * @returns 201 when it is issued, 202 when that is being found out
   * @throws Problem `not_found`, `malformed_request`, `order_not_paid`, `not_supported`, `cash_receipt_stands`, `cancellation_running`,
   *   `over_balance`, `provider_refused`, `provider_not_reached`, `busy`
   */
  async issue(orderId: string, wish: ReceiptWish, asked: IdempotencyTicket | null): Promise<Answer<CashReceiptDto>> {
    const ticket = asked && this.#withSecretFingerprint(asked);
    return this.answers.once(ticket, async () => {
      const identity = readIdentity(wish.purpose, wish.identity);
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const order = await this.books.load({ orderId }, { ticket });
        if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
        if (order.earlier) return this.#replay(ticket, order);
        const receipt = this.#newReceipt(order, wish, identity);
        if (await this.#begin(order, receipt, ticket)) return this.#carryOut(order, receipt, ticket);
      }
      throw new Problem('busy');
    });
  }

  /** @returns whether it is written; not when the order changed since it was read */
  async #begin(order: LoadedOrder, receipt: CashReceipt, ticket: IdempotencyTicket | null): Promise<boolean> {
    const { deadlineMs } = this.ports.required(paymentOf(order));
    const watchdog = settleCashReceiptJob(receipt.paymentId, callLostAt(receipt.createdAt, deadlineMs));
    switch (await this.book.create(receipt, order.version, ticket, watchdog)) {
      case 'written':
        return true;
      case 'stale':
        return false;
      case 'standing':
        return this.#refuseSecond(receipt.paymentId);
      case 'idempotency_key_used':
        throw new Problem('idempotency_key_running', { retryAfterSeconds: 1 });
    }
  }

  async #carryOut(
    order: LoadedOrder,
    begun: CashReceipt,
    ticket: IdempotencyTicket | null,
  ): Promise<Answer<CashReceiptDto>> {
    const reply = await this.ports.issue(order, begun);
    const receipt = await this.book.apply(
      begun.id,
      (current) => applyIssueReply(current, reply, this.clock.now(), this.config),
      (current, why) => unapplied(current, why, this.clock.now(), this.config),
      (current) => ticket && keptAnswer(ticket, current),
    );
    return answerOf(receipt);
  }

  async #replay(ticket: IdempotencyTicket | null, { earlier }: LoadedOrder): Promise<Answer<CashReceiptDto>> {
    if (!earlier) throw new Error('There is no earlier request.');
    const receipt = earlier.resourceId === null ? null : await this.book.load(earlier.resourceId);
    return this.answers.replay(ticket, earlier, () => {
      // The process of the first request died; what became of the receipt is the answer.
      if (!receipt || receipt.status === 'requested') throw new Problem('idempotency_key_running');
      return answerOf(receipt);
    });
  }

  async #refuseSecond(paymentId: string): Promise<never> {
    const standing = await this.book.standing(paymentId);
    const resourceId = standing && showId('cashReceipt', standing.id);
    throw new Problem('cash_receipt_stands', resourceId ? { resourceId } : {});
  }

  #newReceipt(order: LoadedOrder, wish: ReceiptWish, identity: string): CashReceipt {
    const payment = paymentOf(order);
    if (!this.ports.of(payment)) {
      const method = payment.receipt?.method ?? 'unknown means';
      throw new Problem('not_supported', {
        detail: `There is no cash receipt for a payment by ${method} with ${payment.provider}.`,
      });
    }
    const id = newId();
    return {
      id,
      version: 1,
      orderId: order.id,
      paymentId: payment.id,
      provider: payment.provider,
      status: 'requested',
      purpose: wish.purpose,
      identityHint: hintOf(identity),
      sealedIdentity: this.book.seal(id, identity),
      amountWon: amountOf(order, wish),
      managementNumber: null,
      refusal: null,
      attention: null,
      seenStanding: false,
      noneSince: null,
      attempts: 0,
      requestedBy: wish.requestedBy,
      createdAt: this.clock.now(),
      inDoubtSince: null,
      issuedAt: null,
      cancellingSince: null,
      cancelledAt: null,
    };
  }

  /** The request holds a telephone number; from a plain hash of it, whoever has the database could try them all out. */
  #withSecretFingerprint(ticket: IdempotencyTicket): IdempotencyTicket {
    return { ...ticket, fingerprint: this.sealer.fingerprint('idempotency', ticket.fingerprint) };
  }
}

function paymentOf(order: LoadedOrder): Payment {
  const payment = order.payments.find(({ status }) => status === 'paid');
  if (payment && leftOf(order) > 0) return payment;
  throw new Problem('order_not_paid', { detail: `The order is ${order.status}.` });
}

function amountOf(order: LoadedOrder, { amountWon }: ReceiptWish): number {
  const leftWon = leftOf(order);
  const running = order.cancellations.find(
    (each) => each.kind === 'refund' && RUNNING_CANCELLATION_STATES.includes(each.status),
  );
  if (running) throw new Problem('cancellation_running', { detail: `A cancellation is ${running.status}.` });
  if (amountWon === undefined || amountWon <= leftWon) return amountWon ?? leftWon;
  throw new Problem('over_balance', { detail: `${amountWon} won were asked for; ${leftWon} won are left.` });
}

/**
 * What a caller hears of a receipt in this state.
 *
 * @throws Problem `provider_refused`, `provider_not_reached`
 */
function answerOf(receipt: CashReceipt): Answer<CashReceiptDto> {
  const { status, refusal } = receipt;
  if (status === 'refused' && refusal) {
    throw wasNotSent(receipt) ? new Problem('provider_not_reached', { retryAfterSeconds: 3 }) : refusalProblem(refusal);
  }
  const isOpen = status === 'requested' || status === 'in_doubt';
  return { status: isOpen ? 202 : 201, body: cashReceiptView(receipt), replayed: false };
}

/** The same answer is kept as the caller gets now; what was never sent may be tried again under the same key. */
function keptAnswer(ticket: IdempotencyTicket, receipt: CashReceipt): KeptAnswer {
  if (wasNotSent(receipt)) return { ticket, answer: null };
  try {
    return { ticket, answer: answerOf(receipt) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const body = problemDocument(error, currentRequestId() ?? undefined);
    return { ticket, answer: { status: error.status, body } };
  }
}

function wasNotSent({ status, refusal }: CashReceipt): boolean {
  return status === 'refused' && refusal?.reason === 'not_sent';
}
