// One person: what they may do, and whether they may sign in.
// Must never put their name or e-mail into the address or the browser's title.
import { Button } from '@mantine/core';
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
import { AccessSections } from './access-sections';
import { personQuery, type Person } from './people-queries';
import styles from './people.module.css';
import { PowersForm } from './powers-form';
import { Standing } from './standing';

const route = getRouteApi('/desk/people/$personId');

export function PersonPage() {
  const { people: t } = useTexts();
  const { personId } = route.useParams();
  const may = useMay();
  const { data: person, error, isPending, refetch } = useQuery(personQuery(personId));
  if (isProblem(error, 'not_found')) return <NotFound />;
  return (
    <Page
      title={t.title}
      heading={
        person && (
          <>
            {person.name} <Standing person={person} />
          </>
        )
      }
      explanation={person?.email}
      actions={
        may('audit:read') && (
          <Button
            renderRoot={(props) => <Link to="/audit" search={{ personId }} {...props} />}
            variant="default"
            leftSection={<Icon name="audit" size={16} />}
          >
            {t.history}
          </Button>
        )
      }
      above={
        <Link to="/people">
          <Icon name="back" size={15} />
          {t.title}
        </Link>
      }
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {isPending && <LoadingRows />}
      {person && <Content person={person} />}
    </Page>
  );
}

function Content({ person }: { readonly person: Person }) {
  const { people: t } = useTexts();
  return (
    <div className={styles.columns}>
      <div>
        <WaitsNotice changeIds={person.waitsForChangeIds} />
        <Section title={t.edit.title}>
          <PowersForm person={person} />
        </Section>
      </div>
      <div>
        <Section title={t.access}>
          <dl className={styles.facts}>
            <div>
              <dt>{t.secondFactor}</dt>
              <dd>{person.hasSecondFactor ? t.withSecondFactor : t.withoutSecondFactor}</dd>
            </div>
            <div>
              <dt>{t.since}</dt>
              <dd>
                <Moment at={person.createdAt} />
              </dd>
            </div>
          </dl>
        </Section>
        <AccessSections person={person} />
      </div>
    </div>
  );
}
