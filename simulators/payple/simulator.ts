// The parts of one running simulator that its calls and pages share.
// Must never hold behaviour; it only names what there is.
import type { OddAnswers } from '../ground/odd-answers.js';
import type { Books } from './books/books.js';
import type { Faults } from './faults.js';
import type { Habits } from './habits.js';
import type { Identifiers } from './identifiers.js';
import type { Notices } from './notices.js';

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
  /** Whether that is a public address, which goes into everything it hands out. */
  readonly isPublic: boolean;
}
