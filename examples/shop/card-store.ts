// Keeps the cards that buyers registered, with what was asked of each. The number is not among it: the shop never sees it.
// Must never answer before the change is on the disk: what is stored here is what a retry after a crash relies on.
import type { PlatformCard } from './gyeolje-card.js';
import type { NewCard, NewCharge } from './gyeolje-client.js';
import { JsonFile } from './json-file.js';

export interface ShopCard {
  /** Whose it is, as with orders. */
  readonly owner: string;
  /** The form it came from: sent twice, it is still one card. */
  readonly attempt: string;
  /** Exactly what is sent to the platform, so that a retry is the same request under the same key. */
  readonly request: NewCard;
  readonly idempotencyKey: string;
  /** What the platform last said; absent until it has taken the request. */
  readonly platform?: PlatformCard;
  readonly charges: readonly Charge[];
}

export interface Charge {
  readonly attempt: string;
  readonly idempotencyKey: string;
  /** What is bought, of the catalogue. */
  readonly productId: string;
  readonly request: NewCharge;
  readonly askedAt: string;
  readonly answer: 'none' | 'accepted' | 'refused';
}

export class CardStore {
  private readonly cards = new Map<string, ShopCard>();

  private constructor(private readonly file: JsonFile<ShopCard>) {}

  /** @param folder `memory` keeps nothing */
  static async open(folder: string): Promise<CardStore> {
    const store = new CardStore(new JsonFile(folder, 'cards.json'));
    for (const card of await store.file.read()) store.cards.set(card.attempt, card);
    return store;
  }

  /** The card an owner registered last. The ones before are only history. */
  newestOf(owner: string): ShopCard | undefined {
    return [...this.cards.values()].filter((card) => card.owner === owner).at(-1);
  }

  async add(card: ShopCard): Promise<ShopCard> {
    this.cards.set(card.attempt, card);
    await this.write();
    return card;
  }

  /** The change is made at once on the newest version, so two requests at the same time cannot undo each other. */
  async change(attempt: string, how: (card: ShopCard) => ShopCard): Promise<ShopCard> {
    const before = this.cards.get(attempt);
    if (!before) throw new Error(`There is no card of the form ${attempt}.`);
    const after = how(before);
    if (after === before) return before;
    this.cards.set(attempt, after);
    await this.write();
    return after;
  }

  private write(): Promise<void> {
    return this.file.write(() => this.cards.values());
  }
}
