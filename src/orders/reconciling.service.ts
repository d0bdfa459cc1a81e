// Reconciliation of settled payments: holds what a provider says is left of one against our books, because a notice told of
// a refund, a balance differed, or a night's audit asks. Must never believe a notice, nor one answer alone.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { isTransientFault } from '../common/database-fault.js';
import { newId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { AnswerApplier } from './answer-applier.service.js';
import { doubtPaid, holdAgainstBooks, type BalanceFound, type BalanceOutcome } from './balance-moves.js';
import type { Cancellation } from './entities/cancellation.entity.js';
import type { Payment } from './entities/payment.entity.js';
import { lookupWaitMs } from './doubt.js';
import type { RefundNotice } from './entities/refund-notice.entity.js';
import { ExchangeLog } from './exchange-log.js';
import { reconcilePaymentJob } from './jobs.js';
import { paymentIn, type LoadedOrder } from './loaded-order.js';
import { hearNotice, settleExplained, waitingNotices } from './notice-moves.js';
import type { OrderDraft } from './order-draft.js';
import { ProviderCalls, type Called } from './provider-calls.js';
import { compareBalance, expectedBalance, shownBy } from './provider-balance.js';
import type { NamedExchange } from './provider-reply.js';
import type { BookedBalance, ProviderBalance } from './receipt.js';
import { ReceiptIds } from './receipt-ids.service.js';
import { RefundFollowers } from './refund-followers.js';
import { RefundNoticeBook } from './refund-notice-book.js';
import { wasSent, type ToldNotice } from './refund-notices.js';
import { RUNNING_CANCELLATION_STATES } from './states.js';

/** What asking for a balance came to, with the exchanges. */
export interface AskedBalance {
  readonly found: BalanceFound;
  readonly exchanges: readonly NamedExchange[];
}

/**
 * `not_settled`: there is nothing to hold against the books yet, or any more. `not_told`: the provider answers, and does not
 * tell what is left of such a payment.
 */
export type Reconciled = BalanceOutcome | 'not_settled' | 'not_told';

@Injectable()
export class ReconcilingService {
  readonly #logger = new Logger(ReconcilingService.name);

  constructor(
    private readonly notices: RefundNoticeBook,
    private readonly calls: ProviderCalls,
    private readonly applier: AnswerApplier,
    private readonly followers: RefundFollowers,
    private readonly exchangeLog: ExchangeLog,
    private readonly ids: ReceiptIds,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Asks a provider what is left of a payment: twice, unless the first answer is what our books say and nothing hangs on it.
   *
   * @param told what notices told of
   * @param saidWon what it said just now, when it refused a refund, which hangs on the balance: in won, `null` when it did not
   *   say
   */
  async ask(
    order: LoadedOrder,
    payment: Payment,
    told: readonly ToldNotice[] = [],
    saidWon?: number | null,
  ): Promise<AskedBalance> {
    const expected = expectedBalance(order, payment);
    const booked = { leftWon: expected.leftWon, ...toldIn(told), ...refundsIn(order, payment) };
    const first = saidWon == null ? await this.calls.lookupBalance(order, payment, booked) : answered(saidWon);
    const firstFound = foundIn(first);
    const firstFigure = figureOf(firstFound);
    const isEqual = firstFound.is === 'told' && compareBalance(expected, firstFound.leftWon).is === 'equal';
    if (firstFigure === null || (isEqual && saidWon === undefined))
      return { found: firstFound, exchanges: first.exchanges };
    const second = await this.calls.lookupBalance(order, payment, booked);
    const exchanges = [...first.exchanges, ...second.exchanges];
    const secondFound = foundIn(second);
    const secondFigure = figureOf(secondFound);
    if (secondFigure === null || firstFigure === secondFigure) return { found: secondFound, exchanges };
    const reason = `It said that ${firstFigure}, then that ${secondFigure}.`;
    return { found: { is: 'unclear', reason }, exchanges };
  }

  /**
   * Asks about a settled payment and writes what differs. Safe to run at any time and any number of times.
   *
   * @throws Error when the provider gives no clear answer and no notice waits for one, so that the job is tried again
   */
  async reconcile(paymentId: string): Promise<Reconciled> {
    const { order, value, notices } = await this.notices.change({ paymentId }, null, (draft, known) =>
      this.#prepare(draft, paymentIn(draft.order, paymentId), known),
    );
    return value === 'ask' ? this.#hold(order, paymentIn(order, paymentId), notices) : 'not_settled';
  }

  /**
   * Settles the notices that refunds of ours explain. A notice that runs ahead of the answer to its refund waits for a job to
   * find that out; the next refund must not be refused until then. Asks nobody, and costs nothing where no notice waits.
   */
  async settleOwn(order: LoadedOrder): Promise<LoadedOrder> {
    const payment = order.payments.find(({ status, refundToldAt }) => status === 'paid' && refundToldAt !== null);
    if (!payment) return order;
    const settled = await this.notices.change({ paymentId: payment.id }, order, (draft, notices) => {
      settleExplained(draft, paymentIn(draft.order, payment.id), notices, this.config);
      return true;
    });
    return settled.order;
  }

  /** Whether the provider has to be asked, once the notices that our own refunds explain are settled. */
  #prepare(draft: OrderDraft, payment: Payment, notices: readonly RefundNotice[]): 'ask' | 'not_now' {
    if (!isSettled(payment)) return 'not_now';
    const running = runningOf(draft.order, payment);
    if (running) {
      // It asks when it ends. The longer it is in doubt, the longer it may go on to be.
      const waitMs = lookupWaitMs(running.lookups + 3, this.config);
      draft.enqueue(reconcilePaymentJob(payment.id, new Date(draft.now.getTime() + waitMs)));
      return 'not_now';
    }
    const before = waitingNotices(notices, payment);
    const waiting = settleExplained(draft, payment, notices, this.config);
    // One that we sent ourselves explains a notice; of any other of the same amount the balance tells.
    const sent = draft.order.cancellations.filter(wasSent).map(({ id }) => id);
    const areOurs = before.length > 0 && before.every(({ cancellationId }) => sent.some((id) => id === cancellationId));
    return areOurs && waiting.length === 0 ? 'not_now' : 'ask';
  }

  /**
   * Holds one payment against the provider's books, as the audit does. Nothing is written while they agree.
   *
   * @returns `unclear` when the provider gave no clear answer
   */
  async audit(order: LoadedOrder, payment: Payment): Promise<Reconciled> {
    if (!isSettled(payment) || runningOf(order, payment)) return 'not_settled';
    const notices = await this.notices.of(order);
    const expected = expectedBalance(order, payment);
    const looked = await this.calls.lookup(order, payment);
    if (looked.reply.is === 'refused' && looked.reply.refusal.reason === 'not_paid') {
      // Nothing is to be left of it there: so it may be gone.
      if (expected.leftWon + expected.chargedBackWon === 0) return 'equal';
      return this.#callOperator(order, payment, looked);
    }
    const corrected = await this.ids.settle(order, payment, looked);
    if (corrected.version !== order.version) return this.audit(corrected, paymentIn(corrected, payment.id));
    const { found, exchanges } = await this.ask(order, payment);
    if (found.is === 'not_told') return hasAnswered(looked) || exchanges.length > 0 ? 'not_told' : 'unclear';
    if (found.is === 'unclear') return 'unclear';
    const isEqual = found.is === 'told' && compareBalance(expected, found.leftWon).is === 'equal';
    const isNews =
      found.is === 'told' && payment.showsChargebacks === null && shownBy(expected, found.leftWon) !== null;
    if (isEqual && payment.calledDifferenceWon === null && !isNews) return 'equal';
    return this.#apply(order, payment, { found, exchanges: [...looked.exchanges, ...exchanges] }, notices);
  }

  /** The books have a payment that the provider does not have, or has no more. */
  async #callOperator(order: LoadedOrder, payment: Payment, looked: Called<unknown>): Promise<Reconciled> {
    const subject = { provider: payment.provider, paymentId: payment.id, isBalance: true };
    const applied = await this.applier.apply(subject, order, looked, (draft) => {
      const current = paymentIn(draft.order, payment.id);
      if (!isSettled(current)) return 'not_settled';
      doubtPaid(draft, current);
      return 'operator_called';
    });
    return applied.value ?? 'unclear';
  }

  /**
   * A provider, or somebody in its name, tells of a refund. One that is ours is explained at once; any other wakes a
   * question, also when the payment itself is still in doubt.
   *
   * @param exchange the notice, scrubbed
   */
  async hear(order: LoadedOrder, paymentId: string, told: ToldNotice, exchange: NamedExchange): Promise<void> {
    const exchangeId = newId();
    const { provider } = paymentIn(order, paymentId);
    const exchanges = [{ ...exchange, id: exchangeId }];
    try {
      const heard = await this.notices.change({ paymentId }, order, (draft, notices) => {
        const payment = paymentIn(draft.order, paymentId);
        if (isGoingBack(payment)) return false;
        return hearNotice(draft, payment, notices, told, exchangeId, this.config);
      });
      if (heard.value) await this.exchangeLog.keep(exchanges, { provider, orderId: order.id, paymentId });
    } catch (error) {
      if (error instanceof Problem || isTransientFault(error)) throw error;
      const called = { reply: { is: 'done', value: null }, exchanges } as const;
      await this.applier.record({ provider, paymentId, isBalance: true }, called, error);
    }
  }

  async #hold(order: LoadedOrder, payment: Payment, notices: readonly RefundNotice[]): Promise<Reconciled> {
    const waiting = waitingNotices(notices, payment);
    const asked = await this.ask(order, payment, waiting);
    if (asked.found.is === 'unclear' && waiting.length === 0) {
      const about = { provider: payment.provider, orderId: order.id, paymentId: payment.id };
      await this.exchangeLog.keep(asked.exchanges, about);
      throw new Error(`${payment.provider} does not tell: ${asked.found.reason}`);
    }
    const isSilent = asked.found.is === 'not_told' && waiting.length === 0;
    if (isSilent) return 'unclear';
    return this.#apply(order, payment, asked, notices);
  }

  async #apply(
    order: LoadedOrder,
    payment: Payment,
    { found, exchanges }: AskedBalance,
    notices: readonly RefundNotice[],
  ): Promise<Reconciled> {
    const subject = { provider: payment.provider, paymentId: payment.id, isBalance: true };
    const called = { reply: { is: 'done', value: null }, exchanges } as const;
    const applied = await this.applier.apply(subject, order, called, (draft) => {
      if (draft.expectedVersion !== order.version) {
        // It has moved since it was asked about: the next question tells.
        draft.enqueue(reconcilePaymentJob(payment.id, draft.now));
        return 'not_settled';
      }
      const current = paymentIn(draft.order, payment.id);
      const outcome = holdAgainstBooks(draft, current, found, notices, this.config);
      if (outcome === 'recorded') {
        this.followers.jobsAfter(current, draft.now).forEach((job) => draft.enqueue(job));
      }
      return outcome;
    });
    const outcome = applied.value ?? 'unclear';
    if (outcome === 'recorded' || outcome === 'operator_called') {
      const paymentId = showId('payment', payment.id);
      this.#logger.warn({ message: `A provider’s balance is not what the books say: ${outcome}`, paymentId });
    }
    return outcome;
  }
}

