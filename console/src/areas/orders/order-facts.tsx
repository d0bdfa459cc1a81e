// What is known of an order beside its money: when, where, what, and its cash receipts.
// Must never show the whole number that a cash receipt is for.
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/page';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import type { Order } from './order-queries';
import styles from './order.module.css';
import { ReceiptState } from './receipt-state';

export function FactsSection({ order }: { readonly order: Order }) {
  const { orders } = useTexts();
  const t = orders.page;
  const isOpen = order.paidAt === null;
  return (
    <Section title={t.facts}>
      <dl className={styles.facts}>
        <div>
          <dt>{t.orderedAt}</dt>
          <dd>
            <Moment at={order.createdAt} />
          </dd>
        </div>
        {order.paidAt !== null && (
          <div>
            <dt>{t.paidAt}</dt>
            <dd>
              <Moment at={order.paidAt} />
            </dd>
          </div>
        )}
        {isOpen && (
          <div>
            <dt>{t.expiresAt}</dt>
            <dd>
              <Moment at={order.expiresAt} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t.seller}</dt>
          <dd>{order.sellerName}</dd>
        </div>
        {order.billingKeys.map(({ id, shownAs }) => (
          <div key={id}>
            <dt>{t.billingKeys}</dt>
            <dd>{shownAs ?? id}</dd>
          </div>
        ))}
        <div>
          <dt>{t.orderId}</dt>
          <dd className={styles.id}>{order.id}</dd>
        </div>
      </dl>
      <h3 className={styles.itemsTitle}>{t.items}</h3>
      <ul className={styles.items}>
        {order.items.map((item) => (
          <li key={item.reference}>
            <span>
              {item.name}
              {item.option !== null && <span className="quiet"> · {item.option}</span>}{' '}
              <span className="quiet">{t.quantity(item.quantity)}</span>
            </span>
            <Won amountWon={item.amountWon} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Nothing at all for an order that has none. */
export function CashReceiptsSection({ order: { cashReceipts } }: { readonly order: Order }) {
  const { orders } = useTexts();
  const t = orders.page;
  if (cashReceipts.length === 0) return null;
  return (
    <Section title={t.cashReceipts}>
      <ul className={styles.receipts}>
        {cashReceipts.map((receipt) => (
          <li key={receipt.id}>
            <span>
              <ReceiptState status={receipt.status} />{' '}
              <span className="quiet">{t.purposes[receipt.purpose] ?? receipt.purpose}</span>
            </span>
            <Won amountWon={receipt.amountWon} />
            <span className="quiet">{receipt.identity}</span>
            <span className={styles.id}>{receipt.managementNumber}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
