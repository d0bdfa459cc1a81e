// Stored cards: registers one, charges it, ends it, learns how it stands. Every charge becomes an order like any other.
// Must never call the platform for a write before the shop has stored what it is about to ask.
import { randomUUID } from 'node:crypto';
import type { CardStore, Charge, ShopCard } from './card-store.js';
import type { PlatformCard } from './gyeolje-card.js';
import { PlatformRefusal, PlatformSilence, type GyeoljeClient, type NewCard } from './gyeolje-client.js';
import type { PlatformOrder } from './gyeolje-order.js';
import type { OrderStore, ShopOrder } from './order-store.js';
import type { Purchase } from './subscription.js';

/** How the card stands, as last known. */
export interface SeenCard {
  readonly card: ShopCard;
  /** False when the platform could not be asked just now. */
  readonly current: boolean;
}

export type ChargeOutcome =
  | { readonly is: 'accepted'; readonly order: PlatformOrder }
  | { readonly is: 'unanswered' }
  | { readonly is: 'busy' }
  | { readonly is: 'refused'; readonly refusal: PlatformRefusal };

export class CardDesk {
  constructor(
    private readonly platform: GyeoljeClient,
    private readonly cards: CardStore,
    private readonly orders: OrderStore,
  ) {}

  /**
   * Answers where the buyer registers a card. One that was begun is gone on with: a request without an answer is repeated
   * under its key, and the hosted page opens a fresh window however old the registration is.
   */
  async register(owner: string, device: Pick<NewCard, 'channel'>, returnUrl: string): Promise<string> {
    const begun = this.cards.newestOf(owner);
    const last = begun && (await this.look(begun));
    const goesOn = last && (!last.platform || last.platform.status === 'registering');
    const card = goesOn ? last : await this.cards.add(newCard(owner, device, returnUrl));
    const platform = card.platform ?? (await this.platform.registerCard(card.request, card.idempotencyKey));
    await this.remember(card, platform);
    if (!platform.registrationUrl) throw new PlatformSilence('The card came without the address to register it.');
    return platform.registrationUrl;
  }

  /** The truth about a card, whatever the address bar said when the buyer came back. One the platform never got has none. */
  async look(card: ShopCard): Promise<ShopCard> {
    const { platform } = card;
    if (!platform) return card;
    try {
      return await this.remember(card, await this.platform.card(platform.id));
    } catch (error) {
      const isGone = error instanceof PlatformRefusal && error.code === 'not_found';
      if (!isGone) throw error;
      return this.remember(card, { id: platform.id, status: 'removed' });
    }
  }

  /** Like `look`, but content with what was last known. */
  async lookIfPossible(card: ShopCard): Promise<SeenCard> {
    try {
      return { card: await this.look(card), current: true };
    } catch (error) {
      if (error instanceof PlatformSilence || error instanceof PlatformRefusal) return { card, current: false };
      throw error;
    }
  }

  /**
   * Charges a card once: the key is on the disk before the call, a form sent twice uses the same key, and no second charge
   * starts while the answer to one is missing.
   */
  async charge(card: ShopCard, attempt: string, { product, request }: Purchase): Promise<ChargeOutcome> {
    const noted = await this.cards.change(card.attempt, (newest) => {
      if (newest.charges.some((charge) => charge.attempt === attempt || charge.answer === 'none')) return newest;
      const askedAt = new Date().toISOString();
      const idempotencyKey = randomUUID();
      const charge: Charge = { attempt, idempotencyKey, productId: product.id, request, askedAt, answer: 'none' };
      return { ...newest, charges: [...newest.charges, charge] };
    });
    const charge = noted.charges.find((known) => known.attempt === attempt);
    return charge ? this.send(noted, charge) : { is: 'busy' };
  }

  /** Repeats the charge whose answer never came, under its old key: the platform makes it at most once. */
  async repeatCharge(card: ShopCard): Promise<ChargeOutcome> {
    const charge = card.charges.find(({ answer }) => answer === 'none');
    return charge ? this.send(card, charge) : { is: 'busy' };
  }

  /** Ends a card. Should the answer be lost, it is simply asked again. */
  async remove(card: ShopCard): Promise<void> {
    if (!card.platform) return;
    await this.platform.removeCard(card.platform.id);
  }

  private async send(card: ShopCard, charge: Charge): Promise<ChargeOutcome> {
    if (!card.platform) throw new Error('A card that the platform does not have cannot be charged.');
    try {
      const order = await this.platform.charge(card.platform.id, charge.request, charge.idempotencyKey);
      if (order.orderNumber !== charge.request.orderNumber || order.amountWon !== charge.request.amountWon) {
        throw new PlatformSilence(`The platform's answer about ${charge.request.orderNumber} is about another order.`);
      }
      await this.keepOrder(card, charge, card.platform.id, order);
      await this.answered(card, charge, 'accepted');
      return { is: 'accepted', order };
    } catch (error) {
      if (error instanceof PlatformSilence) return { is: 'unanswered' };
      if (!(error instanceof PlatformRefusal)) throw error;
      await this.answered(card, charge, 'refused');
      return { is: 'refused', refusal: error };
    }
  }

  /** Into the book of orders, where it is watched while it is in doubt, and refunded like any other. */
  private async keepOrder(card: ShopCard, charge: Charge, cardId: string, platform: PlatformOrder): Promise<void> {
    const { productId, request, attempt, idempotencyKey, askedAt } = charge;
    const { orderNumber, title, amountWon } = request;
    if (this.orders.find(card.owner, orderNumber)) return;
    const item = { reference: productId, name: title, quantity: 1, amountWon, taxFreeWon: 0 };
    const { returnUrl } = card.request;
    const order: ShopOrder = {
      ...{ orderNumber, owner: card.owner, attempt, placedAt: askedAt, idempotencyKey, platform, cardId, refunds: [] },
      request: { orderNumber, title, amountWon, taxFreeWon: 0, items: [item], returnUrl },
    };
    await this.orders.add(order);
  }

  private remember(card: ShopCard, seen: PlatformCard): Promise<ShopCard> {
    return this.cards.change(card.attempt, (newest) =>
      JSON.stringify(newest.platform) === JSON.stringify(seen) ? newest : { ...newest, platform: seen },
    );
  }

  private answered(card: ShopCard, charge: Charge, answer: 'accepted' | 'refused'): Promise<ShopCard> {
    return this.cards.change(card.attempt, (newest) => ({
      ...newest,
      charges: newest.charges.map((known) => (known.attempt === charge.attempt ? { ...known, answer } : known)),
    }));
  }
}

function newCard(owner: string, { channel }: Pick<NewCard, 'channel'>, returnUrl: string): ShopCard {
  const request: NewCard = { provider: 'payple', channel, customerReference: owner, returnUrl };
  return { owner, attempt: randomUUID(), request, idempotencyKey: randomUUID(), charges: [] };
}
