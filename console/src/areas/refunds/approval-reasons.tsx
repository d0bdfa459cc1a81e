// Why a second person is needed, each rule in a sentence with its limit and the figure beyond it.
// Must never leave a rule without words.
import { useTexts } from '../../texts/language';
import type { ApprovalReason } from './refund-queries';
import styles from './refunds.module.css';

export function ApprovalReasons({ reasons }: { readonly reasons: readonly ApprovalReason[] }) {
  const { refunds } = useTexts();
  return (
    <ul className={styles.reasons}>
      {reasons.map(({ rule, limit, figure }) => (
        <li key={rule}>{refunds.rules[rule](limit, figure)}</li>
      ))}
    </ul>
  );
}
