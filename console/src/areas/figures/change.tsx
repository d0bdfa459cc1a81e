// How a figure differs from what it is compared with, in words.
// Must never say "more" of what cannot be compared, or leave out with what it is compared.
import { formatCount, formatWon } from '../../format/won';
import { useLanguage, useTexts } from '../../texts/language';
import type { Figures } from './figures-queries';

const percent = new Intl.NumberFormat('ko-KR', { maximumFractionDigits: 1 });

/** `98.5%` */
export function formatRate(rate: number): string {
  return `${percent.format(rate * 100)}%`;
}

interface ChangeProps {
  readonly figures: Pick<Figures, 'period' | 'isRunning'>;
  readonly now: number;
  readonly before: number;
  readonly kind: 'won' | 'count';
}

export function Change({ figures, now, before, kind }: ChangeProps) {
  const { figures: t } = useTexts();
  const language = useLanguage();
  const than = useThan(figures);
  if (before === 0) return <>{t.wasNothing(than)}</>;
  const differs = Math.abs(now - before);
  // From below zero, a share of it means nothing.
  const amount =
    before > 0
      ? `${percent.format((differs / before) * 100)}%`
      : kind === 'won'
        ? formatWon(differs, language)
        : formatCount(differs);
  return <>{t.compared(than, now === before ? t.same : now > before ? t.up(amount) : t.down(amount))}</>;
}

interface RateChangeProps {
  readonly figures: Pick<Figures, 'period' | 'isRunning'>;
  readonly now: number | null;
  readonly before: number | null;
}

/** Rates are compared by their difference: a per cent of a per cent confuses everybody. */
export function RateChange({ figures, now, before }: RateChangeProps) {
  const { figures: t } = useTexts();
  const than = useThan(figures);
  if (now === null) return null;
  if (before === null) return <>{t.wasNothing(than)}</>;
  const points = Math.round((now - before) * 1_000) / 10;
  const amount = t.points(percent.format(Math.abs(points)));
  return <>{t.compared(than, points === 0 ? t.same : points > 0 ? t.up(amount) : t.down(amount))}</>;
}

function useThan({ period, isRunning }: Pick<Figures, 'period' | 'isRunning'>): string {
  const { figures: t } = useTexts();
  return t.than[isRunning ? 'running' : 'whole'][period];
}
