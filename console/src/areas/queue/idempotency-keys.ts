// Keys under which the server does the same thing once, however often it is asked.
// Must never give two keys to one wish whose answer was lost: it may have happened.
import { ProblemError } from '../../api/problem';

export class IdempotencyKeys {
  #last: { readonly wish: string; readonly key: string } | null = null;

  /** The key of a wish: the same as before, while nobody knows what became of it. */
  keyFor(wish: unknown): string {
    const text = JSON.stringify(wish);
    if (this.#last?.wish !== text) this.#last = { wish: text, key: newKey() };
    return this.#last.key;
  }

  /** Whatever the server refused did not happen: the next try is another one. */
  learn(error: Error): void {
    if (error instanceof ProblemError) this.#last = null;
  }
}

/** 128 random bits; also where the page came without https. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
