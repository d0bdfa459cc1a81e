// Why something was decided: a person's own words, or what the platform's sentence tells, in the reader's language.
// Must never pass the server's English off as the reader's language.
import { formatWon } from '../format/won';
import { figuresOf, saidInWords, toldRefunds } from '../texts/evidence';
import { useLanguage, useTexts } from '../texts/language';
import { ToldRefunds } from './told-refunds';

interface VerdictReasonProps {
  readonly verdict: { readonly decidedBy: string; readonly reason: string | null };
  readonly className?: string | undefined;
}

export function VerdictReason({ verdict: { decidedBy, reason }, className }: VerdictReasonProps) {
  const { evidence } = useTexts();
  const language = useLanguage();
  if (reason === null) return null;
  if (decidedBy !== 'platform') return <p className={className}>{reason}</p>;
  const figures = figuresOf(evidence, reason, (amountWon) => formatWon(amountWon, language));
  if (figures !== null || toldRefunds(reason).named.length > 0) return <ToldRefunds attention={reason} />;
  const words = saidInWords(evidence, reason, (amountWon) => formatWon(amountWon, language));
  if (words !== null) return <p className={className}>{words}</p>;
  return (
    <p lang="en" className={className}>
      {reason}
    </p>
  );
}
