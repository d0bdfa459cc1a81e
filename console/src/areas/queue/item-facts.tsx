// What something of the queue is about: amount, state, the numbers it is found under, why somebody is called, how it was settled.
// Must never show a state in the API's words where there are words for people.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AttentionText } from '../../parts/attention-text';
import { Moment } from '../../parts/moment';
import { Notice } from '../../parts/notice';
import { Section } from '../../parts/page';
import { StateBadge } from '../../parts/state-badge';
import { ToldRefunds } from '../../parts/told-refunds';
import { Won } from '../../parts/won';
import { ruleSentence } from '../../texts/evidence';
import type { Texts } from '../../texts/ko/index';
import { useTexts } from '../../texts/language';
import { providerName } from '../../texts/providers';
import { refusalSentence, type CancellationState, type PaymentState } from '../../texts/states';
import { ReceiptState } from '../orders/receipt-state';
import { CardState, meansOf } from '../running/card-state';
import type { QueueEntry } from './queue-queries';
import styles from './queue.module.css';

/** By which rule it is where it is. */
export function ruleOf({ evidence }: QueueEntry): string | undefined {
  return evidence?.verdicts.at(-1)?.rule;
}

export function Facts({ entry }: { readonly entry: QueueEntry }) {
  const { queue: t, evidence, refusals } = useTexts();
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
        {entry.payment && <PaymentFacts payment={entry.payment} />}
        {entry.billingKey && <CardFacts billingKey={entry.billingKey} />}
        {entry.attention !== null && (
          <Fact name={t.why} isWide>
            {entry.payment?.isGivenUp === true && <p>{givenUpSentence(t, refusals, entry.payment.givenUpBecause)}</p>}
            <AttentionText
              attention={entry.attention}
              rule={ruleOf(entry)}
              paymentState={entry.kind === 'payment' ? entry.status : undefined}
            />
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

/** What its provider calls it: under these numbers it is found in the merchant pages. */
function PaymentFacts({ payment }: { readonly payment: NonNullable<QueueEntry['payment']> }) {
  const { queue: t } = useTexts();
  const { providerReference, providerPaymentId, openedAt, windowOpenedAt } = payment;
  return (
    <>
      {providerReference !== null && (
        <Fact name={t.providerReference}>
          <span className="fixed">{providerReference}</span>
        </Fact>
      )}
      {providerPaymentId !== null && providerPaymentId !== providerReference && (
        <Fact name={t.providerPaymentId}>
          <span className="fixed">{providerPaymentId}</span>
        </Fact>
      )}
      <Fact name={t.openedAt}>
        <Moment at={openedAt} />
      </Fact>
      {windowOpenedAt !== null && (
        <Fact name={t.windowOpenedAt}>
          <Moment at={windowOpenedAt} />
        </Fact>
      )}
    </>
  );
}

function CardFacts({ billingKey }: { readonly billingKey: NonNullable<QueueEntry['billingKey']> }) {
  const { queue: t, frame, running } = useTexts();
  return (
    <>
      <Fact name={running.cards.means}>
        {meansOf(billingKey) ?? running.cards.notToldYet} ·{' '}
        <Link to="/billing-keys/$billingKeyId" params={{ billingKeyId: billingKey.id }}>
          {t.toCard}
        </Link>
      </Fact>
      <Fact name={running.cards.reference}>{billingKey.customerReference ?? frame.none}</Fact>
    </>
  );
}

/** @param because the reason as the API gives it; `null`: nobody came back from the window */
function givenUpSentence(t: Texts['queue'], refusals: Texts['refusals'], because: string | null): string {
  if (because === null) return t.neverCameBack;
  return t.givenUpBecause(refusalSentence(refusals, because));
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

function State({ entry: { kind, status, billingKey } }: { readonly entry: QueueEntry }) {
  // The API calls it a text, because it is of four kinds of things; of these two the tables are the same.
  if (kind === 'payment') return <StateBadge of="payment" state={status as PaymentState} />;
  if (kind === 'cancellation') return <StateBadge of="cancellation" state={status as CancellationState} />;
  if (kind === 'billing_key') return billingKey && <CardState status={billingKey.status} />;
  return <ReceiptState status={status} />;
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
