// The honest answers as choices: what each says, what happens then, and why somebody says so.
// Must never send twice what was pressed twice, nor choose an answer by itself.
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { ErrorNotice } from '../../parts/error-notice';
import { formatWon } from '../../format/won';
import { Notice } from '../../parts/notice';
import { Section } from '../../parts/page';
import { useShortcuts, type Shortcut } from '../../shortcuts/shortcuts';
import { useLanguage, useTexts } from '../../texts/language';
import { ApprovalReasons } from '../refunds/approval-reasons';
import { decidedSentence } from './decided';
import { decisionWords, headingOf } from './decision-words';
import { useDecide, type DecisionWish, type PossibleDecision, type QueueEntry } from './queue-queries';
import styles from './queue.module.css';

interface Finding {
  readonly decision: PossibleDecision['decision'] | '';
  readonly reason: string;
  readonly providerPaymentId: string;
  /** As the field has it: Korean time without an offset. */
  readonly paidAt: string;
  readonly providerCancellationId: string;
  readonly acceptDoubleRefund: boolean;
}
type FindingForm = UseFormReturnType<Finding>;

const NOTHING: Finding = {
  decision: '',
  reason: '',
  providerPaymentId: '',
  paidAt: '',
  providerCancellationId: '',
  acceptDoubleRefund: false,
};

export function DecideSection({ entry }: { readonly entry: QueueEntry }) {
  const { queue: t } = useTexts();
  const decide = useDecide(entry.kind, entry.id);
  const form = useForm<Finding>({ initialValues: NOTHING, validate: useFaults(entry.decisions) });
  const chosen = entry.decisions.find(({ decision }) => decision === form.values.decision);
  const submit = (finding: Finding): void => {
    if (decide.isPending || !chosen) return;
    decide.mutate(wishOf(finding, chosen), { onSuccess: () => form.reset() });
  };
  const outcome = decide.data && !decide.data.request && (
    <Notice tone="good" title={decidedSentence(t, decide.data, entry)} />
  );
  if (!entry.isWaiting) return <>{outcome ?? <ErrorNotice error={decide.error} writing />}</>;
  if (entry.waitingRequest) return <Waiting entry={entry} />;
  return (
    <Section title={t.decide} explanation={t.decideHint}>
      <form className={styles.form} noValidate onSubmit={form.onSubmit(submit)}>
        {outcome}
        <Choices form={form} entry={entry} />
        {chosen && <Details form={form} chosen={chosen} />}
        <Reason form={form} />
        <ErrorNotice error={decide.error} writing />
        <Button type="submit" loading={decide.isPending} color={chosen?.couldRefundTwice === true ? 'red' : 'accent'}>
          {chosen?.decision === 'try_again' ? t.submitTryAgain : t.submit}
        </Button>
      </form>
    </Section>
  );
}

/** Somebody decided, and a second person has to approve it: until then nothing else can be decided. */
function Waiting({ entry: { waitingRequest } }: { readonly entry: QueueEntry }) {
  const { queue: t, refunds } = useTexts();
  if (!waitingRequest) return null;
  const { askedBy, decision, approvalReasons, id } = waitingRequest;
  const said = t.decisions[decision?.decision as PossibleDecision['decision']].label;
  return (
    <Section title={t.decide}>
      <div className={styles.form}>
        <Notice tone="busy" title={refunds.outcomes.waits_for_approval.title}>
          <p>
            {askedBy.name}: {said}
          </p>
          <p>
            <Link to="/approvals/$requestId" params={{ requestId: id }}>
              {refunds.openRequest}
            </Link>
          </p>
        </Notice>
        <ApprovalReasons reasons={approvalReasons} />
      </div>
    </Section>
  );
}

