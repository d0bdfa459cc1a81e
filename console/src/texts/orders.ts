// The facts that sentences about events are made of, ready to be read.
// Must never hold a word for people.

/** What an event tells; what it does not is `null`, or empty. */
export interface EventFacts {
  readonly amount: string;
  /** Of what went back elsewhere, how; in words. */
  readonly origin: string | null;
  readonly provider: string | null;
  readonly method: string | null;
  /** Why not, as a sentence. */
  readonly refusal: string | null;
}
