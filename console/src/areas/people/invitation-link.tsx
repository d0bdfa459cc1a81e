// A new invitation's link, shown this once.
// Must never be kept, or put into an address of this page.
import { Button, TextInput } from '@mantine/core';
import { CopyButton } from '../../parts/copy-button';
import { Notice } from '../../parts/notice';
import dialog from '../../parts/confirm.module.css';
import { formatMinute } from '../../format/moment';
import { WaitsNotice } from '../changes/waits-notice';
import { useTexts } from '../../texts/language';
import type { Invitation } from './people-queries';
import styles from './people.module.css';

interface InvitationLinkProps {
  readonly invitation: Invitation;
  /** Whom it is for. */
  readonly name: string;
  readonly onClose: () => void;
}

export function InvitationLink({ invitation, name, onClose }: InvitationLinkProps) {
  const { frame, people, changes } = useTexts();
  const { url, endsAt, waitsForChangeId } = invitation;
  return (
    <div className={styles.form}>
      <Notice tone="good" title={people.invitation.title}>
        <p>{people.invitation.explanation(name)}</p>
      </Notice>
      {waitsForChangeId !== null && <WaitsNotice changeIds={[waitsForChangeId]} hint={changes.linkHint} />}
      <TextInput
        label={people.invitation.link}
        description={people.invitation.expires(formatMinute(endsAt))}
        value={url}
        readOnly
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={dialog.buttons}>
        <CopyButton text={url} />
        <Button onClick={onClose}>{frame.close}</Button>
      </div>
    </div>
  );
}
