// The figures that everybody looks at first, each with what it is compared with.
// Must never colour a figure as good or bad where nobody can say: more refunds can be either.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatCount } from '../../format/won';
import { Moment } from '../../parts/moment';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import { Change, formatRate, RateChange } from './change';
import type { Figures } from './figures-queries';
import styles from './figures.module.css';

export function Tiles({ figures }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  const { totals: now, before } = figures;
  return (
    <div className={styles.tiles}>
      <Tile name={t.sales} beside={t.count(formatCount(now.salesCount))} value={<Won amountWon={now.salesWon} />}>
        <Change figures={figures} now={now.salesWon} before={before.salesWon} kind="won" />
      </Tile>
      <Tile name={t.refunds} beside={t.count(formatCount(now.refundsCount))} value={<Won amountWon={now.refundsWon} />}>
        <Change figures={figures} now={now.refundsWon} before={before.refundsWon} kind="won" />
      </Tile>
      <Tile name={t.net} beside={t.netHint} value={<Won amountWon={now.netWon} />}>
        <Change figures={figures} now={now.netWon} before={before.netWon} kind="won" />
      </Tile>
      <Success figures={figures} />
      <Doubts figures={figures} />
      <Queue figures={figures} />
    </div>
  );
}

interface TileProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly beside?: ReactNode;
  readonly tone?: 'warn' | undefined;
  readonly children?: ReactNode;
}

function Tile({ name, value, beside, tone, children }: TileProps) {
  return (
    <section className={styles.tile} data-tone={tone}>
      <h2>{name}</h2>
      <p className={styles.value}>{value}</p>
      {beside !== undefined && <p className={styles.beside}>{beside}</p>}
      {children !== undefined && <p className={styles.change}>{children}</p>}
    </section>
  );
}

function Success({ figures }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  const { salesCount, refusedCount, reversedCount, successRate } = figures.totals;
  const tried = salesCount + refusedCount + reversedCount;
  if (successRate === null) return <Tile name={t.successRate} value="—" beside={t.noTries} />;
  return (
    <Tile
      name={t.successRate}
      value={formatRate(successRate)}
      beside={t.triesHint(formatCount(salesCount), formatCount(tried))}
    >
      <RateChange figures={figures} now={successRate} before={figures.before.successRate} />
    </Tile>
  );
}

function Doubts({ figures: { doubts } }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  if (doubts.length === 0) return <Tile name={t.doubts} value={t.noDoubts} />;
  const sum = (of: (doubt: Figures['doubts'][number]) => number): number =>
    doubts.reduce((total, doubt) => total + of(doubt), 0);
  const oldest = doubts.map(({ oldestSince }) => oldestSince).sort()[0] ?? '';
  return (
    <Tile
      name={t.doubts}
      tone="warn"
      value={<Won amountWon={sum(({ amountWon }) => amountWon)} />}
      beside={t.doubtsOf(
        sum(({ payments }) => payments),
        sum(({ cancellations }) => cancellations),
      )}
    >
      {t.oldest}: <Moment at={oldest} distance />
    </Tile>
  );
}

function Queue({ figures: { queue } }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  return (
    <Tile
      name={t.queue}
      tone={queue.total > 0 ? 'warn' : undefined}
      value={<Link to="/queue">{t.count(formatCount(queue.total))}</Link>}
      beside={queue.total > 0 ? t.queueToDecide : t.queueEmpty}
    />
  );
}
