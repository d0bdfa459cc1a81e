// Calls the merchant's own addresses (notices, repeated returns) and remembers what was answered.
// Must never keep the simulator from stopping: every call and every wait ends when it stops.
import { setMaxListeners } from 'node:events';

const PATIENCE_MS = 10_000;
const LONGEST_BODY = 2000;
const MOST_REMEMBERED = 500;

export interface NoticeAnswer {
  /** The HTTP status, or 0 when nobody answered. */
  readonly status: number;
  readonly body: string;
}

export interface RememberedNotice extends NoticeAnswer {
  readonly kind: 'deposit' | 'service' | 'return';
  readonly orderNo: string;
  readonly sentAt: string;
}

export class Notices {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  private remembered: RememberedNotice[] = [];

  constructor(
    readonly retriesMs: readonly number[],
    private readonly now: () => number,
  ) {
    // Every wait listens to the stop, and any number of calls may wait at once.
    setMaxListeners(0, this.stopping.signal);
  }

  /** POSTs a form, as PAYCO does. */
  async post(kind: 'deposit' | 'service', orderNo: string, url: string, form: string): Promise<NoticeAnswer> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
    return this.remember(kind, orderNo, await this.call(url, { method: 'POST', headers, body: form }));
  }

  /** Opens a return once more without being the buyer, as a scanner or a second tab would. */
  visit(orderNo: string, url: string): void {
    this.inBackground(this.call(url, { method: 'GET' }).then((answer) => this.remember('return', orderNo, answer)));
  }

  /** Lets something go on after the answer; the simulator waits for it when it stops. */
  inBackground(work: Promise<unknown>): void {
    const watched = work.catch(() => undefined).finally(() => this.running.delete(watched));
    this.running.add(watched);
  }

  /** True after the wait, false at once when the simulator stops. */
  pause(milliseconds: number): Promise<boolean> {
    const { signal } = this.stopping;
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const stop = (): void => {
        clearTimeout(timer);
        resolve(false);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve(true);
      }, milliseconds);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  list(): readonly RememberedNotice[] {
    return this.remembered;
  }

  clear(): void {
    this.remembered = [];
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private remember(kind: RememberedNotice['kind'], orderNo: string, answer: NoticeAnswer): NoticeAnswer {
    this.remembered = [
      ...this.remembered,
      { kind, orderNo, sentAt: new Date(this.now()).toISOString(), ...answer },
    ].slice(-MOST_REMEMBERED);
    return answer;
  }

  private async call(url: string, init: RequestInit): Promise<NoticeAnswer> {
    try {
      const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(PATIENCE_MS)]);
      const response = await fetch(url, { ...init, redirect: 'manual', signal });
      return { status: response.status, body: (await response.text()).slice(0, LONGEST_BODY) };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
      return { status: 0, body: `no answer (${error instanceof Error ? error.message : String(error)}${cause})` };
    }
  }
}
