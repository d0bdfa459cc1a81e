// What the third provider's bank says, in the words of the port.
// Must never call an answer a no that the bank has not documented as one.
import type { KnownPayment } from '../../../src/orders/provider-payment.js';
import type { ExchangeSink, RefusalReason, Reply } from '../../../src/orders/provider-reply.js';
import type { ReceiptWithSecret } from '../../../src/orders/receipt.js';
import { BankRefusal } from './thirdpay.bank.js';

/** Documented codes are a no; everything else is nobody's knowledge. */
export function replyTo(error: unknown, reason: RefusalReason): Reply<never> {
  if (error instanceof BankRefusal && error.code === 'NO_MONEY') {
    return { is: 'refused', refusal: { reason, providerCode: error.code } };
  }
  if (error instanceof BankRefusal && error.code === 'OVER_BALANCE') {
    return { is: 'refused', refusal: { reason: 'balance_differs', providerCode: error.code } };
  }
  if (error instanceof BankRefusal && error.code === 'NO_CARD') {
    return { is: 'refused', refusal: { reason: 'key_dead', providerCode: error.code } };
  }
  return { is: 'unknown', cause: error instanceof Error ? error : new Error(String(error)) };
}

export function receiptOf({ reference, amountWon, split }: KnownPayment): ReceiptWithSecret {
  return {
    receipt: {
      state: 'paid',
      providerPaymentId: reference,
      method: 'phone',
      parts: [{ method: 'phone', name: 'phone bill', amountWon, ...split, transactionNumber: null }],
      cancels: 'whole',
      paidAt: null,
      card: null,
      deposit: null,
    },
    secret: null,
  };
}

/** Answers, and leaves the question and its answer in the sink as every provider must. */
export function recorded<T>(
  sink: ExchangeSink,
  operation: string,
  reference: string,
  answer: () => Reply<T>,
): Promise<Reply<T>> {
  const startedAt = new Date();
  const reply = answer();
  const isAnswered = reply.is === 'done' || reply.is === 'refused';
  sink.record({
    operation,
    url: `https://thirdpay.example.com/${operation}`,
    request: { reference },
    response: isAnswered ? { is: reply.is } : null,
    httpStatus: null,
    resultCode: null,
    outcome: reply.is,
    failure: isAnswered ? null : reply.cause.message,
    startedAt,
    durationMs: 0,
  });
  return Promise.resolve(reply);
}
