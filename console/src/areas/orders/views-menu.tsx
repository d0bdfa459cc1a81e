// The views that somebody keeps for themselves: opened, kept, renamed, removed.
// Must never keep what was searched for.
import { ActionIcon, Button, Menu, Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { useTexts } from '../../texts/language';
import { filterOfView, viewFiltersOf, type OrdersFilter } from './orders-filter';
import { useRemoveView, useRenameView, useSaveView, viewsQuery, type View } from './orders-queries';
import styles from './orders.module.css';

export function ViewsMenu({ filter }: { readonly filter: OrdersFilter }) {
  const { orders } = useTexts();
  const t = orders.views;
  const navigate = useNavigate();
  const views = useQuery(viewsQuery);
  const [opened, setOpened] = useState<'save' | 'manage' | null>(null);
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="more" size={16} />}>
            {t.title}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.data?.length === 0 && <Menu.Label>{t.none}</Menu.Label>}
          {views.data?.map((view) => (
            <Menu.Item
              key={view.id}
              onClick={() => void navigate({ to: '/orders', search: filterOfView(view.filters) })}
            >
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="plus" size={16} />} onClick={() => setOpened('save')}>
            {t.save}
          </Menu.Item>
          {views.data !== undefined && views.data.length > 0 && (
            <Menu.Item onClick={() => setOpened('manage')}>{t.manage}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Dialog title={t.save} opened={opened === 'save'} onClose={() => setOpened(null)}>
        <SaveForm filter={filter} onDone={() => setOpened(null)} />
      </Dialog>
      <Dialog title={t.manage} opened={opened === 'manage'} onClose={() => setOpened(null)}>
        <Manage views={views.data ?? []} />
      </Dialog>
    </>
  );
}

interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

function Dialog({ title, opened, onClose, children }: DialogProps) {
  const { frame } = useTexts();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': frame.close }}>
      {children}
    </Modal>
  );
}

function SaveForm({ filter, onDone }: { readonly filter: OrdersFilter; readonly onDone: () => void }) {
  const { frame, orders } = useTexts();
  const t = orders.views;
  const save = useSaveView();
  const [name, setName] = useState('');
  const [isFaulty, setFaulty] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setFaulty(name.trim() === '');
    if (name.trim() === '') return;
    save.mutate({ name: name.trim(), filters: viewFiltersOf(filter) }, { onSuccess: onDone });
  };
  return (
    <form className={dialog.content} noValidate onSubmit={submit}>
      <TextInput
        label={t.name}
        description={t.nameHint}
        data-autofocus
        autoComplete="off"
        maxLength={60}
        value={name}
        error={isFaulty ? t.nameMissing : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ErrorNotice error={save.error} writing />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onDone}>
          {frame.cancel}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {frame.save}
        </Button>
      </div>
    </form>
  );
}

function Manage({ views }: { readonly views: readonly View[] }) {
  const { orders } = useTexts();
  if (views.length === 0) return <p className="quiet">{orders.views.none}</p>;
  return (
    <ul className={styles.views}>
      {views.map((view) => (
        <ManagedView key={view.id} view={view} />
      ))}
    </ul>
  );
}

function ManagedView({ view }: { readonly view: View }) {
  const { orders } = useTexts();
  const t = orders.views;
  const rename = useRenameView();
  const remove = useRemoveView();
  const [name, setName] = useState(view.name);
  const isChanged = name.trim() !== '' && name.trim() !== view.name;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isChanged) rename.mutate({ id: view.id, name: name.trim() });
  };
  return (
    <li>
      <form className={styles.managed} onSubmit={submit}>
        <TextInput
          aria-label={t.name}
          autoComplete="off"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!isChanged} loading={rename.isPending}>
          {t.rename}
        </Button>
        <ActionIcon
          variant="subtle"
          color="red"
          size="lg"
          aria-label={t.remove(view.name)}
          loading={remove.isPending}
          onClick={() => remove.mutate(view.id)}
        >
          <Icon name="close" size={16} />
        </ActionIcon>
      </form>
      <ErrorNotice error={rename.error ?? remove.error} writing />
    </li>
  );
}
