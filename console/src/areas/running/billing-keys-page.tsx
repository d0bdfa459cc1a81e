// Stored cards and accounts: found by customer, state and provider.
// Must never show whose they are; the merchant knows by its own reference.
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Page, Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { useShortcuts, type Shortcut } from '../../shortcuts/shortcuts';
import { useTexts } from '../../texts/language';
import { BILLING_KEY_STATES } from '../../texts/running';
import type { BillingKeyFilter } from './billing-key-filter';
import { billingKeysQuery, type BillingKey } from './billing-key-queries';
import { CardState, meansOf } from './card-state';
import { providersQuery, useProviderName } from './providers';
import styles from './running.module.css';

const TYPING_PAUSE_MS = 250;
const route = getRouteApi('/desk/billing-keys/');

export function BillingKeysPage() {
  const { frame, running } = useTexts();
  const filter = route.useSearch();
  const [reference, setReference] = useState('');
  const found = useInfiniteQuery(billingKeysQuery(filter, reference));
  const keys = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title={running.cards.title} explanation={running.cards.explanation}>
      <Section>
        <Filters filter={filter} reference={reference} onReference={setReference} />
        <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending && <LoadingRows />}
        {found.data && keys.length === 0 && (
          <Empty icon="card" title={running.cards.empty} hint={running.cards.emptyHint} />
        )}
        {keys.length > 0 && <Keys keys={keys} />}
        {found.hasNextPage && (
          <div className={styles.more}>
            <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {frame.more}
            </Button>
          </div>
        )}
      </Section>
    </Page>
  );
}

interface FiltersProps {
  readonly filter: BillingKeyFilter;
  readonly reference: string;
  readonly onReference: (reference: string) => void;
}

function Filters({ filter, reference, onReference }: FiltersProps) {
  const { running } = useTexts();
  const t = running.cards;
  const navigate = useNavigate({ from: '/billing-keys' });
  const providers = (useQuery(providersQuery).data ?? []).filter(({ keepsCards }) => keepsCards);
  const nameOf = useProviderName();
  const change = (changed: { readonly [Name in keyof BillingKeyFilter]: string | null }): void => {
    const next = Object.entries({ ...filter, ...changed }).filter(([, value]) => value !== null);
    void navigate({ search: Object.fromEntries(next), replace: true });
  };
  return (
    <div className={styles.filters} role="search">
      <ReferenceField key={reference === '' ? 'empty' : 'used'} reference={reference} onReference={onReference} />
      <Select
        label={running.state}
        placeholder={t.everyState}
        data={BILLING_KEY_STATES.map((value) => ({ value, label: t.states[value] }))}
        value={filter.status ?? null}
        onChange={(status) => change({ status })}
        clearable
      />
      <Select
        label={running.provider}
        placeholder={running.everyProvider}
        data={providers.map(({ provider }) => ({ value: provider, label: nameOf(provider) }))}
        value={filter.provider ?? null}
        onChange={(provider) => change({ provider })}
        clearable
      />
      {(Object.keys(filter).length > 0 || reference !== '') && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            onReference('');
            void navigate({ search: {}, replace: true });
          }}
        >
          {running.clear}
        </Button>
      )}
    </div>
  );
}

function ReferenceField({ reference, onReference }: Omit<FiltersProps, 'filter'>) {
  const t = useTexts().running.cards;
  const [typed, setTyped] = useState(reference);
  const search = useDebouncedCallback(onReference, TYPING_PAUSE_MS);
  const field = useRef<HTMLInputElement>(null);
  useShortcuts(
    useMemo(
      (): Shortcut[] => [{ keys: '/', label: t.focusSearch, where: 'page', run: () => field.current?.focus() }],
      [t],
    ),
  );
  return (
    <TextInput
      ref={field}
      label={t.reference}
      placeholder={t.referenceHint}
      leftSection={<Icon name="search" size={16} />}
      type="search"
      autoComplete="off"
      maxLength={100}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}

function Keys({ keys }: { readonly keys: readonly BillingKey[] }) {
  const { running } = useTexts();
  const t = running.cards;
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.means}</th>
          <th scope="col">{t.reference}</th>
          <th scope="col">{running.provider}</th>
          <th scope="col">{running.seller}</th>
          <th scope="col">{running.createdAt}</th>
          <th scope="col">{running.state}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} billingKey={key} />
        ))}
      </tbody>
    </table>
  );
}

function KeyRow({ billingKey }: { readonly billingKey: BillingKey }) {
  const { frame, running } = useTexts();
  const t = running.cards;
  const nameOf = useProviderName();
  return (
    <tr>
      <td className={table.lead}>
        <Link to="/billing-keys/$billingKeyId" params={{ billingKeyId: billingKey.id }} className={styles.name}>
          {meansOf(billingKey) ?? t.notToldYet}
        </Link>
      </td>
      <td data-label={t.reference}>{billingKey.customerReference ?? <span className="quiet">{frame.none}</span>}</td>
      <td data-label={running.provider}>{nameOf(billingKey.provider)}</td>
      <td data-label={running.seller}>{billingKey.sellerCode}</td>
      <td data-label={running.createdAt}>
        <Moment at={billingKey.createdAt} />
      </td>
      <td data-label={running.state}>
        <CardState status={billingKey.status} />
      </td>
    </tr>
  );
}
