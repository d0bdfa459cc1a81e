// The parts of one running simulator that its calls and pages share.
// Must never hold behaviour; it only names what there is.
import type { OddAnswers } from '../ground/odd-answers.js';
import type { Books } from './books/books.js';
import type { Faults } from './faults.js';
import type { Identifiers } from './identifiers.js';
import type { Notices } from './notices.js';

/** Habits in which PAYCO changed over the years, or in which a client may not rely on it. */
export interface Habits {
  /** 1309 since late 2019, 1301 before. */
  repeatedCancelCode: 1309 | 1301;
  /** 1005 since 2019, once 1001 before. */
  paidKeyCode: 1005 | 1001;
  /** `redirectUrl: null` on errors, since May 2019. */
  redirectUrlOnErrors: boolean;
  /** Fields nobody announced. */
  unknownFields: boolean;
  /** 2000.0 rather than 2000 in cancels. */
  decimalsInCancels: boolean;
  /** What is told to be left with a no to the amount that was asked about: the balance, or nothing. Nobody knows which. */
  impossibleAmountTells: 'balance' | 'zero';
}

export const USUAL_HABITS: Readonly<Habits> = {
  repeatedCancelCode: 1309,
  paidKeyCode: 1005,
  redirectUrlOnErrors: true,
  unknownFields: false,
  decimalsInCancels: true,
  impossibleAmountTells: 'balance',
};

export interface Simulator {
  readonly books: Books;
  readonly faults: Faults;
  readonly oddAnswers: OddAnswers;
  readonly identifiers: Identifiers;
  readonly notices: Notices;
  readonly habits: Habits;
  readonly now: () => number;
  /** Where others reach the simulator: its public address, or where it listens once it does. */
  readonly origin: () => string;
}
