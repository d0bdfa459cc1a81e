// What a request asks for, and what came of it, as facts one below the other.
// Must never show what the request did not hold when it was made.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Moment } from '../../parts/moment';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import { providerName } from '../../texts/providers';
import type { RefundRequest } from './refund-queries';
import styles from './refunds.module.css';

export function RequestFacts({ request }: { readonly request: RefundRequest }) {
  const { refunds: t } = useTexts();
  const { approvals } = t;
  const { refund } = request;
  return (
    <dl className={styles.facts}>
      <Fact name={approvals.order}>
        <Link to="/orders/$orderId" params={{ orderId: request.orderId }}>
          {request.orderNumber}
        </Link>
        <span className="quiet"> {request.orderTitle}</span>
      </Fact>
      <Fact name={t.thisRefund}>
        <strong>
          <Won amountWon={refund.totalWon} />
        </strong>
        <span className={styles.splitLine}>
          {t.taxFreePart} <Won amountWon={refund.taxFreeWon} /> · {t.taxable} <Won amountWon={refund.taxableWon} /> ·{' '}
          {t.vat} <Won amountWon={refund.vatWon} />
        </span>
      </Fact>
      <Fact name={t.before}>
        <Won amountWon={request.balanceBeforeWon} />
      </Fact>
      <Fact name={t.after}>
        <Won amountWon={request.balanceAfterWon} />
      </Fact>
      <Fact name={approvals.reason}>{request.reason}</Fact>
      <Fact name={approvals.provider}>{providerName(request.provider)}</Fact>
      {request.paidAt !== null && (
        <Fact name={approvals.paidAt}>
          <Moment at={request.paidAt} />
        </Fact>
      )}
    </dl>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
