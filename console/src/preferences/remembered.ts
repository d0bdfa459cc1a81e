// What the browser remembers of whoever uses it: language, and whether shortcuts are on. (The library keeps the colours.)
// Must never keep anything personal: what is here stays when one signs out.
import { useSyncExternalStore } from 'react';

/** One remembered choice. */
export interface Remembered<T extends string> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * A choice of a few values.
 *
 * @param fallback what holds until somebody chooses, or when the browser keeps nothing
 */
export function remember<T extends string>(name: string, values: readonly T[], fallback: T): Remembered<T> {
  const key = `gyeolje-console.${name}`;
  const listeners = new Set<() => void>();
  let current = read(key, values) ?? fallback;
  return {
    get: () => current,
    set: (value) => {
      current = value;
      write(key, value);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The choice as it is, and again whenever it changes. */
export function useRemembered<T extends string>(choice: Remembered<T>): T {
  return useSyncExternalStore(choice.subscribe, choice.get);
}

// Browsers may forbid their storage; then a choice holds until the page is closed.
function read<T extends string>(key: string, values: readonly T[]): T | undefined {
  try {
    const kept = localStorage.getItem(key);
    return values.find((value) => value === kept);
  } catch {
    return undefined;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}
