// Where an invitation leads: its owner chooses a password.
// Must never send the token anywhere but to the server, or leave it in the address when it was used.
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { api } from '../../api/client';
import { Plain } from '../../frame/plain';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { Notice } from '../../parts/notice';
import { useBrowserTitle } from '../../parts/page';
import { PasswordField } from '../../parts/password-field';
import { useTexts } from '../../texts/language';
import styles from './form.module.css';
import { textOf } from './sign-in-page';

export function InvitationPage() {
  const { frame, signIn } = useTexts();
  const words = signIn.invitation;
  const [token] = useState(() => window.location.hash.slice(1));
  const { history } = useRouter();
  const accept = useMutation({
    mutationFn: (password: string) =>
      api.POST('/admin/invitations/{token}', { params: { path: { token } }, body: { password } }),
    onSuccess: () => history.replace('/console/invitation'),
  });
  useBrowserTitle(frame.pages.invitation);
  return (
    <Plain>
      {accept.isSuccess ? (
        <div className={styles.form}>
          <Notice tone="good" title={words.done} />
          <Button component={Link} to="/" size="md">
            {words.toSignIn}
          </Button>
        </div>
      ) : token === '' ? (
        <Empty icon="attention" title={words.incomplete} hint={words.incompleteHint} />
      ) : (
        <NewPassword error={accept.error} isPending={accept.isPending} onPassword={(text) => accept.mutate(text)} />
      )}
    </Plain>
  );
}

interface NewPasswordProps {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onPassword: (password: string) => void;
}

function NewPassword({ error, isPending, onPassword }: NewPasswordProps) {
  const words = useTexts().signIn.invitation;
  const [differs, setDiffers] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const password = textOf(fields, 'password');
    const areSame = password === textOf(fields, 'again');
    setDiffers(!areSame);
    if (areSame) onPassword(password);
  };
  return (
    <>
      <div className={styles.intro}>
        <h1>{words.title}</h1>
        <p className="quiet">{words.explanation}</p>
      </div>
      <form className={styles.form} onSubmit={submit}>
        <ErrorNotice error={error} writing />
        <PasswordField
          label={words.newPassword}
          description={words.hint}
          name="password"
          autoComplete="new-password"
          required
          autoFocus
        />
        <PasswordField
          label={words.again}
          name="again"
          autoComplete="new-password"
          required
          error={differs && words.differs}
        />
        <Button type="submit" size="md" loading={isPending}>
          {words.submit}
        </Button>
      </form>
    </>
  );
}
