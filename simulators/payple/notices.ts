// Calls the merchant's own addresses and remembers what was answered.
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
  readonly kind: 'payment' | 'cancel' | 'removal';
  readonly oid: string;
  readonly url: string;
  readonly sentAt: string;
}

export interface Sending {
  readonly kind: RememberedNotice['kind'];
  readonly oid: string;
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
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

  async post(sending: Sending): Promise<NoticeAnswer> {
    const sentAt = new Date(this.now()).toISOString();
    const answer = await this.call(sending.url, {
      method: 'POST',
      headers: { 'content-type': sending.contentType },
      body: sending.body,
    });
    this.remember({ kind: sending.kind, oid: sending.oid, url: sending.url, sentAt, ...answer });
    return answer;
  }

  /** Any other call to a merchant, such as the one a browser makes for an authorization. */
  async call(url: string, init: RequestInit): Promise<NoticeAnswer> {
    try {
      const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(PATIENCE_MS)]);
      const response = await fetch(url, { redirect: 'manual', ...init, signal });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
      return { status: 0, body: `no answer (${error instanceof Error ? error.message : String(error)}${cause})` };
    }
  }

  /** Writes down what never left or was never answered, so that the log is complete. */
  remember(notice: RememberedNotice): void {
    const short = { ...notice, body: notice.body.slice(0, LONGEST_BODY) };
    this.remembered = [...this.remembered, short].slice(-MOST_REMEMBERED);
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
}
