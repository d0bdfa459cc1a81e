// What an API key is about to move, or to say that it moved, held against its limits: the one call that routes make first.
// Must never move anything itself.
import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/require-scope.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { totalOf } from '../common/money.js';
import { Problem } from '../common/problems.js';
import { KeyLimits } from '../rights/key-limits.js';
import type { MoneyRightName } from '../rights/rights.js';
import type { Answer } from './answers.js';
import { Books, type OrderKey } from './books.js';
import { leftOf, type RefundWish } from './cancellation-plan.js';
import type { CancellationDecision, PaymentDecision } from './decision-moves.js';
import { cancellationIn, paymentIn, type LoadedOrder } from './loaded-order.js';

/** Who asks, and under which Idempotency-Key. */
interface Asking {
  readonly caller: Caller;
  readonly ticket: IdempotencyTicket | null;
}

@Injectable()
export class KeyMoves {
  constructor(
    private readonly books: Books,
    private readonly limits: KeyLimits,
  ) {}

  /**
   * A refund, through the provider or entered by hand. Of a key with limits, "all that is left" is what is left now, so that
   * what is counted is what is refunded.
   *
   * @param work is given the wish with its amount
   * @throws Problem `key_limit_reached`, `not_found`
   */
  refund<T, W extends RefundWish>(
    { caller, ticket }: Asking,
    orderId: string,
    wish: W,
    work: (exact: W) => Promise<Answer<T>>,
    right: Extract<MoneyRightName, 'refund' | 'external_cancellation'> = 'refund',
  ): Promise<Answer<T>> {
    let exact = wish;
    const spending = async () => {
      const order = await this.#load({ orderId });
      const leftWon = totalOf(leftOf(order));
      if (wish.amountWon === undefined && leftWon > 0) exact = { ...wish, amountWon: leftWon };
      return { right, order, amountWon: exact.amountWon ?? 0, ticket };
    };
    return this.limits.within(caller, spending, () => work(exact));
  }

  /** An order that is paid on a stored card. @throws Problem `key_limit_reached`, `not_found` */
  charge<T>({ caller, ticket }: Asking, orderId: string, work: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const spending = async () => {
      const order = await this.#load({ orderId });
      return { right: 'charge', order, amountWon: order.amountWon, ticket } as const;
    };
    return this.limits.within(caller, spending, work);
  }

  /** Points that are taken back. @throws Problem `key_limit_reached`, `not_found` */
  async points<T>(caller: Caller, paymentId: string, amountWon: number, work: () => Promise<T>): Promise<T> {
    const spending = async () => {
      const order = await this.#load({ paymentId });
      return { right: 'points_taken_back', order, amountWon, ticket: null } as const;
    };
    const answer = async () => ({ status: 200, replayed: false, body: await work() });
    return (await this.limits.within(caller, spending, answer)).body;
  }

  /** @throws Problem `key_limit_reached`, `not_found` */
  decisionOfPayment<T>(
    { caller, ticket }: Asking,
    paymentId: string,
    decision: PaymentDecision,
    work: () => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const spending = async () => {
      const order = await this.#load({ paymentId });
      const { amountWon } = paymentIn(order, paymentId);
      return { right: `decision.${decision}`, order, amountWon, ticket } as const;
    };
    return this.limits.within(caller, spending, work);
  }

  /** @throws Problem `key_limit_reached`, `not_found` */
  decisionOfCancellation<T>(
    { caller, ticket }: Asking,
    cancellationId: string,
    decision: CancellationDecision,
    work: () => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const spending = async () => {
      const order = await this.#load({ cancellationId });
      const { amountWon } = cancellationIn(order, cancellationId);
      return { right: `decision.${decision}`, order, amountWon, ticket } as const;
    };
    return this.limits.within(caller, spending, work);
  }

  async #load(key: OrderKey): Promise<LoadedOrder> {
    const order = await this.books.load(key);
    if (!order) throw new Problem('not_found');
    return order;
  }
}
