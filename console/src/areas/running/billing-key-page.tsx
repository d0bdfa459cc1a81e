// One stored card or account: what it is, how it stands, what was charged on it, and its end.
// Must never put the customer’s reference into the address or the browser’s title.
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isProblem } from '../../api/problem';
import { useMay } from '../../api/session';
import { NotFound } from '../../frame/not-found';
import { AttentionText } from '../../parts/attention-text';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Notice } from '../../parts/notice';
import { Page, Section } from '../../parts/page';
import { StateBadge } from '../../parts/state-badge';
import table from '../../parts/table.module.css';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import { refusalSentence } from '../../texts/states';
import { billingKeyQuery, chargesQuery, type BillingKey, type Charge } from './billing-key-queries';
import { CardState, meansOf } from './card-state';
import { Deregistering } from './deregistering';
import { useProviderName } from './providers';
import styles from './running.module.css';

const route = getRouteApi('/desk/billing-keys/$billingKeyId');

export function BillingKeyPage() {
  const { running } = useTexts();
  const t = running.cards;
  const { billingKeyId } = route.useParams();
  const { data: key, error, isPending, refetch } = useQuery(billingKeyQuery(billingKeyId));
  if (isProblem(error, 'not_found')) return <NotFound />;
  return (
    <Page
      title={t.detail}
      heading={
        key && (
          <>
            {meansOf(key) ?? t.detail} <CardState status={key.status} />
          </>
        )
      }
      explanation={key && t.stateSentences[key.status]}
      above={
        <Link to="/billing-keys">
          <Icon name="back" size={15} />
          {t.title}
        </Link>
      }
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {isPending && <LoadingRows />}
      {key && <Content billingKey={key} />}
    </Page>
  );
}

function Content({ billingKey }: { readonly billingKey: BillingKey }) {
  const { running } = useTexts();
  const t = running.cards;
  const may = useMay();
  return (
    <>
      {billingKey.attention !== null && (
        <Notice tone="warn" title={t.attention}>
          <p>
            <AttentionText attention={billingKey.attention} />
          </p>
        </Notice>
      )}
      <div className={styles.columns}>
        <Section title={t.charges}>
          <Charges billingKeyId={billingKey.id} />
        </Section>
        <div>
          <Section>
            <Facts billingKey={billingKey} />
          </Section>
          {may('billing:manage') && <Deregistering billingKey={billingKey} />}
        </div>
      </div>
    </>
  );
}

function Facts({ billingKey }: { readonly billingKey: BillingKey }) {
  const { frame, refusals, running } = useTexts();
  const t = running.cards;
  const nameOf = useProviderName();
  const { refusal, deadReason, registeredAt, removedAt, status } = billingKey;
  return (
    <dl className={styles.facts}>
      <Fact name={t.reference}>{billingKey.customerReference ?? frame.none}</Fact>
      <Fact name={running.provider}>{nameOf(billingKey.provider)}</Fact>
      <Fact name={running.seller}>{billingKey.sellerCode}</Fact>
      <Fact name={running.createdAt}>
        <Moment at={billingKey.createdAt} />
      </Fact>
      {registeredAt !== null && (
        <Fact name={t.registeredAt}>
          <Moment at={registeredAt} />
        </Fact>
      )}
      {status === 'registering' && (
        <Fact name={t.expiresAt}>
          <Moment at={billingKey.expiresAt} />
        </Fact>
      )}
      {removedAt !== null && (
        <Fact name={t.removedAt}>
          <Moment at={removedAt} />
        </Fact>
      )}
      {refusal && (
        <Fact name={t.refusal}>
          {refusalSentence(refusals, refusal.reason)}{' '}
          {[refusal.providerMessage, refusal.providerCode && `(${refusal.providerCode})`].filter(Boolean).join(' ')}
        </Fact>
      )}
      {deadReason !== null && <Fact name={t.deadReason}>{deadReason}</Fact>}
      <Fact name={t.id}>
        <span className="fixed">{billingKey.id}</span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Charges({ billingKeyId }: { readonly billingKeyId: string }) {
  const { frame, running } = useTexts();
  const t = running.cards;
  const charges = useInfiniteQuery(chargesQuery(billingKeyId));
  const items = charges.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ErrorNotice error={charges.error} onRetry={() => void charges.refetch()} />
      {charges.isPending && <LoadingRows rows={3} />}
      {charges.data && items.length === 0 && <Empty icon="orders" title={t.noCharges} />}
      {items.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t.order}</th>
              <th scope="col" className={table.amounts}>
                {t.amount}
              </th>
              <th scope="col">{t.month}</th>
              <th scope="col">{t.chargedAt}</th>
              <th scope="col">{running.state}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((charge) => (
              <ChargeRow key={charge.paymentId} charge={charge} />
            ))}
          </tbody>
        </table>
      )}
      {charges.hasNextPage && (
        <div className={styles.more}>
          <Button variant="default" loading={charges.isFetchingNextPage} onClick={() => void charges.fetchNextPage()}>
            {frame.more}
          </Button>
        </div>
      )}
    </>
  );
}

function ChargeRow({ charge }: { readonly charge: Charge }) {
  const { frame, running } = useTexts();
  const t = running.cards;
  return (
    <tr>
      <td className={table.lead}>
        <span className={styles.stacked}>
          <span>{charge.title}</span>
          <span className={`${styles.small ?? ''} fixed`}>{charge.orderNumber}</span>
        </span>
      </td>
      <td data-label={t.amount} className={table.amounts}>
        <Won amountWon={charge.amountWon} />
      </td>
      <td data-label={t.month}>{charge.billingMonth ?? <span className="quiet">{frame.none}</span>}</td>
      <td data-label={t.chargedAt}>
        <Moment at={charge.createdAt} />
      </td>
      <td data-label={running.state}>
        <StateBadge of="payment" state={charge.status} />
      </td>
    </tr>
  );
}
