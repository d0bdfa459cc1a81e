// What something of the queue is called: only of a payment in doubt is the outcome unknown.
// Must never hold a word for people; texts have them.
import type { Texts } from '../../texts/ko/index';
import type { QueueItem } from './queue-queries';

export function titleOf(t: Texts['queue'], { kind, status }: Pick<QueueItem, 'kind' | 'status'>): string {
  return kind === 'payment' && status !== 'in_doubt' ? t.paymentToLookAt : t.titles[kind];
}
