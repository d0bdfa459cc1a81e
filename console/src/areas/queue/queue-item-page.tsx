// One thing that no machine could settle: what it is about, the evidence, and the three honest answers.
// Must never offer an answer that the server did not offer, or leave out what it leads to.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/session';
import { isProblem } from '../../api/problem';
import { NotFound } from '../../frame/not-found';
import { AttentionText } from '../../parts/attention-text';
import { ErrorNotice } from '../../parts/error-notice';
import { isRecordable, ruleSentence } from '../../texts/evidence';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Notice } from '../../parts/notice';
import { Page, Section } from '../../parts/page';
import { StateBadge } from '../../parts/state-badge';
import { ToldRefunds } from '../../parts/told-refunds';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import type { CancellationState, PaymentState } from '../../texts/states';
import { providerName } from '../../texts/providers';
import { orderQuery, waitingRequest } from '../orders/order-queries';
import { WaitingRequest } from '../orders/waiting-request';
import { DecideSection } from './decide-section';
import { EvidenceSection } from './evidence-section';
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
          <p>{t.whatToDo[entry.kind] || entry.whatToDo}</p>
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

/** By which rule it is where it is. */
function ruleOf({ evidence }: QueueEntry): string | undefined {
  return evidence?.verdicts.at(-1)?.rule;
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

function Facts({ entry }: { readonly entry: QueueEntry }) {
  const { queue: t, evidence } = useTexts();
  const next = entry.evidence?.next;
  return (
    <Section>
      <Settled entry={entry} />
      <dl className={styles.facts}>
        {entry.amountWon !== null && (
          <Fact name={t.amount}>
            <strong>
              <Won amountWon={entry.amountWon} />
            </strong>
          </Fact>
        )}
        <Fact name={t.state}>
          <State entry={entry} />
        </Fact>
        <Fact name={t.provider}>{providerName(entry.provider)}</Fact>
        {entry.orderNumber !== null && entry.orderId !== null && (
          <Fact name={t.order}>
            {entry.orderNumber} · <a href={`/console/orders/${entry.orderId}`}>{t.toOrder}</a>
          </Fact>
        )}
        <Fact name={t.since}>
          <Moment at={entry.since} /> (<Moment at={entry.since} distance />)
        </Fact>
        <Fact name={t.id}>
          <span className="fixed">{entry.id}</span>
        </Fact>
        {entry.attention !== null && (
          <Fact name={t.why} isWide>
            <AttentionText attention={entry.attention} rule={ruleOf(entry)} />
            <ToldRefunds attention={entry.attention} />
          </Fact>
        )}
        {entry.isWaiting && next && (
          <Fact name={t.next}>
            {next.what === null ? t.nothingNext : (evidence.steps[next.what] ?? next.what)}
            {next.at !== null && (
              <>
                {' '}
                (<Moment at={next.at} distance />)
              </>
            )}
          </Fact>
        )}
      </dl>
    </Section>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
  /** Of sentences. */
  readonly isWide?: boolean;
}

function Fact({ name, children, isWide = false }: FactProps) {
  return (
    <div data-wide={isWide}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function State({ entry: { kind, status } }: { readonly entry: QueueEntry }) {
  // The API calls it a text, because it is of four kinds of things; of these two the tables are the same.
  if (kind === 'payment') return <StateBadge of="payment" state={status as PaymentState} />;
  if (kind === 'cancellation') return <StateBadge of="cancellation" state={status as CancellationState} />;
  return <span className="fixed">{status}</span>;
}

/** Whoever comes too late learns who was faster, and what they said. */
function Settled({ entry: { isWaiting, settlement, status } }: { readonly entry: QueueEntry }) {
  const { queue: t, evidence } = useTexts();
  if (isWaiting) return null;
  if (settlement === null) return <Notice tone="good" title={t.leftQueue} />;
  const byPlatform = settlement.decidedBy === 'platform';
  const words = ruleSentence(evidence, settlement.rule, settlement.sentence);
  return (
    <Notice tone="good" title={byPlatform ? t.settledByPlatform : t.settledBy(settlement.decidedBy)}>
      <p>
        {words} <Moment at={settlement.at} />
      </p>
      {settlement.rule === 'operator_said_paid' && status === 'in_doubt' && (
        <p>{evidence.rules.order_cannot_take_it}</p>
      )}
      {settlement.rule === 'operator_said_paid' && status === 'reversed' && (
        <p>{evidence.rules.late_money_given_back}</p>
      )}
      {!byPlatform && settlement.reason !== null && <p className={styles.words}>{settlement.reason}</p>}
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
