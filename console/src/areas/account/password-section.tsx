// Changes one's own password.
// Must never keep what was typed after it was taken.
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { api } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { ErrorNotice } from '../../parts/error-notice';
import { Notice } from '../../parts/notice';
import { Section } from '../../parts/page';
import { useSession } from '../../api/session';
import { PasswordField } from '../../parts/password-field';
import { useTexts } from '../../texts/language';
import { textOf } from '../sign-in/sign-in-page';
import styles from './account.module.css';

export function PasswordSection() {
  const { account, signIn } = useTexts();
  const { email } = useSession().person;
  const words = signIn.invitation;
  const [differs, setDiffers] = useState(false);
  const change = useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => api.POST('/admin/password', { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['sessions'] }),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const newPassword = textOf(fields, 'new');
    const areSame = newPassword === textOf(fields, 'again');
    setDiffers(!areSame);
    if (!areSame) return;
    change.mutate({ currentPassword: textOf(fields, 'current'), newPassword }, { onSuccess: () => form.reset() });
  };
  return (
    <Section title={account.password.title} explanation={account.password.explanation}>
      <form className={styles.form} onSubmit={submit}>
        <ErrorNotice error={change.error} writing />
        {change.isSuccess && <Notice tone="good" title={account.password.done} />}
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <PasswordField label={account.password.current} name="current" autoComplete="current-password" required />
        <PasswordField
          label={words.newPassword}
          description={words.hint}
          name="new"
          autoComplete="new-password"
          required
        />
        <PasswordField
          label={words.again}
          name="again"
          autoComplete="new-password"
          required
          error={differs && words.differs}
        />
        <Button type="submit" loading={change.isPending}>
          {account.password.submit}
        </Button>
      </form>
    </Section>
  );
}
