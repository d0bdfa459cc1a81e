// The keyboard shortcuts that are in force: pages add theirs while they are shown, one listener serves them all.
// Must never be the only way to do something, and must never act while somebody types.
import { useEffect, useSyncExternalStore } from 'react';
import { remember } from '../preferences/remembered';
import { isBusyElsewhere, keyOf } from './keys';

/** One shortcut. */
export interface Shortcut {
  /** One key, or two one after the other: `?`, `g p`. */
  readonly keys: string;
  readonly label: string;
  readonly where: 'everywhere' | 'page';
  readonly run: () => void;
}

/** Who uses speech or has trembling hands can switch them off (WCAG 2.1.4). */
export const shortcutsSwitch = remember('shortcuts', ['on', 'off'], 'on');

const SECOND_KEY_WITHIN_MS = 1_200;

let inForce: readonly Shortcut[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Shortcut[]): void {
  inForce = next;
  for (const listener of listeners) listener();
}

/** Puts shortcuts in force while the component is shown. The list must be the same one until it means something else. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    change([...inForce, ...shortcuts]);
    return () => change(inForce.filter((each) => !shortcuts.includes(each)));
  }, [shortcuts]);
}

/** Those that are in force now, for the help. */
export function useShortcutsInForce(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => inForce,
  );
}

/** Listens for keys while the component is shown; once for the whole console. */
export function useShortcutListener(): void {
  useEffect(() => {
    let first: { readonly key: string; readonly atMs: number } | null = null;
    const onKeyDown = (event: KeyboardEvent): void => {
      const key = keyOf(event);
      if (key === null || event.repeat || shortcutsSwitch.get() === 'off' || isBusyElsewhere(event.target)) return;
      const isSecond = first !== null && event.timeStamp - first.atMs < SECOND_KEY_WITHIN_MS;
      const pair = isSecond && first ? `${first.key} ${key}` : key;
      const found = inForce.findLast(({ keys }) => keys === pair) ?? inForce.findLast(({ keys }) => keys === key);
      first = found ? null : { key, atMs: event.timeStamp };
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
