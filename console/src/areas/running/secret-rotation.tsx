// Gives a webhook endpoint a new secret, shown this once.
// Must never end the earlier secret at once unless somebody said so: the receiver would refuse what it is sent.
import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { useTexts } from '../../texts/language';
import { useRotateSecret } from './endpoint-queries';
import styles from './running.module.css';
import { SecretOnce } from './secret-once';

const DAY_MS = 86_400_000;

export function SecretRotation({ endpointId }: { readonly endpointId: string }) {
  const { frame, running } = useTexts();
  const t = running.endpoints;
  const rotate = useRotateSecret(endpointId);
  const [isAsking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [keepMs, setKeepMs] = useState(String(DAY_MS));
  const submit = (): void =>
    rotate.mutate(Number(keepMs), {
      onSuccess: (rotated) => {
        setAsking(false);
        setSecret(rotated.secret);
      },
    });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t.rotate}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t.rotate}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        <div className={styles.form}>
          <p>{t.rotateExplanation}</p>
          <ErrorNotice error={rotate.error} writing />
          <Radio.Group label={t.rotateKeep} value={keepMs} onChange={setKeepMs}>
            <div className={styles.choices}>
              <Radio value={String(DAY_MS)} label={t.rotateDay} data-autofocus />
              <Radio value="0" label={t.rotateNow} />
            </div>
          </Radio.Group>
          <div className={dialog.buttons}>
            <Button variant="default" onClick={() => setAsking(false)}>
              {frame.cancel}
            </Button>
            <Button loading={rotate.isPending} onClick={submit}>
              {t.rotateSubmit}
            </Button>
          </div>
        </div>
      </Modal>
      <SecretOnce title={t.rotated} secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}
