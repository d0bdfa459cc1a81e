// A provider's simulator as the desk sees it: where it is told what goes wrong next, and what can go wrong.
// Must never be there for a real provider.

/** The control API of a simulator that stands in for a provider, as data. */
export interface SimulatorPort {
  /** Where it is, without a slash at the end. */
  readonly url: string;
  /** What can go wrong, by the call with which it goes wrong. */
  readonly faults: Readonly<Record<string, readonly string[]>>;
  /** The field of a fault that limits it to one payment, by the reference that the provider knows it by. */
  readonly referenceName: string;
}
