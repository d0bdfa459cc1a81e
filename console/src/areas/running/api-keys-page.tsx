// The API keys of the merchant's servers: what each may do, when it was last used, and its end.
// Must never show a key but once, to whoever had it made.
import { Button, Modal, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useMay } from '../../api/session';
import { Badge } from '../../parts/badge';
import dialog from '../../parts/confirm.module.css';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Page, Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { Won } from '../../parts/won';
import { useShortcuts, type Shortcut } from '../../shortcuts/shortcuts';
import { useTexts } from '../../texts/language';
import { WaitsNotice } from '../changes/waits-notice';
import { ApiKeyForm } from './api-key-form';
import { apiKeysQuery, isUsable, useRevokeApiKey, type ApiKey, type MadeApiKey } from './api-key-queries';
import styles from './running.module.css';
import { SecretOnce } from './secret-once';

export function ApiKeysPage() {
  const { frame, running, changes } = useTexts();
  const t = running.keys;
  const keys = useQuery(apiKeysQuery);
  const [isCreating, setCreating] = useState(false);
  const [made, setMade] = useState<MadeApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  useShortcuts(
    useMemo((): Shortcut[] => [{ keys: 'n', label: t.create, where: 'page', run: () => setCreating(true) }], [t]),
  );
  return (
    <Page
      title={t.title}
      explanation={t.explanation}
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setCreating(true)}>
          {t.create}
        </Button>
      }
    >
      <Section>
        <ErrorNotice error={keys.error} onRetry={() => void keys.refetch()} />
        {keys.isPending && <LoadingRows />}
        {keys.data?.length === 0 && <Empty icon="key" title={t.empty} />}
        {keys.data && keys.data.length > 0 && <Keys keys={keys.data} onRevoke={setRevoking} />}
      </Section>
      <Modal
        opened={isCreating}
        onClose={() => setCreating(false)}
        title={t.create}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        <ApiKeyForm
          onMade={(key) => {
            setCreating(false);
            setMade(key);
          }}
          onCancel={() => setCreating(false)}
        />
      </Modal>
      <SecretOnce title={t.made} secret={made?.key ?? null} onClose={() => setMade(null)}>
        <WaitsNotice changeIds={idsIn(made)} hint={changes.keyHint} />
      </SecretOnce>
      <Modal
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t.revokeQuestion(revoking?.name ?? '')}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        {revoking && <Revoking apiKey={revoking} onClose={() => setRevoking(null)} />}
      </Modal>
    </Page>
  );
}

function Keys({ keys, onRevoke }: { readonly keys: readonly ApiKey[]; readonly onRevoke: (apiKey: ApiKey) => void }) {
  const { running } = useTexts();
  const t = running.keys;
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.scopesLabel}</th>
          <th scope="col">{t.lastUsed}</th>
          <th scope="col">{t.expires}</th>
          <th scope="col">{running.state}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {keys.map((each) => (
          <KeyRow key={each.id} apiKey={each} onRevoke={() => onRevoke(each)} />
        ))}
      </tbody>
    </table>
  );
}

function KeyRow({ apiKey, onRevoke }: { readonly apiKey: ApiKey; readonly onRevoke: () => void }) {
  const { running } = useTexts();
  const t = running.keys;
  const { name, hint, scopes, lastUsedAt, expiresAt, revokedAt, waitsForChangeId } = apiKey;
  return (
    <tr>
      <td className={table.lead}>
        <span className={styles.stacked}>
          <strong>{name}</strong>
          <span className={`${styles.small ?? ''} fixed`}>{hint}…</span>
        </span>
      </td>
      <td data-label={t.scopesLabel}>
        <span className="fixed">{scopes.join(', ')}</span>
        <Limits apiKey={apiKey} />
      </td>
      <td data-label={t.lastUsed}>
        {lastUsedAt === null ? <span className="quiet">{t.neverUsed}</span> : <Moment at={lastUsedAt} distance />}
      </td>
      <td data-label={t.expires}>
        {expiresAt === null ? <span className="quiet">{t.neverExpires}</span> : <Moment at={expiresAt} />}
      </td>
      <td data-label={running.state}>
        {waitsForChangeId !== null && revokedAt === null ? (
          <KeyWaits changeId={waitsForChangeId} />
        ) : isUsable(apiKey) ? (
          <Badge tone="good">{t.usable}</Badge>
        ) : (
          <Badge tone="calm">{revokedAt === null ? t.expired : t.revoked}</Badge>
        )}
      </td>
      <td className={table.end}>
        {isUsable(apiKey) && (
          <Button size="compact-sm" variant="default" aria-label={t.revokeThis(name)} onClick={onRevoke}>
            {t.revoke}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** What it may move, where it may not move everything. */
function Limits({ apiKey }: { readonly apiKey: ApiKey }) {
  const { changes: t } = useTexts();
  const limits = [
    [t.fields['limitPerRequestWon'], apiKey.limitPerRequestWon],
    [t.fields['limitPerDayWon'], apiKey.limitPerDayWon],
    [t.fields['limitPerOrderWon'], apiKey.limitPerOrderWon],
  ] as const;
  return limits.map(
    ([name, limitWon]) =>
      limitWon !== null && (
        <span key={name} className={`${styles.small ?? ''} quiet`} style={{ display: 'block' }}>
          {name} <Won amountWon={limitWon} />
        </span>
      ),
  );
}

function KeyWaits({ changeId }: { readonly changeId: string }) {
  const { changes: t } = useTexts();
  const may = useMay();
  const badge = <Badge tone="warn">{t.states.pending}</Badge>;
  if (!may('rights:approve')) return badge;
  return (
    <Link to="/changes/$changeId" params={{ changeId }}>
      {badge}
    </Link>
  );
}

function idsIn(made: MadeApiKey | null): readonly string[] {
  return made === null || made.waitsForChangeId === null ? [] : [made.waitsForChangeId];
}

function Revoking({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const { frame, running } = useTexts();
  const t = running.keys;
  const [reason, setReason] = useState('');
  const revoke = useRevokeApiKey();
  return (
    <div className={styles.form}>
      <p>{t.revokeExplanation}</p>
      <ErrorNotice error={revoke.error} writing />
      <Textarea
        label={t.revokeReason}
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          {frame.cancel}
        </Button>
        <Button
          color="red"
          loading={revoke.isPending}
          onClick={() => revoke.mutate({ id: apiKey.id, reason: reason.trim() }, { onSuccess: onClose })}
        >
          {t.revoke}
        </Button>
      </div>
    </div>
  );
}
