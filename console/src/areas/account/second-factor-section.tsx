// One's own second factor: set it up, or make new recovery codes.
// Must never switch it off: what protects money is not a matter of taste.
import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
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

export function SecondFactorSection() {
  const { frame, account } = useTexts();
  const t = account.secondFactor;
  const { hasSecondFactor } = useSession().person;
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  const finish = (): void => {
    close();
    void readSessionAgain();
  };
  const label = hasSecondFactor ? t.newCodes : t.setUp;
  return (
    <Section title={t.title}>
      <div className={styles.standing}>
        <Badge tone={hasSecondFactor ? 'good' : 'warn'}>{hasSecondFactor ? t.on : t.off}</Badge>
        <p className="quiet">{hasSecondFactor ? t.onExplanation : t.offExplanation}</p>
      </div>
      <Button variant="default" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={label}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        {hasSecondFactor ? <NewRecoveryCodes onDone={close} /> : <Enrolment onDone={finish} />}
      </Modal>
    </Section>
  );
}

function NewRecoveryCodes({ onDone }: { readonly onDone: () => void }) {
  const { account } = useTexts();
  const renew = useMutation({
    mutationFn: (code: string) => answerOf(api.POST('/admin/recovery-codes', { body: { code } })),
  });
  if (renew.data) return <RecoveryCodes codes={renew.data.recoveryCodes} onDone={onDone} />;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    renew.mutate(textOf(new FormData(event.currentTarget), 'code'));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{account.secondFactor.newCodesExplanation}</p>
      <ErrorNotice error={renew.error} writing />
      <CodeField label={account.secondFactor.code} autoFocus />
      <Button type="submit" loading={renew.isPending}>
        {account.secondFactor.newCodes}
      </Button>
    </form>
  );
}