/** It is known what became of it: it was paid, whatever went back since, or was paid and has gone back. */
function isSettled({ status }: Payment): boolean {
  return status === 'paid' || status === 'reversed';
}

/** Nothing of it is to stay at the provider: what a notice tells of is that. Its reversal ends it, or calls an operator. */
function isGoingBack({ status, receipt }: Payment): boolean {
  return status === 'in_doubt' && receipt !== null;
}

function runningOf(order: LoadedOrder, payment: Payment): Cancellation | undefined {
  return order.cancellations.find(
    (each) => each.paymentId === payment.id && RUNNING_CANCELLATION_STATES.includes(each.status),
  );
}

function refundsIn(order: LoadedOrder, { id }: Payment): Pick<BookedBalance, 'lastRefundWon' | 'refundsWon'> {
  const refunds = order.cancellations.filter(
    (each) => each.paymentId === id && each.status === 'done' && each.origin !== 'by_hand',
  );
  const last = refunds.reduce<Cancellation | null>((latest, each) => later(latest, each), null);
  return { lastRefundWon: last?.amountWon ?? null, refundsWon: refunds.map(({ amountWon }) => amountWon) };
}

function toldIn(told: readonly ToldNotice[]): Pick<BookedBalance, 'toldRefundsWon' | 'unreadableRefunds'> {
  const toldRefundsWon = told.flatMap(({ amountWon }) => amountWon ?? []);
  return { toldRefundsWon, unreadableRefunds: told.length - toldRefundsWon.length };
}

