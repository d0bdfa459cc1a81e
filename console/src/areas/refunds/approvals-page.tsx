// Refunds that wait for a second person, or waited.
// Must never decide anything here: whoever decides looks at the request first.
import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useSession } from '../../api/session';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Page, Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import { OutcomeBadge } from './outcome';
import { approvalsQuery, type RefundRequest } from './refund-queries';
import styles from './refunds.module.css';

const route = getRouteApi('/desk/approvals/');

export function ApprovalsPage() {
  const { frame, refunds } = useTexts();
  const t = refunds.approvals;
  const { show } = route.useSearch();
  const navigate = useNavigate();
  const approvals = useInfiniteQuery(approvalsQuery(show));
  const items = approvals.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (choice: string): void => {
    void navigate({ to: '/approvals', search: choice === 'all' ? { show: 'all' } : {}, replace: true });
  };
  return (
    <Page
      title={t.title}
      explanation={t.explanation}
      actions={
        <SegmentedControl
          aria-label={t.filter}
          value={show ?? 'waiting'}
          onChange={choose}
          data={[
            { value: 'waiting', label: t.waiting },
            { value: 'all', label: t.all },
          ]}
        />
      }
    >
      <Section>
        <ErrorNotice error={approvals.error} onRetry={() => void approvals.refetch()} />
        {approvals.isPending && <LoadingRows />}
        {approvals.data && items.length === 0 && (
          <Empty icon="approvals" title={show === 'all' ? t.emptyAll : t.empty} hint={t.emptyHint} />
        )}
        {items.length > 0 && <Requests items={items} />}
        {approvals.hasNextPage && (
          <div className={styles.more}>
            <Button
              variant="default"
              loading={approvals.isFetchingNextPage}
              onClick={() => void approvals.fetchNextPage()}
            >
              {frame.more}
            </Button>
          </div>
        )}
      </Section>
    </Page>
  );
}

function Requests({ items }: { readonly items: readonly RefundRequest[] }) {
  const { approvals: t } = useTexts().refunds;
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.order}</th>
          <th scope="col">{t.kind}</th>
          <th scope="col" className={table.amounts}>
            {t.amount}
          </th>
          <th scope="col">{t.reason}</th>
          <th scope="col">{t.askedBy}</th>
          <th scope="col">{t.askedAt}</th>
          <th scope="col">{t.state}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </tbody>
    </table>
  );
}

function RequestRow({ request }: { readonly request: RefundRequest }) {
  const { approvals: t, external } = useTexts().refunds;
  const isOwn = useSession().person.id === request.askedBy.id;
  return (
    <tr>
      <td className={`${table.lead} ${table.whole} ${table.number}`}>
        <Link to="/approvals/$requestId" params={{ requestId: request.id }} className={styles.name}>
          {request.orderNumber}
        </Link>
      </td>
      <td data-label={t.kind} className={table.whole}>
        <span>
          {t.kinds[request.kind]}
          {request.external && (
            <span className={styles.splitLine}>
              {external.origins[request.external.origin].label} · <Moment at={request.external.refundedAt} />
              {request.external.providerCancellationId !== null && (
                <span className="fixed"> {request.external.providerCancellationId}</span>
              )}
            </span>
          )}
        </span>
      </td>
      <td data-label={t.amount} className={table.amounts}>
        <Won amountWon={request.refund.totalWon} />
      </td>
      <td data-label={t.reason} className={styles.reason}>
        {request.reason}
      </td>
      <td data-label={t.askedBy}>
        {request.askedBy.name} {isOwn && <span className={styles.you}>{t.you}</span>}
      </td>
      <td data-label={t.askedAt}>
        <Moment at={request.askedAt} distance />
      </td>
      <td data-label={t.state}>
        <OutcomeBadge outcome={request.outcome} kind={request.kind} />
      </td>
    </tr>
  );
}
