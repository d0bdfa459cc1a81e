// Has all events of a time sent again.
// Must never send more than was asked for: the time is Korean time, whatever the clock of the machine.
import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { Notice } from '../../parts/notice';
import { useTexts } from '../../texts/language';
import { EventTypes } from './endpoint-form';
import { useRedeliver } from './endpoint-queries';
import styles from './running.module.css';

interface Wish {
  /** As the field gives it: `2026-11-22T18:05`. */
  readonly from: string;
  readonly to: string;
  readonly types: string[];
  readonly onlyFailed: boolean;
}

const EMPTY: Wish = { from: '', to: '', types: [], onlyFailed: false };

export function RedeliverRange({ endpointId }: { readonly endpointId: string }) {
  const { frame, running } = useTexts();
  const t = running.endpoints;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t.range}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t.range}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        <RangeForm endpointId={endpointId} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function RangeForm({ endpointId, onClose }: { readonly endpointId: string; readonly onClose: () => void }) {
  const { frame, running } = useTexts();
  const t = running.endpoints;
  const redeliver = useRedeliver(endpointId);
  const form = useForm<Wish>({
    initialValues: EMPTY,
    validate: { to: (to, { from }) => (from !== '' && to !== '' && from < to ? null : t.rangeMissing) },
    onValuesChange: () => redeliver.reset(),
  });
  const submit = ({ from, to, types, onlyFailed }: Wish): void => {
    redeliver.mutate({
      from: inKorea(from),
      to: inKorea(to),
      ...(types.length > 0 && { types }),
      ...(onlyFailed && { onlyFailed }),
    });
  };
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit(submit)}>
      <p className="quiet">{t.rangeExplanation}</p>
      <ErrorNotice error={redeliver.error} writing />
      {redeliver.isSuccess && <Notice tone="good" title={t.againDone(redeliver.data)} />}
      <div className={styles.pair}>
        <TextInput type="datetime-local" label={t.from} required data-autofocus {...form.getInputProps('from')} />
        <TextInput type="datetime-local" label={t.to} required {...form.getInputProps('to')} />
      </div>
      <EventTypes label={t.types} description={t.typesHint} {...form.getInputProps('types')} />
      <Checkbox label={t.onlyFailed} {...form.getInputProps('onlyFailed', { type: 'checkbox' })} />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>
          {frame.close}
        </Button>
        <Button type="submit" loading={redeliver.isPending} disabled={redeliver.isSuccess}>
          {t.again}
        </Button>
      </div>
    </form>
  );
}

function inKorea(minute: string): string {
  return `${minute}:00+09:00`;
}
