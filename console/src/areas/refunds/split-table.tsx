// How a refund divides for tax: before, this refund, after.
// Must never compute: what it shows is what the server will do.
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import type { Split } from './refund-queries';
import styles from './refunds.module.css';

const ROWS = ['taxFreeWon', 'taxableWon', 'vatWon', 'totalWon'] as const;

interface SplitTableProps {
  readonly before: Split;
  readonly refund: Split | null;
  readonly after: Split | null;
}

export function SplitTable({ before, refund, after }: SplitTableProps) {
  const { refunds: t } = useTexts();
  const names = { taxFreeWon: t.taxFreePart, taxableWon: t.taxable, vatWon: t.vat, totalWon: t.total };
  return (
    <table className={styles.split}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t.before}</th>
          <th scope="col" className={styles.this}>
            {t.thisRefund}
          </th>
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row} data-total={row === 'totalWon'}>
            <th scope="row">{names[row]}</th>
            <td>
              <Won amountWon={before[row]} />
            </td>
            <td className={styles.this}>{refund ? <Won amountWon={refund[row]} /> : '–'}</td>
            <td>{after ? <Won amountWon={after[row]} /> : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
