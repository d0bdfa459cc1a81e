// The parts of one running simulator that its calls and pages share.
// Must never hold behaviour; it only names what there is.
import type { Books } from './books/books.js';
import type { Faults } from './faults.js';
import type { Habits } from './habits.js';
import type { Identifiers } from './identifiers.js';
import type { Notices } from './notices.js';

export interface Simulator {
  readonly books: Books;
  readonly faults: Faults;
  readonly identifiers: Identifiers;
  readonly notices: Notices;
  readonly habits: Habits;
  readonly now: () => number;
  /** Where the simulator itself is reached; known once it listens. */
  readonly origin: () => string;
}
