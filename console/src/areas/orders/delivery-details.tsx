// How an event was told to an endpoint of the merchant, and what that answered.
// Must never show more of an answer than the server kept.
import { Moment } from '../../parts/moment';
import { useTexts } from '../../texts/language';
import type { TimelineEntry } from './order-queries';
import styles from './order.module.css';

export function DeliveryDetails({ delivery }: { readonly delivery: NonNullable<TimelineEntry['delivery']> }) {
  const { orders } = useTexts();
  const t = orders.page;
  return (
    <div className={styles.delivery}>
      <p className="quiet">
        {t.attempts(delivery.attempts)} · <span className={styles.id}>{delivery.eventId}</span>
      </p>
      <ol className={styles.attempts}>
        {delivery.lastAttempts.map(({ startedAt, durationMs, httpStatus, answer, failure }) => (
          <li key={startedAt}>
            <p>
              <Moment at={startedAt} /> · {httpStatus === null ? (failure ?? t.noAnswer) : `HTTP ${httpStatus}`}{' '}
              <span className="quiet">{t.durationMs(String(durationMs))}</span>
            </p>
            {answer !== null && answer !== '' && (
              <pre tabIndex={0} aria-label={t.answer}>
                {answer}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
