// Carries out a charge that the books have begun: calls the provider with nothing held, applies the answer.
// Must never begin a charge; the services that do have committed the intent by then.
import { Inject, Injectable } from '@nestjs/common';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { Problem, problemDocument } from '../common/problems.js';
import { currentRequestId } from '../common/request-context.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import type { Answer } from '../orders/answers.js';
import { AnswerApplier } from '../orders/answer-applier.service.js';
import { CancellingService } from '../orders/cancelling.service.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import { paymentIn, type LoadedOrder } from '../orders/loaded-order.js';
import type { OrderDraft } from '../orders/order-draft.js';
import { applyConfirmReply } from '../orders/payment-moves.js';
import { ProviderCalls } from '../orders/provider-calls.js';
import { SettlingService } from '../orders/settling.service.js';
import type { BillingKey } from './billing-key.entity.js';
import { BillingKeysService } from './billing-keys.service.js';
import type { BillingProvider } from './billing-ports.js';
import { chargeAnswer, wasNotSent } from './charge-answer.js';

/** A charge on its way: its payment is in the books as confirming. */
export interface BegunCharge<T> {
  readonly key: BillingKey;
  /** The provider's key, opened. */
  readonly keySecret: string;
  readonly at: BillingProvider;
  readonly order: LoadedOrder;
  readonly paymentId: string;
  readonly ticket: IdempotencyTicket | null;
  /** What the caller is shown of it. */
  readonly view: (order: LoadedOrder, payment: Payment) => T;
}

@Injectable()
export class ChargeRunner {
  constructor(
    private readonly keys: BillingKeysService,
    private readonly applier: AnswerApplier,
    private readonly calls: ProviderCalls,
    private readonly settling: SettlingService,
    private readonly cancelling: CancellingService,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Charges the card and keeps what came of it. The answer is also kept under the Idempotency-Key, unless the charge
   * surely never left.
   *
   * @returns 201 when it is charged, 202 when that is being looked up
   * @throws Problem `provider_refused`, `provider_not_reached`, `order_not_payable`
   */
  async run<T extends object>(begun: BegunCharge<T>): Promise<Answer<T>> {
    const { key, keySecret, at, order, paymentId, view } = begun;
    const answered = await this.calls.charge(order, paymentIn(order, paymentId), at.billing, keySecret);
    const called = await this.settling.wakeNamedPayment(at.provider.name, answered);
    const { reply } = called;
    const subject = { provider: at.provider.name, paymentId };
    const applied = await this.applier.apply(subject, order, called, (draft) => {
      const payment = paymentIn(draft.order, paymentId);
      const reversal = applyConfirmReply(draft, payment, reply, this.config);
      if (wasNotSent(payment)) draft.releaseRequest(begun.ticket);
      else answerRequest(draft, payment, begun);
      return reversal;
    });
    if (reply.is === 'refused' && reply.refusal.reason === 'key_dead') {
      await this.keys.markDead(key.id, reply.refusal);
    }
    const settled = applied.value ? await this.cancelling.carryOut(applied.order, applied.value.id) : applied.order;
    const payment = paymentIn(settled, paymentId);
    return chargeAnswer(payment, () => view(settled, payment));
  }
}

/** The same answer is kept under the Idempotency-Key as the caller gets now. */
function answerRequest<T extends object>(draft: OrderDraft, payment: Payment, { ticket, view }: BegunCharge<T>): void {
  try {
    const { status, body } = chargeAnswer(payment, () => view({ ...draft.order, version: draft.nextVersion }, payment));
    draft.answerRequest(ticket, payment.id, status, body);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const document = problemDocument(error, currentRequestId() ?? undefined);
    draft.answerRequest(ticket, payment.id, error.status, document);
  }
}
