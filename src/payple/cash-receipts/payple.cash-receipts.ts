// Payple's cash receipts for payments from bank accounts, behind the port.
// Must never let the account's key or the buyer's number into an exchange.
import type { CashReceiptPort, CashReceiptWish, IssuedCashReceipt } from '../../orders/cash-receipt.port.js';
import type { ExchangeSink, Reply } from '../../orders/provider-reply.js';
import type { StoredReceipt } from '../../orders/receipt.js';
import type { PaypleClient } from '../payple.client.js';
import { isListed, meaningOf } from '../payple.codes.js';
import { readPaypleCredentials } from '../payple.credentials.js';
import { inquiryBody, koreanDay } from '../payple.mapping.js';
import {
  cashReceiptBody,
  cashReceiptCancelBody,
  readCashReceipt,
  readIssued,
  readTakenBack,
} from './payple-cash-receipts.mapping.js';
import { readable, refused, replyOf, unknown, type PaypleError } from '../payple.replies.js';

export class PaypleCashReceipts implements CashReceiptPort {
  readonly methods = ['transfer'] as const;
  readonly deadlineMs: number;
  /** Payple takes one for a payment and refuses another. */
  readonly repeatIssue = true;

  constructor(
    private readonly client: PaypleClient,
    timeoutMs: number,
  ) {
    // The handshake, then the work.
    this.deadlineMs = 2 * timeoutMs;
  }

  async issue(payment: StoredReceipt, wish: CashReceiptWish, sink: ExchangeSink): Promise<Reply<IssuedCashReceipt>> {
    if (payment.secret === null) return WITHOUT_KEY;
    const body = cashReceiptBody(payment.reference, payment.secret, wish);
    const answer = await this.client.work('cash receipt', body, readPaypleCredentials(payment.credentials), sink);
    if (answer.is === 'success') return readable(() => readIssued(answer.fields, payment.reference, wish.amountWon));
    return answer.is === 'error' ? replyToError(answer) : answer;
  }

  async cancel(payment: StoredReceipt, sink: ExchangeSink): Promise<Reply<null>> {
    if (payment.secret === null) return WITHOUT_KEY;
    const body = cashReceiptCancelBody(payment.reference, payment.secret);
    const seller = readPaypleCredentials(payment.credentials);
    const answer = await this.client.work('cash receipt cancel', body, seller, sink);
    if (answer.is === 'success') return readable(() => readTakenBack(answer.fields, payment.reference));
    return answer.is === 'error' ? replyToError(answer) : answer;
  }

  async lookup(payment: StoredReceipt, sink: ExchangeSink): Promise<Reply<IssuedCashReceipt | null>> {
    const { openedAt, confirmStartedAt, receipt } = payment;
    const day = koreanDay(receipt.paidAt === null ? (confirmStartedAt ?? openedAt) : new Date(receipt.paidAt));
    const seller = readPaypleCredentials(payment.credentials);
    const answer = await this.client.work('inquiry', inquiryBody(payment, day), seller, sink);
    if (answer.is === 'success') return readable(() => readCashReceipt(answer.fields, payment.reference));
    // A no to the question says nothing about the receipt.
    return answer.is === 'error' ? unknown(`Payple answered ${answer.code ?? 'without a code'}.`) : answer;
  }
}

/** Payple has not told the key of the account, which both calls take. */
const WITHOUT_KEY = { is: 'refused', refusal: { reason: 'invalid' } } as const;

/** Payple documents no codes here and no money moves, so a code that is not listed is the no that it says it is. */
function replyToError(error: PaypleError): Reply<never> {
  const isKnown = error.code !== null && isListed(error.code) && meaningOf(error.code).is !== 'success';
  return isKnown ? replyOf(error, 'invalid') : refused(error, 'invalid');
}
