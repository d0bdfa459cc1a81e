// The fields for a seller's credentials at a provider: what the provider's module says it needs.
// Must never be filled by the browser, or keep what was typed once it is sent.
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { PasswordField } from '../../parts/password-field';
import { useTexts } from '../../texts/language';
import type { Provider } from './providers';
import styles from './running.module.css';
import { useSetCredentials } from './seller-queries';

interface CredentialsFormProps {
  readonly sellerCode: string;
  readonly provider: Provider;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

export function CredentialsForm({ sellerCode, provider, onDone, onCancel }: CredentialsFormProps) {
  const { frame, running } = useTexts();
  const t = running.sellers;
  const set = useSetCredentials(sellerCode, provider.provider);
  const names = provider.credentialNames;
  const form = useForm<Record<string, string>>({
    initialValues: Object.fromEntries(names.map((name) => [name, ''])),
    validate: Object.fromEntries(
      names.map((name) => [name, (value: string) => (value.trim() === '' ? t.fieldMissing : null)]),
    ),
  });
  const submit = (values: Record<string, string>): void => {
    set.mutate(Object.fromEntries(names.map((name) => [name, values[name]?.trim() ?? ''])), { onSuccess: onDone });
  };
  return (
    <form className={styles.form} noValidate autoComplete="off" onSubmit={form.onSubmit(submit)}>
      <p className="quiet">{t.writeOnly}</p>
      <ErrorNotice error={set.error} writing />
      {names.map((name, index) => (
        <PasswordField
          key={name}
          label={<span className="fixed">{name}</span>}
          required
          maxLength={255}
          // Browsers offer saved passwords anywhere but here.
          autoComplete="new-password"
          autoFocus={index === 0}
          {...form.getInputProps(name)}
        />
      ))}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onCancel}>
          {frame.cancel}
        </Button>
        <Button type="submit" loading={set.isPending}>
          {t.setSubmit}
        </Button>
      </div>
    </form>
  );
}
