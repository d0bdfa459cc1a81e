// Changes of rights that wait for a second administrator, or waited.
// Must never decide anything here: whoever decides looks at the change first.
import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Page, Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { useTexts } from '../../texts/language';
import refunds from '../refunds/refunds.module.css';
import { changesQuery, type Change } from './change-queries';
import { Asker, ChangeState } from './change-state';

const route = getRouteApi('/desk/changes/');

export function ChangesPage() {
  const { frame, changes: t } = useTexts();
  const { show } = route.useSearch();
  const navigate = useNavigate();
  const changes = useInfiniteQuery(changesQuery(show));
  const items = changes.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (choice: string): void => {
    void navigate({ to: '/changes', search: choice === 'all' ? { show: 'all' } : {}, replace: true });
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
        <ErrorNotice error={changes.error} onRetry={() => void changes.refetch()} />
        {changes.isPending && <LoadingRows />}
        {changes.data && items.length === 0 && (
          <Empty icon="approvals" title={show === 'all' ? t.emptyAll : t.empty} hint={t.emptyHint} />
        )}
        {items.length > 0 && <Changes items={items} />}
        {changes.hasNextPage && (
          <div className={refunds.more}>
            <Button variant="default" loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
              {frame.more}
            </Button>
          </div>
        )}
      </Section>
    </Page>
  );
}

function Changes({ items }: { readonly items: readonly Change[] }) {
  const { changes: t } = useTexts();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.kind}</th>
          <th scope="col">{t.about}</th>
          <th scope="col">{t.askedBy}</th>
          <th scope="col">{t.askedAt}</th>
          <th scope="col">{t.state}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((change) => (
          <tr key={change.id}>
            <td className={table.lead}>
              <Link to="/changes/$changeId" params={{ changeId: change.id }} className={refunds.name}>
                {t.kinds[change.kind]}
              </Link>
            </td>
            <td data-label={t.about}>{aboutOf(change)}</td>
            <td data-label={t.askedBy}>
              <Asker askedBy={change.askedBy} />
            </td>
            <td data-label={t.askedAt}>
              <Moment at={change.askedAt} distance />
            </td>
            <td data-label={t.state}>
              <ChangeState status={change.status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** In words for people: their name, the name of a key, or else the identifier. */
export function aboutOf({ aboutPerson, after, kind, subject }: Change): string {
  if (aboutPerson) return aboutPerson.name;
  return kind === 'api_key' && typeof after['name'] === 'string' ? after['name'] : subject;
}
