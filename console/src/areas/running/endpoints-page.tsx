// The webhook endpoints: where the merchant's servers are told, and whether they listen.
// Must never show a whole address to whoever may not change it; the server does not tell it.
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useMay } from '../../api/session';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Page, Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { useShortcuts, type Shortcut } from '../../shortcuts/shortcuts';
import { useTexts } from '../../texts/language';
import { EndpointForm } from './endpoint-form';
import { endpointsQuery, useCreateEndpoint, type Endpoint } from './endpoint-queries';
import { EndpointStanding } from './endpoint-state';
import styles from './running.module.css';
import { SecretOnce } from './secret-once';

const NEW = { url: '', description: '', eventTypes: [] };

export function EndpointsPage() {
  const { frame, running } = useTexts();
  const t = running.endpoints;
  const mayManage = useMay()('endpoints:manage');
  const endpoints = useQuery(endpointsQuery);
  const create = useCreateEndpoint();
  const [isCreating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  useShortcuts(
    useMemo(
      (): Shortcut[] =>
        mayManage ? [{ keys: 'n', label: t.create, where: 'page', run: () => setCreating(true) }] : [],
      [t, mayManage],
    ),
  );
  const close = (): void => {
    setCreating(false);
    create.reset();
  };
  return (
    <Page
      title={t.title}
      explanation={t.explanation}
      actions={
        mayManage && (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setCreating(true)}>
            {t.create}
          </Button>
        )
      }
    >
      <Section>
        <ErrorNotice error={endpoints.error} onRetry={() => void endpoints.refetch()} />
        {endpoints.isPending && <LoadingRows />}
        {endpoints.data?.length === 0 && <Empty icon="hook" title={t.empty} hint={t.emptyHint} />}
        {endpoints.data && endpoints.data.length > 0 && <Endpoints endpoints={endpoints.data} />}
      </Section>
      <Modal
        opened={isCreating}
        onClose={close}
        title={t.create}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        <EndpointForm
          initial={NEW}
          label={t.createSubmit}
          error={create.error}
          isPending={create.isPending}
          onCancel={close}
          onWish={(wish) =>
            create.mutate(wish, {
              onSuccess: (made) => {
                close();
                setSecret(made.secret);
              },
            })
          }
        />
      </Modal>
      <SecretOnce title={t.made} secret={secret} onClose={() => setSecret(null)} />
    </Page>
  );
}

function Endpoints({ endpoints }: { readonly endpoints: readonly Endpoint[] }) {
  const { running } = useTexts();
  const t = running.endpoints;
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.address}</th>
          <th scope="col">{t.eventTypes}</th>
          <th scope="col">{running.createdAt}</th>
          <th scope="col">{running.state}</th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <tr key={endpoint.id}>
            <td className={table.lead}>
              <span className={styles.stacked}>
                <Link to="/endpoints/$endpointId" params={{ endpointId: endpoint.id }} className={styles.name}>
                  {endpoint.description ?? endpoint.host}
                </Link>
                <span className={styles.small}>{endpoint.url ?? endpoint.host}</span>
              </span>
            </td>
            <td data-label={t.eventTypes}>
              <EventTypeNames types={endpoint.eventTypes} />
            </td>
            <td data-label={running.createdAt}>
              <Moment at={endpoint.createdAt} />
            </td>
            <td data-label={running.state}>
              <EndpointStanding endpoint={endpoint} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is sent, in as many words as fit. */
export function EventTypeNames({ types }: { readonly types: readonly string[] }) {
  const t = useTexts().running.endpoints;
  if (types.includes('*')) return t.everything;
  return <span className="fixed">{types.join(', ')}</span>;
}
