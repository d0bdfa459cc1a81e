// One time limit for everything that a call to somebody outside takes: when it has passed, whoever waits goes on.
// Must never depend on what the other side does, nor on what Node's clients make of it.

/** That the time was up. */
class DeadlineError extends Error {}

export class Deadline {
  readonly #controller = new AbortController();
  readonly #passed: Promise<never>;
  #timer: NodeJS.Timeout | undefined;

  /** It runs from now on, until `end` is called. */
  constructor(readonly ms: number) {
    this.#passed = new Promise<never>((_, reject) => {
      this.#timer = setTimeout(() => {
        // First of all, so that it is no matter what comes of the abort.
        reject(new DeadlineError(`no answer within ${ms} ms`));
        this.#controller.abort();
      }, ms);
    });
    // It may pass while nobody waits.
    this.#passed.catch(() => undefined);
  }

  /** For clients that can be told to stop; whether they do is no matter. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether it has passed. */
  get isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  /** What comes of the work, waited for no longer than the deadline. @throws DeadlineError */
  within<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#passed]);
  }

  /** To be called when the work is done, whatever came of it. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
