// The cash receipt port of a payment's provider, with everything a call needs opened; exchanges are kept with the payment.
// Must never write to a receipt; the services decide what an answer means.
import { Injectable } from '@nestjs/common';
import type { CashReceiptPort, IssuedCashReceipt } from '../orders/cash-receipt.port.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import { ExchangeLog } from '../orders/exchange-log.js';
import { paymentIn, type LoadedOrder } from '../orders/loaded-order.js';
import { collecting, ProviderCalls } from '../orders/provider-calls.js';
import type { ExchangeSink, Reply } from '../orders/provider-reply.js';
import type { StoredReceipt } from '../orders/receipt.js';
import { CashReceiptBook } from './cash-receipt-book.js';
import type { CashReceipt } from './cash-receipt.entity.js';

@Injectable()
export class CashReceiptPorts {
  constructor(
    private readonly calls: ProviderCalls,
    private readonly book: CashReceiptBook,
    private readonly exchangeLog: ExchangeLog,
  ) {}

  /** What can issue a receipt for the payment, or `null` when nothing can. */
  of(payment: Payment): CashReceiptPort | null {
    const { cashReceipts } = this.calls.providerOf(payment);
    const method = payment.receipt?.method;
    return cashReceipts && method !== undefined && cashReceipts.methods.includes(method) ? cashReceipts : null;
  }

  /** @throws Error when nothing can: a receipt has been written for it before */
  required(payment: Payment): CashReceiptPort {
    const port = this.of(payment);
    if (!port) throw new Error(`Nothing issues cash receipts for payment ${payment.id} any more.`);
    return port;
  }

  /** Reports the payment; the receipt still keeps the number it is for. */
  issue(order: LoadedOrder, receipt: CashReceipt): Promise<Reply<IssuedCashReceipt>> {
    const { purpose, amountWon } = receipt;
    return this.#call(order, receipt, (port, payment, sink) =>
      port.issue(payment, { purpose, amountWon, identity: this.book.identityOf(receipt) }, sink),
    );
  }

  cancel(order: LoadedOrder, receipt: CashReceipt): Promise<Reply<null>> {
    return this.#call(order, receipt, (port, payment, sink) => port.cancel(payment, sink));
  }

  lookup(order: LoadedOrder, receipt: CashReceipt): Promise<Reply<IssuedCashReceipt | null>> {
    return this.#call(order, receipt, (port, payment, sink) => port.lookup(payment, sink));
  }

  async #call<T>(
    order: LoadedOrder,
    { paymentId, provider }: CashReceipt,
    call: (port: CashReceiptPort, payment: StoredReceipt, sink: ExchangeSink) => Promise<Reply<T>>,
  ): Promise<Reply<T>> {
    const payment = paymentIn(order, paymentId);
    const port = this.required(payment);
    const stored = this.calls.storedReceipt(order, payment);
    const { reply, exchanges } = await collecting((sink) => call(port, stored, sink));
    await this.exchangeLog.keep(exchanges, { provider, orderId: order.id, paymentId });
    return reply;
  }
}
