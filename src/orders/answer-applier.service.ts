// Applies a provider's answer to the books. What cannot be applied, for whatever reason, is recorded all the same: in doubt,
// with the exchange, the rule and an operator called. Must never lose an answer about money for what is written in it.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { isTransientFault, nameOfFault } from '../common/database-fault.js';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { Books, type OrderKey } from './books.js';
import { withoutContent } from './exchange-log.js';
import type { LoadedOrder } from './loaded-order.js';
import { OperatorCalls } from './operator-calls.js';
import type { ExchangeSubject, OrderDraft } from './order-draft.js';
import type { Called } from './provider-calls.js';
import type { NamedExchange } from './provider-reply.js';
import { doubtUnappliedBalance, doubtUnappliedCancellation, doubtUnappliedPayment } from './unapplied-moves.js';

/** What an answer is about: a payment, or a cancellation of it, or what is left of a settled payment. */
export type AnswerSubject = ExchangeSubject & { readonly paymentId: string; readonly isBalance?: boolean };

/** The order after an answer; `value` is what applying it came to, `null` when it could not be applied. */
export interface Applied<T> {
  readonly order: LoadedOrder;
  readonly value: T | null;
}

/** How often a crowd is waited out, each time for about a second. */
const MOST_ROUNDS = 20;
/** Given up, then in doubt. */
const MOST_STEPS_TO_DOUBT = 2;

@Injectable()
export class AnswerApplier {
  readonly #logger = new Logger(AnswerApplier.name);

  constructor(
    private readonly books: Books,
    private readonly operators: OperatorCalls,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Keeps the exchanges and makes the moves of an answer in one write.
   *
   * @param called the answer, with the exchanges that led to it
   * @param order as it was when the provider was asked
   * @param decide makes the moves; must be safe to run several times
   * @throws whatever the database throws when it does not work at all: then the job that watches over the call goes on
   */
  async apply<T>(
    subject: AnswerSubject,
    order: LoadedOrder | null,
    called: Called<unknown>,
    decide: (draft: OrderDraft) => T,
  ): Promise<Applied<T>> {
    for (let rounds = 1; ; rounds += 1) {
      try {
        return await this.books.change(keyOf(subject), rounds === 1 ? order : null, (draft) => {
          draft.keepExchanges(called.exchanges, subject);
          return decide(draft);
        });
      } catch (error) {
        // Others change the order all the time: what a provider answered is not given up for that.
        const isBusy = error instanceof Problem && error.code === 'busy';
        if (isBusy && rounds < MOST_ROUNDS) continue;
        if (isBusy || isTransientFault(error)) throw error;
        return { order: await this.record(subject, called, error), value: null };
      }
    }
  }

  /**
   * Records an answer that could not be applied. From the richest record to the barest: each holds less of what may stand in
   * the way.
   *
   * @param error why it could not be applied
   */
  async record(subject: AnswerSubject, { reply, exchanges }: Called<unknown>, error: unknown): Promise<LoadedOrder> {
    const why = nameOfFault(error);
    const about = { paymentId: showId('payment', subject.paymentId), provider: subject.provider };
    this.#logger.error({ message: 'An answer could not be applied', ...about, why, error });
    for (const kept of [exchanges, exchanges.map(withoutContent), []]) {
      try {
        return await this.#doubt(subject, kept, why, reply.is === 'done');
      } catch (refused) {
        if (isTransientFault(refused)) throw refused;
        this.#logger.error({ message: 'The doubt could not be recorded so', ...about, why: nameOfFault(refused) });
      }
    }
    const sentence = `The provider answered, and neither the answer nor the doubt could be recorded: ${why}.`;
    const { paymentId, cancellationId, isBalance } = subject;
    if (isBalance) await this.operators.call('paid_payment', paymentId, sentence);
    else if (cancellationId === undefined) await this.operators.call('payment', paymentId, sentence);
    else await this.operators.call('cancellation', cancellationId, sentence);
    const order = await this.books.load(keyOf(subject));
    if (!order) throw error;
    return order;
  }

  async #doubt(
    subject: AnswerSubject,
    exchanges: readonly NamedExchange[],
    why: string,
    foundMoney: boolean,
  ): Promise<LoadedOrder> {
    const { paymentId, cancellationId, isBalance } = subject;
    for (let steps = 1; ; steps += 1) {
      const { order, value: hasFurtherToGo } = await this.books.change(keyOf(subject), null, (draft) => {
        draft.keepExchanges(exchanges, subject);
        const cancellation = draft.order.cancellations.find(({ id }) => id === cancellationId);
        if (cancellation) {
          doubtUnappliedCancellation(draft, cancellation, why, this.config);
          return false;
        }
        const payment = draft.order.payments.find(({ id }) => id === paymentId);
        if (payment && isBalance) {
          doubtUnappliedBalance(draft, payment, why, this.config);
          return false;
        }
        return payment !== undefined && doubtUnappliedPayment(draft, payment, why, foundMoney, this.config);
      });
      if (!hasFurtherToGo || steps >= MOST_STEPS_TO_DOUBT) return order;
    }
  }
}

function keyOf({ paymentId, cancellationId }: AnswerSubject): OrderKey {
  return cancellationId === undefined ? { paymentId } : { cancellationId };
}
