// A page without menu, in the middle of the window: for those who are not signed in yet.
// Must never show anything of anybody.
import type { ReactNode } from 'react';
import { useTexts } from '../texts/language';
import { ColorsSwitch, LanguageSwitch } from './switches';
import { Brand } from './brand';
import styles from './plain.module.css';

export function Plain({ children }: { readonly children: ReactNode }) {
  const { frame } = useTexts();
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <Brand />
        <div className={styles.switches}>
          <ColorsSwitch />
          <LanguageSwitch />
        </div>
      </header>
      <main className={styles.card} aria-label={frame.desk}>
        {children}
      </main>
    </div>
  );
}
