// What became of a refund, as a badge and in words.
// Must never show in doubt as done, or as failed.
import type { ReactNode } from 'react';
import { Badge, type Tone } from '../../parts/badge';
import { Notice, type NoticeTone } from '../../parts/notice';
import { useTexts } from '../../texts/language';
import type { RefundOutcome } from '../../texts/refunds';
import { refusalSentence } from '../../texts/states';
import type { RefundRequest } from './refund-queries';

const badgeTones: Readonly<Record<RefundOutcome, Tone>> = {
  waits_for_approval: 'busy',
  under_way: 'busy',
  in_doubt: 'warn',
  done: 'good',
  refused_by_provider: 'bad',
  refused: 'bad',
  withdrawn: 'calm',
  expired: 'calm',
  stale: 'warn',
};

const noticeTones: Readonly<Record<Tone, NoticeTone>> = {
  good: 'good',
  warn: 'warn',
  bad: 'bad',
  busy: 'busy',
  calm: 'busy',
};

export function OutcomeBadge({ outcome }: { readonly outcome: RefundOutcome }) {
  const { refunds } = useTexts();
  return <Badge tone={badgeTones[outcome]}>{refunds.outcomes[outcome].word}</Badge>;
}

/** In words: what it means, what happens next, and what the provider said. */
export function OutcomeNotice({
  request,
  children,
}: {
  readonly request: RefundRequest;
  readonly children?: ReactNode;
}) {
  const { refunds, refusals, frame } = useTexts();
  const { outcome, cancellation } = request;
  const refusal = cancellation?.refusal ?? null;
  const { title, next } = refunds.outcomes[outcome];
  return (
    <Notice tone={noticeTones[badgeTones[outcome]]} title={title}>
      <p>{next}</p>
      {refusal && <p>{refusalSentence(refusals, refusal.reason)}</p>}
      {refusal?.providerMessage !== undefined && (
        <p className="quiet">
          {frame.providerWords}: {refusal.providerMessage}
          {refusal.providerCode !== undefined && ` (${refusal.providerCode})`}
        </p>
      )}
      {children}
    </Notice>
  );
}
