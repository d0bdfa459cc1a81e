// Says where something was changed that nothing has changed yet: another administrator has to approve it.
// Must never be left out where something waits; whoever asked would take it for done.
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/session';
import { Notice } from '../../parts/notice';
import { useTexts } from '../../texts/language';

interface WaitsNoticeProps {
  /** `chg_…` of each change that waits; none: there is nothing to say. */
  readonly changeIds: readonly string[];
  /** What it means here; left out: that everything stays as it is. */
  readonly hint?: string;
}

export function WaitsNotice({ changeIds, hint }: WaitsNoticeProps) {
  const { changes: t } = useTexts();
  const may = useMay();
  if (changeIds.length === 0) return null;
  return (
    <Notice tone="warn" title={t.notice}>
      <p>{hint ?? t.noticeHint}</p>
      {may('rights:approve') &&
        changeIds.map((changeId) => (
          <p key={changeId}>
            <Link to="/changes/$changeId" params={{ changeId }}>
              {t.open}
            </Link>
          </p>
        ))}
    </Notice>
  );
}
