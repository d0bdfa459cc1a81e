// What is said after an answer was given: what became of it, as far as it is known.
// Must never tell of money that moved before the books say so, nor of a try that nobody asked for.
import type { Texts } from '../../texts/ko/index';
import type { QueueDecision, QueueEntry } from './queue-queries';

type Answered = Pick<QueueDecision, 'decision' | 'isOpen'>;
type Now = Pick<QueueEntry, 'status' | 'isWaiting'>;

/** @param now as it stands since; what an order cannot take is given back after the answer was kept */
export function decidedSentence(t: Texts['queue'], { decision, isOpen }: Answered, now: Now): string {
  if (decision === 'not_known') return t.doneOpen;
  if (decision === 'try_again' && isOpen) return t.doneInDoubt;
  return decision === 'paid' ? paidSentence(t, now) : t.done;
}

/** Where somebody is called again, their call says what happened. */
function paidSentence(t: Texts['queue'], { status, isWaiting }: Now): string {
  if (isWaiting) return t.done;
  if (status === 'paid') return t.donePaid;
  if (status === 'reversed') return t.doneGivenBack;
  return status === 'in_doubt' ? t.doneGoingBack : t.done;
}
