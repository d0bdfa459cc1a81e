// Carries along a write under an Idempotency-Key, so that every transaction of it can say in itself that it was committed.
// Must never carry anything that decides what the write does.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IdempotencyTicket } from './idempotency-key.js';

/** A write whose answer is kept after its changes were committed. */
export interface RunningWrite {
  readonly ticket: IdempotencyTicket;
  /** Whether one of its transactions has said so already. */
  hasSaidSo: boolean;
}

const storage = new AsyncLocalStorage<RunningWrite>();

/** Runs `work` as the write of a ticket. */
export function asRunningWrite<T>(ticket: IdempotencyTicket, work: () => T): T {
  return storage.run({ ticket, hasSaidSo: false }, work);
}

/** The write that is running, if one is. */
export function currentRunningWrite(): RunningWrite | null {
  return storage.getStore() ?? null;
}
