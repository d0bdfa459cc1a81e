// A state as a word on a colour: never by colour alone.
// Must never choose the word; texts do.
import type { ReactNode } from 'react';
import styles from './badge.module.css';

/** What a state means for whoever looks: done, look here, gone wrong, under way, nothing to do. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'calm';

export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  );
}
