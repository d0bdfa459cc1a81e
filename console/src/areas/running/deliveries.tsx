// What was sent to an endpoint, the newest first, each with what the endpoint answered, and sending it again.
// Must never send anything again by itself.
import { Button, SegmentedControl, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useMay } from '../../api/session';
import { formatMinute } from '../../format/moment';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Notice } from '../../parts/notice';
import { Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { DELIVERY_STATES } from '../../texts/running';
import { AttemptAnswer } from './attempt-answer';
import type { DeliveryFilter } from './delivery-filter';
import { deliveriesQuery, useRedeliver, type Delivery, type Endpoint } from './endpoint-queries';
import { DeliveryStanding } from './endpoint-state';
import { RedeliverRange } from './redeliver-range';
import styles from './running.module.css';

const ALL = 'all';

interface DeliveriesProps {
  readonly endpoint: Endpoint;
  readonly filter: DeliveryFilter;
}

export function Deliveries({ endpoint, filter }: DeliveriesProps) {
  const { frame, running } = useTexts();
  const t = running.endpoints;
  const mayRedeliver = useMay()('webhooks:redeliver');
  const deliveries = useInfiniteQuery(deliveriesQuery(endpoint.id, filter));
  const redeliver = useRedeliver(endpoint.id);
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t.deliveries} actions={mayRedeliver && <RedeliverRange endpointId={endpoint.id} />}>
      <div className={styles.form}>
        <StateFilter filter={filter} />
        <ErrorNotice error={deliveries.error} onRetry={() => void deliveries.refetch()} />
        <ErrorNotice error={redeliver.error} writing />
        {redeliver.isSuccess && <Notice tone="good" title={t.againDone(redeliver.data)} />}
        {deliveries.isPending && <LoadingRows />}
        {deliveries.data && items.length === 0 && <Empty icon="hook" title={t.noDeliveries} />}
        {items.length > 0 && (
          <ol className={styles.list}>
            {items.map((delivery) => (
              <DeliveryLine
                key={delivery.eventId}
                delivery={delivery}
                isSending={redeliver.isPending}
                onAgain={mayRedeliver ? () => redeliver.mutate({ eventId: delivery.eventId }) : null}
              />
            ))}
          </ol>
        )}
      </div>
      {deliveries.hasNextPage && (
        <div className={styles.more}>
          <Button
            variant="default"
            loading={deliveries.isFetchingNextPage}
            onClick={() => void deliveries.fetchNextPage()}
          >
            {frame.more}
          </Button>
        </div>
      )}
    </Section>
  );
}

function StateFilter({ filter }: Pick<DeliveriesProps, 'filter'>) {
  const { running } = useTexts();
  const t = running.endpoints;
  const navigate = useNavigate({ from: '/endpoints/$endpointId' });
  return (
    <SegmentedControl
      aria-label={running.state}
      value={filter.status ?? ALL}
      onChange={(chosen) => {
        const status = DELIVERY_STATES.find((state) => state === chosen);
        void navigate({ search: status === undefined ? {} : { status }, replace: true });
      }}
      data={[
        { value: ALL, label: t.everyDelivery },
        ...DELIVERY_STATES.map((value) => ({ value, label: t.deliveryStates[value] })),
      ]}
    />
  );
}

interface DeliveryLineProps {
  readonly delivery: Delivery;
  readonly isSending: boolean;
  /** `null`: whoever looks may not send it again. */
  readonly onAgain: (() => void) | null;
}

function DeliveryLine({ delivery, isSending, onAgain }: DeliveryLineProps) {
  const t = useTexts().running.endpoints;
  const [isOpen, setOpen] = useState(false);
  const attemptsId = useId();
  const [last] = delivery.lastAttempts;
  return (
    <li className={styles.delivery} data-open={isOpen}>
      <div className={styles.line}>
        <UnstyledButton
          className={styles.opener}
          aria-expanded={isOpen}
          aria-controls={attemptsId}
          onClick={() => setOpen(!isOpen)}
        >
          <span>
            <DeliveryStanding status={delivery.status} />
          </span>
          <span className="fixed">{delivery.eventType}</span>
          <span className={`${styles.outcome ?? ''} numbers`}>
            {last && (
              <span>
                {last.httpStatus === null
                  ? t.unanswered(last.durationMs)
                  : t.answered(last.httpStatus, last.durationMs)}
              </span>
            )}
            <span>{whenOf(delivery, t)}</span>
          </span>
          <Icon name="more" size={16} />
        </UnstyledButton>
        {onAgain && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t.againThis(delivery.eventType)}
            disabled={isSending}
            onClick={onAgain}
          >
            {t.again}
          </Button>
        )}
      </div>
      {isOpen && <Attempts id={attemptsId} delivery={delivery} />}
    </li>
  );
}

/** When it ended; while it waits, when it is tried next. */
function whenOf(
  { status, endedAt, nextAttemptAt }: Delivery,
  t: { readonly nextAttempt: (moment: string) => string },
): string {
  if (status !== 'waiting') return endedAt === null ? '' : formatMinute(endedAt);
  return nextAttemptAt === null ? '' : t.nextAttempt(formatMinute(nextAttemptAt));
}

function Attempts({ id, delivery }: { readonly id: string; readonly delivery: Delivery }) {
  const t = useTexts().running.endpoints;
  return (
    <ol id={id} className={styles.attempts}>
      <li className={styles.small}>
        <span className="fixed">{delivery.eventId}</span> · {t.attempts(delivery.attempts)}
      </li>
      {delivery.lastAttempts.length === 0 && <li className="quiet">{t.noAttempts}</li>}
      {delivery.lastAttempts.map((attempt) => (
        <li key={attempt.startedAt}>
          <Moment at={attempt.startedAt} />
          <AttemptAnswer attempt={attempt} />
        </li>
      ))}
    </ol>
  );
}
