// What the charts show, in sentences, as charts, and as tables with every number. Charts come when they are needed.
// Must never be the only way to a number.
import { Button } from '@mantine/core';
import { lazy, Suspense, useId, useState, type ReactNode } from 'react';
import { formatCount, formatWon } from '../../format/won';
import { Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { Won } from '../../parts/won';
import { useLanguage, useTexts } from '../../texts/language';
import type { Figures } from './figures-queries';
import { nameOfStep } from './period-name';
import styles from './figures.module.css';

const StepChart = lazy(async () => ({ default: (await import('./step-chart')).StepChart }));

export function ChartSections({ figures }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  const { salesCount, refundsCount, refusedCount, reversedCount } = figures.totals;
  const hasMoney = salesCount + refundsCount > 0;
  const hasTries = salesCount + refusedCount + reversedCount > 0;
  return (
    <div className={styles.pair}>
      <ChartSection title={t.chartMoney} isEmpty={!hasMoney} table={<MoneyTable figures={figures} />}>
        <MoneyChart figures={figures} />
      </ChartSection>
      <ChartSection title={t.chartTries} isEmpty={!hasTries} table={<TriesTable figures={figures} />}>
        <TriesChart figures={figures} />
      </ChartSection>
    </div>
  );
}

interface ChartSectionProps {
  readonly title: string;
  readonly isEmpty: boolean;
  readonly table: ReactNode;
  readonly children: ReactNode;
}

function ChartSection({ title, isEmpty, table: numbers, children }: ChartSectionProps) {
  const { figures: t } = useTexts();
  const [showsTable, setShowTable] = useState(false);
  const id = useId();
  const button = (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-expanded={showsTable}
      aria-controls={id}
      onClick={() => setShowTable(!showsTable)}
    >
      {showsTable ? t.asChart : t.asTable}
      <span className="unseen"> {title}</span>
    </Button>
  );
  return (
    <Section title={title} actions={isEmpty ? undefined : button}>
      {isEmpty ? (
        <p className={styles.nothing}>{t.nothingYet}</p>
      ) : (
        // Its place is kept, so that nothing jumps when the chart comes.
        <div className={styles.chart}>
          <Suspense fallback={null}>{children}</Suspense>
        </div>
      )}
      <div id={id} hidden={!showsTable}>
        {showsTable && numbers}
      </div>
    </Section>
  );
}

/** The steps as the charts name them. */
function useSteps({ period, steps }: Figures) {
  const language = useLanguage();
  return steps.map(({ from, now }) => ({
    from,
    now,
    short: nameOfStep(period, from, language, true),
    long: nameOfStep(period, from, language, false),
  }));
}

function MoneyChart({ figures }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  const language = useLanguage();
  const steps = useSteps(figures);
  const best = steps.reduce<(typeof steps)[number] | undefined>(
    (most, step) => (most === undefined || step.now.salesWon > most.now.salesWon ? step : most),
    undefined,
  );
  const won = (amountWon: number): string => formatWon(amountWon, language);
  return (
    <StepChart
      summary={t.summaryMoney(won(figures.totals.salesWon), won(figures.totals.refundsWon), best?.long ?? '—')}
      points={steps.map(({ short, long, now }) => ({ short, long, values: [now.salesWon, now.refundsWon] }))}
      series={[
        { name: t.sales, colour: 'var(--chart-first)' },
        { name: t.refunds, colour: 'var(--chart-second)' },
      ]}
      format={won}
    />
  );
}

function TriesChart({ figures }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  const steps = useSteps(figures);
  const { salesCount, refusedCount, reversedCount } = figures.totals;
  return (
    <StepChart
      summary={t.summaryTries(formatCount(salesCount), formatCount(refusedCount + reversedCount))}
      points={steps.map(({ short, long, now }) => ({
        short,
        long,
        values: [now.salesCount, now.refusedCount + now.reversedCount],
      }))}
      series={[
        { name: t.paid, colour: 'var(--chart-first)' },
        { name: t.refused, colour: 'var(--chart-second)' },
      ]}
      isStacked
      format={formatCount}
    />
  );
}

function MoneyTable({ figures }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  return (
    <StepTable figures={figures} columns={[t.sales, t.refunds, t.net]}>
      {({ salesWon, refundsWon, netWon }) =>
        [salesWon, refundsWon, netWon].map((won, at) => <Won key={at} amountWon={won} />)
      }
    </StepTable>
  );
}

function TriesTable({ figures }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  return (
    <StepTable figures={figures} columns={[t.paid, t.refused, t.reversed]}>
      {({ salesCount, refusedCount, reversedCount }) => [salesCount, refusedCount, reversedCount].map(formatCount)}
    </StepTable>
  );
}

interface StepTableProps {
  readonly figures: Figures;
  readonly columns: readonly string[];
  readonly children: (now: Figures['totals']) => readonly ReactNode[];
}

function StepTable({ figures, columns, children }: StepTableProps) {
  const { figures: t } = useTexts();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{figures.period === 'day' ? t.time : t.day}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={table.amounts}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {useSteps(figures).map(({ from, long, now }) => (
          <tr key={from}>
            <th scope="row">{long}</th>
            {children(now).map((value, at) => (
              <td key={columns[at]} data-label={columns[at]} className={table.amounts}>
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
