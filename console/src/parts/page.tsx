// A page within the frame: its title (also the browser's), what it is for, what can be done, and its content.
// Must never put anything of anybody into the browser's title.
import { useEffect, type ReactNode } from 'react';
import { useTexts } from '../texts/language';
import styles from './page.module.css';

interface PageProps {
  /** Also the browser's title: no names, no numbers of orders. */
  readonly title: string;
  /** What stands in the heading instead, when that names somebody. */
  readonly heading?: ReactNode;
  readonly explanation?: string | undefined;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** A link to where this page belongs, above the title. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, heading, explanation, actions, above, children }: PageProps) {
  useBrowserTitle(title);
  return (
    <>
      <header className={styles.header}>
        <div className={styles.titles}>
          {above !== undefined && <div className={styles.above}>{above}</div>}
          <h1>{heading ?? title}</h1>
          {explanation !== undefined && <p className="quiet">{explanation}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.content}>{children}</div>
    </>
  );
}

/** A part of a page, on a card of its own. */
export function Section({
  title,
  actions,
  explanation,
  children,
}: {
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly explanation?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      {title !== undefined && (
        <div className={styles.sectionHeader}>
          <div>
            <h2>{title}</h2>
            {explanation !== undefined && <p className="quiet">{explanation}</p>}
          </div>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

export function useBrowserTitle(title: string): void {
  const { frame } = useTexts();
  useEffect(() => {
    document.title = `${title} · ${frame.product}`;
  }, [title, frame.product]);
}
