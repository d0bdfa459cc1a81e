// What a refund would do, shown before anything is sent, or why it cannot be done.
// Must never look like something that has happened.
import { Link } from '@tanstack/react-router';
import { Notice } from '../../parts/notice';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import { METHODS } from '../../texts/refunds';
import { ApprovalReasons } from './approval-reasons';
import type { Preview, WhyNot } from './refund-queries';
import styles from './refunds.module.css';
import { SplitTable } from './split-table';

export function PreviewOf({ preview }: { readonly preview: Preview }) {
  const { refunds: t } = useTexts();
  return (
    <div className={styles.preview}>
      <SplitTable before={preview.balanceBefore} refund={preview.refund} after={preview.balanceAfter} />
      <Parts preview={preview} />
      {preview.whyNot && <WhyNotNotice whyNot={preview.whyNot} />}
      {preview.cautions.includes('below_coupon') && <Notice tone="warn" title={t.belowCoupon} />}
      {preview.approvalReasons.length > 0 && (
        <Notice tone="warn" title={t.approvalNeeded}>
          <ApprovalReasons reasons={preview.approvalReasons} />
          <p>{t.approvalNeededHint}</p>
        </Notice>
      )}
    </div>
  );
}

/** Of which means it was paid, and what of it can go back. */
function Parts({ preview: { parts, refundable } }: { readonly preview: Preview }) {
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
      {refundable !== 'any' && <p className="quiet">{t.refundable[refundable]}</p>}
    </dl>
  );
}

/** Why something cannot be done now, and what stands in the way. */
export function WhyNotNotice({ whyNot }: { readonly whyNot: WhyNot }) {
  const { refunds: t, problems, frame } = useTexts();
  return (
    <Notice tone="bad" title={t.impossible}>
      <p>{problems[whyNot.code]}</p>
      <p className="quiet">
        {frame.serverWords}: <span lang="en">{whyNot.detail}</span>
      </p>
      {whyNot.resourceId?.startsWith('rfr_') === true && (
        <Link to="/approvals/$requestId" params={{ requestId: whyNot.resourceId }} className={styles.link}>
          {t.openRequest}
        </Link>
      )}
    </Notice>
  );
}
