// The second step of signing in: a code of the app, or a recovery code.
// Must never go on by itself; whoever types sees what was typed.
import { Anchor, Button, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useSecondFactor, useSignOut } from '../../api/session';
import { Plain } from '../../frame/plain';
import { ErrorNotice } from '../../parts/error-notice';
import { useBrowserTitle } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { CodeField } from './code-field';
import styles from './form.module.css';
import { textOf } from './sign-in-page';

export function SecondFactorPage() {
  const { signIn: t } = useTexts();
  const [withRecoveryCode, setWithRecoveryCode] = useState(false);
  const secondFactor = useSecondFactor();
  const signOut = useSignOut();
  const words = t.secondFactor;
  useBrowserTitle(words.title);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    secondFactor.mutate(
      withRecoveryCode ? { recoveryCode: textOf(fields, 'recoveryCode') } : { code: textOf(fields, 'code') },
    );
  };
  const switchOver = (): void => {
    secondFactor.reset();
    setWithRecoveryCode(!withRecoveryCode);
  };
  return (
    <Plain>
      <div className={styles.intro}>
        <h1>{withRecoveryCode ? words.recoveryTitle : words.title}</h1>
        <p className="quiet">{withRecoveryCode ? words.recoveryExplanation : words.explanation}</p>
      </div>
      <form className={styles.form} onSubmit={submit}>
        <ErrorNotice error={secondFactor.error ?? signOut.error} />
        {withRecoveryCode ? (
          <TextInput label={words.recoveryCode} name="recoveryCode" autoComplete="off" required autoFocus />
        ) : (
          <CodeField label={words.code} autoFocus />
        )}
        <Button type="submit" size="md" loading={secondFactor.isPending}>
          {t.next}
        </Button>
        <Anchor component="button" type="button" size="sm" className={styles.other ?? ''} onClick={switchOver}>
          {withRecoveryCode ? words.useApp : words.useRecoveryCode}
        </Anchor>
        <Anchor
          component="button"
          type="button"
          size="sm"
          className={styles.other ?? ''}
          onClick={() => signOut.mutate()}
        >
          {t.cancel}
        </Anchor>
      </form>
    </Plain>
  );
}
