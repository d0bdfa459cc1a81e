// The payments and refunds of an order, each with what the provider confirmed or refused, and the evidence behind it.
// Must never tell of a doubt as of a failure.
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useId, useState, type ReactNode } from 'react';
import { ExchangeDetails } from '../../parts/exchange';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { ruleSentence } from '../../texts/evidence';
import { Section } from '../../parts/page';
import { StateBadge } from '../../parts/state-badge';
import { VerdictReason } from '../../parts/verdict-reason';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import { providerName } from '../../texts/providers';
import { refusalSentence } from '../../texts/states';
import { evidenceQuery, type Cancellation, type Evidence, type Order, type Payment } from './order-queries';
import styles from './order.module.css';

export function PaymentsSection({ order }: { readonly order: Order }) {
  const { orders } = useTexts();
  const t = orders.page;
  const { payments, cancellations } = order;
  return (
    <Section title={t.payments}>
      {payments.length === 0 && <p className="quiet">{t.noPayments}</p>}
      <ul className={styles.tries}>
        {payments.map((payment) => (
          <Fragment key={payment.id}>
            <PaymentItem order={order} payment={payment} />
            {cancellations
              .filter(({ paymentId }) => paymentId === payment.id)
              .map((cancellation) => (
                <CancellationItem key={cancellation.id} order={order} cancellation={cancellation} />
              ))}
          </Fragment>
        ))}
      </ul>
    </Section>
  );
}

function PaymentItem({ order, payment }: { readonly order: Order; readonly payment: Payment }) {
  const { orders } = useTexts();
  const t = orders.page;
  const { receipt, deposit } = payment;
  const method = payment.method ?? payment.askedMethod;
  const name = providerName(payment.provider);
  const facts: readonly Fact[] = [
    [t.providerNumber, receipt?.providerPaymentId],
    [t.card, receipt?.card && `${receipt.card.company} ${receipt.card.number}`],
    [
      t.approvalNumber,
      receipt?.card && `${receipt.card.approvalNumber} · ${t.instalments(receipt.card.installmentMonths)}`,
    ],
    [t.account, receipt?.account && `${receipt.account.bankName} ${receipt.account.number}`],
    [t.deposit, deposit && `${deposit.bankName} ${deposit.accountNumber}`],
    [t.depositUntil, deposit?.expiresAt && <Moment at={deposit.expiresAt} />],
    [t.paidAt, payment.paidAt && <Moment at={payment.paidAt} />],
  ];
  return (
    <Try
      order={order}
      id={payment.id}
      status={payment.status}
      title={`${t.payment} · ${name}${method === null ? '' : ` · ${orders.methods[method] ?? method}`}`}
      badge={<StateBadge of="payment" state={payment.status} />}
      amountWon={payment.amountWon}
      facts={facts}
      refusal={payment.refusal}
    />
  );
}

function CancellationItem({ order, cancellation }: { readonly order: Order; readonly cancellation: Cancellation }) {
  const { orders } = useTexts();
  const t = orders.page;
  const { requestedBy, kind, origin, reason } = cancellation;
  const asker = requestedBy === 'platform' ? t.platform : (order.names[requestedBy] ?? requestedBy);
  const isExternal = kind === 'external';
  const request = order.requests.find((each) => each.cancellation?.id === cancellation.id);
  const wentBackAt = request?.external?.refundedAt;
  const facts: readonly Fact[] = [
    [t.origin, origin === null ? null : t.origins[origin]],
    [t.taxSplit, cancellation.taxSplitAssumed ? t.taxSplitAssumed : null],
    [t.reason, kind === 'reversal' ? null : reason],
    [isExternal ? t.enteredBy : t.requestedBy, asker],
    [t.approvedBy, request?.decidedBy?.name],
    [t.providerNumber, cancellation.providerCancellationId],
    [t.refundedAt, wentBackAt !== undefined && <Moment at={wentBackAt} />],
    [isExternal ? t.recordedAt : t.refundedRow, cancellation.doneAt && <Moment at={cancellation.doneAt} />],
  ];
  return (
    <Try
      order={order}
      id={cancellation.id}
      status={cancellation.status}
      title={{ refund: t.refundOf, reversal: t.reversalOf, external: t.externalOf }[kind]}
      badge={<StateBadge of="cancellation" state={cancellation.status} />}
      amountWon={-cancellation.amountWon}
      facts={facts}
      refusal={cancellation.refusal}
      isInner
    />
  );
}

