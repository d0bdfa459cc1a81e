// What became of what was asked for, looked at until it is known.
// Must never say done before the server does.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Notice } from '../../parts/notice';
import { Section } from '../../parts/page';
import { ToldRefunds } from '../../parts/told-refunds';
import { useTexts } from '../../texts/language';
import { orderQuery, type Order } from '../orders/order-queries';
import { OutcomeNotice } from './outcome';
import { approvalQuery, type RefundRequest } from './refund-queries';
import styles from './refunds.module.css';
import { RequestFacts } from './request-facts';

interface AskedOutcomeProps {
  readonly request: RefundRequest;
  /** What the button says that begins anew. */
  readonly again: string;
  readonly onAgain: () => void;
}

export function AskedOutcome({ request, again, onAgain }: AskedOutcomeProps) {
  const { refunds: t } = useTexts();
  const { data } = useQuery(approvalQuery(request.id));
  const now = data?.request ?? request;
  const isDone = now.outcome === 'done';
  // Less may be left than was shown when it was asked for.
  const order = useQuery({ ...orderQuery(now.orderId), enabled: isDone }).data?.order;
  const leftWon = order ? order.money.cancellable.totalWon : now.balanceAfterWon;
  return (
    <Section>
      <div className={styles.preview}>
        <OutcomeNotice request={now} />
        <StillCalls request={now} order={order} />
        <RequestFacts request={now} />
        <div className={styles.buttons}>
          <Button renderRoot={(props) => <Link to="/orders/$orderId" params={{ orderId: now.orderId }} {...props} />}>
            {t.toOrder}
          </Button>
          {now.approvalReasons.length > 0 && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/approvals/$requestId" params={{ requestId: now.id }} {...props} />}
            >
              {t.openRequest}
            </Button>
          )}
          {isDone && leftWon > 0 && (
            <Button variant="default" onClick={onAgain}>
              {again}
            </Button>
          )}
        </div>
      </div>
    </Section>
  );
}

interface StillCallsProps {
  readonly request: RefundRequest;
  readonly order: Order | undefined;
}

/** More may have gone back elsewhere than was recorded just now. */
function StillCalls({ request, order }: StillCallsProps) {
  const { refunds } = useTexts();
  const { external: t } = refunds;
  const attention = order?.payments.find(({ id }) => id === request.paymentId)?.attention ?? null;
  if (request.kind !== 'external_cancellation' || request.outcome !== 'done' || attention === null) return null;
  return (
    <Notice tone="warn" title={t.stillCalls}>
      <p>{t.stillCallsHint}</p>
      <ToldRefunds attention={attention} />
      <Link to="/queue/$kind/$id" params={{ kind: 'payment', id: request.paymentId }} className={styles.link}>
        {refunds.toQueueItem}
      </Link>
    </Notice>
  );
}
