// What was sent to a provider and what came back, scrubbed by the server.
// Must never cut anything off; whoever opens it wants all of it.
import { Moment } from '../../parts/moment';
import { useTexts } from '../../texts/language';
import type { Exchange } from './order-queries';
import styles from './order.module.css';

interface ExchangeDetailsProps {
  readonly exchange: Exchange;
  /** Whether nothing above it says which exchange it is. */
  readonly hasTitle?: boolean;
}

export function ExchangeDetails({ exchange, hasTitle = false }: ExchangeDetailsProps) {
  const { orders } = useTexts();
  const t = orders.page;
  const { operation, host, request, response, httpStatus, resultCode, outcome, failure, startedAt, durationMs } =
    exchange;
  const facts: readonly (readonly [string, string | null])[] = [
    [t.host, host],
    [t.httpStatus, httpStatus === null ? null : String(httpStatus)],
    [t.resultCode, resultCode],
    [t.failure, failure],
  ];
  return (
    <div className={styles.exchange}>
      {hasTitle && (
        <p className={styles.exchangeTitle}>
          {orders.operations[operation] ?? operation} · {orders.outcomes[outcome] ?? outcome}{' '}
          <span className="quiet">
            <Moment at={startedAt} /> · {t.durationMs(String(durationMs))}
          </span>
        </p>
      )}
      <dl className={styles.exchangeFacts}>
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <div className={styles.bodies}>
        <Body title={t.sent} value={request} />
        <Body title={t.received} value={response} />
      </div>
    </div>
  );
}

function Body({ title, value }: { readonly title: string; readonly value: unknown }) {
  const { orders } = useTexts();
  const isNothing = value === null || value === undefined;
  return (
    <figure className={styles.body}>
      <figcaption>{title}</figcaption>
      {isNothing ? (
        <p className="quiet">{orders.page.nothingReceived}</p>
      ) : (
        <pre tabIndex={0} aria-label={title}>
          {JSON.stringify(value, null, 2)}
        </pre>
      )}
    </figure>
  );
}
