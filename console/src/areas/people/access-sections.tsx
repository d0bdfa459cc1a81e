// Lets one person in again, or in no more.
// Must never offer to shut oneself out.
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../../api/session';
import { Confirm } from '../../parts/confirm';
import { ErrorNotice } from '../../parts/error-notice';
import { Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { InvitationLink } from './invitation-link';
import { useChangePerson, useInviteAgain, type Person } from './people-queries';
import styles from './people.module.css';

export function AccessSections({ person }: { readonly person: Person }) {
  const isOneself = useSession().person.id === person.id;
  return (
    <>
      {!isOneself && person.disabledAt === null && <InviteAgain person={person} />}
      {!isOneself && <Disabling person={person} />}
    </>
  );
}

function InviteAgain({ person }: { readonly person: Person }) {
  const { frame, people } = useTexts();
  const t = people.again;
  const [isAsking, setAsking] = useState(false);
  const invite = useInviteAgain(person.id);
  const close = (): void => {
    setAsking(false);
    invite.reset();
  };
  return (
    <Section title={t.title}>
      <div className={styles.standing}>
        <p className="quiet">{t.explanation}</p>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t.submit}
        </Button>
      </div>
      <Confirm
        opened={isAsking && !invite.data}
        title={t.question(person.name)}
        explanation={t.explanation}
        label={t.submit}
        error={invite.error}
        isPending={invite.isPending}
        onConfirm={() => invite.mutate()}
        onClose={close}
      />
      <Modal
        opened={invite.data !== undefined}
        onClose={close}
        title={people.invitation.title}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        {invite.data && <InvitationLink invitation={invite.data} name={person.name} onClose={close} />}
      </Modal>
    </Section>
  );
}

function Disabling({ person }: { readonly person: Person }) {
  const { people } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const change = useChangePerson(person.id);
  const isDisabled = person.disabledAt !== null;
  const t = isDisabled ? people.enable : people.disable;
  return (
    <Section title={t.title}>
      <div className={styles.standing}>
        <p className="quiet">{t.explanation}</p>
        {isDisabled && <ErrorNotice error={change.error} writing />}
        <Button
          variant={isDisabled ? 'default' : 'light'}
          color="red"
          loading={isDisabled && change.isPending}
          onClick={() => (isDisabled ? change.mutate({ disabled: false }) : setAsking(true))}
        >
          {t.submit}
        </Button>
      </div>
      <Confirm
        opened={isAsking}
        title={people.disable.question(person.name)}
        explanation={people.disable.explanation}
        label={people.disable.submit}
        error={change.error}
        isPending={change.isPending}
        onConfirm={() => change.mutate({ disabled: true }, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      />
    </Section>
  );
}
