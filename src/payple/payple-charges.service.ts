// Which charges of Payple's are believed, whoever asked for them: a window, an inquiry or a charge on a stored card.
// Must never let a charge stand that is not what was asked, as long as it is ours.
import { Injectable, Logger } from '@nestjs/common';
import type { KnownPayment } from '../orders/provider-payment.js';
import type { ExchangeSink, RefusalReason, Reply } from '../orders/provider-reply.js';
import type { ReceiptWithSecret } from '../orders/receipt.js';
import { PaypleClient, type PaypleAnswer } from './payple.client.js';
import { CODES } from './payple.codes.js';
import { readPaypleCredentials } from './payple.credentials.js';
import { cancelChargeBody, receiptOf, requireRefund, type Charge } from './payple.mapping.js';
import { readable, unknown, type Refused, type Unknown } from './payple.replies.js';

@Injectable()
export class PaypleCharges {
  readonly #logger = new Logger(PaypleCharges.name);

  constructor(private readonly client: PaypleClient) {}

  /**
   * Believes a charge that is what was asked. One of our order number that is not must not stand: it is given back within
   * the call, by two exchanges.
   *
   * @param check throws UnreadableError where the charge is wrong beyond order and amount
   */
  async accept(
    charge: Charge,
    payment: KnownPayment,
    sink: ExchangeSink,
    check: () => void = () => undefined,
  ): Promise<Reply<ReceiptWithSecret>> {
    const receipt = readable(() => {
      check();
      return receiptWithKey(charge, payment);
    });
    if (receipt.is === 'done') return receipt;
    if (charge.reference !== payment.reference) {
      // Another payment was answered here. Whether that one is rightly paid, only its own order knows.
      this.#logger.warn({ message: 'Payple confirmed another payment than was asked', paymentId: payment.paymentId });
      return receipt;
    }
    return this.#giveBack(charge, payment, receipt, sink);
  }

  /**
   * Gives back a charge that an inquiry found and that must not stand, whatever its amount. Safe to repeat: what was given
   * back is not given back again, and counts as such, though an inquiry need not tell of it.
   *
   * @returns that nothing is paid, or a doubt
   */
  async giveBackFound(charge: Charge, payment: KnownPayment, sink: ExchangeSink): Promise<Refused | Unknown> {
    if (charge.reference !== payment.reference) return unknown('Payple tells of another payment than was asked.');
    this.#logger.warn({ message: 'Payple took money by means that were not asked for', paymentId: payment.paymentId });
    const answer = await this.#cancel(charge, payment, sink);
    const wasGone = answer.is === 'error' && CODES.cancelledBefore.some((code) => code === answer.code);
    if (!wasGone && !isRefund(answer, charge)) return unknown('Payple has money that must not stay there.');
    return givenBack('not_paid');
  }

  async #giveBack(
    charge: Charge,
    payment: KnownPayment,
    doubt: Unknown,
    sink: ExchangeSink,
  ): Promise<Reply<ReceiptWithSecret>> {
    return isRefund(await this.#cancel(charge, payment, sink), charge) ? givenBack('invalid') : doubt;
  }

  #cancel(charge: Charge, payment: KnownPayment, sink: ExchangeSink): Promise<PaypleAnswer> {
    const seller = readPaypleCredentials(payment.credentials);
    return this.client.work('cancel', cancelChargeBody(charge, payment, seller), seller, sink);
  }
}

function givenBack(reason: RefusalReason): Refused {
  return { is: 'refused', refusal: { reason, providerMessage: '주문과 다르게 결제되어 결제를 취소했습니다.' } };
}

/**
 * A cash receipt takes the key of the account; that of a card is for storing it, when it is to be stored.
 *
 * @throws UnreadableError when the charge is not what was asked
 */
export function receiptWithKey(charge: Charge, payment: KnownPayment): ReceiptWithSecret {
  const receipt = receiptOf(charge, payment);
  if (receipt.method === 'transfer') return { receipt, secret: charge.payerId };
  const isStored = payment.registersCard && charge.payerId !== null;
  return { receipt, secret: null, ...(isStored ? { registeredKey: charge.payerId } : {}) };
}

function isRefund(answer: PaypleAnswer, charge: Charge): boolean {
  if (answer.is !== 'success') return false;
  return readable(() => requireRefund(answer.fields, charge.reference, charge.amountWon)).is === 'done';
}
