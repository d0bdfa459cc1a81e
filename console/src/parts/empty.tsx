// Says that there is nothing here, and why or what to do.
// Must never stand where something is still being loaded, or could not be.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import styles from './empty.module.css';

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly children?: ReactNode;
}

export function Empty({ icon, title, hint, children }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon}>
        <Icon name={icon} size={26} />
      </span>
      <p className={styles.title}>{title}</p>
      {hint !== undefined && <p className="quiet">{hint}</p>}
      {children}
    </div>
  );
}
