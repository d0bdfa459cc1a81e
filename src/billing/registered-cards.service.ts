// Cards that were registered with the payment of an order: each gets a row of its own, active from its first moment.
// Must never drop a key before its row stands: it can be charged, so somebody must be able to end it.
import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../common/clock.js';
import { showId } from '../common/ids.js';
import { Books } from '../orders/books.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import { KEEP_REGISTERED_CARD } from '../orders/jobs.js';
import type { LoadedOrder } from '../orders/loaded-order.js';
import { ProviderCalls } from '../orders/provider-calls.js';
import type { BillingKey } from './billing-key.entity.js';
import { KeyBook } from './key-book.js';
import { NOTHING_YET } from './new-key.js';

/** Younger ones have been given their job with the change that made them so. */
const MINIMUM_AGE_MS = 60_000;

const ENQUEUE_MISSING = `
  SELECT enqueue_job($1, json_build_object('paymentId', p.id), $1 || ':' || p.id, now())
  FROM payments p
  WHERE p.sealed_registered_key IS NOT NULL AND p.paid_at < $2 AND NOT EXISTS (
    SELECT FROM graphile_worker.jobs j WHERE j.key = $1 || ':' || p.id AND j.attempts < j.max_attempts)
  LIMIT 500`;

@Injectable()
export class RegisteredCardsService {
  readonly #logger = new Logger('BillingKeys');

  constructor(
    private readonly books: Books,
    private readonly book: KeyBook,
    private readonly calls: ProviderCalls,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Gives the card that a payment registered its row, and takes the key off the payment. Safe to repeat. */
  async keep(paymentId: string): Promise<void> {
    const order = await this.books.load({ paymentId });
    const payment = order?.payments.find((each) => each.id === paymentId);
    if (!order || !payment) return;
    const secret = this.calls.registeredKeyOf(payment);
    if (secret === null) return;
    const key = this.#keyOf(order, payment, secret);
    const isThere = (await this.book.load({ id: key.id })) !== null;
    if (!isThere && (await this.book.create(key, null)) === 'already_registered') {
      this.#logger.warn({
        message: 'A payment registered a card that is stored already',
        paymentId: showId('payment', paymentId),
      });
    }
    await this.books.change({ paymentId }, null, (draft) => {
      const current = draft.order.payments.find((each) => each.id === paymentId);
      if (current) draft.changePayment(current, { sealedRegisteredKey: null });
    });
  }

  /** Gives a job to every card that waits to be kept and has none. Returns how many were without. */
  async watch(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - MINIMUM_AGE_MS);
    return (await this.dataSource.query<unknown[]>(ENQUEUE_MISSING, [KEEP_REGISTERED_CARD, before])).length;
  }

  #keyOf(order: LoadedOrder, payment: Payment, secret: string): BillingKey {
    const { registersKeyId, receipt, handoff, providerReference } = payment;
    if (registersKeyId === null || handoff === null || providerReference === null) {
      throw new Error(`Payment ${payment.id} has a card that it was not to register.`);
    }
    const now = this.clock.now();
    const key: BillingKey = {
      ...NOTHING_YET,
      id: registersKeyId,
      version: 1,
      sellerCode: order.sellerCode,
      provider: payment.provider,
      method: 'card',
      status: 'active',
      channel: payment.channel,
      card: receipt?.card ? { company: receipt.card.company, number: receipt.card.number } : null,
      customerReference: order.registerCard?.customerReference ?? null,
      buyer: order.buyer,
      credentialsId: payment.credentialsId,
      providerReference,
      handoff,
      registrationToken: randomBytes(24).toString('base64url'),
      returnUrl: order.returnUrl,
      createdAt: now,
      expiresAt: now,
      registeredAt: payment.paidAt ?? now,
    };
    return { ...key, ...this.book.seal(key, secret) };
  }
}
