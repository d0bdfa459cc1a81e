// Who buys, masked; in full for a minute, for whoever may see it and says why.
// Must never keep anybody unmasked anywhere but on this page, nor longer than it says.
import { Button, Modal, Textarea } from '@mantine/core';
import { useEffect, useState, type SubmitEvent } from 'react';
import { useMay } from '../../api/session';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { useUnmask, type Order, type Unmasked } from './order-queries';
import styles from './order.module.css';

const SHOWN_SECONDS = 60;

export function BuyerSection({ order }: { readonly order: Order }) {
  const { frame, orders } = useTexts();
  const t = orders.page;
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const [unmasked, setUnmasked] = useState<Unmasked | null>(null);
  const seconds = useCountdown(unmasked, () => setUnmasked(null));
  const buyer = unmasked ? unmasked.buyer : order.buyer;
  const facts = [
    [t.name, buyer?.name],
    [t.phone, buyer?.phone],
    [t.email, buyer?.email],
  ] as const;
  const isKnown = facts.some(([, value]) => typeof value === 'string');
  const button = unmasked ? (
    <Button variant="default" size="compact-sm" onClick={() => setUnmasked(null)}>
      {t.mask}
    </Button>
  ) : (
    <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
      {t.unmask}
    </Button>
  );
  return (
    <Section title={t.buyer} actions={may('desk:unmask') && isKnown && button}>
      {!isKnown && <p className="quiet">{orders.noBuyer}</p>}
      <dl className={styles.facts}>
        {facts.map(
          ([name, value]) =>
            typeof value === 'string' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {Object.entries(unmasked?.metadata ?? {}).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {unmasked && (
        <p className={styles.countdown} role="timer">
          {t.unmaskedFor(seconds)}
        </p>
      )}
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t.unmaskTitle}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        <UnmaskForm
          orderId={order.id}
          onClose={() => setAsking(false)}
          onUnmasked={(shown) => {
            setUnmasked(shown);
            setAsking(false);
          }}
        />
      </Modal>
    </Section>
  );
}

interface UnmaskFormProps {
  readonly orderId: string;
  readonly onClose: () => void;
  readonly onUnmasked: (unmasked: Unmasked) => void;
}

function UnmaskForm({ orderId, onClose, onUnmasked }: UnmaskFormProps) {
  const { frame, orders } = useTexts();
  const t = orders.page;
  const unmask = useUnmask(orderId);
  const [reason, setReason] = useState('');
  const [isFaulty, setFaulty] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const isMissing = reason.trim().length < 3;
    setFaulty(isMissing);
    if (!isMissing) unmask.mutate(reason.trim(), { onSuccess: onUnmasked });
  };
  return (
    <form className={dialog.content} noValidate onSubmit={submit}>
      <p>{t.unmaskExplanation}</p>
      <Textarea
        label={t.unmaskReason}
        data-autofocus
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        error={isFaulty ? t.unmaskReasonMissing : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ErrorNotice error={unmask.error} writing />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          {frame.cancel}
        </Button>
        <Button type="submit" loading={unmask.isPending}>
          {t.unmask}
        </Button>
      </div>
    </form>
  );
}

/** Seconds until something that is shown is over; begins anew with each one. */
function useCountdown(shown: object | null, onOver: () => void): number {
  const [seconds, setSeconds] = useState(SHOWN_SECONDS);
  useEffect(() => {
    if (shown === null) return undefined;
    const untilMs = Date.now() + SHOWN_SECONDS * 1_000;
    const timer = setInterval(() => {
      const left = Math.ceil((untilMs - Date.now()) / 1_000);
      setSeconds(left);
      if (left <= 0) onOver();
    }, 500);
    return () => {
      clearInterval(timer);
      setSeconds(SHOWN_SECONDS);
    };
    // What is done in the end does not begin anything anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown]);
  return seconds;
}
