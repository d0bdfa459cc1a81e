// What became of a refund, as a badge and in words.
// Must never show in doubt as done, or as failed.
import type { ReactNode } from 'react';
import { Badge, type Tone } from '../../parts/badge';
import { Notice, type NoticeTone } from '../../parts/notice';
import { useTexts } from '../../texts/language';
import type { RefundOutcome, RefundTexts } from '../../texts/refunds';
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

interface OutcomeBadgeProps {
  readonly outcome: RefundOutcome;
  /** Left out: a refund. */
  readonly kind?: RefundRequest['kind'];
}

/** A decision that is carried out is no refund that went through, and neither is one that was made elsewhere. */
function wordsOf(refunds: RefundTexts, kind: RefundRequest['kind'], outcome: RefundOutcome) {
  if (kind === 'decision' && outcome === 'done') return refunds.decided;
  const elsewhere = kind === 'external_cancellation' ? refunds.external.outcomes[outcome] : undefined;
  return elsewhere ?? refunds.outcomes[outcome];
}

export function OutcomeBadge({ outcome, kind = 'refund' }: OutcomeBadgeProps) {
  const { refunds } = useTexts();
  return <Badge tone={badgeTones[outcome]}>{wordsOf(refunds, kind, outcome).word}</Badge>;
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
  const { title, next } = wordsOf(refunds, request.kind, outcome);
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
