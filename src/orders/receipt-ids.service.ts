// Under which id and secret a payment is refunded: one odd answer may have brought wrong ones, and the provider then refuses
// every refund. Must never take other ones from a single answer.
import { Injectable, Logger } from '@nestjs/common';
import { showId } from '../common/ids.js';
import { AnswerApplier } from './answer-applier.service.js';
import type { Payment } from './entities/payment.entity.js';
import { paymentIn, type LoadedOrder } from './loaded-order.js';
import type { OrderDraft } from './order-draft.js';
import type { SealedReceipt } from './payment-moves.js';
import { ProviderCalls, type Called } from './provider-calls.js';
import type { NamedExchange } from './provider-reply.js';

/** What asking for the ids of a payment came to, with the exchanges; `null`: they are those that we have, or nobody knows. */
export interface IdsFound {
  readonly sealed: SealedReceipt | null;
  readonly exchanges: readonly NamedExchange[];
}

@Injectable()
export class ReceiptIds {
  readonly #logger = new Logger(ReceiptIds.name);

  constructor(
    private readonly calls: ProviderCalls,
    private readonly applier: AnswerApplier,
  ) {}

  /**
   * Whether a refused refund may be one under wrong ids: where one answer brought what refunds take, and where an operator
   * typed in a number and could not know the key that belongs to it.
   */
  mayBeWrong({ receipt, sealedReceiptSecret }: Payment): boolean {
    return sealedReceiptSecret !== null || receipt?.enteredByOperator === true;
  }

  /**
   * Asks for the ids of a paid payment, and once more where they are others than ours.
   *
   * @param first what a lookup of it said just now
   */
  async ask(order: LoadedOrder, payment: Payment, first?: Called<SealedReceipt>): Promise<IdsFound> {
    const looked = first ?? (await this.calls.lookup(order, payment));
    const ids = this.#idsIn(payment, looked);
    if (ids === null || ids === this.calls.idsOf(payment)) return { sealed: null, exchanges: looked.exchanges };
    const again = await this.calls.lookup(order, payment);
    const exchanges = [...looked.exchanges, ...again.exchanges];
    const isSame = again.reply.is === 'done' && this.#idsIn(payment, again) === ids;
    return { sealed: isSame ? again.reply.value : null, exchanges };
  }

  /** Writes ids that were found, on a draft. @returns whether the payment still was as it was asked about */
  correct(draft: OrderDraft, payment: Payment, { receipt, sealedSecret }: SealedReceipt): boolean {
    if (payment.receipt === null || payment.status !== 'paid') return false;
    const { providerPaymentId } = receipt;
    draft.decide('ids_corrected', payment);
    draft.changePayment(payment, {
      receipt: { ...payment.receipt, providerPaymentId },
      sealedReceiptSecret: sealedSecret ?? payment.sealedReceiptSecret,
    });
    this.#logger.warn({ message: 'A payment had wrong ids of its provider', paymentId: showId('payment', payment.id) });
    return true;
  }

  /** Asks, and corrects what is found to be wrong. @returns the order, as it is then */
  async settle(order: LoadedOrder, payment: Payment, first?: Called<SealedReceipt>): Promise<LoadedOrder> {
    if (!this.mayBeWrong(payment)) return order;
    const { sealed, exchanges } = await this.ask(order, payment, first);
    if (sealed === null) return order;
    const called = { reply: { is: 'done', value: null }, exchanges } as const;
    const subject = { provider: payment.provider, paymentId: payment.id, isBalance: true };
    const applied = await this.applier.apply(subject, order, called, (draft) =>
      this.correct(draft, paymentIn(draft.order, payment.id), sealed),
    );
    return applied.order;
  }

  #idsIn(payment: Payment, { reply }: Called<SealedReceipt>): string | null {
    return reply.is === 'done' && reply.value.receipt.state === 'paid' ? this.calls.idsOf(payment, reply.value) : null;
  }
}
