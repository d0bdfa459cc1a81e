// How telling the merchant's own systems goes, at this moment.
// Must never show an endpoint's address; its page does.
import { formatCount } from '../../format/won';
import { Badge } from '../../parts/badge';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { formatRate } from './change';
import type { Figures } from './figures-queries';
import styles from './figures.module.css';

export function WebhooksSection({ webhooks }: { readonly webhooks: Figures['webhooks'] }) {
  const { figures: t } = useTexts();
  const { activeEndpoints, pausedEndpoints, failingEndpoints, waiting, waitingIsMore, oldestWaitingSince } = webhooks;
  const { attempts, successRate } = webhooks;
  const isWell = pausedEndpoints + failingEndpoints === 0;
  const hasEndpoints = activeEndpoints + pausedEndpoints > 0;
  return (
    <Section
      title={t.webhooks}
      explanation={`${t.webhooksHint} ${t.allSellers}`}
      actions={hasEndpoints && <Badge tone={isWell ? 'good' : 'warn'}>{isWell ? t.good : t.look}</Badge>}
    >
      <dl className={styles.health}>
        <div>
          <dt>{t.endpoints}</dt>
          <dd>
            {hasEndpoints
              ? [
                  t.endpointsActive(activeEndpoints),
                  ...(pausedEndpoints > 0 ? [t.endpointsPaused(pausedEndpoints)] : []),
                  ...(failingEndpoints > 0 ? [t.endpointsFailing(failingEndpoints)] : []),
                ].join(' · ')
              : t.noEndpoints}
          </dd>
        </div>
        <div>
          <dt>{t.deliveriesWaiting}</dt>
          <dd>{waitingIsMore ? t.atLeast(formatCount(waiting)) : t.count(formatCount(waiting))}</dd>
        </div>
        {oldestWaitingSince !== null && (
          <div>
            <dt>{t.oldestWaiting}</dt>
            <dd>
              <Moment at={oldestWaitingSince} distance />
            </dd>
          </div>
        )}
        <div>
          <dt>{t.attemptRate}</dt>
          <dd>
            {successRate === null ? t.noAttempts : `${formatRate(successRate)} (${t.count(formatCount(attempts))})`}
          </dd>
        </div>
      </dl>
    </Section>
  );
}
