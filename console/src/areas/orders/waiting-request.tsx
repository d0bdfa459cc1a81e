// What somebody asked for that waits for a second person, with the way to where it is decided.
// Must never look as if it had happened.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Icon } from '../../parts/icon';
import { Notice } from '../../parts/notice';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import type { Order } from './order-queries';
import styles from './order.module.css';

export function WaitingRequest({ request }: { readonly request: Order['requests'][number] }) {
  const { orders, refunds } = useTexts();
  const { id, kind, refund, askedBy, reason } = request;
  return (
    <Notice tone="busy" title={orders.page.waitsFor(refunds.approvals.kinds[kind])}>
      <p>
        <Won amountWon={refund.totalWon} /> · {askedBy.name} · {reason}
      </p>
      <Button
        className={styles.pathButton ?? ''}
        leftSection={<Icon name="approvals" size={16} />}
        variant="filled"
        renderRoot={(props) => <Link to="/approvals/$requestId" params={{ requestId: id }} {...props} />}
      >
        {refunds.openRequest}
      </Button>
    </Notice>
  );
}
