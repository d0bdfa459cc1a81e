// One request for a refund: what was asked, by whom, why a second person is needed, and their decision.
// Must never let anybody decide on what they did not see: the decision carries the hash of what is shown.
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
import { ToldRefunds } from '../../parts/told-refunds';
import { toldRefunds } from '../../texts/evidence';
import { useTexts } from '../../texts/language';
import { orderQuery } from '../orders/order-queries';
import { ApprovalReasons } from './approval-reasons';
import { Decision } from './decision';
import { OutcomeBadge, OutcomeNotice } from './outcome';
import { approvalQuery, type Approval } from './refund-queries';
import styles from './refunds.module.css';
import { Fact, RequestFacts } from './request-facts';

const route = getRouteApi('/desk/approvals/$requestId');

export function ApprovalPage() {
  const { approvals: t, external } = useTexts().refunds;
  const { requestId } = route.useParams();
  const { data: approval, error, isPending, refetch } = useQuery(approvalQuery(requestId));
  if (isProblem(error, 'not_found')) return <NotFound />;
  return (
    <Page
      title={t.one}
      heading={
        approval && (
          <>
            {approval.request.orderNumber}{' '}
            <OutcomeBadge outcome={approval.request.outcome} kind={approval.request.kind} />
          </>
        )
      }
      explanation={approval?.request.external ? external.one : t.one}
      above={
        <Link to="/approvals">
          <Icon name="back" size={15} />
          {t.title}
        </Link>
      }
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {isPending && <LoadingRows />}
      {approval && <Content approval={approval} />}
    </Page>
  );
}

function Content({ approval }: { readonly approval: Approval }) {
  const { refunds } = useTexts();
  const { approvals: t } = refunds;
  const { request } = approval;
  return (
    <div className={styles.columns}>
      <Section title={t.asked}>
        <RequestFacts request={request} />
        {request.external && request.status === 'pending' && <Told request={request} />}
      </Section>
      <div>
        <Section title={t.decision}>
          <div className={styles.preview}>
            {request.status === 'pending' ? <Decision approval={approval} /> : <OutcomeNotice request={request} />}
            <Dates approval={approval} />
          </div>
        </Section>
        {request.approvalReasons.length > 0 && (
          <Section title={t.why}>
            <ApprovalReasons reasons={request.approvalReasons} />
          </Section>
        )}
      </div>
    </div>
  );
}

/** What notices told, for whoever has to compare it with what is to be recorded. */
function Told({ request }: { readonly request: Approval['request'] }) {
  const { data } = useQuery(orderQuery(request.orderId));
  const attention = data?.order.payments.find(({ id }) => id === request.paymentId)?.attention ?? '';
  if (toldRefunds(attention).named.length === 0) return null;
  return (
    <div className={styles.told}>
      <Notice tone="warn">
        <ToldRefunds attention={attention} />
      </Notice>
    </div>
  );
}

function Dates({ approval: { request } }: { readonly approval: Approval }) {
  const { approvals: t } = useTexts().refunds;
  const { external } = useTexts().refunds;
  const { askedBy, askedAt, expiresAt, decidedBy, decidedAt, decisionReason, staleBecause } = request;
  return (
    <dl className={styles.facts}>
      <Fact name={t.askedBy}>{askedBy.name}</Fact>
      <Fact name={t.askedAt}>
        <Moment at={askedAt} />
      </Fact>
      {expiresAt !== null && request.status === 'pending' && (
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
        <Fact name={request.external ? external.staleBecause : t.staleBecause}>
          <span lang="en">{staleBecause}</span>
        </Fact>
      )}
    </dl>
  );
}
