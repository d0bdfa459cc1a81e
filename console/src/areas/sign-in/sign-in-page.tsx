// The first step of signing in: e-mail and password.
// Must never tell which of the two was wrong.
import { Button, TextInput } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { useSignIn } from '../../api/session';
import { Plain } from '../../frame/plain';
import { ErrorNotice } from '../../parts/error-notice';
import { useBrowserTitle } from '../../parts/page';
import { PasswordField } from '../../parts/password-field';
import { useTexts } from '../../texts/language';
import styles from './form.module.css';

export function SignInPage() {
  const { signIn: t } = useTexts();
  const signIn = useSignIn();
  useBrowserTitle(t.title);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    signIn.mutate({ email: textOf(fields, 'email').trim(), password: textOf(fields, 'password') });
  };
  return (
    <Plain>
      <h1>{t.title}</h1>
      <form className={styles.form} onSubmit={submit}>
        <ErrorNotice error={signIn.error} />
        <TextInput label={t.email} name="email" type="email" autoComplete="username" required autoFocus />
        <PasswordField label={t.password} name="password" autoComplete="current-password" required />
        <Button type="submit" size="md" loading={signIn.isPending}>
          {t.submit}
        </Button>
      </form>
    </Plain>
  );
}

/** What was typed into a field. */
export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
