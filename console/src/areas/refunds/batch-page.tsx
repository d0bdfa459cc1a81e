// One file of refunds: its dry run, the start, and what became of each line.
// Must never offer to start a file with a broken line.
import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { isProblem } from '../../api/problem';
import { useSession } from '../../api/session';
import { NotFound } from '../../frame/not-found';
import { Confirm } from '../../parts/confirm';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Notice } from '../../parts/notice';
import { Page, Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { BatchLines } from './batch-lines';
import { BatchBadge, stateOf } from './batch-state';
import { batchQuery, useStartBatch, type BatchWithLines } from './refund-queries';
import styles from './refunds.module.css';

const route = getRouteApi('/desk/refund-batches/$batchId');

export function BatchPage() {
  const { batches: t } = useTexts().refunds;
  const { batchId } = route.useParams();
  const { data: batch, error, isPending, refetch } = useQuery(batchQuery(batchId));
  if (isProblem(error, 'not_found')) return <NotFound />;
  return (
    <Page
      title={t.one}
      heading={
        batch && (
          <>
            <Moment at={batch.madeAt} /> <BatchBadge batch={batch} />
          </>
        )
      }
      explanation={batch && `${t.madeBy}: ${batch.madeBy.name}`}
      above={
        <Link to="/refund-batches">
          <Icon name="back" size={15} />
          {t.title}
        </Link>
      }
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {isPending && <LoadingRows />}
      {batch && (
        <>
          <Section>
            <div className={styles.preview}>
              <Standing batch={batch} />
            </div>
          </Section>
          <Section>
            <BatchLines lines={batch.lines} state={stateOf(batch)} />
          </Section>
        </>
      )}
    </Page>
  );
}

function Standing({ batch }: { readonly batch: BatchWithLines }) {
  const { batches: t } = useTexts().refunds;
  const { brokenCount, lineCount, lines } = batch;
  const waitingCount = lines.filter(({ approvalReasons }) => approvalReasons.length > 0).length;
  const doneCount = lines.filter(({ requestId, failure }) => requestId !== null || failure !== null).length;
  switch (stateOf(batch)) {
    case 'broken':
      return (
        <Notice tone="bad" title={t.broken(brokenCount)}>
          <p>{t.brokenHint}</p>
        </Notice>
      );
    case 'ready':
      return (
        <>
          <Notice tone="good" title={t.sound}>
            <p>{t.soundHint(batch.amountWon)}</p>
            {waitingCount > 0 && <p>{t.someWait(waitingCount)}</p>}
          </Notice>
          <Start batch={batch} />
        </>
      );
    case 'running':
    case 'ended':
      return (
        <div role="status" className={styles.progress}>
          <p>{t.progress(doneCount, lineCount)}</p>
          <Progress value={(100 * doneCount) / lineCount} aria-label={t.progress(doneCount, lineCount)} />
        </div>
      );
  }
}

function Start({ batch }: { readonly batch: BatchWithLines }) {
  const { batches: t } = useTexts().refunds;
  const start = useStartBatch(batch.id);
  const [isOpen, setOpen] = useState(false);
  const isOwn = useSession().person.id === batch.madeBy.id;
  if (!isOwn) return <p className="quiet">{t.notYours}</p>;
  return (
    <div className={styles.buttons}>
      <Button onClick={() => setOpen(true)}>{t.start(batch.lineCount)}</Button>
      <Confirm
        opened={isOpen}
        title={t.startTitle}
        explanation={t.startHint(batch.lineCount, batch.amountWon)}
        label={t.start(batch.lineCount)}
        error={start.error}
        isPending={start.isPending}
        onConfirm={() => start.mutate(batch.shownHash, { onSuccess: () => setOpen(false) })}
        onClose={() => setOpen(false)}
      />
    </div>
  );
}
