// Counts requests a minute, per key and per address, in the memory of this process.
// Must never ask the database: counting there would cost a commit per request. So with several processes behind one
// address a caller has the limit of each of them.
import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { Clock } from '../common/clock.js';

/** How long a count runs, in ms. */
export const COUNTING_WINDOW_MS = 60_000;

interface Count {
  hits: number;
  readonly endsAtMs: number;
}

/**
 * What `@nestjs/throttler` counts with. Its own storage remembers the time of every request and walks through all of
 * them on each; with thousands a minute that is slower than one number per caller, and it does not take our clock.
 */
@Injectable()
export class RequestCounts implements ThrottlerStorage {
  readonly #counts = new Map<string, Count>();
  #sweepAtMs = 0;

  constructor(private readonly clock: Clock) {}

  /**
   * Counts one request.
   *
   * @param windowMs how long a count runs, in ms
   * @returns times in seconds, as the throttler wants them
   */
  increment(key: string, windowMs: number, limit: number): ReturnType<ThrottlerStorage['increment']> {
    const count = this.#runningCount(key) ?? this.#startCount(key, windowMs);
    count.hits += 1;
    const secondsLeft = this.#secondsLeft(count);
    return Promise.resolve({
      totalHits: count.hits,
      timeToExpire: secondsLeft,
      isBlocked: count.hits > limit,
      timeToBlockExpire: secondsLeft,
    });
  }

  /** Seconds until a caller who has used up `limit` may go on; 0 when there is something left. */
  secondsUntilFree(key: string, limit: number): number {
    const count = this.#runningCount(key);
    return count && count.hits >= limit ? this.#secondsLeft(count) : 0;
  }

  #runningCount(key: string): Count | undefined {
    const count = this.#counts.get(key);
    return count && count.endsAtMs > this.#nowMs() ? count : undefined;
  }

  #startCount(key: string, windowMs: number): Count {
    this.#sweep(windowMs);
    const count = { hits: 0, endsAtMs: this.#nowMs() + windowMs };
    this.#counts.set(key, count);
    return count;
  }

  /** Forgets callers that went away, at most once in a window. */
  #sweep(windowMs: number): void {
    const nowMs = this.#nowMs();
    if (nowMs < this.#sweepAtMs) return;
    this.#sweepAtMs = nowMs + windowMs;
    for (const [key, count] of this.#counts) if (count.endsAtMs <= nowMs) this.#counts.delete(key);
  }

  #secondsLeft(count: Count): number {
    return Math.max(1, Math.ceil((count.endsAtMs - this.#nowMs()) / 1000));
  }

  #nowMs(): number {
    return this.clock.now().getTime();
  }
}
