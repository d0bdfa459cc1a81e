// Invites somebody: a form, then the link, shown once.
// Must never send the link by itself; whoever invites knows a safe way.
import { Button, Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTexts } from '../../texts/language';
import { ErrorNotice } from '../../parts/error-notice';
import dialog from '../../parts/confirm.module.css';
import { InvitationLink } from './invitation-link';
import { useInvite, type NewPerson } from './people-queries';
import { PowersFields, usePowersFaults, type Powers } from './powers-fields';
import styles from './people.module.css';

interface InviteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function Invite({ opened, onClose }: InviteProps) {
  const { frame, people } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={people.inviteTitle}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': frame.close }}
    >
      <InviteForm onClose={onClose} />
    </Modal>
  );
}

function InviteForm({ onClose }: Pick<InviteProps, 'onClose'>) {
  const { frame, people } = useTexts();
  const invite = useInvite();
  const faults = usePowersFaults();
  const form = useForm<Powers & { email: string }>({
    initialValues: { email: '', name: '', roles: ['viewer'], refundLimitWon: '' },
    validate: { ...faults, email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : people.emailMissing) },
  });
  if (invite.data) {
    return <InvitationLink invitation={invite.data.invitation} name={invite.data.person.name} onClose={onClose} />;
  }
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit((values) => invite.mutate(newPersonOf(values)))}>
      <p className="quiet">{people.inviteExplanation}</p>
      <ErrorNotice error={invite.error} writing />
      <TextInput label={people.name} required data-autofocus autoComplete="off" {...form.getInputProps('name')} />
      <TextInput label={people.email} type="email" required autoComplete="off" {...form.getInputProps('email')} />
      <PowersFields form={form} />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          {frame.cancel}
        </Button>
        <Button type="submit" loading={invite.isPending}>
          {people.inviteSubmit}
        </Button>
      </div>
    </form>
  );
}

function newPersonOf({ email, name, roles, refundLimitWon }: Powers & { readonly email: string }): NewPerson {
  return { email: email.trim(), name: name.trim(), roles, ...(refundLimitWon !== '' && { refundLimitWon }) };
}
