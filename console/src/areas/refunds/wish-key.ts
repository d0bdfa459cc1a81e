// The Idempotency-Key of a wish: the same as long as the wish is the same and nobody knows what became of it.
// Must never be kept when the server has said no: then the same wish is a new one.
import { useRef } from 'react';

const BYTES = 16;

/** 32 hexadecimal digits; `crypto.randomUUID` is only there on https and on this machine. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface WishKeys {
  /** The key of a wish: that of the last one when it is the same. */
  readonly of: (wish: unknown) => string;
  /** The last wish was answered: the same one again is another one. */
  readonly forget: () => void;
}

export function useWishKeys(): WishKeys {
  const last = useRef<{ readonly wish: string; readonly key: string } | null>(null);
  return {
    of: (wish) => {
      const told = JSON.stringify(wish);
      if (last.current?.wish !== told) last.current = { wish: told, key: newKey() };
      return last.current.key;
    },
    forget: () => {
      last.current = null;
    },
  };
}
