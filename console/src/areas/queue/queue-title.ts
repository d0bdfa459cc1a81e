// What something of the queue is called: of a payment that is paid, its outcome is known.
// Must never hold a word for people; texts have them.
import type { Texts } from '../../texts/ko/index';
import type { QueueItem } from './queue-queries';

export function titleOf(t: Texts['queue'], { kind, status }: Pick<QueueItem, 'kind' | 'status'>): string {
  return kind === 'payment' && status === 'paid' ? t.paidPayment : t.titles[kind];
}
