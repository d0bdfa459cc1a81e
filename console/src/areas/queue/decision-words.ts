// The words of each answer, for the case that it is given about.
// Must never promise what does not follow in that case.
import type { Texts } from '../../texts/ko/index';
import type { PossibleDecision, QueueEntry } from './queue-queries';

type About = Pick<QueueEntry, 'payment' | 'amountWon'>;

interface DecisionWords {
  readonly label: string;
  readonly means: string;
  readonly next: string;
}

/** @param won writes an amount */
export function decisionWords(
  t: Texts['queue'],
  decision: PossibleDecision['decision'],
  { payment, amountWon }: About,
  won: (amountWon: number) => string,
): DecisionWords {
  const isGivenUp = payment?.isGivenUp === true;
  if (decision === 'noted' && isGivenUp) return t.nothingTaken;
  const words = t.decisions[decision];
  if (decision !== 'paid' || !payment) return words;
  return {
    label: words.label,
    means: isGivenUp ? t.paidAfterAll : words.means,
    next: payment.orderTakesIt ? words.next : t.goesBack(won(amountWon ?? 0)),
  };
}

/** What stands above the answers of one kind. That somebody has seen to it is none of the three. */
export function headingOf(t: Texts['queue'], { decision, answer }: PossibleDecision): string {
  return decision === 'noted' && answer === 'happened' ? t.answerNoted : t.answers[answer];
}
