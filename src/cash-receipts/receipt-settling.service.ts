// The reconciler of cash receipts: finds out what was issued, follows refunds, and takes back until the provider agrees.
// Must never issue again where that could make two, nor believe at once "there is none" of a receipt that was never shown.
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import type { JobFailure } from '../jobs/job-registry.js';
import { Books } from '../orders/books.js';
import { callLostAt } from '../orders/doubt.js';
import { paymentIn, type LoadedOrder } from '../orders/loaded-order.js';
import { OperatorCalls } from '../orders/operator-calls.js';
import { CashReceiptBook, type ReceiptMove } from './cash-receipt-book.js';
import { CashReceiptPorts } from './cash-receipt-ports.js';
import type { CashReceiptStatus } from './cash-receipt-states.js';
import type { CashReceipt } from './cash-receipt.entity.js';
import { settleCashReceiptJob } from './jobs.js';
import {
  cancelled,
  doubted,
  followRefunds,
  issued,
  leftOf,
  saidGone,
  stillDoubted,
  stillStanding,
  takenBack,
  unapplied,
  wentWithRefund,
} from './receipt-moves.js';

/** Younger ones have been given their job with the change that made them so. */
const MINIMUM_AGE_MS = 60_000;

@Injectable()
export class ReceiptSettlingService {
  constructor(
    private readonly book: CashReceiptBook,
    private readonly ports: CashReceiptPorts,
    private readonly books: Books,
    private readonly operators: OperatorCalls,
    private readonly clock: Clock,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /** Goes on with the receipt of a payment, wherever it is. Safe to run at any time and any number of times. */
  async settle(paymentId: string): Promise<void> {
    const receipt = await this.book.standing(paymentId);
    const order = receipt && (await this.books.load({ paymentId }));
    if (!receipt || !order) return;
    switch (receipt.status) {
      case 'requested':
        return this.#parkLostCall(order, receipt);
      case 'in_doubt':
        return this.#findOut(order, receipt);
      case 'issued':
        return this.#move(receipt, (current, now) => followRefunds(current, order, now, this.config));
      case 'cancelling':
        return this.#takeBack(order, receipt);
      case 'refused':
      case 'cancelled':
        return;
    }
  }

  /** The job that settles the receipt of a payment fails. */
  async callOperator(paymentId: string, failure: JobFailure): Promise<void> {
    const receipt = await this.book.standing(paymentId);
    if (receipt) await this.operators.callAfterFailure('cash_receipt', receipt.id, failure);
  }

  /** Gives a job to every unsettled receipt that has none. Returns how many were without. */
  watch(): Promise<number> {
    return this.book.enqueueMissing(new Date(this.clock.now().getTime() - MINIMUM_AGE_MS));
  }

  /** The process that called the provider is dead or gave up; before that, somebody may still wait for the answer. */
  #parkLostCall(order: LoadedOrder, receipt: CashReceipt): Promise<void> {
    const { deadlineMs } = this.ports.required(paymentIn(order, receipt.paymentId));
    const lostAt = callLostAt(receipt.createdAt, deadlineMs);
    return this.#move(receipt, (current, now) =>
      lostAt > now
        ? { to: 'requested', changes: {}, job: settleCashReceiptJob(current.paymentId, lostAt) }
        : doubted(current, now, this.config),
    );
  }

  async #findOut(order: LoadedOrder, receipt: CashReceipt): Promise<void> {
    const found = await this.ports.lookup(order, receipt);
    if (found.is === 'done' && found.value) {
      const { value } = found;
      return this.#move(receipt, (current, now) => {
        const move = issued(current, value, now);
        return { ...move, changes: { ...move.changes, seenStanding: true } };
      });
    }
    // Nothing is left of the payment: whether or not it was issued, it must not stand.
    if (leftOf(order) === 0) return this.#move(receipt, (current, now) => takenBack(current, now, now));
    const mayRepeat = this.ports.required(paymentIn(order, receipt.paymentId)).repeatIssue;
    const isCovered = receipt.amountWon <= leftOf(order);
    const again = mayRepeat && isCovered ? await this.ports.issue(order, receipt) : null;
    return this.#move(receipt, (current, now) =>
      again?.is === 'done' ? issued(current, again.value, now) : stillDoubted(current, again, now, this.config),
    );
  }

  /** Asks before and after: one that was there and is not any more is gone, whatever the answer in between was. */
  async #takeBack(order: LoadedOrder, receipt: CashReceipt): Promise<void> {
    if (wentWithRefund(receipt, order)) return this.#move(receipt, (_, now) => cancelled(now));
    const before = receipt.seenStanding ? 'stands' : await this.#ask(order, receipt);
    if (before === 'stands' && !receipt.seenStanding) {
      await this.#move(receipt, () => ({ to: 'cancelling', changes: { seenStanding: true } }));
    }
    const reply = await this.ports.cancel(order, receipt);
    const after = reply.is === 'done' || before === 'untold' ? 'untold' : await this.#ask(order, receipt);
    await this.#move(receipt, (current, now) => {
      if (reply.is === 'done' || (before === 'stands' && after === 'none')) return cancelled(now);
      return before === 'none' && after === 'none' && reply.is === 'refused'
        ? saidGone(current, reply, now, this.config)
        : stillStanding(current, reply, now, this.config);
    });
  }

  /** What the provider says of it when asked. */
  async #ask(order: LoadedOrder, receipt: CashReceipt): Promise<'stands' | 'none' | 'untold'> {
    const found = await this.ports.lookup(order, receipt);
    if (found.is !== 'done') return 'untold';
    return found.value === null ? 'none' : 'stands';
  }

  /** Writes a move, unless the receipt has gone elsewhere meanwhile. */
  async #move(
    { id, status }: { readonly id: string; readonly status: CashReceiptStatus },
    decide: (receipt: CashReceipt, now: Date) => ReceiptMove | null,
  ): Promise<void> {
    await this.book.apply(
      id,
      (current) => (current.status === status ? decide(current, this.clock.now()) : null),
      (current, why) => unapplied(current, why, this.clock.now(), this.config),
    );
  }
}
