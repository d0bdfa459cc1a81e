// Where an order is paid on a stored card, and its key is asked for. Whoever keeps the cards registers how; orders only know
// that it can be done.
// Must never know what a stored card is.
import { Injectable } from '@nestjs/common';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { Problem } from '../common/problems.js';
import type { Answer } from './answers.js';
import type { PaymentDto } from './dto/payment.dto.js';

/** Which stored card is to pay, as the API names it. */
export interface StoredCardWish {
  readonly provider: string;
  /** `bk_…` */
  readonly billingKeyId: string;
}

/** Pays an order on a stored card. */
export type PayOnStoredCard = (
  orderId: string,
  wish: StoredCardWish,
  ticket: IdempotencyTicket | null,
) => Promise<Answer<PaymentDto>>;

/** Opens the provider's key of a stored card; `null` when it is there no more. */
export type OpenStoredKey = (billingKeyId: string) => Promise<string | null>;

@Injectable()
export class StoredCardDesk {
  #pay: PayOnStoredCard | null = null;
  #open: OpenStoredKey | null = null;

  register(pay: PayOnStoredCard, open: OpenStoredKey): void {
    this.#pay = pay;
    this.#open = open;
  }

  /** The provider's key of a stored card, opened; `null` when it is there no more, or no cards are kept here. */
  async keyOf(billingKeyId: string): Promise<string | null> {
    return this.#open ? this.#open(billingKeyId) : null;
  }

  /** @throws Problem `not_supported` where no cards are kept, and whatever the keeper of the cards throws */
  pay(orderId: string, wish: StoredCardWish, ticket: IdempotencyTicket | null): Promise<Answer<PaymentDto>> {
    if (!this.#pay) throw new Problem('not_supported', { detail: 'No cards are stored here.' });
    return this.#pay(orderId, wish, ticket);
  }
}
