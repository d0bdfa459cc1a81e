// Tells a provider that nobody waits for a deposit any more, once the books say so.
// Must never change the books: should the money come all the same, it goes back like any that comes too late.
import { Injectable } from '@nestjs/common';
import { Books } from './books.js';
import { ExchangeLog } from './exchange-log.js';
import { OperatorCalls } from './operator-calls.js';
import { collecting, ProviderCalls } from './provider-calls.js';

const STILL_OPEN =
  'The provider refused to end the wait for this deposit: the buyer can still pay into the account. Money that comes is given back by hand.';

@Injectable()
export class WithdrawingService {
  constructor(
    private readonly books: Books,
    private readonly calls: ProviderCalls,
    private readonly exchangeLog: ExchangeLog,
    private readonly operators: OperatorCalls,
  ) {}

  /** @throws Error when the provider was not reached, so that the job is tried again */
  async withdraw(paymentId: string): Promise<void> {
    const order = await this.books.load({ paymentId });
    const payment = order?.payments.find(({ id }) => id === paymentId);
    if (!order || payment?.status !== 'abandoned' || payment.receipt === null) return;
    const provider = this.calls.providerOf(payment);
    const withdraw = provider.withdrawDeposit?.bind(provider);
    if (!withdraw) return;
    const stored = this.calls.storedReceipt(order, payment);
    const { reply, exchanges } = await collecting((sink) => withdraw(stored, sink));
    await this.exchangeLog.keep(exchanges, { provider: provider.name, orderId: order.id, paymentId });
    if (reply.is === 'unsent' || reply.is === 'unknown') throw reply.cause;
    if (reply.is === 'refused') await this.operators.call('withdrawn_deposit', paymentId, STILL_OPEN);
  }
}
