// The one place that asks for the time, so that a test can say what time it is. It tells the database's time: what this
// process plans, the database judges. Must never be bypassed: `new Date()` and `Date.now()` stand nowhere else in src/.
import { Injectable } from '@nestjs/common';

/** When this process asked the database for the time, by its own monotonic clock, and what the database said. */
export interface TimeSample {
  /** Before the question, in ms of `performance.now()`. */
  readonly askedMs: number;
  /** After the answer, in ms of `performance.now()`. */
  readonly heardMs: number;
  /** The database's time, in ms since 1970. */
  readonly databaseMs: number;
}

/** How far the database's time is ahead of the monotonic clock of this process, in ms; `null` before it was asked. */
let offsetMs: number | null = null;

/** Sets the clock of this process by the database's. */
export function followDatabaseTime(sample: TimeSample): void {
  offsetMs = offsetAfter(offsetMs ?? machineNowMs() - performance.now(), sample);
}

/**
 * An offset that agrees with a sample. It moves no further than the sample forces it to: with clocks that agree, nothing
 * changes, however long the answer took.
 */
export function offsetAfter(currentMs: number, { askedMs, heardMs, databaseMs }: TimeSample): number {
  return Math.min(Math.max(currentMs, databaseMs - heardMs), databaseMs - askedMs);
}

/** The database's time, in ms since 1970; the machine's own before the database was asked. */
export function databaseNowMs(): number {
  return Math.floor(offsetMs === null ? machineNowMs() : performance.now() + offsetMs);
}

/** What the clock of this machine says, in ms since 1970. For comparing clocks only. */
export function machineNowMs(): number {
  return Date.now();
}

/** Tells the time. Injected wherever a decision depends on it. */
@Injectable()
export class Clock {
  /** The moment by the database's clock, as a `Date`. */
  now(): Date {
    return new Date(databaseNowMs());
  }
}
