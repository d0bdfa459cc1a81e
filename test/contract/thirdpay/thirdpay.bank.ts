// The third provider's own side: takes and gives back money in memory, and fails when told to.
// Must never know the platform's books.

import { ofSite, type ProviderBook, type ShownRefund } from '../../support/compare-books.js';

export interface BankBook {
  paidWon: number;
  cancelledWon: number;
  confirms: number;
  cancels: number;
  /** Of these, what nobody called for. */
  site: ShownRefund[];
}

/** What the bank does with its next call of a kind. */
export type BankFault =
  'decline' | 'unlisted_code' | 'lost_before_effect' | 'lost_after_effect' | 'garbage_after_effect';

/** A plain no. */
export class BankRefusal extends Error {
  constructor(readonly code: string) {
    super(`refused with ${code}`);
  }
}

/** The line broke, or what came over it was unreadable. */
class BankSilence extends Error {}

/** What can be asked of the bank. */
export type BankCall = 'confirm' | 'cancel' | 'charge' | 'revoke';

export class ThirdpayBank {
  /** Where buyers land, by the registration they were sent for. */
  readonly landings = new Map<string, string>();
  /** Cards that are kept, and for which registration each was issued. */
  readonly #cards = new Map<string, string>();
  readonly #books = new Map<string, BankBook>();
  readonly #faults = new Map<BankCall, BankFault>();
  #issued = 0;

  /** Books are kept per reference, as opened. */
  bookOf(reference: string): BankBook {
    const book = this.#books.get(reference) ?? { paidWon: 0, cancelledWon: 0, confirms: 0, cancels: 0, site: [] };
    this.#books.set(reference, book);
    return book;
  }

  /** Every payment. The bank knows no order numbers, only what a payment was opened as. */
  books(): ProviderBook[] {
    const paid = [...this.#books].filter(([, { confirms }]) => confirms > 0);
    return paid.map(([reference, { site, ...book }]) => ({
      ...book,
      ...ofSite(site),
      orderNumber: reference,
      reference,
      paymentId: reference,
    }));
  }

  fail(call: BankCall, fault: BankFault): void {
    this.#faults.set(call, fault);
  }

  take(reference: string, won: number): void {
    this.#run('confirm', () => {
      const book = this.bookOf(reference);
      if (book.confirms > 0) throw new BankRefusal('ALREADY_TAKEN');
      book.paidWon = won;
      book.confirms += 1;
    });
  }

  giveBack(reference: string, won: number): void {
    this.#run('cancel', () => {
      const book = this.bookOf(reference);
      if (won > book.paidWon - book.cancelledWon) throw new BankRefusal('OVER_BALANCE');
      book.cancelledWon += won;
      book.cancels += 1;
    });
  }

  /** Somebody at the bank gives money back, and tells nobody. */
  giveBackThere(reference: string, amountWon: number): void {
    const book = this.bookOf(reference);
    book.cancelledWon += amountWon;
    book.cancels += 1;
    book.site.push({ amountWon, origin: 'site' });
  }

  /** The buyer gives a card; returns what the bank calls it. */
  issueCard(registration: string): string {
    this.#issued += 1;
    const card = `card-${this.#issued}-of-${registration}`;
    this.#cards.set(card, registration);
    return card;
  }

  /** The card that a payment was made with; the same however often it is asked for. */
  cardOf(payment: string): string {
    const known = [...this.#cards].find(([, registration]) => registration === payment);
    return known?.[0] ?? this.issueCard(payment);
  }

  /** The registration that a card was issued for, while the bank keeps it. */
  registrationOf(card: string): string | undefined {
    return this.#cards.get(card);
  }

  /** The bank ends a card by itself. */
  endCard(card: string): void {
    this.#cards.delete(card);
  }

  charge(card: string, reference: string, won: number): void {
    this.#run('charge', () => {
      if (!this.#cards.has(card)) throw new BankRefusal('NO_CARD');
      const book = this.bookOf(reference);
      if (book.confirms > 0) throw new BankRefusal('ALREADY_TAKEN');
      book.paidWon = won;
      book.confirms += 1;
    });
  }

  revoke(card: string): void {
    this.#run('revoke', () => this.endCard(card));
  }

  #run(call: BankCall, effect: () => void): void {
    const fault = this.#faults.get(call);
    this.#faults.delete(call);
    if (fault === 'decline') throw new BankRefusal('NO_MONEY');
    if (fault === 'unlisted_code') throw new BankRefusal('X-17');
    if (fault === 'lost_before_effect') throw new BankSilence('the line broke');
    effect();
    if (fault !== undefined) throw new BankSilence('the answer is lost');
  }
}
