// The step of signing in for those who have to set up a second factor first.
// Must never be left out: the server opens nothing before it is done.
import { Anchor } from '@mantine/core';
import { readSessionAgain, useSignOut } from '../../api/session';
import { Plain } from '../../frame/plain';
import { ErrorNotice } from '../../parts/error-notice';
import { useBrowserTitle } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { Enrolment } from './enrolment';
import styles from './form.module.css';

export function EnrolmentPage() {
  const { signIn } = useTexts();
  const words = signIn.enrolment;
  const signOut = useSignOut();
  useBrowserTitle(words.title);
  return (
    <Plain>
      <Enrolment
        heading={
          <div className={styles.intro}>
            <h1>{words.title}</h1>
            <p className="quiet">{words.explanation}</p>
          </div>
        }
        foot={
          <div className={styles.form}>
            <ErrorNotice error={signOut.error} />
            <Anchor
              component="button"
              type="button"
              size="sm"
              className={styles.other ?? ''}
              onClick={() => signOut.mutate()}
            >
              {signIn.cancel}
            </Anchor>
          </div>
        }
        onDone={() => void readSessionAgain()}
      />
    </Plain>
  );
}
