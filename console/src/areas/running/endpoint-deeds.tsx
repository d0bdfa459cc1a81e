// What an administrator does with a webhook endpoint: tests, changes, pauses, resumes and removes it.
// Must never do twice what was asked for once: each button is shut while it works.
import { Button, Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Confirm } from '../../parts/confirm';
import { ErrorNotice } from '../../parts/error-notice';
import { Notice } from '../../parts/notice';
import { Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { AttemptAnswer } from './attempt-answer';
import { EndpointForm } from './endpoint-form';
import {
  useChangeEndpoint,
  usePauseEndpoint,
  useRemoveEndpoint,
  useResumeEndpoint,
  useTestEndpoint,
  type Endpoint,
} from './endpoint-queries';
import styles from './running.module.css';
import { SecretRotation } from './secret-rotation';

export function EndpointDeeds({ endpoint }: { readonly endpoint: Endpoint }) {
  return (
    <Section>
      <div className={styles.standing}>
        <Testing endpoint={endpoint} />
        <div className={styles.buttons}>
          <Changing endpoint={endpoint} />
          <Pausing endpoint={endpoint} />
          <SecretRotation endpointId={endpoint.id} />
          <Removing endpoint={endpoint} />
        </div>
      </div>
    </Section>
  );
}

function Testing({ endpoint }: { readonly endpoint: Endpoint }) {
  const t = useTexts().running.endpoints;
  const test = useTestEndpoint(endpoint.id);
  return (
    <>
      <Button loading={test.isPending} onClick={() => test.mutate()}>
        {t.test}
      </Button>
      <ErrorNotice error={test.error} writing />
      {test.data && (
        <Notice
          tone={test.data.delivered ? 'good' : 'warn'}
          title={test.data.delivered ? t.testDelivered : t.testFailed}
        >
          <AttemptAnswer attempt={test.data} />
        </Notice>
      )}
    </>
  );
}

function Changing({ endpoint }: { readonly endpoint: Endpoint }) {
  const { frame, running } = useTexts();
  const t = running.endpoints;
  const change = useChangeEndpoint(endpoint.id);
  const [isOpen, setOpen] = useState(false);
  const { url, description, eventTypes } = endpoint;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t.edit}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t.editTitle}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        <EndpointForm
          initial={{ url: url ?? '', description: description ?? '', eventTypes }}
          label={frame.save}
          error={change.error}
          isPending={change.isPending}
          onCancel={() => setOpen(false)}
          onWish={(wish) => change.mutate(wish, { onSuccess: () => setOpen(false) })}
        />
      </Modal>
    </>
  );
}

function Pausing({ endpoint }: { readonly endpoint: Endpoint }) {
  const t = useTexts().running.endpoints;
  const pause = usePauseEndpoint(endpoint.id);
  const resume = useResumeEndpoint(endpoint.id);
  const [isAsking, setAsking] = useState(false);
  if (endpoint.status === 'paused') {
    return (
      <>
        <Button variant="default" loading={resume.isPending} onClick={() => resume.mutate()}>
          {t.resume}
        </Button>
        <ErrorNotice error={resume.error} writing />
      </>
    );
  }
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t.pause}
      </Button>
      <Confirm
        opened={isAsking}
        title={t.pauseQuestion}
        explanation={t.pauseExplanation}
        label={t.pause}
        error={pause.error}
        isPending={pause.isPending}
        onConfirm={() => pause.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function Removing({ endpoint }: { readonly endpoint: Endpoint }) {
  const t = useTexts().running.endpoints;
  const remove = useRemoveEndpoint(endpoint.id);
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button variant="light" color="red" onClick={() => setAsking(true)}>
        {t.remove}
      </Button>
      <Confirm
        opened={isAsking}
        title={t.removeQuestion}
        explanation={t.removeExplanation}
        label={t.remove}
        error={remove.error}
        isPending={remove.isPending}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate({ to: '/endpoints' }) })}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
