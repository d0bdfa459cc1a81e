// Saves what is shown as a file, tells how far it is, and can be stopped.
// Must never save half a file, nor name it after what was searched for.
import { Button, Checkbox, Modal, Textarea } from '@mantine/core';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { answerOf, api } from '../../api/client';
import { useMay } from '../../api/session';
import { formatDay } from '../../format/moment';
import { formatCount } from '../../format/won';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { Notice } from '../../parts/notice';
import { useLanguage, useTexts } from '../../texts/language';
import { wishOf, type OrdersFilter } from './orders-filter';
import { receiveRows, saveAs } from './receive-rows';

interface ExportOrdersProps {
  readonly filter: OrdersFilter;
  readonly text: string;
}

export function ExportOrders(props: ExportOrdersProps) {
  const { frame, orders } = useTexts();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => setOpened(true)}>
        {orders.exporting.open}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={orders.exporting.title}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': frame.close }}
      >
        <ExportForm {...props} onClose={() => setOpened(false)} />
      </Modal>
    </>
  );
}

type Progress =
  | { readonly is: 'idle' | 'stopped' }
  | { readonly is: 'running' | 'done'; readonly rows: number }
  | { readonly is: 'failed'; readonly error: Error };

function ExportForm({ filter, text, onClose }: ExportOrdersProps & { readonly onClose: () => void }) {
  const { frame, orders } = useTexts();
  const t = orders.exporting;
  const may = useMay();
  const [reason, setReason] = useState<string | null>(null);
  const [isFaulty, setFaulty] = useState(false);
  const { progress, start, stop } = useExport(filter, text);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const isMissing = reason !== null && reason.trim().length < 3;
    setFaulty(isMissing);
    if (!isMissing) start(reason === null ? null : reason.trim());
  };
  const isRunning = progress.is === 'running';
  return (
    <form className={dialog.content} noValidate onSubmit={submit}>
      <p>{t.explanation}</p>
      {may('desk:unmask') && (
        <Checkbox
          label={t.unmask}
          description={t.unmaskHint}
          checked={reason !== null}
          disabled={isRunning}
          onChange={(event) => setReason(event.currentTarget.checked ? '' : null)}
        />
      )}
      {reason !== null && (
        <Textarea
          label={t.reason}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          error={isFaulty ? t.reasonMissing : null}
          disabled={isRunning}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Outcome progress={progress} />
      <div className={dialog.buttons}>
        {isRunning ? (
          <Button variant="default" onClick={stop}>
            {t.stop}
          </Button>
        ) : (
          <Button variant="default" onClick={onClose}>
            {progress.is === 'done' ? frame.close : frame.cancel}
          </Button>
        )}
        <Button type="submit" loading={isRunning}>
          {t.start}
        </Button>
      </div>
    </form>
  );
}

function Outcome({ progress }: { readonly progress: Progress }) {
  const { orders } = useTexts();
  const t = orders.exporting;
  switch (progress.is) {
    case 'idle':
      return null;
    case 'running':
      return <Notice tone="busy" title={t.progress(formatCount(progress.rows))} />;
    case 'done':
      return <Notice tone="good" title={t.done(formatCount(progress.rows))} />;
    case 'stopped':
      return <Notice tone="warn" title={t.stopped} />;
    case 'failed':
      return progress.error.name === 'ProblemError' ? (
        <ErrorNotice error={progress.error} />
      ) : (
        <Notice tone="bad" title={t.failed} />
      );
  }
}

/** One at a time; it stops when nobody looks any more. */
function useExport(filter: OrdersFilter, text: string) {
  const { orders } = useTexts();
  const language = useLanguage();
  const [progress, setProgress] = useState<Progress>({ is: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const run = async (reason: string | null, signal: AbortSignal): Promise<void> => {
    const body = { ...wishOf(filter, text), language };
    const options = { parseAs: 'stream', signal } as const;
    const stream = await answerOf(
      reason === null
        ? api.POST('/admin/orders/exports', { body, ...options })
        : api.POST('/admin/orders/unmasked-exports', { body: { ...body, reason }, ...options }),
    );
    const { file, rows } = await receiveRows(stream, (count) => setProgress({ is: 'running', rows: count }));
    if (signal.aborted) return;
    saveAs(file, `${orders.exporting.fileName}-${formatDay(new Date().toISOString())}.csv`);
    setProgress({ is: 'done', rows });
  };
  const start = (reason: string | null): void => {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    setProgress({ is: 'running', rows: 0 });
    void run(reason, controller.signal)
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setProgress({ is: 'failed', error: error as Error });
      })
      .finally(() => {
        running.current = null;
      });
  };
  const stop = (): void => {
    running.current?.abort();
    setProgress({ is: 'stopped' });
  };
  return { progress, start, stop };
}
