// A secret that was just made, shown this once.
// Must never be kept, and never close by a slip: whoever leaves says that they have it.
import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { CopyButton } from '../../parts/copy-button';
import { Notice } from '../../parts/notice';
import { useTexts } from '../../texts/language';
import dialog from '../../parts/confirm.module.css';
import styles from './running.module.css';

interface SecretOnceProps {
  readonly title: string;
  /** `null`: there is none to show. */
  readonly secret: string | null;
  readonly onClose: () => void;
  /** What else is to be said of it. */
  readonly children?: ReactNode;
}

export function SecretOnce({ title, secret, onClose, children }: SecretOnceProps) {
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      title={title}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      {secret !== null && (
        <Content title={title} secret={secret} onClose={onClose}>
          {children}
        </Content>
      )}
    </Modal>
  );
}

function Content({
  title,
  secret,
  onClose,
  children,
}: { readonly title: string; readonly secret: string } & Pick<SecretOnceProps, 'onClose' | 'children'>) {
  const t = useTexts().running.secret;
  const [isKept, setKept] = useState(false);
  return (
    <div className={styles.form}>
      <Notice tone="warn" title={t.warning}>
        <p>{t.explanation}</p>
      </Notice>
      {children}
      <TextInput
        label={title}
        value={secret}
        readOnly
        data-autofocus
        classNames={{ input: 'fixed' }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Checkbox label={t.kept} checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <div className={dialog.buttons}>
        <CopyButton text={secret} label={t.copy} />
        <Button disabled={!isKept} onClick={onClose}>
          {t.done}
        </Button>
      </div>
    </div>
  );
}
