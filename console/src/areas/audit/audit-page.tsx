// The trail of what people did, the newest first, with filters.
// Must never offer to change or remove an entry; nobody can.
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../api/client';
import { endOfDay, startOfDay } from '../../format/moment';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { LoadingRows } from '../../parts/loading';
import { Page, Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { AuditEntries } from './audit-entries';
import type { AuditFilter } from './audit-filter';
import { AuditFilters } from './audit-filters';
import styles from './audit.module.css';

const PAGE_SIZE = 50;

const route = getRouteApi('/desk/audit/');

export function AuditPage() {
  const { frame, audit: t } = useTexts();
  const filter = route.useSearch();
  const [text, setText] = useState('');
  const trail = useTrail(filter, text);
  const entries = trail.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title={t.title} explanation={t.explanation}>
      <Section>
        <AuditFilters filter={filter} text={text} onText={setText} />
        <ErrorNotice error={trail.error} onRetry={() => void trail.refetch()} />
        {trail.isPending && <LoadingRows rows={8} />}
        {trail.data && entries.length === 0 && <Empty icon="audit" title={t.empty} hint={t.emptyHint} />}
        {entries.length > 0 && <AuditEntries entries={entries} />}
        {trail.hasNextPage && (
          <div className={styles.more}>
            <Button variant="default" loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
              {frame.more}
            </Button>
          </div>
        )}
      </Section>
    </Page>
  );
}

function useTrail({ from, to, ...same }: AuditFilter, text: string) {
  return useInfiniteQuery({
    queryKey: ['audit', from, to, same, text],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/admin/audit', {
          params: {
            query: {
              ...same,
              ...(from !== undefined && { from: startOfDay(from) }),
              ...(to !== undefined && { to: endOfDay(to) }),
              ...(text !== '' && { text }),
              ...(pageParam !== null && { cursor: pageParam }),
              limit: PAGE_SIZE,
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // What was shown stays while the next words are looked for.
    placeholderData: (earlier) => earlier,
  });
}
