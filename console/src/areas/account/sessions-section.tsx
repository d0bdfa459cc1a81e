// Where one is signed in, and how to end that.
// Must never end this very session without asking.
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Answer } from '../../api/client';
import { forgetEverything, queryClient } from '../../api/query-client';
import { Badge } from '../../parts/badge';
import { Confirm } from '../../parts/confirm';
import { ErrorNotice } from '../../parts/error-notice';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { useTexts } from '../../texts/language';
import styles from './account.module.css';
import { deviceOf } from './device';

type ListedSession = Answer<'/admin/sessions', 'get'>['items'][number];

const KEY = ['sessions'] as const;

export function SessionsSection() {
  const { account } = useTexts();
  const t = account.sessions;
  const [isAsking, setAsking] = useState(false);
  const sessions = useQuery({ queryKey: KEY, queryFn: () => answerOf(api.GET('/admin/sessions')) });
  const end = useMutation({
    mutationFn: (id: string) => api.DELETE('/admin/sessions/{id}', { params: { path: { id } } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
  const endAll = useMutation({ mutationFn: () => api.DELETE('/admin/sessions'), onSuccess: forgetEverything });
  return (
    <Section
      title={t.title}
      explanation={t.explanation}
      actions={
        <Button variant="default" onClick={() => setAsking(true)}>
          {t.endAll}
        </Button>
      }
    >
      <ErrorNotice error={sessions.error ?? end.error} onRetry={() => void sessions.refetch()} />
      {sessions.isPending && <LoadingRows rows={2} />}
      {sessions.data && <Sessions items={sessions.data.items} onEnd={(id) => end.mutate(id)} />}
      <Confirm
        opened={isAsking}
        title={t.endAllQuestion}
        explanation={t.endAllExplanation}
        label={t.endAll}
        error={endAll.error}
        isPending={endAll.isPending}
        onConfirm={() => endAll.mutate()}
        onClose={() => setAsking(false)}
      />
    </Section>
  );
}

function Sessions({
  items,
  onEnd,
}: {
  readonly items: readonly ListedSession[];
  readonly onEnd: (id: string) => void;
}) {
  const t = useTexts().account.sessions;
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.device}</th>
          <th scope="col">{t.address}</th>
          <th scope="col">{t.signedInAt}</th>
          <th scope="col">{t.lastSeenAt}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {items.map((session) => {
          const device = deviceOf(session.userAgent) ?? t.unknownDevice;
          return (
            <tr key={session.id}>
              <td className={table.lead}>
                <span className={styles.device}>
                  {device}
                  {session.isThisOne && <Badge tone="good">{t.thisOne}</Badge>}
                </span>
              </td>
              <td data-label={t.address} className="numbers">
                {session.address}
              </td>
              <td data-label={t.signedInAt}>
                <Moment at={session.createdAt} />
              </td>
              <td data-label={t.lastSeenAt}>
                <Moment at={session.lastSeenAt} distance />
              </td>
              <td className={table.end}>
                {!session.isThisOne && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t.endThis(device)}
                    onClick={() => onEnd(session.id)}
                  >
                    {t.end}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
