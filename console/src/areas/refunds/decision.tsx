// The decision about a request that waits: approve, refuse with a reason, or take back one's own.
// Must never offer to decide about one's own; the server refuses that too.
import { Button, Modal, TextInput } from '@mantine/core';
import { useRef, useState, type SubmitEvent } from 'react';
import { useMay, useSession } from '../../api/session';
import { Confirm } from '../../parts/confirm';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { Notice } from '../../parts/notice';
import { useTexts } from '../../texts/language';
import { WhyNotNotice } from './preview';
import { useApprove, useRefuse, useWithdraw, type Approval } from './refund-queries';
import styles from './refunds.module.css';

const LONGEST_REASON = 200;

export function Decision({ approval }: { readonly approval: Approval }) {
  const { approvals: t, external } = useTexts().refunds;
  const isExternal = approval.request.kind === 'external_cancellation';
  const may = useMay();
  const isOwn = useSession().person.id === approval.request.askedBy.id;
  const mayAsk = may(approval.request.kind === 'refund' ? 'refunds:ask' : 'decisions:make');
  return (
    <>
      {approval.whyNot ? (
        <WhyNotNotice whyNot={approval.whyNot} kind={approval.request.kind} />
      ) : (
        !approval.isUnchanged && <Notice tone="warn" title={isExternal ? external.changed : t.changed} />
      )}
      {isOwn && <Notice tone="busy" title={t.own} />}
      {isOwn && mayAsk && <Withdraw id={approval.request.id} />}
      {!isOwn && may('refunds:approve') && <Decide approval={approval} />}
      {!isOwn && !may('refunds:approve') && <Notice tone="busy" title={t.mayNot} />}
    </>
  );
}

function Decide({ approval: { request } }: { readonly approval: Approval }) {
  const { approvals: t, external } = useTexts().refunds;
  const approve = useApprove(request.id);
  const words = {
    refund: { label: t.approve, hint: t.approveHint },
    decision: { label: t.carryOut, hint: t.carryOutHint },
    external_cancellation: { label: external.approve, hint: external.approveHint },
  }[request.kind];
  const [isRefusing, setRefusing] = useState(false);
  // Beside the state of the button: two clicks may come before it is shown again.
  const isSending = useRef(false);
  const send = (): void => {
    if (isSending.current) return;
    isSending.current = true;
    approve.mutate(request.shownHash, { onSettled: () => (isSending.current = false) });
  };
  return (
    <>
      <ErrorNotice error={approve.error} writing />
      <p className="quiet">{words.hint}</p>
      <div className={styles.buttons}>
        <Button loading={approve.isPending} onClick={send}>
          {words.label(request.refund.totalWon)}
        </Button>
        <Button variant="default" disabled={approve.isPending} onClick={() => setRefusing(true)}>
          {t.refuse}
        </Button>
      </div>
      <Refuse id={request.id} opened={isRefusing} onClose={() => setRefusing(false)} />
    </>
  );
}

interface RefuseProps {
  readonly id: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function Refuse({ id, opened, onClose }: RefuseProps) {
  const { frame, refunds } = useTexts();
  const t = refunds.approvals;
  const refuse = useRefuse(id);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() !== '') refuse.mutate(reason.trim(), { onSuccess: onClose });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t.refuseTitle} closeButtonProps={{ 'aria-label': frame.close }}>
      <form className={dialog.content} noValidate onSubmit={submit}>
        <p>{t.refuseHint}</p>
        <TextInput
          label={t.refuseReason}
          required
          data-autofocus
          autoComplete="off"
          maxLength={LONGEST_REASON}
          value={reason}
          error={isTried && reason.trim() === '' && t.refuseReasonMissing}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <ErrorNotice error={refuse.error} writing />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
          <Button type="submit" color="red" loading={refuse.isPending}>
            {t.refuse}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Withdraw({ id }: { readonly id: string }) {
  const { approvals: t } = useTexts().refunds;
  const withdraw = useWithdraw(id);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.buttons}>
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
