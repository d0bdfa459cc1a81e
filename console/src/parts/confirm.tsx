// Asks before something that cannot be taken back easily.
// Must never act twice on one answer: the button is shut while it works.
import { Button, Modal } from '@mantine/core';
import { useTexts } from '../texts/language';
import { ErrorNotice } from './error-notice';
import styles from './confirm.module.css';

interface ConfirmProps {
  readonly opened: boolean;
  /** A question. */
  readonly title: string;
  /** What happens then. */
  readonly explanation: string;
  /** What the button does, in its own words: never just “OK”. */
  readonly label: string;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function Confirm({ opened, title, explanation, label, error, isPending, onConfirm, onClose }: ConfirmProps) {
  const { frame } = useTexts();
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': frame.close }}>
      <div className={styles.content}>
        <p>{explanation}</p>
        <ErrorNotice error={error} writing />
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
          <Button color="red" loading={isPending} onClick={onConfirm}>
            {label}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
