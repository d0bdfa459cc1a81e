// One webhook endpoint: how it stands, what can be done with it, and what was sent to it.
// Must never put its address into the address of this page.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { isProblem } from '../../api/problem';
import { useMay } from '../../api/session';
import { NotFound } from '../../frame/not-found';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Page, Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { WaitsNotice } from '../changes/waits-notice';
import { Deliveries } from './deliveries';
import { EndpointDeeds } from './endpoint-deeds';
import { endpointQuery, type Endpoint } from './endpoint-queries';
import { EndpointStanding } from './endpoint-state';
import { EventTypeNames } from './endpoints-page';
import styles from './running.module.css';

const route = getRouteApi('/desk/endpoints/$endpointId');

export function EndpointPage() {
  const { running } = useTexts();
  const t = running.endpoints;
  const { endpointId } = route.useParams();
  const { data: endpoint, error, isPending, refetch } = useQuery(endpointQuery(endpointId));
  if (isProblem(error, 'not_found')) return <NotFound />;
  return (
    <Page
      title={t.detail}
      heading={
        endpoint && (
          <>
            {endpoint.description ?? endpoint.host} <EndpointStanding endpoint={endpoint} />
          </>
        )
      }
      explanation={endpoint?.url ?? endpoint?.host}
      above={
        <Link to="/endpoints">
          <Icon name="back" size={15} />
          {t.title}
        </Link>
      }
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {isPending && <LoadingRows />}
      {endpoint && <Content endpoint={endpoint} />}
    </Page>
  );
}

function Content({ endpoint }: { readonly endpoint: Endpoint }) {
  const filter = route.useSearch();
  const may = useMay();
  return (
    <div className={styles.columns}>
      <Deliveries endpoint={endpoint} filter={filter} />
      <div>
        <WaitsNotice changeIds={endpoint.waitsForChangeIds} />
        <Section>
          <Facts endpoint={endpoint} />
        </Section>
        {may('endpoints:manage') && <EndpointDeeds endpoint={endpoint} />}
      </div>
    </div>
  );
}

function Facts({ endpoint }: { readonly endpoint: Endpoint }) {
  const { running } = useTexts();
  const t = running.endpoints;
  const moments: readonly (readonly [string, string | null])[] = [
    [running.createdAt, endpoint.createdAt],
    [t.failingSince, endpoint.failingSince],
    [t.pausedAt, endpoint.pausedAt],
    [t.previousSecret, endpoint.previousSecretEndsAt],
  ];
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t.eventTypes}</dt>
        <dd>
          <EventTypeNames types={endpoint.eventTypes} />
        </dd>
      </div>
      {moments.map(
        ([name, at]) =>
          at !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Moment at={at} />
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
