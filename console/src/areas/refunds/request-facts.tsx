// What a request asks for, and what came of it, as facts one below the other.
// Must never show a balance as that after a refund where the books have less.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatSecond } from '../../format/moment';
import { Moment } from '../../parts/moment';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import type { RefundTexts } from '../../texts/refunds';
import { providerName } from '../../texts/providers';
import { foundWith, orderQuery } from '../orders/order-queries';
import type { RefundRequest } from './refund-queries';
import styles from './refunds.module.css';

interface RequestFactsProps {
  readonly request: RefundRequest;
}

export function RequestFacts({ request }: RequestFactsProps) {
  const { refunds: t, queue } = useTexts();
  const { approvals } = t;
  const { refund, external } = request;
  const says = request.decision && labelIn(queue.decisions, request.decision.decision);
  return (
    <dl className={styles.facts}>
      <Fact name={approvals.order}>
        <Link to="/orders/$orderId" params={{ orderId: request.orderId }}>
          {request.orderNumber}
        </Link>
        <span className="quiet"> {request.orderTitle}</span>
      </Fact>
      {request.decision && (
        <>
          <Fact name={approvals.says}>{says}</Fact>
          <Fact name={approvals.sayAbout}>
            <span className="fixed">{request.decision.aboutId}</span>
          </Fact>
        </>
      )}
      <Fact name={factName(t, request.kind)}>
        <strong>
          <Won amountWon={refund.totalWon} />
        </strong>
        <span className={styles.splitLine}>
          {t.taxFreePart} <Won amountWon={refund.taxFreeWon} /> · {t.taxable} <Won amountWon={refund.taxableWon} /> ·{' '}
          {t.vat} <Won amountWon={refund.vatWon} />
        </span>
      </Fact>
      {external && <ExternalFacts external={external} />}
      {request.kind === 'refund' && request.outcome === 'done' && <BalancesOfDone request={request} />}
      {request.kind !== 'decision' && (request.kind !== 'refund' || request.outcome !== 'done') && (
        <BalancesAsked request={request} />
      )}
      <Fact name={external ? reasonName(t.external, external.origin) : approvals.reason}>
        <span className={styles.words}>{request.reason}</span>
      </Fact>
      <Fact name={approvals.provider}>{providerName(request.provider)}</Fact>
      {request.paidAt !== null && (
        <Fact name={approvals.paidAt}>
          <Moment at={request.paidAt} />
        </Fact>
      )}
    </dl>
  );
}

/** The balances that who asked was shown. */
function BalancesAsked({ request: { external, balanceBeforeWon, balanceAfterWon } }: RequestFactsProps) {
  const { refunds: t } = useTexts();
  return (
    <>
      <Fact name={external ? t.external.before : t.before}>
        <Won amountWon={balanceBeforeWon} />
      </Fact>
      <Fact name={external ? t.external.after : t.after}>
        <Won amountWon={balanceAfterWon} />
      </Fact>
    </>
  );
}

/** What had gone back elsewhere may have been found on the way, so that less is left than was shown. */
function BalancesOfDone({ request }: RequestFactsProps) {
  const { refunds: t } = useTexts();
  const { data } = useQuery(orderQuery(request.orderId));
  const found = data ? foundWith(data.order, request) : [];
  if (!data || found.length === 0) return <BalancesAsked request={request} />;
  const foundWon = found.reduce((sum, { amountWon }) => sum + amountWon, 0);
  return (
    <>
      <Fact name={t.beforeAsked}>
        <Won amountWon={request.balanceBeforeWon} />
      </Fact>
      <Fact name={t.foundElsewhere}>
        <strong>
          <Won amountWon={foundWon} />
        </strong>
        <span className={styles.splitLine}>{t.foundElsewhereHint}</span>
      </Fact>
      <Fact name={t.leftNow}>
        <strong>
          <Won amountWon={data.order.money.cancellable.totalWon} />
        </strong>
      </Fact>
    </>
  );
}

/** How it went back elsewhere, when, and the number that somebody told of it. */
function ExternalFacts({ external }: { readonly external: NonNullable<RefundRequest['external']> }) {
  const { external: t } = useTexts().refunds;
  const { origin, refundedAt, providerCancellationId, isAnother } = external;
  return (
    <>
      <Fact name={t.origin}>
        {t.origins[origin].label}
        <span className={styles.splitLine}>{t.origins[origin].hint}</span>
      </Fact>
      <Fact name={t.refundedAt}>{formatSecond(refundedAt)}</Fact>
      {providerCancellationId !== null && (
        <Fact name={t.number}>
          <span className="fixed">{providerCancellationId}</span>
        </Fact>
      )}
      {isAnother && <Fact name={t.foundAlready}>{t.askedAsAnother}</Fact>}
    </>
  );
}

function factName({ thisRefund, approvals, external }: RefundTexts, kind: RefundRequest['kind']): string {
  if (kind === 'refund') return thisRefund;
  return kind === 'decision' ? approvals.kinds.decision : external.amount;
}

/** A chargeback has a reason of its own. */
function reasonName(t: RefundTexts['external'], origin: NonNullable<RefundRequest['external']>['origin']): string {
  return origin === 'chargeback' ? t.chargebackReason : t.reason;
}

/** What somebody says who decides, in the words of the queue. */
function labelIn(decisions: Readonly<Record<string, { readonly label: string }>>, decision: string): string {
  return decisions[decision]?.label ?? decision;
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
