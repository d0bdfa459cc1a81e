// One's own second factor: set it up, move it to another app, make new recovery codes.
// Must never switch it off: what protects money is not a matter of taste.
import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { answerOf, api } from '../../api/client';
import { readSessionAgain, useSession } from '../../api/session';
import { Badge } from '../../parts/badge';
import { ErrorNotice } from '../../parts/error-notice';
import { Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { CodeField } from '../sign-in/code-field';
import { Enrolment } from '../sign-in/enrolment';
import { RecoveryCodes } from '../sign-in/recovery-codes';
import { textOf } from '../sign-in/sign-in-page';
import styles from './account.module.css';

type Task = 'setUp' | 'replace' | 'newCodes';

export function SecondFactorSection() {
  const { frame, account } = useTexts();
  const t = account.secondFactor;
  const { hasSecondFactor } = useSession().person;
  const [task, setTask] = useState<Task | null>(null);
  const close = (): void => {
    setTask(null);
    // A new second factor brings a new session, and with it a new token for writes.
    void readSessionAgain();
  };
  const tasks: readonly Task[] = hasSecondFactor ? ['newCodes', 'replace'] : ['setUp'];
  return (
    <Section title={t.title}>
      <div className={styles.standing}>
        <Badge tone={hasSecondFactor ? 'good' : 'warn'}>{hasSecondFactor ? t.on : t.off}</Badge>
        <p className="quiet">{hasSecondFactor ? t.onExplanation : t.offExplanation}</p>
      </div>
      <div className={styles.buttons}>
        {tasks.map((each) => (
          <Button key={each} variant="default" onClick={() => setTask(each)}>
            {t[each]}
          </Button>
        ))}
      </div>
      <Modal
        opened={task !== null}
        onClose={close}
        title={task && t[task]}
        closeOnClickOutside={false}
        closeOnEscape={task === null}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        {task === 'setUp' && <Enrolment onDone={close} />}
        {task === 'replace' && <Replacement onDone={close} />}
        {task === 'newCodes' && <NewRecoveryCodes onDone={close} />}
      </Modal>
    </Section>
  );
}

interface TaskProps {
  readonly onDone: () => void;
}

function Replacement({ onDone }: TaskProps) {
  const t = useTexts().account.secondFactor;
  const [currentCode, setCurrentCode] = useState<string | null>(null);
  if (currentCode !== null) return <Enrolment currentCode={currentCode} onDone={onDone} />;
  return <CodeForm explanation={t.replaceExplanation} label={t.next} onCode={setCurrentCode} />;
}

function NewRecoveryCodes({ onDone }: TaskProps) {
  const t = useTexts().account.secondFactor;
  const renew = useMutation({
    mutationFn: (code: string) => answerOf(api.POST('/admin/recovery-codes', { body: { code } })),
  });
  if (renew.data) return <RecoveryCodes codes={renew.data.recoveryCodes} onDone={onDone} />;
  return (
    <CodeForm
      explanation={t.newCodesExplanation}
      label={t.newCodes}
      error={renew.error}
      isPending={renew.isPending}
      onCode={(code) => renew.mutate(code)}
    />
  );
}

interface CodeFormProps {
  readonly explanation: string;
  readonly label: string;
  readonly error?: Error | null;
  readonly isPending?: boolean;
  readonly onCode: (code: string) => void;
}

function CodeForm({ explanation, label, error = null, isPending = false, onCode }: CodeFormProps) {
  const t = useTexts().account.secondFactor;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onCode(textOf(new FormData(event.currentTarget), 'code'));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{explanation}</p>
      <ErrorNotice error={error} writing />
      <CodeField label={t.code} autoFocus />
      <Button type="submit" loading={isPending}>
        {label}
      </Button>
    </form>
  );
}
