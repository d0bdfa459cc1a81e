// What is written together with a change, in its transaction: for whoever records what people do.
// Must never be used to decide about the change; by then it is made.
import type { EntityManager } from 'typeorm';

/**
 * Writes what belongs to a change. When it throws, nothing of the change stays.
 *
 * @param changed what the change is about; each service says what it hands over
 */
export type Together<T> = (manager: EntityManager, changed: T) => Promise<void>;

/** A thing before and after a change. */
export interface Changed<T> {
  readonly before: T;
  readonly after: T;
}
