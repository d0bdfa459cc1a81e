// Lets a payment's window open once: claims it in the books, then fetches tokens from Payple.
// Must never give tokens twice for one payment, or for an order that cannot be paid.
import { Injectable } from '@nestjs/common';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { Books } from '../orders/books.js';
import { ExchangeLog } from '../orders/exchange-log.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import { paymentIn } from '../orders/paying.service.js';
import { authorizePayment, withdrawAuthorization } from '../orders/payment-moves.js';
import type { ExchangeRecord } from '../orders/provider-reply.js';
import { refusalProblem } from '../orders/refusals.js';
import { SellersService } from '../sellers/sellers.service.js';
import { PaypleClient } from './payple.client.js';
import { payTypeOf } from './payple.mapping.js';
import { readPaypleCredentials } from './payple.credentials.js';
import { WindowTokens } from './payple-window-tokens.js';

@Injectable()
export class PaypleWindows {
  constructor(
    private readonly tokens: WindowTokens,
    private readonly books: Books,
    private readonly sellers: SellersService,
    private readonly client: PaypleClient,
    private readonly exchangeLog: ExchangeLog,
  ) {}

  /**
   * What opens the window of the payment that a token names.
   *
   * @throws Problem `not_found` for a token that is not ours; `order_not_payable` when it expired, was used, or the
   *   payment is not open any more; `provider_refused`, `provider_not_reached`, after which it may be used again
   */
  async authorize(token: string): Promise<Record<string, string>> {
    const reading = this.tokens.read(token);
    if (reading.is === 'forged') throw new Problem('not_found', { detail: 'There is no such window.' });
    const { paymentId } = reading;
    const shownId = showId('payment', paymentId);
    if (reading.is === 'expired') {
      throw new Problem('order_not_payable', { detail: 'This window was not opened in time.', resourceId: shownId });
    }
    const { order, value: isFirst } = await this.books.change({ paymentId }, null, (draft) =>
      authorizePayment(draft, paymentIn(draft.order, paymentId)),
    );
    if (!isFirst) {
      throw new Problem('order_not_payable', {
        detail: 'This window was opened before, or is over.',
        resourceId: shownId,
      });
    }
    return this.#fetch(order, paymentId);
  }

  async #fetch(order: LoadedOrder, paymentId: string): Promise<Record<string, string>> {
    const { credentials, askedMethod } = paymentIn(order, paymentId);
    if (!credentials) throw new Error(`Payment ${paymentId} was loaded without its credentials.`);
    const seller = readPaypleCredentials(this.sellers.open(credentials));
    const exchanges: ExchangeRecord[] = [];
    const answer = await this.client.openWindow(payTypeOf(askedMethod), seller, {
      record: (each) => exchanges.push(each),
    });
    if (answer.is === 'done') {
      await this.exchangeLog.keep(exchanges, { provider: 'payple', orderId: order.id, paymentId });
      return answer.value;
    }
    await this.books.change({ paymentId }, null, (draft) => {
      draft.keepExchanges(exchanges, { provider: 'payple', paymentId });
      withdrawAuthorization(draft, paymentIn(draft.order, paymentId));
    });
    if (answer.is === 'refused') throw refusalProblem(answer.refusal);
    throw new Problem('provider_not_reached', { retryAfterSeconds: 3 });
  }
}
