// The form of a refund: how much, why, and the one button.
// Must never send anything but what is shown beside it, nor twice.
import { Button, NumberInput, Radio, TextInput } from '@mantine/core';
import type { SubmitEvent } from 'react';
import { formatWon } from '../../format/won';
import { ErrorNotice } from '../../parts/error-notice';
import { useLanguage, useTexts } from '../../texts/language';
import type { Preview } from './refund-queries';
import styles from './refunds.module.css';
import { taxFreeFault } from './tax-free-fault';
import { MOST_WON, wonOf } from './won-field';

const LONGEST_REASON = 200;

/** As the fields hold them. */
export interface RefundFields {
  readonly isWhole: boolean;
  readonly amountWon: number | '';
  readonly taxFreeWon: number | '';
  readonly reason: string;
}

export const NO_FIELDS: RefundFields = { isWhole: true, amountWon: '', taxFreeWon: '', reason: '' };

interface RefundFormProps {
  readonly fields: RefundFields;
  readonly onChange: (fields: RefundFields) => void;
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

export function RefundForm(props: RefundFormProps) {
  const { fields, onChange, preview, isReady, isPending, error, isTried, onSubmit } = props;
  const { refunds: t } = useTexts();
  const language = useLanguage();
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
      <Radio.Group
        aria-label={t.form}
        value={fields.isWhole ? 'whole' : 'part'}
        onChange={(choice) => onChange({ ...fields, isWhole: choice === 'whole' })}
      >
        <div className={styles.choices}>
          <Radio value="whole" label={t.whole(preview?.balanceBefore.totalWon ?? 0)} disabled={isPending} />
          <Radio value="part" label={t.part} disabled={isPending} />
        </div>
      </Radio.Group>
      {!fields.isWhole && <PartFields {...props} unit={language === 'ko' ? { suffix: '원' } : { prefix: '₩' }} />}
      <TextInput
        label={t.reason}
        description={t.reasonHint}
        required
        autoComplete="off"
        maxLength={LONGEST_REASON}
        value={fields.reason}
        disabled={isPending}
        error={isTried && fields.reason.trim() === '' && t.reasonMissing}
        onChange={({ currentTarget }) => onChange({ ...fields, reason: currentTarget.value })}
      />
      <ErrorNotice error={error} writing />
      <Button type="submit" size="md" loading={isPending} disabled={!isReady} aria-label={label}>
        {label}
      </Button>
      {amountWon !== null && <p className="unseen">{formatWon(amountWon, language)}</p>}
    </form>
  );
}

function PartFields({
  fields,
  onChange,
  preview,
  isPending,
  isTried,
  unit,
}: RefundFormProps & { readonly unit: object }) {
  const { refunds: t } = useTexts();
  const wonField = {
    min: 0,
    max: MOST_WON,
    allowDecimal: false,
    allowNegative: false,
    thousandSeparator: ',',
  } as const;
  const left = preview?.balanceBefore;
  const isMixed = left !== undefined && left.taxFreeWon > 0 && left.taxFreeWon < left.totalWon;
  return (
    <div className={styles.amounts}>
      <NumberInput
        label={t.amount}
        required
        hideControls
        data-autofocus
        disabled={isPending}
        error={isTried && fields.amountWon === '' && t.amountMissing}
        value={fields.amountWon}
        onChange={(value) => onChange({ ...fields, amountWon: wonOf(value) })}
        {...wonField}
        {...unit}
      />
      {isMixed && (
        <NumberInput
          label={t.taxFree}
          description={t.taxFreeHint}
          error={taxFreeFault(t, fields, preview)}
          hideControls
          disabled={isPending}
          value={fields.taxFreeWon}
          onChange={(value) => onChange({ ...fields, taxFreeWon: wonOf(value) })}
          {...wonField}
          {...unit}
        />
      )}
    </div>
  );
}
