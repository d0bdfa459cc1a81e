// How many things wait for a decision, beside their place in the menu.
// Must never claim that nothing waits when nobody knows.
import { useQuery } from '@tanstack/react-query';
import { formatCount } from '../../format/won';
import { useTexts } from '../../texts/language';
import { queueCountQuery } from './queue-queries';
import styles from './queue.module.css';

export function QueueCount() {
  const { queue: t } = useTexts();
  const { data: count = 0 } = useQuery(queueCountQuery);
  if (count === 0) return null;
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{formatCount(count)}</span>
      <span className="unseen">{t.unitOfBadge(count)}</span>
    </span>
  );
}
