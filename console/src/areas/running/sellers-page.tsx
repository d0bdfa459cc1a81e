// The sellers, and with which providers each can be paid.
// Must never show more of a credential than the server does.
import { Button, Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import dialog from '../../parts/confirm.module.css';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Page, Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { useShortcuts, type Shortcut } from '../../shortcuts/shortcuts';
import { useTexts } from '../../texts/language';
import { useProviderName } from './providers';
import styles from './running.module.css';
import { sellersQuery, useCreateSeller, type Seller } from './seller-queries';

const CODE = /^[A-Za-z0-9_-]{1,64}$/;

export function SellersPage() {
  const { frame, running } = useTexts();
  const t = running.sellers;
  const sellers = useQuery(sellersQuery);
  const [isCreating, setCreating] = useState(false);
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
        <ErrorNotice error={sellers.error} onRetry={() => void sellers.refetch()} />
        {sellers.isPending && <LoadingRows />}
        {sellers.data && <Sellers sellers={sellers.data} />}
      </Section>
      <Modal
        opened={isCreating}
        onClose={() => setCreating(false)}
        title={t.create}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        <CreateForm onClose={() => setCreating(false)} />
      </Modal>
    </Page>
  );
}

function Sellers({ sellers }: { readonly sellers: readonly Seller[] }) {
  const { running } = useTexts();
  const t = running.sellers;
  if (sellers.length === 0) return <Empty icon="shop" title={t.empty} />;
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.code}</th>
          <th scope="col">{t.credentials}</th>
          <th scope="col">{running.createdAt}</th>
        </tr>
      </thead>
      <tbody>
        {sellers.map((seller) => (
          <SellerRow key={seller.code} seller={seller} />
        ))}
      </tbody>
    </table>
  );
}

function SellerRow({ seller }: { readonly seller: Seller }) {
  const { running } = useTexts();
  const t = running.sellers;
  const nameOf = useProviderName();
  const providers = seller.credentials.map(({ provider }) => nameOf(provider)).join(', ');
  return (
    <tr>
      <td className={table.lead}>
        <Link to="/sellers/$sellerCode" params={{ sellerCode: seller.code }} className={styles.name}>
          {seller.name}
        </Link>
      </td>
      <td data-label={t.code}>
        <span className="fixed">{seller.code}</span>
      </td>
      <td data-label={t.credentials}>
        {providers === '' ? <span className="quiet">{t.noCredentials}</span> : providers}
      </td>
      <td data-label={running.createdAt}>
        <Moment at={seller.createdAt} />
      </td>
    </tr>
  );
}

function CreateForm({ onClose }: { readonly onClose: () => void }) {
  const { frame, running } = useTexts();
  const t = running.sellers;
  const create = useCreateSeller();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { name: '', code: '' },
    validate: {
      name: (name) => (name.trim() === '' ? t.nameMissing : null),
      code: (code) => (CODE.test(code.trim()) ? null : t.codeMissing),
    },
  });
  const submit = (values: { readonly name: string; readonly code: string }): void => {
    const code = values.code.trim();
    create.mutate(
      { code, name: values.name.trim() },
      { onSuccess: () => void navigate({ to: '/sellers/$sellerCode', params: { sellerCode: code } }) },
    );
  };
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit(submit)}>
      <ErrorNotice error={create.error} writing />
      <TextInput
        label={t.name}
        required
        maxLength={100}
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t.code}
        description={t.codeHint}
        required
        maxLength={64}
        autoComplete="off"
        {...form.getInputProps('code')}
      />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          {frame.cancel}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {t.createSubmit}
        </Button>
      </div>
    </form>
  );
}
