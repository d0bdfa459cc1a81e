// Refunds from files: uploading one, and those that were uploaded.
// Must never send anything with the upload.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState, type DragEvent } from 'react';
import { useMay } from '../../api/session';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Page, Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { Won } from '../../parts/won';
import { formatCount } from '../../format/won';
import { useTexts } from '../../texts/language';
import { BatchBadge } from './batch-state';
import { batchesQuery, useCheckBatch, type Batch } from './refund-queries';
import styles from './refunds.module.css';

export function BatchesPage() {
  const { batches: t } = useTexts().refunds;
  const may = useMay();
  const batches = useQuery(batchesQuery);
  return (
    <Page title={t.title} explanation={t.explanation}>
      {may('refunds:ask') && (
        <Section title={t.upload}>
          <Upload />
        </Section>
      )}
      <Section title={t.earlier}>
        <ErrorNotice error={batches.error} onRetry={() => void batches.refetch()} />
        {batches.isPending && <LoadingRows rows={3} />}
        {batches.data?.items.length === 0 && <Empty icon="batches" title={t.none} />}
        {batches.data && batches.data.items.length > 0 && <Files items={batches.data.items} />}
      </Section>
    </Page>
  );
}

function Upload() {
  const { batches: t } = useTexts().refunds;
  const check = useCheckBatch();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const send = (file: File | undefined): void => {
    if (!file || check.isPending) return;
    check.mutate(file, {
      onSuccess: ({ id }) => void navigate({ to: '/refund-batches/$batchId', params: { batchId: id } }),
    });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  return (
    <div className={styles.preview}>
      <div
        className={styles.drop}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{t.drop}</p>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv"
          aria-label={t.choose}
          className="unseen"
          tabIndex={-1}
          onChange={({ currentTarget }) => {
            send(currentTarget.files?.[0]);
            // The same file again, when it was corrected, is a change too.
            currentTarget.value = '';
          }}
        />
        <Button
          loading={check.isPending}
          leftSection={<Icon name="batches" size={16} />}
          onClick={() => input.current?.click()}
        >
          {t.choose}
        </Button>
        <p className="quiet">{t.format}</p>
      </div>
      <pre className={styles.example}>{t.example}</pre>
      <ErrorNotice error={check.error} />
    </div>
  );
}

function Files({ items }: { readonly items: readonly Batch[] }) {
  const { batches: t } = useTexts().refunds;
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.madeAt}</th>
          <th scope="col">{t.madeBy}</th>
          <th scope="col" className={table.amounts}>
            {t.lines}
          </th>
          <th scope="col" className={table.amounts}>
            {t.amount}
          </th>
          <th scope="col">{t.state}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((batch) => (
          <tr key={batch.id}>
            <td className={table.lead}>
              <Link to="/refund-batches/$batchId" params={{ batchId: batch.id }} className={styles.name}>
                <Moment at={batch.madeAt} />
              </Link>
            </td>
            <td data-label={t.madeBy}>{batch.madeBy.name}</td>
            <td data-label={t.lines} className={table.amounts}>
              {formatCount(batch.lineCount)}
            </td>
            <td data-label={t.amount} className={table.amounts}>
              <Won amountWon={batch.amountWon} />
            </td>
            <td data-label={t.state}>
              <BatchBadge batch={batch} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
