// Which part of the queue is shown. It stands in the address, so that it can be kept and sent.
// Must never hold what names anybody.
import { QUEUE_KINDS, type QueueKind } from './queue-queries';

export interface QueueFilter {
  readonly kind?: QueueKind;
}

/** The filter that an address holds. What cannot be one is left out. */
export function readQueueFilter(search: Readonly<Record<string, unknown>>): QueueFilter {
  const kind = QUEUE_KINDS.find((each) => each === search['kind']);
  return kind === undefined ? {} : { kind };
}
