// The stored cards of a storm: several stories charge the same ones, until one removes them.
// Must never hand out a card that a story has removed.
import type { Chance } from '../../support/chance.js';
import type { ShownBillingKey } from '../../support/merchant.js';
import type { Buyer } from './buyer.js';
import type { CustomerService } from './customer-service.js';

/** Share of the charges for which somebody gives a new card. */
const NEW_CARD_PERCENT = 20;

export class Wallet {
  readonly #cards: ShownBillingKey[] = [];

  /** A card that can be charged, an old one or a new one; `null` when nobody managed to register it. */
  async take(service: CustomerService, buyer: Buyer, chance: Chance): Promise<ShownBillingKey | null> {
    // Both dice are thrown in any case, so that what follows does not hang on what others registered.
    const [which, wantsNew] = [chance.next(), chance.percent(NEW_CARD_PERCENT)];
    const known = this.#cards[Math.floor(which * this.#cards.length)];
    if (known && !wantsNew) return known;
    const body = { provider: 'payple', returnUrl: 'https://shop.example.com/cards?from=1' };
    const opened = await service.ask<ShownBillingKey>('POST', '/v1/billing-keys', body, 'Register a card');
    if (opened?.status !== 201) return null;
    await buyer.endWindow(opened.body, 'pay');
    const key = await service.read<ShownBillingKey>(`/v1/billing-keys/${opened.body.id}`);
    if (key.status !== 'active') return null;
    this.#cards.push(key);
    return key;
  }

  async remove(service: CustomerService, key: ShownBillingKey): Promise<void> {
    const at = this.#cards.indexOf(key);
    if (at !== -1) this.#cards.splice(at, 1);
    await service.ask('DELETE', `/v1/billing-keys/${key.id}`, null, `Remove the card ${key.id}`);
  }
}
