// Ends a stored card: asks for a reason, then says in words how far it is.
// Must never say that the provider has ended it before the provider said so.
import { Button, Modal, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { Notice } from '../../parts/notice';
import { Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import type { BillingKeyState } from '../../texts/running';
import { useDeregister, type BillingKey } from './billing-key-queries';
import styles from './running.module.css';

/** Those that there is something left to end of. */
const ENDABLE: readonly BillingKeyState[] = ['registering', 'active', 'dead'];

export function Deregistering({ billingKey }: { readonly billingKey: BillingKey }) {
  const { frame, running } = useTexts();
  const t = running.cards.deregister;
  const [isAsking, setAsking] = useState(false);
  const deregister = useDeregister(billingKey.id);
  if (deregister.isSuccess) return <Outcome status={billingKey.status} />;
  if (!ENDABLE.includes(billingKey.status)) return null;
  return (
    <Section title={t.title}>
      <div className={styles.standing}>
        <p className="quiet">{t.explanation}</p>
        <Button variant="light" color="red" onClick={() => setAsking(true)}>
          {t.submit}
        </Button>
      </div>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t.question}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        <Question
          error={deregister.error}
          isPending={deregister.isPending}
          onReason={(reason) => deregister.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      </Modal>
    </Section>
  );
}

/** As the key stands now: it is read again until the provider has agreed. */
function Outcome({ status }: { readonly status: BillingKeyState }) {
  const { cards } = useTexts().running;
  return (
    <Notice tone={status === 'removing' ? 'busy' : 'good'} title={cards.deregister.outcome}>
      <p>{cards.stateSentences[status]}</p>
    </Notice>
  );
}

interface QuestionProps {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
}

function Question({ error, isPending, onReason, onClose }: QuestionProps) {
  const { frame, running } = useTexts();
  const t = running.cards.deregister;
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() === '' ? t.reasonMissing : null) },
  });
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit(({ reason }) => onReason(reason.trim()))}>
      <p>{t.explanation}</p>
      <ErrorNotice error={error} writing />
      <Textarea
        label={t.reason}
        description={t.reasonHint}
        required
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        {...form.getInputProps('reason')}
      />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          {frame.cancel}
        </Button>
        <Button type="submit" color="red" loading={isPending}>
          {t.submit}
        </Button>
      </div>
    </form>
  );
}
