// Asks Payple what it knows of a payment under one of our numbers.
// Must never take a no in an unknown code for "there is none", but where nobody documents that no.
import { Inject, Injectable } from '@nestjs/common';
import { paypleConfig, type PaypleConfig } from '../config/payple.config.js';
import type { KnownPayment } from '../orders/provider-payment.js';
import type { ExchangeSink, RefusalReason, Reply } from '../orders/provider-reply.js';
import { PaypleClient } from './payple.client.js';
import { CODES, meaningOf } from './payple.codes.js';
import { readPaypleCredentials } from './payple.credentials.js';
import { inquiryBody, payTypeOf, readCharge, type Charge } from './payple.mapping.js';
import { readable, refused, taken, unknown } from './payple.replies.js';

/** What an inquiry names, beside the day. */
export type Inquired = Pick<KnownPayment, 'reference' | 'askedMethod' | 'billingMonth' | 'credentials'>;

@Injectable()
export class PaypleInquiries {
  constructor(
    private readonly client: PaypleClient,
    @Inject(paypleConfig.KEY) private readonly config: PaypleConfig,
  ) {}

  /**
   * What Payple knows of it, asked for day by day. `refused: not_paid` when it knows of none. A success that cannot be read tells
   * of money all the same.
   *
   * @param days `YYYYMMDD` in Korea, the likeliest first
   */
  ask(inquired: Inquired, days: readonly string[], sink: ExchangeSink): Promise<Reply<Charge>> {
    return this.#ask(inquired, days, sink, false);
  }

  /** The same by the other means than were asked for: an inquiry finds only what it names. */
  askByOtherMeans(inquired: Inquired, days: readonly string[], sink: ExchangeSink): Promise<Reply<Charge>> {
    const other = payTypeOf(inquired.askedMethod) === 'card' ? 'transfer' : 'card';
    // In whatever words Payple says that a merchant without a contract for these means has no such payment.
    const isOffered = this.config.methods.includes(other);
    return this.#ask({ ...inquired, askedMethod: other }, days, sink, !isOffered);
  }

  /** @param takesAnyNo believes every no, also in a code that nobody knows */
  async #ask(
    inquired: Inquired,
    days: readonly string[],
    sink: ExchangeSink,
    takesAnyNo: boolean,
  ): Promise<Reply<Charge>> {
    const seller = readPaypleCredentials(inquired.credentials);
    let reply: Reply<Charge> = unknown('There is no day to ask about.');
    for (const day of days) {
      const answer = await this.client.work('inquiry', inquiryBody(inquired, day), seller, sink);
      if (answer.is === 'success') {
        const charge = readable(() => readCharge(answer.fields, day));
        return charge.is === 'done' ? charge : taken(charge);
      }
      if (answer.is !== 'error') return answer;
      if (!takesAnyNo && !saysNotPaid(answer.code))
        return unknown(`Payple answered ${answer.code ?? 'without a code'}.`);
      reply = refused(answer, 'not_paid');
    }
    return reply;
  }
}

/** Whether it is a no to the payment; a no to the question itself says nothing about the payment. */
function saysNotPaid(code: string | null): boolean {
  if (CODES.noSuchPayment.some((each) => each === code)) return true;
  if (CODES.bankPause.some((each) => each === code)) return false;
  const meaning = meaningOf(code);
  const endings: readonly RefusalReason[] = ['declined', 'not_paid', 'sheet_expired', 'buyer_cancelled', 'key_dead'];
  return meaning.is === 'refused' && endings.includes(meaning.reason);
}
