// Found orders: a table on a laptop, a card each on a phone.
// Must never show a buyer other than the server masked them.
import { Link } from '@tanstack/react-router';
import { Badge } from '../../parts/badge';
import { Moment } from '../../parts/moment';
import { StateBadge } from '../../parts/state-badge';
import table from '../../parts/table.module.css';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import { providerName } from '../../texts/providers';
import type { ListedOrder } from './orders-queries';
import styles from './orders.module.css';

export function OrdersTable({ orders }: { readonly orders: readonly ListedOrder[] }) {
  const { orders: t } = useTexts();
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.number}</th>
          <th scope="col">{t.state}</th>
          <th scope="col">{t.buyer}</th>
          <th scope="col" className={table.amounts}>
            {t.amount}
          </th>
          <th scope="col" className={table.amounts}>
            {t.refundedAmount}
          </th>
          <th scope="col">{t.method_}</th>
          <th scope="col">{t.orderedAt}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </tbody>
    </table>
  );
}

function OrderRow({ order }: { readonly order: ListedOrder }) {
  const { orders: t } = useTexts();
  const { id, orderNumber, title, status, amountWon, cancelledWon, needsAttention, createdAt } = order;
  return (
    <tr>
      <td className={table.lead}>
        <span className={styles.order}>
          <Link to="/orders/$orderId" params={{ orderId: id }} className={styles.number} preload={false}>
            {orderNumber}
          </Link>
          <span className={styles.orderTitle}>{title}</span>
          <FoundBy order={order} />
        </span>
      </td>
      <td data-label={t.state}>
        <span className={styles.states}>
          <StateBadge of="order" state={status} />
          {needsAttention && <Badge tone="bad">{t.needsAttention}</Badge>}
        </span>
      </td>
      <td data-label={t.buyer}>
        <Buyer order={order} />
      </td>
      <td data-label={t.amount} className={table.amounts}>
        <Won amountWon={amountWon} />
      </td>
      <td data-label={t.refundedAmount} className={table.amounts}>
        {cancelledWon > 0 ? <Won amountWon={cancelledWon} /> : <span className="quiet">—</span>}
      </td>
      <td data-label={t.method_}>
        <PaidWith order={order} />
      </td>
      <td data-label={t.orderedAt} className={styles.when}>
        <Moment at={createdAt} />
      </td>
    </tr>
  );
}

/** The number says it by itself; what else a text led to is worth a word. */
function FoundBy({ order: { foundBy } }: { readonly order: ListedOrder }) {
  const { orders: t } = useTexts();
  const kinds = foundBy.filter((kind) => kind !== 'order_number').map((kind) => t.readings[kind] ?? kind);
  return kinds.length > 0 && <span className={styles.foundBy}>{t.foundBy(kinds.join(', '))}</span>;
}

function Buyer({ order: { buyer } }: { readonly order: ListedOrder }) {
  const { orders: t } = useTexts();
  const contact = buyer?.phone ?? buyer?.email;
  if (!buyer || (buyer.name === null && contact === null)) return <span className="quiet">{t.noBuyer}</span>;
  return (
    <span className={styles.buyer}>
      <span>{buyer.name}</span>
      <span className={styles.contact}>{contact}</span>
    </span>
  );
}

function PaidWith({ order: { provider, method } }: { readonly order: ListedOrder }) {
  const { orders: t } = useTexts();
  if (provider === null) return <span className="quiet">{t.notTried}</span>;
  return (
    <span className={styles.paidWith}>
      {providerName(provider)}
      {method !== null && <span className="quiet"> · {t.methods[method] ?? method}</span>}
    </span>
  );
}
