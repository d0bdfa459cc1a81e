// What is around every page: skip link, menu, shortcuts, and the place where the page goes.
// Must never know a page.
import { ActionIcon, Drawer, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type MouseEvent } from 'react';
import { useMay, useSession } from '../api/session';
import { Icon } from '../parts/icon';
import { ShortcutHelp } from '../shortcuts/help';
import { useShortcutListener, useShortcuts, type Shortcut } from '../shortcuts/shortcuts';
import { chooseLanguage, useTexts } from '../texts/language';
import { Brand } from './brand';
import styles from './frame.module.css';
import { ACCOUNT, placesFor } from './navigation';
import { Sidebar } from './sidebar';
import { useOtherLanguage } from './switches';

export function Frame() {
  const { frame } = useTexts();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  useShortcutListener();
  useShortcutsEverywhere(() => setHelpOpen(true));
  useFocusOnArrival(main);
  const skip = (event: MouseEvent): void => {
    event.preventDefault();
    main.current?.focus();
  };
  const showHelp = (): void => {
    setMenuOpen(false);
    setHelpOpen(true);
  };
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main" onClick={skip}>
        {frame.skip}
      </a>
      <header className={styles.top}>
        <ActionIcon variant="subtle" color="gray" aria-label={frame.openMenu} onClick={() => setMenuOpen(true)}>
          <Icon name="menu" size={20} />
        </ActionIcon>
        <Brand />
      </header>
      <aside className={styles.side} aria-label={frame.desk}>
        <Sidebar onShortcuts={showHelp} />
      </aside>
      <Drawer.Root opened={isMenuOpen} onClose={() => setMenuOpen(false)} size={272}>
        <Drawer.Overlay />
        <Drawer.Content aria-label={frame.navigation}>
          <Sidebar onGone={() => setMenuOpen(false)} onShortcuts={showHelp} />
        </Drawer.Content>
      </Drawer.Root>
      <main ref={main} id="main" tabIndex={-1} className={styles.main}>
        <div className={styles.page}>
          <Outlet />
        </div>
      </main>
      <ShortcutHelp opened={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

function useShortcutsEverywhere(showHelp: () => void): void {
  const { frame } = useTexts();
  const may = useMay();
  const navigate = useNavigate();
  const other = useOtherLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const colors = useComputedColorScheme('light');
  const show = useRef(showHelp);
  const places = [...placesFor(may, useSession().mode), ACCOUNT];
  const names = places.map(({ name }) => name).join();
  const shortcuts = useMemo(
    (): Shortcut[] => [
      { keys: '?', label: frame.shortcuts.open, where: 'everywhere', run: () => show.current() },
      ...places.map(({ key, name, to }): Shortcut => ({
        keys: `g ${key}`,
        label: frame.shortcuts.goTo(frame.pages[name]),
        where: 'everywhere',
        run: () => void navigate({ to }),
      })),
      {
        keys: 'd',
        label: frame.shortcuts.switchColors,
        where: 'everywhere',
        run: () => setColorScheme(colors === 'dark' ? 'light' : 'dark'),
      },
      { keys: 'l', label: frame.shortcuts.switchLanguage, where: 'everywhere', run: () => chooseLanguage(other) },
    ],
    // The places change only with their names; the functions are the library's and stay.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [frame, names, other, colors],
  );
  useShortcuts(shortcuts);
}

/** Whoever goes to another page by keyboard goes on at its beginning, and screen readers begin to read there. */
function useFocusOnArrival(main: { readonly current: HTMLElement | null }): void {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname, main]);
}