type Fact = readonly [name: string, value: ReactNode];

interface TryProps {
  readonly order: Order;
  readonly id: string;
  readonly status: string;
  readonly title: string;
  readonly badge: ReactNode;
  readonly amountWon: number;
  readonly facts: readonly Fact[];
  readonly refusal: Payment['refusal'];
  /** Of a refund, which belongs to the payment above it. */
  readonly isInner?: boolean;
}

function Try({ order, id, status, title, badge, amountWon, facts, refusal, isInner = false }: TryProps) {
  const { orders, refusals, evidence: words } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const verdict = order.verdicts.find(({ about }) => about === id);
  const providerWords = [refusal?.providerMessage, refusal?.providerCode && `(${refusal.providerCode})`]
    .filter(Boolean)
    .join(' ');
  return (
    <li className={styles.try} data-inner={isInner}>
      <div className={styles.tryHead}>
        <span className={styles.tryTitle}>
          {title} {badge}
        </span>
        <strong>
          <Won amountWon={amountWon} />
        </strong>
      </div>
      {refusal && status !== 'in_doubt' && (
        <p className={styles.refusal}>
          {refusalSentence(refusals, refusal.reason)} {providerWords !== '' && <span>{providerWords}</span>}
        </p>
      )}
      <dl className={styles.tryFacts}>
        {facts.map(
          ([name, value]) =>
            value !== null &&
            value !== undefined &&
            value !== false &&
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {verdict && (
        <>
          <UnstyledButton
            className={styles.evidenceButton}
            aria-expanded={isOpen}
            aria-controls={detailsId}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name={isOpen ? 'more' : 'forward'} size={14} />
            <span>
              {orders.page.evidence}
              <span className="quiet"> · {ruleSentence(words, verdict.rule, verdict.sentence)}</span>
            </span>
          </UnstyledButton>
          {isOpen && <EvidenceList id={detailsId} orderId={order.id} subjectId={id} status={status} />}
        </>
      )}
    </li>
  );
}

interface EvidenceListProps {
  readonly id: string;
  readonly orderId: string;
  readonly subjectId: string;
  readonly status: string;
}

function EvidenceList({ id, orderId, subjectId, status }: EvidenceListProps) {
  const { orders } = useTexts();
  const evidence = useQuery(evidenceQuery(orderId, subjectId, status));
  return (
    <div id={id} className={styles.evidence}>
      <ErrorNotice error={evidence.error} onRetry={() => void evidence.refetch()} />
      {evidence.isPending && <LoadingRows rows={2} />}
      {evidence.data?.verdicts.map((verdict, place) => (
        <VerdictItem key={place} verdict={verdict} />
      ))}
      {evidence.data !== undefined && evidence.data.leftOutVerdicts > 0 && (
        <p className="quiet">{orders.page.evidenceHint(evidence.data.leftOutVerdicts)}</p>
      )}
    </div>
  );
}

function VerdictItem({ verdict }: { readonly verdict: Evidence['verdicts'][number] }) {
  const { orders, evidence: words } = useTexts();
  const t = orders.page;
  const { rule, sentence, decidedAt, decidedBy, exchanges, prunedExchanges } = verdict;
  return (
    <section className={styles.verdict}>
      <p>
        {ruleSentence(words, rule, sentence)} <span className="quiet">{decidedBy === 'platform' ? '' : decidedBy}</span>
      </p>
      <VerdictReason verdict={verdict} className="quiet" />
      <p className="quiet">
        <Moment at={decidedAt} />
        {prunedExchanges > 0 && ` · ${t.pruned(prunedExchanges)}`}
      </p>
      {exchanges.map((exchange) => (
        <ExchangeDetails key={exchange.startedAt} exchange={exchange} hasTitle />
      ))}
    </section>
  );
}
