// The decision about a change that waits: approve, reject with a reason, or take back one's own.
// Must never send twice what was pressed twice.
import { Button, Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useSession } from '../../api/session';
import { Confirm } from '../../parts/confirm';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { Notice } from '../../parts/notice';
import { useTexts } from '../../texts/language';
import refunds from '../refunds/refunds.module.css';
import { standingQuery, useApproveChange, useRejectChange, useWithdrawChange, type Change } from './change-queries';

const LONGEST_REASON = 200;

export function ChangeDecision({ change }: { readonly change: Change }) {
  const { changes: t } = useTexts();
  const { person, mode } = useSession();
  const isOwn = person.id === change.askedBy.id;
  const isAboutOneself = person.id === change.aboutPerson?.id;
  if (isOwn) {
    return (
      <>
        <Notice tone="busy" title={t.own} />
        {mode !== 'simulator' && <Alone />}
        <Withdraw id={change.id} />
      </>
    );
  }
  if (isAboutOneself) return <Notice tone="busy" title={t.aboutYou} />;
  return <Decide id={change.id} />;
}

/** Whoever is alone waits for nobody. */
function Alone() {
  const { changes: t } = useTexts();
  const { data } = useQuery(standingQuery);
  if (!data || data.couldApprove > 1) return null;
  return (
    <Notice tone="warn" title={t.nobody}>
      <p>{t.nobodyHint}</p>
    </Notice>
  );
}

function Decide({ id }: { readonly id: string }) {
  const { changes: t } = useTexts();
  const approve = useApproveChange(id);
  const [isRejecting, setRejecting] = useState(false);
  return (
    <>
      <ErrorNotice error={approve.error} writing />
      <p className="quiet">{t.approveHint}</p>
      <div className={refunds.buttons}>
        <Button loading={approve.isPending} onClick={() => approve.mutate()}>
          {t.approve}
        </Button>
        <Button variant="default" disabled={approve.isPending} onClick={() => setRejecting(true)}>
          {t.reject}
        </Button>
      </div>
      <Reject id={id} opened={isRejecting} onClose={() => setRejecting(false)} />
    </>
  );
}

interface RejectProps {
  readonly id: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function Reject({ id, opened, onClose }: RejectProps) {
  const { frame, changes: t } = useTexts();
  const reject = useRejectChange(id);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() !== '') reject.mutate(reason.trim(), { onSuccess: onClose });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t.rejectTitle} closeButtonProps={{ 'aria-label': frame.close }}>
      <form className={dialog.content} noValidate onSubmit={submit}>
        <p>{t.rejectHint}</p>
        <TextInput
          label={t.rejectReason}
          required
          data-autofocus
          autoComplete="off"
          maxLength={LONGEST_REASON}
          value={reason}
          error={isTried && reason.trim() === '' && t.rejectReasonMissing}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <ErrorNotice error={reject.error} writing />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
          <Button type="submit" color="red" loading={reject.isPending}>
            {t.reject}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Withdraw({ id }: { readonly id: string }) {
  const { changes: t } = useTexts();
  const withdraw = useWithdrawChange(id);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={refunds.buttons}>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t.withdraw}
      </Button>
      <Confirm
        opened={isOpen}
        title={t.withdrawTitle}
        explanation={t.withdrawHint}
        label={t.withdraw}
        error={withdraw.error}
        isPending={withdraw.isPending}
        onConfirm={() => withdraw.mutate(undefined, { onSuccess: () => setOpen(false) })}
        onClose={() => setOpen(false)}
      />
    </div>
  );
}
