// Which charges of Payple's are believed, whoever asked for them: a window, an inquiry or a charge on a stored card.
// Must never give anything back because an answer to a charge says so: an answer may lie, and an inquiry is asked twice.
import { Injectable, Logger } from '@nestjs/common';
import { UnreadableError } from '../common/outbound/reading.js';
import type { KnownPayment } from '../orders/provider-payment.js';
import type { ExchangeSink } from '../orders/provider-reply.js';
import type { ReceiptWithSecret } from '../orders/receipt.js';
import type { Inquired } from './payple-inquiries.service.js';
import { PaypleClient, type PaypleAnswer } from './payple.client.js';
import { CODES } from './payple.codes.js';
import { readPaypleCredentials } from './payple.credentials.js';
import { cancelChargeBody, receiptOf, requireRefund, type Charge } from './payple.mapping.js';
import { readable, taken, unknown, type Done, type Refused, type Unknown } from './payple.replies.js';

@Injectable()
export class PaypleCharges {
  readonly #logger = new Logger(PaypleCharges.name);

  constructor(private readonly client: PaypleClient) {}

  /** Believes a charge that is what was asked. Any other is a doubt, which the lookup settles. */
  accept(charge: Charge, payment: KnownPayment): Done<ReceiptWithSecret> | Unknown {
    const receipt = receiptFor(charge, payment);
    // What may have gone back already a lookup asks about twice.
    if (receipt.is === 'done') return standsWhole(charge) ? receipt : taken(NOT_WHOLE);
    if (charge.reference === payment.reference) return taken(receipt);
    // Another payment was answered here. Whether that one is rightly paid, only its own order knows.
    this.#logger.warn({ message: 'Payple confirmed another payment than was asked', paymentId: payment.paymentId });
    return taken(receipt, charge.reference);
  }

  /**
   * Gives back a charge that inquiries found, that must not stand and that the books have as such, whatever its amount. Safe
   * to repeat, and at the same time: what was given back is not given back again, and counts as such, though an inquiry need
   * not tell of it.
   *
   * @returns that nothing is paid, or a doubt
   */
  async giveBackFound(charge: Charge, payment: Inquired, sink: ExchangeSink): Promise<Refused | Unknown> {
    if (charge.reference !== payment.reference) return unknown('Payple tells of another payment than was asked.');
    this.#logger.warn({ message: 'Payple took what was not asked for', providerReference: payment.reference });
    const answer = await this.#cancel(charge, payment, sink);
    const wasGone = answer.is === 'error' && CODES.cancelledBefore.some((code) => code === answer.code);
    if (!wasGone && !isRefund(answer, charge)) {
      const doubt = unknown('Payple has money that must not stay there.');
      return { ...doubt, mustGoBack: true, takenWon: charge.amountWon };
    }
    return { is: 'refused', refusal: { reason: 'given_back', wentBackWon: charge.amountWon } };
  }

  #cancel(charge: Charge, payment: Inquired, sink: ExchangeSink): Promise<PaypleAnswer> {
    const seller = readPaypleCredentials(payment.credentials);
    return this.client.work('cancel', cancelChargeBody(charge, payment, seller), seller, sink);
  }
}

/** Payple has a payment of which it says that it is void, or that some went back. */
export const NOT_WHOLE = unknown('Payple has the payment, but not as one that stands whole.');

/** Nothing of it has gone back, as far as Payple tells. */
function standsWhole({ stands, refundedWon }: Charge): boolean {
  return stands && (refundedWon ?? 0) === 0;
}

/** The receipt of a charge that is what was asked; any other is a doubt. */
export function receiptFor(charge: Charge, payment: KnownPayment): Done<ReceiptWithSecret> | Unknown {
  return readable(() => receiptWithKey(charge, payment));
}

/** A cash receipt takes the key of the account; that of a card is for storing it, when it is to be stored. */
function receiptWithKey(charge: Charge, payment: KnownPayment): ReceiptWithSecret {
  const { keySecret } = payment;
  // Not by value in the message: a key must not get into a log.
  if (keySecret !== null && (charge.payerId ?? keySecret) !== keySecret)
    throw new UnreadableError('It is about another key.');
  const receipt = receiptOf(charge, payment);
  if (receipt.method === 'transfer') return { receipt, secret: charge.payerId ?? keySecret };
  const isStored = payment.registersCard && charge.payerId !== null;
  return { receipt, secret: null, ...(isStored ? { registeredKey: charge.payerId } : {}) };
}

function isRefund(answer: PaypleAnswer, charge: Charge): boolean {
  if (answer.is !== 'success') return false;
  return readable(() => requireRefund(answer.fields, charge.reference, charge.amountWon)).is === 'done';
}
