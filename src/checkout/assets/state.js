// Asks the server how the order stands: soon at first, then more and more rarely, and not for ever.
// Must never conclude anything from an answer that did not come.
import { pageUrl } from './window.js';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;
const GROWTH = 1.25;
const GIVE_UP_AFTER_MS = 45 * 60_000;

/** Looks until it gives up or is stopped; `tell` hears every answer. */
export class Watch {
  #tell;
  #waitMs = FIRST_WAIT_MS;
  #endsAt = Date.now() + GIVE_UP_AFTER_MS;
  #timer = null;
  #isOver = false;

  constructor(tell) {
    this.#tell = tell;
    this.#later();
  }

  /** Looks now, and goes on from the shortest wait. */
  wake() {
    this.#waitMs = FIRST_WAIT_MS;
    this.#endsAt = Date.now() + GIVE_UP_AFTER_MS;
    void this.#look();
  }

  /** Answers that are under way are not heard any more. */
  stop() {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.#isOver || Date.now() > this.#endsAt) return;
    this.#timer = setTimeout(() => void this.#look(), this.#waitMs);
    this.#waitMs = Math.min(this.#waitMs * GROWTH, LONGEST_WAIT_MS);
  }

  async #look() {
    this.#later();
    const state = await readState();
    if (state && !this.#isOver) this.#tell(state);
  }
}

/** How the order stands, or `null` when there is no answer. */
export async function readState() {
  try {
    const response = await fetch(pageUrl('/state'), { headers: { accept: 'application/json' } });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