function later(one: Cancellation | null, other: Cancellation): Cancellation {
  return one !== null && refundedMs(one) > refundedMs(other) ? one : other;
}

function refundedMs({ receipt, doneAt, createdAt }: Cancellation): number {
  const toldAt = receipt?.cancelledAt ?? null;
  return toldAt === null ? (doneAt ?? createdAt).getTime() : Date.parse(toldAt);
}

function hasAnswered({ reply }: Called<unknown>): boolean {
  return reply.is === 'done' || reply.is === 'refused';
}

/** What was told, in words; `null` when nothing was. */
function figureOf(found: BalanceFound): string | null {
  switch (found.is) {
    case 'told':
      return `${found.leftWon} won are left`;
    case 'unexplained':
      return `${found.toldWon} won went back`;
    case 'not_told':
    case 'unclear':
      return null;
  }
}

function answered(leftWon: number): Called<ProviderBalance> {
  return { reply: { is: 'done', value: { leftWon } }, exchanges: [] };
}

function foundIn({ reply }: Called<ProviderBalance>): BalanceFound {
  switch (reply.is) {
    case 'done':
      return toldBy(reply.value);
    case 'refused':
      return {
        is: 'unclear',
        reason: `It refused the question: ${reply.refusal.providerCode ?? reply.refusal.reason}.`,
      };
    case 'unsent':
    case 'unknown':
      return { is: 'unclear', reason: reply.cause.message };
  }
}

function toldBy({ leftWon, unexplainedWon }: ProviderBalance): BalanceFound {
  if (leftWon !== null) return { is: 'told', leftWon };
  return unexplainedWon === undefined ? { is: 'not_told' } : { is: 'unexplained', toldWon: unexplainedWon };
}
