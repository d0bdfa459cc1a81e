// Sets up a second factor: QR code, first code, then the recovery codes, shown once.
// Must never let anybody on before they said that they have kept the recovery codes.
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, type SubmitEvent, type ReactNode } from 'react';
import { answerOf, api } from '../../api/client';
import { ErrorNotice } from '../../parts/error-notice';
import { LoadingRows } from '../../parts/loading';
import { useTexts } from '../../texts/language';
import { CodeField } from './code-field';
import styles from './form.module.css';
import { QrCode } from './qr-code';
import { RecoveryCodes } from './recovery-codes';
import { textOf } from './sign-in-page';

interface EnrolmentProps {
  /** Stands above the QR code. */
  readonly heading?: ReactNode;
  /** Stands below the first code, and is gone when there are recovery codes to keep. */
  readonly foot?: ReactNode;
  /** Of the second factor that is to be replaced, when there is one. */
  readonly currentCode?: string;
  /** Called when everything is set up and the recovery codes are kept. */
  readonly onDone: () => void;
}

export function Enrolment({ heading, foot, currentCode, onDone }: EnrolmentProps) {
  const finish = useMutation({
    mutationFn: (code: string) => answerOf(api.POST('/admin/second-factor', { body: { code } })),
  });
  if (finish.data) return <RecoveryCodes codes={finish.data.recoveryCodes} onDone={onDone} />;
  return (
    <>
      {heading}
      <FirstCode
        currentCode={currentCode}
        error={finish.error}
        isPending={finish.isPending}
        onCode={(code) => finish.mutate(code)}
      />
      {foot}
    </>
  );
}

interface FirstCodeProps {
  readonly currentCode: string | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onCode: (code: string) => void;
}

function FirstCode({ currentCode, error, isPending, onCode }: FirstCodeProps) {
  const { signIn } = useTexts();
  const words = signIn.enrolment;
  const enrolment = useNewSecret(useId(), currentCode);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onCode(textOf(new FormData(event.currentTarget), 'code'));
  };
  if (!enrolment.data) {
    return enrolment.error ? <ErrorNotice error={enrolment.error} writing /> : <LoadingRows />;
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{words.scan}</p>
      <QrCode className={styles.qr} text={enrolment.data.otpauthUri} label={words.qrCode} />
      <div className={styles.key}>
        <p className="quiet">{words.orType}</p>
        <code aria-label={words.key}>{enrolment.data.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </div>
      <ErrorNotice error={error} />
      <CodeField label={words.confirm} />
      <Button type="submit" size="md" loading={isPending}>
        {words.submit}
      </Button>
    </form>
  );
}

/** Each one replaces the one before, so it is asked for once and not again when somebody comes back from the app. */
function useNewSecret(id: string, currentCode: string | undefined) {
  return useQuery({
    queryKey: ['enrolment', id],
    queryFn: () =>
      answerOf(api.POST('/admin/second-factor/enrolments', { body: currentCode === undefined ? {} : { currentCode } })),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
}
