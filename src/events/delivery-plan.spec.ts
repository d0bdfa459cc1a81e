// When events are tried again, and which goes first.
import { describe, expect, test } from 'vitest';
import { nextAttemptAt, nextStep, type Waiting } from './delivery-plan.js';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const HOUR_MS = 3_600_000;
const inMs = (ms: number) => new Date(NOW.getTime() + ms);

const fresh = (): Waiting => ({ nextAttemptAt: null, firstAttemptAt: null });
/** Tried for the first time a while ago, to be tried again in a while. */
const failing = (sinceMs: number, againInMs: number): Waiting => ({
  firstAttemptAt: inMs(-sinceMs),
  nextAttemptAt: inMs(againInMs),
});

describe('what is sent next', () => {
  test('is the first that waits', () => {
    const [first, second] = [fresh(), fresh()];
    expect(nextStep([first, second], NOW, HOUR_MS)).toEqual({ send: first });
  });

  test('is nothing when nothing waits', () => {
    expect(nextStep([], NOW, HOUR_MS)).toEqual({ nothingWaits: true });
  });

  test('is the one that failed before, once its time has come', () => {
    const first = failing(5_000, 0);
    expect(nextStep([first, fresh()], NOW, HOUR_MS)).toEqual({ send: first });
  });

  test('is nothing while an earlier one is to be tried again', () => {
    expect(nextStep([failing(5_000, 20_000), fresh()], NOW, HOUR_MS)).toEqual({ waitMs: 20_000 });
  });

  test('is nothing for as long as the earlier one may hold it back', () => {
    expect(nextStep([failing(HOUR_MS - 7_000, 20_000), fresh()], NOW, HOUR_MS)).toEqual({ waitMs: 7_000 });
  });

  test('is a later one when the earlier one has held it back for long enough', () => {
    const later = fresh();
    expect(nextStep([failing(HOUR_MS, 20_000), later], NOW, HOUR_MS)).toEqual({ send: later });
  });

  test('waits for the soonest of those that hold nobody back any more', () => {
    const waiting = [failing(2 * HOUR_MS, 50_000), failing(HOUR_MS, 30_000)];
    expect(nextStep(waiting, NOW, HOUR_MS)).toEqual({ waitMs: 30_000 });
  });
});

describe('the next attempt', () => {
  const LIMITS = { firstRetryMs: 5_000, longestRetryMs: 8 * HOUR_MS, giveUpAfterMs: 72 * HOUR_MS };
  const waitMs = (attempts: number, chance: number) =>
    (nextAttemptAt(attempts, NOW, NOW, LIMITS, chance)?.getTime() ?? NaN) - NOW.getTime();

  test.each([
    [1, 5_000],
    [2, 20_000],
    [3, 80_000],
    [7, 5_000 * 4 ** 6],
    [8, 8 * HOUR_MS],
    [500, 8 * HOUR_MS],
  ])('after %i failures comes %i ms later, give or take a fifth', (attempts, expectedMs) => {
    expect(waitMs(attempts, 0.5)).toBe(expectedMs);
    expect(waitMs(attempts, 0)).toBe(expectedMs * 0.8);
    expect(waitMs(attempts, 1)).toBe(expectedMs * 1.2);
  });

  test('goes on for three days and then no more', () => {
    let [at, attempts]: [Date | null, number] = [NOW, 0];
    let last = NOW;
    while (at !== null) {
      last = at;
      attempts += 1;
      at = nextAttemptAt(attempts, NOW, at, LIMITS, 0.5);
    }
    const lastedHours = (last.getTime() - NOW.getTime()) / HOUR_MS;
    expect(lastedHours).toBeGreaterThan(63);
    expect(lastedHours).toBeLessThanOrEqual(72);
    expect(attempts).toBe(16);
  });
});
