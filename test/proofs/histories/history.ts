// What one history has brought about so far, told in sentences, and what is known to be true of it: the model.
// Must never know what the house should do in one story; only what may be said of it whatever happens, and, as long as
// nothing went wrong, what must come next.
import { expect } from 'vitest';
import type { ShownBillingKey, ShownOrder, ShownPayment } from '../../support/merchant.js';
import type { World } from './world.js';

/** How a buyer can be sent to pay. */
export const WAYS = ['PAYCO', 'card', 'account', 'card, taken by the window'] as const;
export type Way = (typeof WAYS)[number];

/** An order, as far as the history knows. */
export interface KnownOrder {
  readonly order: ShownOrder;
  /** In the world's time, in ms. */
  expiresAtMs: number;
  /** `null` when it cannot be known before all is settled. */
  isPaid: boolean | null;
  /** What can still be given back; `null` likewise. */
  leftWon: number | null;
  /** The merchant was told that nobody can pay it any more. */
  isWithdrawn: boolean;
  /** A buyer used a coupon, which PAYCO gives back first and whole: it takes no smaller part. */
  hasCoupon: boolean;
}

/** A provider's page that was opened for an order. */
export interface KnownWindow {
  readonly known: KnownOrder;
  readonly way: Way;
  readonly payment: ShownPayment;
  /** In the world's time, in ms. */
  readonly openedAtMs: number;
  /** How often the buyer ended it; after the first time only the provider knows what that means. */
  ends: number;
  /** What the browser brings home; `null` until the buyer ends the page, and when they come to none. */
  home: {
    readonly go: () => Promise<Response>;
    readonly url: string;
    readonly isAgreed: boolean;
    readonly endedAtMs: number;
  } | null;
  isOver: boolean;
  /** The buyer chose to pay into an account. */
  hasAccount: boolean;
}

/** A stored card, or one that is about to be. */
export interface KnownCard {
  readonly key: ShownBillingKey;
  isActive: boolean | null;
  readonly months: Set<string>;
}

/** What steps may be taken is decided on numbers alone, so that a history can be planned and shrunk. */
export interface Plan {
  orders: number;
  windows: number;
  cards: number;
}

/** Somebody may have paid, and nobody knows it yet. */
export function beUnsure(known: KnownOrder): void {
  if (known.isPaid === false) known.isPaid = null;
  if (known.isPaid === null) known.leftWon = null;
}

/** Money never leaves these states. */
const HAS_MONEY: readonly string[] = ['paid', 'partially_cancelled', 'cancelled'];

export class History {
  readonly told: string[] = [];
  readonly orders: KnownOrder[] = [];
  readonly windows: KnownWindow[] = [];
  readonly cards: KnownCard[] = [];
  /** Ids of charges that were answered as refused. */
  readonly #refused = new Set<string>();
  readonly #lastSeen = new Map<string, ShownOrder>();
  /** Nothing was lost, forged or killed yet, so that what comes next is known. */
  isCalm = true;
  /** How many an operator took. */
  decisions = 0;
  /** How many orders a merchant withdrew, and how often one was opened again. */
  withdrawn = 0;
  reopened = 0;
  /** How often a key was told that it may not move so much. */
  beyondLimits = 0;

  constructor(readonly world: World) {}

  tell(sentence: string): void {
    this.told.push(sentence);
  }

  /** From now on what comes next is not known, and what was known of money is not sure. */
  loseCalm(): void {
    this.isCalm = false;
    for (const known of this.orders) {
      known.isPaid = known.isPaid === true ? true : null;
      known.leftWon = null;
    }
    for (const card of this.cards) card.isActive = card.isActive === false ? false : null;
  }

  /** An order was made by a charge that was refused: the charge must not turn out paid, whoever pays the order later. */
  async noteRefusal(orderId: string): Promise<void> {
    const { payments } = await this.world.house.merchant.show({ id: orderId });
    for (const { id } of payments) this.#refused.add(id);
  }

  /** What holds at any moment, quiet or not, however often one looks. */
  async look({ order, isWithdrawn }: KnownOrder): Promise<ShownOrder> {
    const shown = await this.world.house.merchant.show(order);
    const { status, amountWon, cancelledWon, payments } = shown;
    const before = this.#lastSeen.get(order.id);
    this.#lastSeen.set(order.id, shown);
    const paid = payments.filter((payment) => payment.status === 'paid');
    expect(paid.length, 'an order is paid by one payment at most').toBeLessThanOrEqual(1);
    expect(cancelledWon, 'no more is given back than was paid').toBeLessThanOrEqual(amountWon);
    expect(paid.length === 1, `an order that is ${status} has a paid payment or not`).toBe(HAS_MONEY.includes(status));
    // So no payment of it is paid, as an order that is voided has none.
    if (isWithdrawn) expect(status, 'withdrawn is withdrawn for ever').toBe('voided');
    if (!before) return shown;
    expect(cancelledWon, 'what was given back stays given back').toBeGreaterThanOrEqual(before.cancelledWon);
    if (HAS_MONEY.includes(before.status)) expect(HAS_MONEY, 'paid is paid for ever').toContain(status);
    for (const { id } of before.cancellations.filter((each) => each.status === 'done')) {
      const now = shown.cancellations.find((each) => each.id === id)?.status;
      expect(now, `refund ${id} was done and stays done`).toBe('done');
    }
    return shown;
  }

  /** Holds what is known against what is shown, when nothing moves any more. */
  async requireKnownToBeTrue(): Promise<void> {
    for (const known of this.orders) {
      const { orderNumber, status, amountWon, cancelledWon, payments } = await this.look(known);
      if (known.isPaid === true) expect(HAS_MONEY, `${orderNumber}, which was answered as paid`).toContain(status);
      if (known.isPaid === false) expect(HAS_MONEY, `${orderNumber}, which nobody paid`).not.toContain(status);
      if (known.isPaid === true && known.leftWon !== null) {
        expect(amountWon - cancelledWon, `what is left of ${orderNumber}`).toBe(known.leftWon);
      }
      for (const { id, status: how } of payments.filter((payment) => this.#refused.has(payment.id))) {
        expect(how, `${id} of ${orderNumber}, a charge that was answered as refused`).toBe('refused');
      }
    }
  }
}
