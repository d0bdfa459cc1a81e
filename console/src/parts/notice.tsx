// A few sentences that stand out: what went well, what to look at, what went wrong.
// Must never be the only place where a field's own fault is told; the field tells it too.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import styles from './notice.module.css';

export type NoticeTone = 'good' | 'warn' | 'bad' | 'busy';

const icons: Readonly<Record<NoticeTone, IconName>> = {
  good: 'check',
  warn: 'attention',
  bad: 'attention',
  busy: 'info',
};

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly title?: string | undefined;
  readonly children?: ReactNode;
}

/** Bad news is read out at once, other news when there is a pause. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div className={styles.words}>
        {title !== undefined && <p className={styles.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
