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
  readonly kind: 'refund' | 'external_cancellation';
}

export function SplitTable({ before, refund, after, kind }: SplitTableProps) {
  const { refunds: t } = useTexts();
  const { thisRefund, before: nameBefore, after: nameAfter } = t;
  const [now, left, rest] =
    kind === 'refund' ? [thisRefund, nameBefore, nameAfter] : [t.external.this, t.external.before, t.external.after];
  const names = { taxFreeWon: t.taxFreePart, taxableWon: t.taxable, vatWon: t.vat, totalWon: t.total };
  return (
    <table className={styles.split}>
      <thead>
        <tr>
          <td />
          <th scope="col">{left}</th>
          <th scope="col" className={styles.this}>
            {now}
          </th>
          <th scope="col">{rest}</th>
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
