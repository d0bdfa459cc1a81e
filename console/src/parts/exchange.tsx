// What was sent to a provider and what came back, scrubbed by the server.
// Must never cut anything off; whoever opens it wants all of it.
import type { components } from '../api/openapi';
import { formatWon } from '../format/won';
import { operationName, saidInWords } from '../texts/evidence';
import { useLanguage, useTexts } from '../texts/language';
import styles from './exchange.module.css';
import { Moment } from './moment';
import { isTold } from './told-operation';

interface ExchangeDetailsProps {
  readonly exchange: Omit<components['schemas']['EvidenceExchangeDto'], 'id'>;
  /** Whether nothing above it says which exchange it is. */
  readonly hasTitle?: boolean;
}

/** Which exchange it is, and how it went. */
export function ExchangeTitle({ exchange }: Pick<ExchangeDetailsProps, 'exchange'>) {
  const { evidence: t, orders } = useTexts();
  const { operation, outcome, startedAt, durationMs } = exchange;
  const isNotice = isTold(exchange);
  return (
    <p>
      <strong>{isNotice ? orders.page.noticeCame : operationName(t, operation)}</strong>
      {!isNotice && ` · ${t.outcomes[outcome] ?? outcome}`}{' '}
      <span className="quiet">
        <Moment at={startedAt} />
        {!isNotice && ` · ${t.took(durationMs)}`}
      </span>
    </p>
  );
}

export function ExchangeDetails({ exchange, hasTitle = false }: ExchangeDetailsProps) {
  const { evidence: t } = useTexts();
  const language = useLanguage();
  const { host, request, response, httpStatus, resultCode, failure } = exchange;
  const isNotice = isTold(exchange);
  const facts: readonly (readonly [string, string | null])[] = [
    [t.host, host === '' ? null : host],
    [t.httpStatus, httpStatus === null ? null : String(httpStatus)],
    [t.resultCode, resultCode],
    [t.failure, failure && (saidInWords(t, failure, (won) => formatWon(won, language)) ?? failure)],
  ];
  return (
    <div className={styles.exchange} data-titled={hasTitle}>
      {hasTitle && <ExchangeTitle exchange={exchange} />}
      <dl className={styles.facts}>
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
        {!isNotice && <Body title={t.sent} value={request} />}
        <Body title={t.received} value={isNotice ? request : response} />
      </div>
    </div>
  );
}

function Body({ title, value }: { readonly title: string; readonly value: unknown }) {
  const { evidence: t } = useTexts();
  const isNothing = value === null || value === undefined;
  return (
    <figure className={styles.body}>
      <figcaption>{title}</figcaption>
      {isNothing ? (
        <p className="quiet">{t.nothingReceived}</p>
      ) : (
        <pre tabIndex={0} role="region" aria-label={title}>
          {JSON.stringify(value, null, 2)}
        </pre>
      )}
    </figure>
  );
}
