// Lets the window of a payment or of a registration open once: claims it in the database, then fetches tokens from
// Payple. Must never give tokens twice for one window, or for an order or a registration that is over.
import { Injectable } from '@nestjs/common';
import { RegistrationWindows } from '../../billing/registration-windows.service.js';
import { showId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { Books } from '../../orders/books.js';
import { ExchangeLog } from '../../orders/exchange-log.js';
import { authorizePayment, withdrawAuthorization } from '../../orders/payment-moves.js';
import type { ExchangeRecord, OpenedCredentials } from '../../orders/provider-reply.js';
import { refusalProblem } from '../../orders/refusals.js';
import { SellersService } from '../../sellers/sellers.service.js';
import { PaypleClient, type NotBegun } from '../payple.client.js';
import { payTypeOf } from '../payple.mapping.js';
import type { PayType } from '../payple.wire.js';
import { readPaypleCredentials } from '../payple.credentials.js';
import { WindowTokens, type WindowKind } from './payple-window-tokens.js';
import { paymentIn } from '../../orders/loaded-order.js';

@Injectable()
export class PaypleWindows {
  constructor(
    private readonly tokens: WindowTokens,
    private readonly books: Books,
    private readonly registrations: RegistrationWindows,
    private readonly sellers: SellersService,
    private readonly client: PaypleClient,
    private readonly exchangeLog: ExchangeLog,
  ) {}

  /**
   * What opens the window that a token names.
   *
   * @throws Problem `not_found` for a token that is not ours; `order_not_payable` or `billing_key_not_usable` when it
   *   expired, was used, or the payment or registration is not open any more; `provider_refused`, `provider_not_reached`,
   *   after which it may be used again
   */
  async authorize(token: string): Promise<Record<string, string>> {
    const reading = this.tokens.read(token);
    if (reading.is === 'forged') throw new Problem('not_found', { detail: 'There is no such window.' });
    const { opens, id } = reading;
    if (reading.is === 'expired') throw notOpening(opens, id, 'This window was not opened in time.');
    return opens === 'payment' ? this.#openForPayment(id) : this.#openForRegistration(id);
  }

  async #openForPayment(paymentId: string): Promise<Record<string, string>> {
    const { order, value: isFirst } = await this.books.change({ paymentId }, null, (draft) =>
      authorizePayment(draft, paymentIn(draft.order, paymentId)),
    );
    if (!isFirst) throw notOpening('payment', paymentId, OPENED_BEFORE);
    const { credentials, askedMethod } = paymentIn(order, paymentId);
    if (!credentials) throw new Error(`Payment ${paymentId} was loaded without its credentials.`);
    const { answer, exchanges } = await this.#fetch(payTypeOf(askedMethod), this.sellers.open(credentials));
    if (answer.is === 'done') {
      await this.exchangeLog.keep(exchanges, { provider: 'payple', orderId: order.id, paymentId });
      return answer.value;
    }
    await this.books.change({ paymentId }, null, (draft) => {
      draft.keepExchanges(exchanges, { provider: 'payple', paymentId });
      withdrawAuthorization(draft, paymentIn(draft.order, paymentId));
    });
    throw problemOf(answer);
  }

  async #openForRegistration(keyId: string): Promise<Record<string, string>> {
    const leave = await this.registrations.authorize(keyId, 'payple');
    if (!leave) throw notOpening('billingKey', keyId, OPENED_BEFORE);
    const { answer, exchanges } = await this.#fetch(leave.method, leave.credentials);
    const about = { provider: 'payple', orderId: null, paymentId: null, billingKeyId: keyId };
    await this.exchangeLog.keep(exchanges, about);
    if (answer.is === 'done') return answer.value;
    await this.registrations.withdraw(keyId);
    throw problemOf(answer);
  }

  async #fetch(type: PayType, credentials: OpenedCredentials) {
    const exchanges: ExchangeRecord[] = [];
    const seller = readPaypleCredentials(credentials);
    const answer = await this.client.openWindow(type, seller, { record: (each) => exchanges.push(each) });
    return { answer, exchanges };
  }
}

const OPENED_BEFORE = 'This window was opened before, or is over.';

function notOpening(opens: WindowKind, id: string, detail: string): Problem {
  const code = opens === 'payment' ? 'order_not_payable' : 'billing_key_not_usable';
  return new Problem(code, { detail, resourceId: showId(opens, id) });
}

function problemOf(answer: NotBegun): Problem {
  if (answer.is === 'refused') return refusalProblem(answer.refusal);
  return new Problem('provider_not_reached', { retryAfterSeconds: 3 });
}
