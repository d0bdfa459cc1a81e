// One change of rights: what it was, what it is to be, why it takes two people, and their decision.
// Must never offer to decide about what one asked for, or what is about oneself; the server refuses that too.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { isProblem } from '../../api/problem';
import { NotFound } from '../../frame/not-found';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Notice } from '../../parts/notice';
import { Page, Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import refunds from '../refunds/refunds.module.css';
import { Fact } from '../refunds/request-facts';
import { ChangeDecision } from './change-decision';
import { ChangeFacts } from './change-facts';
import { changeQuery, type Change } from './change-queries';
import { Asker, ChangeState } from './change-state';
import { aboutOf } from './changes-page';
import styles from './changes.module.css';

const route = getRouteApi('/desk/changes/$changeId');

export function ChangePage() {
  const { changes: t } = useTexts();
  const { changeId } = route.useParams();
  const { data: change, error, isPending, refetch } = useQuery(changeQuery(changeId));
  if (isProblem(error, 'not_found')) return <NotFound />;
  return (
    <Page
      title={t.one}
      heading={
        change && (
          <>
            {aboutOf(change)} <ChangeState status={change.status} />
          </>
        )
      }
      explanation={change && t.kinds[change.kind]}
      above={
        <Link to="/changes">
          <Icon name="back" size={15} />
          {t.title}
        </Link>
      }
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {isPending && <LoadingRows />}
      {change && <Content change={change} />}
    </Page>
  );
}

function Content({ change }: { readonly change: Change }) {
  const { changes: t } = useTexts();
  return (
    <div className={refunds.columns}>
      <Section title={t.what}>
        <ChangeFacts change={change} />
      </Section>
      <div>
        <Section title={t.decision}>
          <div className={refunds.preview}>
            {change.status === 'pending' && <ChangeDecision change={change} />}
            {change.status === 'applied' && <Notice tone="good" title={t.applied} />}
            <Dates change={change} />
          </div>
        </Section>
        <Section title={t.why}>
          <ul className={styles.why}>
            {change.rights.map((right) => (
              <li key={right}>{t.rights[right]}</li>
            ))}
          </ul>
        </Section>
      </div>
    </div>
  );
}

function Dates({ change }: { readonly change: Change }) {
  const { changes: t } = useTexts();
  const { askedBy, askedAt, expiresAt, decidedBy, decidedAt, decisionReason, staleBecause, status } = change;
  return (
    <dl className={refunds.facts}>
      <Fact name={t.askedBy}>
        <Asker askedBy={askedBy} />
      </Fact>
      <Fact name={t.askedAt}>
        <Moment at={askedAt} />
      </Fact>
      {status === 'pending' && (
        <Fact name={t.expires}>
          <Moment at={expiresAt} />
        </Fact>
      )}
      {decidedBy && <Fact name={t.decidedBy}>{decidedBy.name}</Fact>}
      {decidedAt !== null && (
        <Fact name={t.decidedAt}>
          <Moment at={decidedAt} />
        </Fact>
      )}
      {decisionReason !== null && <Fact name={t.decisionReason}>{decisionReason}</Fact>}
      {staleBecause !== null && (
        <Fact name={t.staleBecause}>
          <span lang="en">{staleBecause}</span>
        </Fact>
      )}
    </dl>
  );
}
