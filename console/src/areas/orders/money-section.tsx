// The money of an order: what was to be paid, came, went back and is left, each with its tax split; and what comes next.
// Must never compute an amount; the server does.
import { Moment } from '../../parts/moment';
import { Notice } from '../../parts/notice';
import { Section } from '../../parts/page';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import type { Order } from './order-queries';
import styles from './order.module.css';

type Split = Order['money']['amount'];

export function MoneySection({ order: { money } }: { readonly order: Order }) {
  const { orders } = useTexts();
  const t = orders.page;
  const rows: readonly (readonly [string, Split, boolean])[] = [
    [t.ordered, money.amount, false],
    [t.paid, money.paid, false],
    [t.refundedRow, money.cancelled, false],
    [t.left, money.cancellable, true],
  ];
  const more: readonly (readonly [string, number])[] = [
    [t.pendingPayments, money.pending.payments.totalWon],
    [t.pendingRefunds, money.pending.refunds.totalWon],
    [t.reversed, money.reversed.totalWon],
    [t.coupon, money.discounts.couponWon],
    [t.point, money.discounts.pointWon],
    [t.byPoint, money.paid.byPointWon],
    [t.byCoupon, money.paid.byCouponWon],
  ];
  return (
    <Section title={t.money}>
      <div className={styles.moneyFrame}>
        <table className={styles.money}>
          <thead>
            <tr>
              <td />
              {[t.total, t.taxable, t.vat, t.taxFree].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, split, isLast]) => (
              <tr key={name} data-strong={isLast}>
                <th scope="row">{name}</th>
                {[split.totalWon, split.taxableWon, split.vatWon, split.taxFreeWon].map((won, place) => (
                  <td key={place}>
                    <Won amountWon={won} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl className={styles.moneyMore}>
        {more.map(
          ([name, won]) =>
            won > 0 && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Won amountWon={won} />
                </dd>
              </div>
            ),
        )}
      </dl>
      {money.cancellable.totalWon === 0 && money.pending.refunds.totalWon > 0 && (
        <Notice tone="busy" title={t.refundsWait}>
          <p>
            {t.leftAfterRefunds} <Won amountWon={money.pending.leftAfterRefundsWon} />
          </p>
        </Notice>
      )}
      {money.differences.length > 0 && <Notice tone="bad" title={t.differences} />}
      <Next steps={money.next} />
    </Section>
  );
}

function Next({ steps }: { readonly steps: Order['money']['next'] }) {
  const { orders, evidence } = useTexts();
  const told = steps.filter(({ what }) => what !== null);
  if (told.length === 0) return null;
  return (
    <div className={styles.next}>
      <h3>{orders.page.next}</h3>
      <ul>
        {told.map(({ about, what, at }) => (
          <li key={about}>
            {at !== null && <Moment at={at} distance />} <span>{evidence.steps[what ?? ''] ?? what}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
