// Money that was taken under the number of a registration, for which nothing was ordered: found, written down and given back.
// Must never give anything back that the books do not have first.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { readId, showId } from '../common/ids.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { OperatorCalls } from '../orders/operator-calls.js';
import type { BillingKey } from './billing-key.entity.js';
import { BillingPorts } from './billing-ports.js';
import { checkRegistrationJob } from './jobs.js';
import { KeyBook } from './key-book.js';
import { CLOSED_AFTER_MS } from './registration-windows.service.js';

@Injectable()
export class RegistrationMoney {
  readonly #logger = new Logger('BillingKeys');

  constructor(
    private readonly book: KeyBook,
    private readonly ports: BillingPorts,
    private readonly operators: OperatorCalls,
    private readonly clock: Clock,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  /**
   * Somebody, perhaps the provider, tells of a payment under the number of a registration: makes sure of it soon. Believes
   * nothing.
   *
   * @param reference the provider's name for a registration; begins with the key's id
   * @returns whether it is the number of a registration
   */
  async suspect(provider: string, reference: string): Promise<boolean> {
    const id = readId('billingKey', reference.split('-')[0] ?? '');
    const key = id === null ? null : await this.book.load({ id });
    if (key?.provider !== provider || key.providerReference !== reference) return false;
    await this.book.enqueue(checkRegistrationJob(key, this.#later(this.config.lateLookupMs)));
    return true;
  }

  /**
   * Asks whether money was taken, and has it go back once an operator was called to it. Safe to run any number of times.
   *
   * @param reference the registration's name when its window was opened; a window that is opened anew has another
   * @throws Error when the provider does not say, so that the job is tried again
   */
  async check(id: string, reference: string): Promise<void> {
    const found = await this.book.load({ id });
    if (!found) return;
    const key = { ...found, providerReference: reference };
    const isKnown = isTaken(key);
    const reply = await this.ports.takenUnder(key, isKnown);
    if (reply === null) return;
    if (reply.is === 'done') {
      if (isKnown) throw new Error(`${key.provider} still has money of the registration ${id}.`);
      this.#logger.error({
        message: 'Money was taken for a registration',
        billingKeyId: showId('billingKey', id),
        takenWon: reply.value,
      });
      await this.operators.call('registration', id, TAKEN);
      await this.book.enqueue(checkRegistrationJob(key, this.clock.now()));
      return;
    }
    // It cannot be read what was taken, and that something was can.
    if (reply.is === 'unknown' && reply.saysTaken === true) await this.operators.call('registration', id, TAKEN);
    const { reason } = reply.is === 'refused' ? reply.refusal : { reason: null };
    if (reason !== 'not_paid' && reason !== 'given_back') {
      throw new Error(`${key.provider} does not say whether money was taken for the registration ${id}.`);
    }
    // A look that somebody's notice brought forward took the place of the one that counts.
    const closesAt = key.authorizedAt === null ? null : new Date(key.authorizedAt.getTime() + CLOSED_AFTER_MS);
    if (closesAt !== null && closesAt > this.clock.now()) {
      await this.book.enqueue(checkRegistrationJob(key, closesAt));
    }
    // It has gone back: nobody is needed for it any more.
    await this.book.change(id, (now) => (isTaken(now) ? this.book.move(now, now.status, { attention: null }) : null));
  }

  #later(ms: number): Date {
    return new Date(this.clock.now().getTime() + ms);
  }
}

const TAKEN =
  'The provider took money under the number of this registration, for which nothing was ordered. The platform gives it back.';

function isTaken({ attention }: BillingKey): boolean {
  return attention === TAKEN;
}
