// The form of a refund that was made elsewhere: how much went back, how, when, and what somebody saw.
// Must never send anything but what is shown beside it, nor twice.
import { Button, Checkbox, NumberInput, Radio, Textarea, TextInput } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { useLanguage, useTexts } from '../../texts/language';
import { ORIGINS } from '../../texts/refunds';
import { ExternalRefusal, isFoundAlready, useFieldFaults } from './external-refusal';
import type { ExternalFields } from './external-wish';
import type { Preview } from './refund-queries';
import styles from './refunds.module.css';
import { taxFreeFault } from './tax-free-fault';
import { MOST_WON, wonOf } from './won-field';

interface ExternalFormProps {
  readonly fields: ExternalFields;
  readonly onChange: (fields: ExternalFields) => void;
  /** `undefined` until it is there. */
  readonly preview: Preview | undefined;
  /** Whether the preview is of these very fields, and can be asked for. */
  readonly isReady: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** Whether somebody has tried, so that what is missing is said. */
  readonly isTried: boolean;
  readonly onSubmit: () => void;
}

export function ExternalForm(props: ExternalFormProps) {
  const { fields, onChange, preview, isReady, isPending, error, isTried, onSubmit } = props;
  const { external: t } = useTexts().refunds;
  const faults = useFieldFaults(error, preview);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  const amountWon = isReady ? (preview?.refund?.totalWon ?? null) : null;
  const label =
    amountWon === null
      ? t.submitNothing
      : preview?.approvalReasons.length === 0
        ? t.submit(amountWon)
        : t.submitForApproval(amountWon);
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <AmountFields {...props} />
      <Radio.Group
        label={t.origin}
        required
        value={fields.origin}
        error={isTried && fields.origin === '' && t.originMissing}
        onChange={(choice) => onChange({ ...fields, origin: ORIGINS.find((each) => each === choice) ?? '' })}
      >
        <div className={styles.choices}>
          {ORIGINS.map((origin) => (
            <Radio
              key={origin}
              value={origin}
              label={t.origins[origin].label}
              description={t.origins[origin].hint}
              disabled={isPending}
            />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        type="datetime-local"
        step={1}
        label={t.refundedAt}
        description={t.refundedAtHint}
        required
        disabled={isPending}
        value={fields.refundedAt}
        error={fields.refundedAt === '' ? isTried && t.refundedAtMissing : faults.refundedAt}
        onChange={({ currentTarget }) => onChange({ ...fields, refundedAt: currentTarget.value })}
      />
      <TextInput
        label={t.number}
        description={t.numberHint}
        autoComplete="off"
        maxLength={100}
        disabled={isPending}
        value={fields.number}
        error={faults.number}
        onChange={({ currentTarget }) => onChange({ ...fields, number: currentTarget.value })}
      />
      <Textarea
        label={fields.origin === 'chargeback' ? t.chargebackReason : t.reason}
        description={fields.origin === 'chargeback' ? t.chargebackReasonHint : t.reasonHint}
        required
        autosize
        minRows={3}
        maxLength={1000}
        disabled={isPending}
        value={fields.reason}
        error={isTried && fields.reason.trim() === '' && t.reasonMissing}
        onChange={({ currentTarget }) => onChange({ ...fields, reason: currentTarget.value })}
      />
      <ExternalRefusal error={error} />
      {(fields.isAnother || isFoundAlready(error)) && (
        <Checkbox
          label={t.isAnother}
          checked={fields.isAnother}
          disabled={isPending}
          onChange={({ currentTarget }) => onChange({ ...fields, isAnother: currentTarget.checked })}
        />
      )}
      <Button type="submit" size="md" loading={isPending} disabled={preview?.whyNot != null}>
        {label}
      </Button>
    </form>
  );
}

function AmountFields({ fields, onChange, preview, isPending, error, isTried }: ExternalFormProps) {
  const { refunds } = useTexts();
  const { external: t } = refunds;
  const { amount: fault } = useFieldFaults(error, preview);
  const unit = useLanguage() === 'ko' ? { suffix: '원' } : { prefix: '₩' };
  const wonField = {
    min: 0,
    max: MOST_WON,
    allowDecimal: false,
    allowNegative: false,
    thousandSeparator: ',',
    hideControls: true,
    disabled: isPending,
    ...unit,
  } as const;
  const left = preview?.balanceBefore;
  const isMixed = left !== undefined && left.taxFreeWon > 0 && left.taxFreeWon < left.totalWon;
  return (
    <>
      <Radio.Group
        aria-label={t.form}
        value={fields.isWhole ? 'whole' : 'part'}
        error={fields.isWhole && fault}
        onChange={(choice) => onChange({ ...fields, isWhole: choice === 'whole' })}
      >
        <div className={styles.choices}>
          <Radio value="whole" label={t.whole(left?.totalWon ?? 0)} disabled={isPending} />
          <Radio value="part" label={refunds.part} disabled={isPending} />
        </div>
      </Radio.Group>
      {!fields.isWhole && (
        <div className={styles.amounts}>
          <NumberInput
            {...wonField}
            label={t.amount}
            required
            error={fields.amountWon === '' ? isTried && t.amountMissing : fault}
            value={fields.amountWon}
            onChange={(value) => onChange({ ...fields, amountWon: wonOf(value) })}
          />
          {isMixed && (
            <NumberInput
              {...wonField}
              label={refunds.taxFree}
              description={refunds.taxFreeHint}
              error={taxFreeFault(refunds, fields, preview)}
              value={fields.taxFreeWon}
              onChange={(value) => onChange({ ...fields, taxFreeWon: wonOf(value) })}
            />
          )}
        </div>
      )}
    </>
  );
}