function Choices({ form, entry }: { readonly form: FindingForm; readonly entry: QueueEntry }) {
  const { queue: t } = useTexts();
  const language = useLanguage();
  const { decisions, evidence } = entry;
  const asksOn = evidence?.next.what != null;
  const field = useRef<HTMLFieldSetElement>(null);
  const { setFieldValue } = form;
  const shortcuts = useMemo(
    () =>
      decisions.map(({ decision }, place): Shortcut => ({
        keys: String(place + 1),
        label: t.choose(place + 1),
        where: 'page',
        run: () => {
          setFieldValue('decision', decision);
          field.current?.querySelector<HTMLInputElement>(`input[value=${decision}]`)?.focus();
        },
      })),
    [decisions, setFieldValue, t],
  );
  useShortcuts(shortcuts);
  const { error } = form.getInputProps('decision') as { error?: string };
  return (
    <fieldset
      ref={field}
      className={styles.choices}
      aria-describedby={error === undefined ? undefined : 'decision-fault'}
    >
      <legend className="unseen">{t.decide}</legend>
      {decisions.map((possible, place) => {
        const { decision } = possible;
        const words = decisionWords(t, decision, entry, (amountWon) => formatWon(amountWon, language));
        const before = decisions[place - 1];
        const heading = headingOf(t, possible);
        return (
          <div key={decision}>
            {(!before || headingOf(t, before) !== heading) && <p className={styles.answer}>{heading}</p>}
            <label className={styles.choice} data-chosen={form.values.decision === decision}>
              <input
                type="radio"
                name="decision"
                value={decision}
                checked={form.values.decision === decision}
                onChange={() => form.setFieldValue('decision', decision)}
              />
              <span>
                <strong>{words.label}</strong>
                <span>{words.means}</span>
                <span className="quiet">
                  <b>{t.then}:</b> {words.next}
                  {decision === 'not_known' && asksOn && ` ${t.asksOn}`}
                </span>
              </span>
            </label>
          </div>
        );
      })}
      {error !== undefined && (
        <p id="decision-fault" role="alert" className={styles.fault}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** What an answer takes beside the reason. */
function Details({ form, chosen }: { readonly form: FindingForm; readonly chosen: PossibleDecision }) {
  const { queue: t } = useTexts();
  return (
    <>
      {chosen.needs.includes('providerPaymentId') && (
        <TextInput
          label={t.providerPaymentId}
          description={t.providerPaymentIdHint}
          required
          autoComplete="off"
          maxLength={100}
          {...form.getInputProps('providerPaymentId')}
        />
      )}
      {chosen.needs.includes('paidAt') && (
        <TextInput type="datetime-local" step={1} label={t.paidAt} required {...form.getInputProps('paidAt')} />
      )}
      {chosen.takes.includes('providerCancellationId') && (
        <TextInput
          label={t.providerCancellationId}
          autoComplete="off"
          maxLength={100}
          {...form.getInputProps('providerCancellationId')}
        />
      )}
      {chosen.couldRefundTwice && (
        <Notice tone="warn" title={t.couldRefundTwice}>
          <Checkbox label={t.acceptDoubleRefund} {...form.getInputProps('acceptDoubleRefund', { type: 'checkbox' })} />
        </Notice>
      )}
    </>
  );
}

function Reason({ form }: { readonly form: FindingForm }) {
  const { queue: t } = useTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  useShortcuts(
    useMemo(
      (): Shortcut[] => [{ keys: '/', label: t.focusReason, where: 'page', run: () => field.current?.focus() }],
      [t],
    ),
  );
  return (
    <Textarea
      ref={field}
      label={t.reason}
      description={t.reasonHint}
      required
      autosize
      minRows={3}
      maxLength={1000}
      {...form.getInputProps('reason')}
    />
  );
}

function useFaults(decisions: readonly PossibleDecision[]) {
  const { queue: t } = useTexts();
  const needs = (finding: Finding, name: string): boolean =>
    decisions.some(({ decision, needs: all }) => decision === finding.decision && all.includes(name));
  const chosenOf = (finding: Finding) => decisions.find(({ decision }) => decision === finding.decision);
  return {
    decision: (_: unknown, finding: Finding) => (chosenOf(finding) ? null : t.chooseMissing),
    reason: (reason: string) => (reason.trim() === '' ? t.reasonMissing : null),
    providerPaymentId: (given: string, finding: Finding) =>
      needs(finding, 'providerPaymentId') && given.trim() === '' ? t.providerPaymentIdMissing : null,
    paidAt: (given: string, finding: Finding) => (needs(finding, 'paidAt') && given === '' ? t.paidAtMissing : null),
    acceptDoubleRefund: (accepted: boolean, finding: Finding) =>
      chosenOf(finding)?.couldRefundTwice === true && !accepted ? t.acceptMissing : null,
  };
}

/** Only what the answer takes; what was typed for another one stays here. */
function wishOf(finding: Finding, { decision, needs, takes, couldRefundTwice }: PossibleDecision): DecisionWish {
  const { reason, providerPaymentId, paidAt, providerCancellationId } = finding;
  const hasCancellationId = takes.includes('providerCancellationId') && providerCancellationId.trim() !== '';
  return {
    decision,
    reason: reason.trim(),
    ...(needs.includes('providerPaymentId') && { providerPaymentId: providerPaymentId.trim() }),
    ...(needs.includes('paidAt') && { paidAt: inKorea(paidAt) }),
    ...(hasCancellationId && { providerCancellationId: providerCancellationId.trim() }),
    ...(couldRefundTwice && { acceptDoubleRefund: finding.acceptDoubleRefund }),
  };
}

/** The field leaves the seconds out when they are zero. */
function inKorea(local: string): string {
  return `${local.length === 16 ? `${local}:00` : local}+09:00`;
}
