// The figures of each provider, and why payments were refused.
// Must never call a code by another meaning than the provider's: where we have no word, its own is shown.
import { formatCount } from '../../format/won';
import { Empty } from '../../parts/empty';
import { Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import { providerName } from '../../texts/providers';
import { refusalSentence } from '../../texts/states';
import { formatRate, RateChange } from './change';
import type { Figures } from './figures-queries';
import styles from './figures.module.css';

export function ProvidersSection({ figures }: { readonly figures: Figures }) {
  const { figures: t } = useTexts();
  return (
    <Section title={t.providers}>
      {figures.providers.length === 0 ? (
        <p className={styles.nothing}>{t.nothingYet}</p>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t.provider}</th>
              <th scope="col" className={table.amounts}>
                {t.net}
              </th>
              <th scope="col" className={table.amounts}>
                {t.successRate}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.providers.map((each) => (
              <ProviderRow key={each.provider} figures={figures} provider={each} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

interface ProviderRowProps {
  readonly figures: Figures;
  readonly provider: Figures['providers'][number];
}

function ProviderRow({ figures, provider: { provider, now, before } }: ProviderRowProps) {
  const { figures: t } = useTexts();
  const tried = now.salesCount + now.refusedCount + now.reversedCount;
  const doubt = figures.doubts.find((each) => each.provider === provider);
  return (
    <tr>
      <td className={table.lead}>
        <span className={styles.provider}>
          <strong>{providerName(provider)}</strong>
          {doubt && (
            <span className={styles.small}>
              {t.doubts}: {t.doubtsOf(doubt.payments, doubt.cancellations)}
            </span>
          )}
        </span>
      </td>
      <td data-label={t.net} className={table.amounts}>
        <span className={styles.stacked}>
          <Won amountWon={now.netWon} />
          <span className={styles.small}>{t.count(formatCount(now.salesCount))}</span>
        </span>
      </td>
      <td data-label={t.successRate} className={table.amounts}>
        {now.successRate === null ? (
          <span className="quiet">{t.noTries}</span>
        ) : (
          <span className={styles.stacked}>
            <span>
              <meter className={styles.meter} min={0} max={1} value={now.successRate} aria-hidden="true" />{' '}
              {formatRate(now.successRate)}
            </span>
            <span className={styles.small}>{t.triesHint(formatCount(now.salesCount), formatCount(tried))}</span>
            <span className={styles.small}>
              <RateChange figures={figures} now={now.successRate} before={before.successRate} />
            </span>
          </span>
        )}
      </td>
    </tr>
  );
}

export function DeclinesSection({ figures: { declines, otherDeclines } }: { readonly figures: Figures }) {
  const { figures: t, refusals } = useTexts();
  const most = declines[0]?.count ?? 1;
  return (
    <Section title={t.declines}>
      {declines.length === 0 && <Empty icon="check" title={t.declinesEmpty} />}
      <ul className={styles.declines}>
        {declines.map(({ provider, reason, providerCode, providerMessage, count }) => (
          <li key={`${provider} ${reason} ${providerCode ?? ''}`}>
            <p>
              {providerMessage ?? refusalSentence(refusals, reason)}
              <strong className="numbers">{t.count(formatCount(count))}</strong>
            </p>
            <meter className={styles.share} min={0} max={most} value={count} aria-hidden="true" />
            <p className={styles.small}>
              {providerName(provider)}
              {providerCode !== null && ` · ${t.code} ${providerCode}`}
              {providerMessage !== null && ` · ${refusalSentence(refusals, reason)}`}
            </p>
          </li>
        ))}
      </ul>
      {otherDeclines > 0 && <p className={styles.small}>{t.otherDeclines(otherDeclines)}</p>}
    </Section>
  );
}
