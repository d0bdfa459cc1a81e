// Refunds an order: shows what would happen, asks why, and tells what became of it.
// Must never offer the button again once it was pressed, until it is known what became of it.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { isProblem, NoAnswerError } from '../../api/problem';
import { NotFound } from '../../frame/not-found';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Notice } from '../../parts/notice';
import { Page, Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { AskedOutcome } from './asked-outcome';
import { PreviewOf, withoutFigures } from './preview';
import { NO_FIELDS, RefundForm, type RefundFields } from './refund-form';
import { previewQuery, useAskRefund, type RefundRequest, type Wish } from './refund-queries';
import styles from './refunds.module.css';

const TYPING_MS = 250;

const route = getRouteApi('/desk/orders/$orderId/refund/');

export function RefundPage() {
  const { refunds: t } = useTexts();
  const { orderId } = route.useParams();
  const [asked, setAsked] = useState<RefundRequest | null>(null);
  const first = useQuery(previewQuery(orderId, {}));
  if (isProblem(first.error, 'not_found')) return <NotFound />;
  return (
    <Page
      title={t.title}
      heading={first.data ? `${t.title} · ${first.data.orderNumber}` : t.title}
      explanation={t.explanation}
      above={
        <Link to="/orders/$orderId" params={{ orderId: orderId }}>
          <Icon name="back" size={15} />
          {t.toOrder}
        </Link>
      }
    >
      {asked ? (
        <AskedOutcome request={asked} again={t.again} onAgain={() => setAsked(null)} />
      ) : (
        <Asking orderId={orderId} onAsked={setAsked} />
      )}
    </Page>
  );
}

function Asking({
  orderId,
  onAsked,
}: {
  readonly orderId: string;
  readonly onAsked: (request: RefundRequest) => void;
}) {
  const { refunds: t } = useTexts();
  const [fields, setFields] = useState(NO_FIELDS);
  const [isTried, setTried] = useState(false);
  const [typed] = useDebouncedValue(fields, TYPING_MS);
  const wish = wishOf(typed);
  const shown = useQuery(previewQuery(orderId, wish ?? {}));
  const ask = useAskRefund(orderId);
  // Beside the state of the button: two clicks may come before it is shown again.
  const isSending = useRef(false);
  const isOfTheseFields = JSON.stringify(wishOf(fields)) === JSON.stringify(wish) && !shown.isPlaceholderData;
  // What was shown of other fields stays no longer than these are typed.
  const preview = shown.data && (wish !== null && isOfTheseFields ? shown.data : withoutFigures(shown.data));
  const isReady = wish !== null && isOfTheseFields && !shown.isFetching && preview?.shownHash != null;
  const submit = (): void => {
    setTried(true);
    if (!isReady || preview.shownHash === null || fields.reason.trim() === '' || isSending.current) return;
    isSending.current = true;
    const body = { ...wish, reason: fields.reason.trim(), shownHash: preview.shownHash };
    ask.mutate(body, {
      onSuccess: onAsked,
      onSettled: () => {
        isSending.current = false;
      },
    });
  };
  const change = (changed: RefundFields): void => {
    setFields(changed);
    if (ask.error && !(ask.error instanceof NoAnswerError)) ask.reset();
  };
  return (
    <div className={styles.columns}>
      <Section title={t.form}>
        {isProblem(ask.error, 'shown_changed') && <Notice tone="warn" title={t.refreshed} />}
        <RefundForm
          fields={fields}
          onChange={change}
          preview={preview}
          isReady={isReady}
          isPending={ask.isPending}
          error={isProblem(ask.error, 'shown_changed') ? null : ask.error}
          isTried={isTried}
          onSubmit={submit}
        />
      </Section>
      <Section title={t.preview} explanation={t.previewHint}>
        <ErrorNotice error={shown.error} onRetry={() => void shown.refetch()} />
        {shown.isPending && <LoadingRows />}
        {preview && (
          <div data-stale={!isOfTheseFields || shown.isFetching} className={styles.fresh} aria-live="polite">
            <PreviewOf preview={preview} kind="refund" />
          </div>
        )}
      </Section>
    </div>
  );
}

/** `null`: the fields do not say yet how much. */
function wishOf({ isWhole, amountWon, taxFreeWon }: RefundFields): Wish | null {
  if (isWhole) return {};
  if (amountWon === '' || amountWon < 1) return null;
  return { amountWon, ...(taxFreeWon !== '' && { taxFreeWon }) };
}
