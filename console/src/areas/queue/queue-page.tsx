// What waits for a decision, the oldest first.
// Must never hide how long something has waited.
import { Button, SegmentedControl } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { AttentionLine } from '../../parts/attention-text';
import { Badge } from '../../parts/badge';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Page, Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import { providerName } from '../../texts/providers';
import { titleOf } from './queue-title';
import { QUEUE_KINDS, useQueue, type QueueItem } from './queue-queries';
import styles from './queue.module.css';

const route = getRouteApi('/desk/queue/');

export function QueuePage() {
  const { frame, queue: t } = useTexts();
  const { kind } = route.useSearch();
  const queue = useQueue(kind);
  const items = queue.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = queue.data?.pages[0]?.waiting;
  return (
    <Page
      title={t.title}
      explanation={t.explanation}
      actions={waiting !== undefined && waiting > 0 && <Badge tone="warn">{t.waiting(waiting)}</Badge>}
    >
      <Section>
        <KindFilter />
        <ErrorNotice error={queue.error} onRetry={() => void queue.refetch()} />
        {queue.isPending && <LoadingRows />}
        {queue.data && items.length === 0 && <Empty icon="check" title={t.empty} hint={t.emptyHint} />}
        {items.length > 0 && <Items items={items} />}
        {queue.hasNextPage && (
          <div className={styles.more}>
            <Button variant="default" loading={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
              {frame.more}
            </Button>
          </div>
        )}
      </Section>
    </Page>
  );
}

function KindFilter() {
  const { queue: t } = useTexts();
  const { kind } = route.useSearch();
  const navigate = useNavigate({ from: '/queue' });
  const choose = (value: string): void => {
    const chosen = QUEUE_KINDS.find((each) => each === value);
    void navigate({ search: chosen === undefined ? {} : { kind: chosen }, replace: true });
  };
  return (
    <div className={styles.filter}>
      <SegmentedControl
        aria-label={t.kind}
        value={kind ?? ''}
        onChange={choose}
        data={[
          { value: '', label: t.everyKind },
          ...QUEUE_KINDS.map((each) => ({ value: each, label: t.kinds[each] })),
        ]}
      />
    </div>
  );
}

function Items({ items }: { readonly items: readonly QueueItem[] }) {
  const { queue: t } = useTexts();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.kind}</th>
          <th scope="col">{t.order}</th>
          <th scope="col" className={table.amounts}>
            {t.amount}
          </th>
          <th scope="col">{t.provider}</th>
          <th scope="col">{t.since}</th>
          <th scope="col">{t.why}</th>
          <th scope="col">{t.lookedAt}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Item({ item }: { readonly item: QueueItem }) {
  const { queue: t } = useTexts();
  const { kind, id, orderNumber, amountWon, provider, since, status, attention, lastLook } = item;
  return (
    <tr>
      <td className={`${table.lead} ${table.whole}`}>
        <Link to="/queue/$kind/$id" params={{ kind, id }} className={styles.lead}>
          {titleOf(t, item)}
        </Link>
      </td>
      <td data-label={t.order} className={`${table.whole} ${table.number}`}>
        {orderNumber ?? <span className="quiet">—</span>}
      </td>
      <td data-label={t.amount} className={table.amounts}>
        {amountWon === null ? <span className="quiet">—</span> : <Won amountWon={amountWon} />}
      </td>
      <td data-label={t.provider} className={table.whole}>
        {providerName(provider)}
      </td>
      <td data-label={t.since} className={table.whole}>
        <Moment at={since} distance />
      </td>
      <td data-label={t.why} className={table.sentence}>
        {attention !== null && (
          <AttentionLine attention={attention} paymentState={kind === 'payment' ? status : undefined} />
        )}
      </td>
      <td data-label={t.lookedAt} className={table.whole}>
        {lastLook === null ? (
          <span className="quiet">{t.nobodyLooked}</span>
        ) : (
          <span>
            {lastLook.personName} · <Moment at={lastLook.at} distance />
          </span>
        )}
      </td>
    </tr>
  );
}
