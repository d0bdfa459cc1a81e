// Records money of an order that went back without the platform: shows what would be recorded, and tells what became of it.
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
import { ToldRefunds } from '../../parts/told-refunds';
import { toldRefunds } from '../../texts/evidence';
import { useTexts } from '../../texts/language';
import { orderQuery } from '../orders/order-queries';
import { AskedOutcome } from './asked-outcome';
import { ExternalForm } from './external-form';
import { askingOf, NO_EXTERNAL_FIELDS, takeOver, wishOf, type ExternalFields } from './external-wish';
import { PreviewOf, withoutFigures } from './preview';
import { externalPreviewQuery, useAskExternal, type RefundRequest } from './refund-queries';
import styles from './refunds.module.css';

const TYPING_MS = 250;

const route = getRouteApi('/desk/orders/$orderId/external-refund/');

export function ExternalPage() {
  const { refunds } = useTexts();
  const { external: t } = refunds;
  const { orderId } = route.useParams();
  const [asked, setAsked] = useState<RefundRequest | null>(null);
  const first = useQuery(externalPreviewQuery(orderId, {}));
  if (isProblem(first.error, 'not_found')) return <NotFound />;
  return (
    <Page
      title={t.title}
      heading={first.data ? `${t.title} · ${first.data.orderNumber}` : t.title}
      explanation={t.explanation}
      above={
        <Link to="/orders/$orderId" params={{ orderId }}>
          <Icon name="back" size={15} />
          {refunds.toOrder}
        </Link>
      }
    >
      {asked ? (
        <AskedOutcome request={asked} again={t.again} onAgain={() => setAsked(null)} />
      ) : (
        <Called orderId={orderId} onAsked={setAsked} />
      )}
    </Page>
  );
}

/** Whoever is called to the payment sees what it is about before anything is filled in. */
function Called({ orderId, onAsked }: Omit<EnteringProps, 'attention'>) {
  const { data, isPending } = useQuery(orderQuery(orderId));
  if (isPending) return <LoadingRows />;
  const paid = data?.order.payments.find(({ status }) => status === 'paid');
  return <Entering orderId={orderId} onAsked={onAsked} attention={paid?.attention ?? ''} />;
}

interface EnteringProps {
  readonly orderId: string;
  /** What somebody is called to the payment for; empty: nobody is. */
  readonly attention: string;
  readonly onAsked: (request: RefundRequest) => void;
}

function Entering({ orderId, attention, onAsked }: EnteringProps) {
  const { external: t } = useTexts().refunds;
  const isTold = toldRefunds(attention).named.length > 0;
  const [fields, setFields] = useState({ ...NO_EXTERNAL_FIELDS, isWhole: !isTold });
  const [isTried, setTried] = useState(false);
  const [typed] = useDebouncedValue(fields, TYPING_MS);
  const wish = wishOf(typed);
  const shown = useQuery(externalPreviewQuery(orderId, wish ?? {}));
  const ask = useAskExternal(orderId);
  // Beside the state of the button: two clicks may come before it is shown again.
  const isSending = useRef(false);
  const isOfTheseFields = JSON.stringify(wishOf(fields)) === JSON.stringify(wish) && !shown.isPlaceholderData;
  // What was shown of other fields stays no longer than these are typed.
  const preview = shown.data && (wish !== null && isOfTheseFields ? shown.data : withoutFigures(shown.data));
  const isReady = wish !== null && isOfTheseFields && !shown.isFetching && preview?.shownHash != null;
  const submit = (): void => {
    setTried(true);
    if (!isReady || preview.shownHash === null || preview.refund === null || isSending.current) return;
    const asking = askingOf(fields, { amountWon: preview.refund.totalWon, shownHash: preview.shownHash });
    if (asking === null) return;
    isSending.current = true;
    ask.mutate(asking, {
      onSuccess: onAsked,
      onSettled: () => {
        isSending.current = false;
      },
    });
  };
  const change = (changed: ExternalFields): void => {
    setFields(changed);
    if (ask.error && !(ask.error instanceof NoAnswerError)) ask.reset();
  };
  const hasChanged = isProblem(ask.error, 'shown_changed');
  return (
    <div className={styles.columns}>
      <Section title={t.form}>
        {hasChanged && <Notice tone="warn" title={t.refreshed} />}
        {isTold && (
          <div className={styles.called}>
            <Notice tone="warn">
              <ToldRefunds attention={attention} onTake={(told) => change(takeOver(fields, told))} />
            </Notice>
          </div>
        )}
        <ExternalForm
          fields={fields}
          onChange={change}
          preview={preview}
          isReady={isReady}
          isPending={ask.isPending}
          error={hasChanged ? null : ask.error}
          isTried={isTried}
          onSubmit={submit}
        />
      </Section>
      <Section title={t.preview} explanation={t.previewHint}>
        <ErrorNotice error={shown.error} onRetry={() => void shown.refetch()} />
        {shown.isPending && <LoadingRows />}
        {preview && (
          <div data-stale={!isOfTheseFields || shown.isFetching} className={styles.fresh} aria-live="polite">
            <PreviewOf preview={preview} kind="external_cancellation" />
          </div>
        )}
      </Section>
    </div>
  );
}
