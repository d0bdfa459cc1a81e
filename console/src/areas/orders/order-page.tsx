// One order on one page: its money, what belongs to it, who buys, and everything that happened. Fresh while it is open.
// Must never put the order's number or anybody's name into the browser's title.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { isProblem } from '../../api/problem';
import { useMay } from '../../api/session';
import { NotFound } from '../../frame/not-found';
import { AttentionText } from '../../parts/attention-text';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Notice } from '../../parts/notice';
import { Page, Section } from '../../parts/page';
import { StateBadge } from '../../parts/state-badge';
import { ToldRefunds } from '../../parts/told-refunds';
import { isRecordable } from '../../texts/evidence';
import { useTexts } from '../../texts/language';
import { BuyerSection } from './buyer-section';
import { MoneySection } from './money-section';
import { CashReceiptsSection, FactsSection } from './order-facts';
import { orderQuery, waitingRequest, type Order } from './order-queries';
import styles from './order.module.css';
import { PaymentsSection } from './payments-section';
import { TimelineSection } from './timeline-section';
import { WaitingRequest } from './waiting-request';

const route = getRouteApi('/desk/orders/$orderId');

export function OrderPage() {
  const { orders } = useTexts();
  const t = orders.page;
  const { orderId } = route.useParams();
  const { data, error, isPending, refetch } = useQuery(orderQuery(orderId));
  const order = data?.order;
  if (isProblem(error, 'not_found')) return <NotFound />;
  return (
    <Page
      title={t.title}
      heading={
        order && (
          <>
            {order.orderNumber} <StateBadge of="order" state={order.status} />
          </>
        )
      }
      explanation={order?.title}
      actions={order && <Actions order={order} isStale={error !== null} />}
      above={
        <Link to="/orders">
          <Icon name="back" size={15} />
          {orders.title}
        </Link>
      }
    >
      {order === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {order !== undefined && error !== null && <Notice tone="warn" title={t.stale} />}
      {isPending && (
        <Section>
          <LoadingRows rows={8} />
        </Section>
      )}
      {order && <Content order={order} />}
    </Page>
  );
}

function Content({ order }: { readonly order: Order }) {
  return (
    <>
      <Waiting order={order} />
      <Attention order={order} />
      <div className={styles.columns}>
        <div>
          <MoneySection order={order} />
          <PaymentsSection order={order} />
          <TimelineSection order={order} />
        </div>
        <div>
          <BuyerSection key={order.id} order={order} />
          <FactsSection order={order} />
          <CashReceiptsSection order={order} />
        </div>
      </div>
    </>
  );
}

function Actions({ order, isStale }: { readonly order: Order; readonly isStale: boolean }) {
  const { orders } = useTexts();
  const may = useMay();
  const canRefund = order.money.cancellable.totalWon > 0;
  return (
    <>
      {!isStale && (
        <span className={styles.live} title={orders.page.liveHint}>
          {orders.page.live}
        </span>
      )}
      {may('decisions:make') && canRefund && (
        <PathButton path={externalPath(order)} label={orders.page.recordExternal} variant="default" />
      )}
      {may('refunds:ask') && canRefund && (
        <PathButton path={`/orders/${order.id}/refund`} icon="refunds" label={orders.page.refund} />
      )}
    </>
  );
}

/** What waits for a person, each with the way to where it is decided. */
function Attention({ order }: { readonly order: Order }) {
  const { orders } = useTexts();
  const may = useMay();
  const waiting = [
    ...order.payments.map((payment) => ({ area: 'payment', ...payment })),
    ...order.cancellations.map((cancellation) => ({ area: 'cancellation', ...cancellation })),
    ...order.cashReceipts.map((receipt) => ({ area: 'cash_receipt', ...receipt })),
  ].filter(({ attention }) => attention !== null);
  return waiting.map(({ area, id, status, attention }) => {
    const isPaid = area === 'payment' && status === 'paid';
    const queuePath = `/queue/${area}/${id}`;
    return (
      <Notice key={id} tone="warn" title={orders.page.attention}>
        <p>
          <AttentionText
            attention={attention ?? ''}
            rule={isPaid ? ruleOf(order, id) : undefined}
            paymentState={area === 'payment' ? status : undefined}
          />
        </p>
        {isPaid && <ToldRefunds attention={attention ?? ''} />}
        {may('decisions:make') && !isPaid && <PathButton path={queuePath} icon="queue" label={orders.page.toQueue} />}
        {may('decisions:make') && isPaid && (
          <div className={styles.attentionButtons}>
            {isRecordable(attention ?? '', ruleOf(order, id)) && !waitingRequest(order, id) && (
              <PathButton path={externalPath(order)} label={orders.page.recordExternal} />
            )}
            <PathButton path={queuePath} icon="queue" label={orders.page.toNote} variant="default" />
          </div>
        )}
      </Notice>
    );
  });
}

/** By which rule a payment is where it is. */
function ruleOf(order: Order, id: string): string | undefined {
  return order.verdicts.find(({ about }) => about === id)?.rule;
}

function Waiting({ order }: { readonly order: Order }) {
  return order.requests
    .filter(({ status }) => status === 'pending')
    .map((request) => <WaitingRequest key={request.id} request={request} />);
}

function externalPath({ id }: Order): string {
  return `/orders/${id}/external-refund`;
}

interface PathButtonProps {
  /** Below the console's address; a page of another area. */
  readonly path: string;
  readonly icon?: 'refunds' | 'queue';
  readonly label: string;
  /** `default`: beside one that comes first. */
  readonly variant?: 'filled' | 'default';
}

function PathButton({ path, icon, label, variant = 'filled' }: PathButtonProps) {
  const router = useRouter();
  const href = `/console${path}`;
  return (
    <Button
      component="a"
      href={href}
      variant={variant}
      className={styles.pathButton ?? ''}
      leftSection={icon && <Icon name={icon} size={16} />}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        router.history.push(href);
      }}
    >
      {label}
    </Button>
  );
}
