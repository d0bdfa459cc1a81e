// Keys under which the server does the same thing once, however often it is asked: one for each wish.
// Must never give two keys to one wish whose answer was lost: it may have happened.
const BYTES = 16;

export class IdempotencyKeys {
  #last: { readonly wish: string; readonly key: string } | null = null;

  /**
   * The key of a wish: the same as before, while nobody knows what became of it. After another wish, the same one again is
   * meant anew: whoever pauses, resumes and pauses wants two pauses.
   */
  keyFor(wish: string): string {
    if (this.#last?.wish !== wish) this.#last = { wish, key: newKey() };
    return this.#last.key;
  }

  /** The wish under this key was answered: the same one again is another one. */
  forget(key: string): void {
    if (this.#last?.key === key) this.#last = null;
  }
}

/** 128 random bits; `crypto.randomUUID` is only there on https and on this machine. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
