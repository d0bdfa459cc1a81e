// What a refund would do, shown before anything is sent, or why it cannot be done.
// Must never look like something that has happened.
import { Link } from '@tanstack/react-router';
import { formatWon } from '../../format/won';
import { Notice } from '../../parts/notice';
import { Won } from '../../parts/won';
import { useLanguage, useTexts } from '../../texts/language';
import { METHODS } from '../../texts/refunds';
import { ApprovalReasons } from './approval-reasons';
import type { Preview, RefundRequest, WhyNot } from './refund-queries';
import styles from './refunds.module.css';
import { SplitTable } from './split-table';
import { isAboutTaxFree } from './tax-free-fault';

/** What is left, and nothing of a refund: for fields that do not say yet how much. */
export function withoutFigures(preview: Preview): Preview {
  const cautions = preview.cautions.filter((each) => each === 'operator_called');
  return { ...preview, refund: null, balanceAfter: null, whyNot: null, approvalReasons: [], cautions };
}

interface PreviewOfProps {
  readonly preview: Preview;
  readonly kind: 'refund' | 'external_cancellation';
}

export function PreviewOf({ preview, kind }: PreviewOfProps) {
  const { refunds: t } = useTexts();
  const isRefund = kind === 'refund';
  return (
    <div className={styles.preview}>
      <SplitTable before={preview.balanceBefore} refund={preview.refund} after={preview.balanceAfter} kind={kind} />
      <Parts preview={preview} isRefund={isRefund} />
      {preview.whyNot && <WhyNotNotice whyNot={preview.whyNot} kind={kind} />}
      {preview.cautions.includes('below_coupon') && <Notice tone="warn" title={t.belowCoupon} />}
      {preview.cautions.includes('operator_called') && (
        <Notice tone="warn" title={t.operatorCalled}>
          <p>{t.operatorCalledHint}</p>
          {preview.paymentId !== null && (
            <Link to="/queue/$kind/$id" params={{ kind: 'payment', id: preview.paymentId }} className={styles.link}>
              {t.toQueueItem}
            </Link>
          )}
        </Notice>
      )}
      {preview.approvalReasons.length > 0 && (
        <Notice tone="warn" title={t.approvalNeeded}>
          <ApprovalReasons reasons={preview.approvalReasons} />
          <p>{isRefund ? t.approvalNeededHint : t.external.approvalNeededHint}</p>
        </Notice>
      )}
    </div>
  );
}

/** Of which means it was paid, and what of it can go back. */
function Parts({
  preview: { parts, refundable },
  isRefund,
}: {
  readonly preview: Preview;
  readonly isRefund: boolean;
}) {
  const { refunds: t } = useTexts();
  if (parts.length === 0) return null;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t.parts}</dt>
        <dd>
          {parts.map(({ method, name, amountWon }, index) => (
            <span key={index} className={styles.paidPart}>
              {name || t.methods[METHODS.find((known) => known === method) ?? 'other']} <Won amountWon={amountWon} />
            </span>
          ))}
        </dd>
      </div>
      {isRefund && refundable !== 'any' && <p className="quiet">{t.refundable[refundable]}</p>}
    </dl>
  );
}

/** Their sentences say all that the server says. */
const SAID_ALREADY: readonly WhyNot['code'][] = [
  'approval_waits',
  'cancellation_running',
  'needs_operator',
  'refunded_at_not_possible',
];

/** Why something cannot be done now, and what stands in the way. */
export function WhyNotNotice({ whyNot, kind }: { readonly whyNot: WhyNot; readonly kind: RefundRequest['kind'] }) {
  const { refunds: t, problems, frame } = useTexts();
  const language = useLanguage();
  const isTaxFree = isAboutTaxFree(whyNot);
  return (
    <Notice tone="bad" title={kind === 'external_cancellation' ? t.external.impossible : t.impossible}>
      <p>{isTaxFree ? t.taxFreeDoesNotFit : problems[whyNot.code]}</p>
      {whyNot.leftWon !== null && <p>{frame.leftWon(formatWon(whyNot.leftWon, language))}</p>}
      {whyNot.leftWon === null && !isTaxFree && !SAID_ALREADY.includes(whyNot.code) && (
        <p className="quiet">
          {frame.serverWords}: <span lang="en">{whyNot.detail}</span>
        </p>
      )}
      {whyNot.code === 'needs_operator' && whyNot.resourceId !== null && (
        <Link to="/queue/$kind/$id" params={{ kind: 'payment', id: whyNot.resourceId }} className={styles.link}>
          {t.toQueueItem}
        </Link>
      )}
      {whyNot.resourceId?.startsWith('rfr_') === true && (
        <Link to="/approvals/$requestId" params={{ requestId: whyNot.resourceId }} className={styles.link}>
          {t.openRequest}
        </Link>
      )}
    </Notice>
  );
}
