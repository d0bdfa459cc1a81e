// Everything that happened to an order, in plain sentences, the oldest first.
// Must never leave out what a provider said or a person did; what is hidden can be shown with one click.
import { Button, Chip } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../parts/error-notice';
import { Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { useEarlier, type Order, type TimelineEntry } from './order-queries';
import styles from './order.module.css';
import { TimelineItem } from './timeline-item';

type Shown = 'exchanges' | 'deliveries' | 'verdicts';
const SHOWN_BY_KIND: Readonly<Partial<Record<TimelineEntry['kind'], Shown>>> = {
  exchange: 'exchanges',
  delivery: 'deliveries',
  verdict: 'verdicts',
};
/** States of the order that only repeat what its payments and refunds say. */
const REPEATED = /^order\.(?!created|expired|voided)/;

/** What the order's own states leave to be told; it became unpaid after it had expired only because it was opened again. */
function withoutRepeated(entries: readonly TimelineEntry[]): TimelineEntry[] {
  let last = '';
  return entries.filter(({ event }) => {
    if (!event?.type.startsWith('order.')) return true;
    const isReopened = event.type === 'order.unpaid' && last === 'order.expired';
    last = event.type;
    return isReopened || !REPEATED.test(event.type);
  });
}

export function TimelineSection({ order }: { readonly order: Order }) {
  const { orders } = useTexts();
  const t = orders.page;
  const [shown, setShown] = useState<string[]>(['exchanges', 'deliveries', 'verdicts']);
  const earlier = useEarlier(order.id, order.timeline.earlierCursor);
  const pages = earlier.data?.pages ?? [];
  const entries = [...[...pages].reverse().flatMap((page) => page.entries), ...order.timeline.entries];
  const hasEarlier = pages.length > 0 ? earlier.hasNextPage : order.timeline.earlierCursor !== null;
  const visible = withoutRepeated(entries).filter(({ kind }) => {
    const group = SHOWN_BY_KIND[kind];
    return group === undefined || shown.includes(group);
  });
  return (
    <Section
      title={t.timeline}
      explanation={t.timelineExplanation}
      actions={
        <Chip.Group multiple value={shown} onChange={setShown}>
          <div className={styles.kinds}>
            {(['exchanges', 'deliveries', 'verdicts'] as const).map((kind) => (
              <Chip key={kind} value={kind} size="xs">
                {t.show[kind]}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      }
    >
      <ErrorNotice error={earlier.error} />
      {hasEarlier && (
        <Button
          className={styles.earlier ?? ''}
          variant="default"
          size="xs"
          loading={earlier.isFetching}
          onClick={() => void (pages.length > 0 ? earlier.fetchNextPage() : earlier.refetch())}
        >
          {t.earlier}
        </Button>
      )}
      <ol className={styles.timeline}>
        {visible.map((entry) => (
          <TimelineItem key={entry.id} orderId={order.id} entry={entry} />
        ))}
      </ol>
    </Section>
  );
}
