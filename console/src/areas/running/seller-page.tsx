// One seller: its name, and its credentials at each provider, which can be set and never seen.
// Must never fill a field for a credential with anything.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { isProblem } from '../../api/problem';
import { NotFound } from '../../frame/not-found';
import { formatMinute } from '../../format/moment';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Notice } from '../../parts/notice';
import { Page, Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { WaitsNotice } from '../changes/waits-notice';
import { CredentialsForm } from './credentials-form';
import { providersQuery, useProviderName, type Provider } from './providers';
import styles from './running.module.css';
import { sellerQuery, useRenameSeller, type Seller } from './seller-queries';

const route = getRouteApi('/desk/sellers/$sellerCode');

export function SellerPage() {
  const { running } = useTexts();
  const t = running.sellers;
  const { sellerCode } = route.useParams();
  const { data: seller, error, isPending, refetch } = useQuery(sellerQuery(sellerCode));
  if (isProblem(error, 'not_found')) return <NotFound />;
  return (
    <Page
      title={t.title}
      heading={seller?.name}
      explanation={seller?.code}
      above={
        <Link to="/sellers">
          <Icon name="back" size={15} />
          {t.title}
        </Link>
      }
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {isPending && <LoadingRows />}
      {seller && <Content key={seller.code} seller={seller} />}
    </Page>
  );
}

function Content({ seller }: { readonly seller: Seller }) {
  const t = useTexts().running.sellers;
  const { data: providers = [] } = useQuery(providersQuery);
  return (
    <div className={styles.columns}>
      <div>
        {seller.isConfigured && (
          <Notice tone="busy" title={t.configured}>
            <p>{t.configuredExplanation}</p>
          </Notice>
        )}
        <WaitsNotice changeIds={seller.waitsForChangeIds} />
        {providers.map((provider) => (
          <Credentials key={provider.provider} seller={seller} provider={provider} />
        ))}
      </div>
      <Section title={t.edit}>
        <RenameForm seller={seller} />
      </Section>
    </div>
  );
}

function RenameForm({ seller }: { readonly seller: Seller }) {
  const { frame, running } = useTexts();
  const t = running.sellers;
  const rename = useRenameSeller(seller.code);
  const form = useForm({
    initialValues: { name: seller.name },
    validate: { name: (name) => (name.trim() === '' ? t.nameMissing : null) },
    onValuesChange: () => rename.reset(),
  });
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={form.onSubmit((values) =>
        rename.mutate(values.name.trim(), { onSuccess: () => form.resetDirty(values) }),
      )}
    >
      <ErrorNotice error={rename.error} writing />
      {rename.isSuccess && <Notice tone="good" title={frame.saved} />}
      <TextInput label={t.name} required maxLength={100} autoComplete="off" {...form.getInputProps('name')} />
      <Button type="submit" variant="default" loading={rename.isPending} disabled={!form.isDirty()}>
        {t.editSubmit}
      </Button>
    </form>
  );
}

function Credentials({ seller, provider }: { readonly seller: Seller; readonly provider: Provider }) {
  const t = useTexts().running.sellers;
  const nameOf = useProviderName();
  const [isSetting, setSetting] = useState(false);
  const [isDone, setDone] = useState(false);
  const present = seller.credentials.find((each) => each.provider === provider.provider);
  return (
    <Section title={t.setTitle(nameOf(provider.provider))}>
      <div className={styles.standing}>
        {isDone && seller.waitsForChangeIds.length === 0 && <Notice tone="good" title={t.setDone} />}
        {present ? (
          <p>
            {t.setSince(formatMinute(present.setAt))}
            {present.idEnding !== null && <span className="quiet"> · {t.idEnding(present.idEnding)}</span>}
          </p>
        ) : (
          <p className="quiet">{t.notSet}</p>
        )}
        {!seller.isConfigured && !isSetting && (
          <Button
            variant="default"
            onClick={() => {
              setDone(false);
              setSetting(true);
            }}
          >
            {present ? t.replace : t.set}
          </Button>
        )}
      </div>
      {isSetting && (
        <CredentialsForm
          sellerCode={seller.code}
          provider={provider}
          onDone={() => {
            setSetting(false);
            setDone(true);
          }}
          onCancel={() => setSetting(false)}
        />
      )}
    </Section>
  );
}
