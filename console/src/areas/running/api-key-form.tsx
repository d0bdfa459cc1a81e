// The form for a new API key: what uses it, what it may do, and until when.
// Must never choose a scope by itself: whoever makes a key says what it may do.
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { startOfDay } from '../../format/moment';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { useTexts } from '../../texts/language';
import type { Scope } from '../../texts/running';
import { scopesQuery, useCreateApiKey } from './api-key-queries';
import styles from './running.module.css';

interface ApiKeyFormProps {
  readonly onMade: (key: string) => void;
  readonly onCancel: () => void;
}

interface Wish {
  readonly name: string;
  readonly scopes: Scope[];
  /** A Korean day; empty: never. */
  readonly expires: string;
}

export function ApiKeyForm({ onMade, onCancel }: ApiKeyFormProps) {
  const { frame, running } = useTexts();
  const t = running.keys;
  const create = useCreateApiKey();
  const scopes = useQuery(scopesQuery);
  const form = useForm<Wish>({
    initialValues: { name: '', scopes: [], expires: '' },
    validate: {
      name: (name) => (name.trim() === '' ? t.nameMissing : null),
      scopes: (chosen) => (chosen.length === 0 ? t.scopesMissing : null),
      expires: (day) => (day !== '' && Date.parse(startOfDay(day)) <= Date.now() ? t.expiresPast : null),
    },
  });
  const submit = ({ name, scopes: chosen, expires }: Wish): void => {
    const wish = { name: name.trim(), scopes: chosen, ...(expires !== '' && { expiresAt: startOfDay(expires) }) };
    create.mutate(wish, { onSuccess: ({ key }) => onMade(key) });
  };
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit(submit)}>
      <ErrorNotice error={create.error ?? scopes.error} writing />
      <TextInput
        label={t.name}
        placeholder={t.nameHint}
        required
        maxLength={100}
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <Checkbox.Group label={t.scopesLabel} required {...form.getInputProps('scopes')}>
        <div className={styles.choices}>
          {(scopes.data ?? []).map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={<span className="fixed">{scope}</span>}
              description={t.scopes[scope]}
            />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput type="date" label={t.expires} description={t.expiresHint} {...form.getInputProps('expires')} />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onCancel}>
          {frame.cancel}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {t.createSubmit}
        </Button>
      </div>
    </form>
  );
}
