// One thing that no machine could settle: what it is about, the evidence, and the three honest answers.
// Must never offer an answer that the server did not offer, or leave out what it leads to.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/session';
import { isProblem } from '../../api/problem';
import { NotFound } from '../../frame/not-found';
import { ErrorNotice } from '../../parts/error-notice';
import { isRecordable } from '../../texts/evidence';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Notice } from '../../parts/notice';
import { Page, Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import type { Texts } from '../../texts/ko/index';
import { orderQuery, waitingRequest } from '../orders/order-queries';
import { WaitingRequest } from '../orders/waiting-request';
import { DecideSection } from './decide-section';
import { EvidenceSection } from './evidence-section';
import { Facts, ruleOf } from './item-facts';
import { titleOf } from './queue-title';
import { queueEntryQuery, type QueueEntry } from './queue-queries';
import styles from './queue.module.css';

const route = getRouteApi('/desk/queue/$kind/$id');

export function QueueItemPage() {
  const { queue: t } = useTexts();
  const { kind, id } = route.useParams();
  const entry = useQuery(queueEntryQuery(kind, id));
  if (isProblem(entry.error, 'not_found')) return <NotFound />;
  return (
    <Page title={entry.data ? titleOf(t, entry.data) : t.title} above={<Back />}>
      <ErrorNotice error={entry.error} onRetry={() => void entry.refetch()} />
      {entry.isPending && <LoadingRows rows={8} />}
      {entry.data && <Entry entry={entry.data} />}
    </Page>
  );
}

function Back() {
  const { queue: t } = useTexts();
  return (
    <Link to="/queue">
      <Icon name="back" size={16} />
      {t.back}
    </Link>
  );
}

function Entry({ entry }: { readonly entry: QueueEntry }) {
  const { queue: t } = useTexts();
  const may = useMay();
  return (
    <>
      <Facts entry={entry} />
      {entry.whatToDo !== null && (
        <Notice tone="warn" title={t.actElsewhere}>
          <p>{whatToDo(t, entry)}</p>
        </Notice>
      )}
      <div className={styles.columns}>
        <EvidenceSection entry={entry} />
        <div className={styles.side}>
          <OtherRequest entry={entry} />
          {may('decisions:make') && <RecordElsewhere entry={entry} />}
          {may('decisions:make') ? (
            <DecideSection key={entry.id} entry={entry} />
          ) : (
            entry.isWaiting && <Notice tone="busy" title={t.mayNotDecide} />
          )}
          <Looks entry={entry} />
        </div>
      </div>
    </>
  );
}

/** What is to be done elsewhere; of a kind without words here as the server says it. */
function whatToDo(t: Texts['queue'], { kind, status, whatToDo: inServersWords }: QueueEntry): string | null {
  if (kind === 'billing_key') return status === 'removing' ? t.whatToDo.removingKey : t.whatToDo.otherKey;
  return kind === 'cash_receipt' ? t.whatToDo.cashReceipt : inServersWords;
}

/** A refund, or the record of one, of the same payment that waits for approval; a decision that waits is told with the form. */
function useOtherRequest({ kind, id, orderId, attention }: QueueEntry) {
  const isPayment = kind === 'payment' && orderId !== null && attention !== null;
  const { data } = useQuery({ ...orderQuery(orderId ?? ''), enabled: isPayment });
  const request = isPayment && data ? waitingRequest(data.order, id) : null;
  return request?.kind === 'decision' ? null : request;
}

function OtherRequest({ entry }: { readonly entry: QueueEntry }) {
  const request = useOtherRequest(entry);
  return request && <WaitingRequest request={request} />;
}

/** What went back elsewhere is recorded at the order; that also ends the waiting. */
function RecordElsewhere({ entry }: { readonly entry: QueueEntry }) {
  const { queue: t, orders } = useTexts();
  const isAskedFor = useOtherRequest(entry) !== null;
  const { kind, status, orderId, attention } = entry;
  if (kind !== 'payment' || status !== 'paid' || orderId === null || attention === null) return null;
  if (!isRecordable(attention, ruleOf(entry)) || isAskedFor) return null;
  return (
    <Notice tone="busy" title={t.wentBackElsewhere}>
      <p>{t.wentBackElsewhereHint}</p>
      <Button
        variant="filled"
        className={styles.record ?? ''}
        renderRoot={(props) => <Link to="/orders/$orderId/external-refund" params={{ orderId }} {...props} />}
      >
        {orders.page.recordExternal}
      </Button>
    </Notice>
  );
}

function Looks({ entry: { looks } }: { readonly entry: QueueEntry }) {
  const { queue: t } = useTexts();
  if (looks.length === 0) return null;
  return (
    <Section title={t.looks}>
      <ul className={styles.looks}>
        {looks.map(({ at, personName, note }) => (
          <li key={at}>
            <p>
              <strong>{personName}</strong>{' '}
              <span className="quiet">
                <Moment at={at} />
              </span>
            </p>
            <p className={styles.words}>{note}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
