// How it goes: a day, a week or a month, of all sellers or one. Where everybody begins.
// Must never show a figure without saying of which time it is.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorNotice } from '../../parts/error-notice';
import { LoadingRows } from '../../parts/loading';
import { Page } from '../../parts/page';
import { formatMinute, formatSecond } from '../../format/moment';
import { useLanguage, useTexts } from '../../texts/language';
import { ChartSections } from './chart-sections';
import { DeclinesSection, ProvidersSection } from './tables';
import { FiguresControls } from './figures-controls';
import { figuresQuery, type Figures } from './figures-queries';
import { nameOfPeriod } from './period-name';
import { Tiles } from './tiles';
import { WebhooksSection } from './webhooks-section';
import styles from './figures.module.css';

const route = getRouteApi('/desk/home/');

export function FiguresPage() {
  const { figures: t } = useTexts();
  const filter = route.useSearch();
  const figures = useQuery(figuresQuery(filter));
  return (
    <Page title={t.title} heading={figures.data ? <Heading figures={figures.data} /> : t.title}>
      <FiguresControls filter={filter} figures={figures.data} />
      <ErrorNotice error={figures.error} onRetry={() => void figures.refetch()} />
      {figures.isPending && <LoadingRows rows={10} />}
      {figures.data && (
        <div className={styles.content} aria-busy={figures.isPlaceholderData} data-stale={figures.isPlaceholderData}>
          <Tiles figures={figures.data} />
          <ChartSections figures={figures.data} />
          <div className={styles.pair}>
            <ProvidersSection figures={figures.data} />
            <DeclinesSection figures={figures.data} />
          </div>
          <WebhooksSection webhooks={figures.data.webhooks} />
          <AsOf figures={figures.data} />
        </div>
      )}
    </Page>
  );
}

function Heading({ figures: { period, firstDay, nextDay } }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  const language = useLanguage();
  return (
    <>
      {t.title} <span className={styles.when}>{nameOfPeriod(period, firstDay, nextDay, language)}</span>
    </>
  );
}

function AsOf({ figures: { asOf } }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  return (
    <p className={styles.asOf}>
      {t.asOf}{' '}
      <time dateTime={asOf} title={formatSecond(asOf)}>
        {formatMinute(asOf)} KST
      </time>{' '}
      · {t.refreshed}
    </p>
  );
}
