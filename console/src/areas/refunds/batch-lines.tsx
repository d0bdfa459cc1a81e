// The lines of a file: what each would do, what is wrong with it, and what became of it.
// Must never hide a broken line behind a good one: broken ones come first.
import { Link } from '@tanstack/react-router';
import type { ProblemCode } from '../../api/problem';
import { Badge } from '../../parts/badge';
import table from '../../parts/table.module.css';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import type { BatchState, RowFault } from '../../texts/refunds';
import { OutcomeBadge } from './outcome';
import type { BatchLine } from './refund-queries';
import styles from './refunds.module.css';

interface BatchLinesProps {
  readonly lines: readonly BatchLine[];
  readonly state: BatchState;
}

export function BatchLines({ lines, state }: BatchLinesProps) {
  const { batches: t } = useTexts().refunds;
  const sorted = [...lines].sort(
    (a, b) => Number(b.faults.length > 0) - Number(a.faults.length > 0) || a.line - b.line,
  );
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col" className={table.amounts}>
            {t.line}
          </th>
          <th scope="col">{t.order}</th>
          <th scope="col" className={table.amounts}>
            {t.refund}
          </th>
          <th scope="col" className={table.amounts}>
            {t.after}
          </th>
          <th scope="col">{t.reason}</th>
          <th scope="col">{t.result}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((line) => (
          <Line key={line.line} line={line} state={state} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line, state }: { readonly line: BatchLine; readonly state: BatchState }) {
  const { batches: t } = useTexts().refunds;
  return (
    <tr data-broken={line.faults.length > 0}>
      <td data-label={t.line} className={table.amounts}>
        {line.line}
      </td>
      <td data-label={t.order}>
        {line.orderId === null ? (
          <span>{line.orderText}</span>
        ) : (
          <Link to="/orders/$orderId" params={{ orderId: line.orderId }} className={styles.link}>
            {line.orderText}
          </Link>
        )}
      </td>
      <td data-label={t.refund} className={table.amounts}>
        {line.refund && <Won amountWon={line.refund.totalWon} />}
      </td>
      <td data-label={t.after} className={table.amounts}>
        {line.balanceAfterWon !== null && <Won amountWon={line.balanceAfterWon} />}
      </td>
      <td data-label={t.reason} className={styles.reason}>
        {line.reason}
      </td>
      <td data-label={t.result}>
        <Result line={line} state={state} />
      </td>
    </tr>
  );
}

function Result({ line, state }: { readonly line: BatchLine; readonly state: BatchState }) {
  const { refunds } = useTexts();
  const t = refunds.batches;
  const faults = line.failure ? [line.failure] : line.faults;
  if (faults.length > 0) return <Faults faults={faults} />;
  if (line.outcome !== null && line.requestId !== null) {
    return (
      <span className={styles.result}>
        <Link to="/approvals/$requestId" params={{ requestId: line.requestId }} className={styles.link}>
          <OutcomeBadge outcome={line.outcome} />
        </Link>
        {line.providerMessage !== null && <span className="quiet">{line.providerMessage}</span>}
      </span>
    );
  }
  if (state === 'broken') return <Badge tone="calm">{t.noFault}</Badge>;
  if (state !== 'ready') return <Badge tone="calm">{t.waits}</Badge>;
  return line.approvalReasons.length > 0 ? (
    <Badge tone="warn">{t.needsApproval}</Badge>
  ) : (
    <Badge tone="calm">{t.willRefund}</Badge>
  );
}

function Faults({ faults }: { readonly faults: BatchLine['faults'] }) {
  const { refunds, problems } = useTexts();
  const words: Readonly<Record<ProblemCode | RowFault, string>> = { ...problems, ...refunds.batches.faults };
  return (
    <ul className={styles.faults}>
      {faults.map(({ code, detail }) => (
        <li key={code} title={detail}>
          {words[code]}
        </li>
      ))}
    </ul>
  );
}
