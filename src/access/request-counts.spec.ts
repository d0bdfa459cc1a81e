// How requests are counted: one number per caller and minute.
import { expect, test } from 'vitest';
import { Clock } from '../common/clock.js';
import { RequestCounts } from './request-counts.js';

class HandClock extends Clock {
  ms = 0;
  override now(): Date {
    return new Date(this.ms);
  }
}

test('a caller is blocked from the first request over the limit until the minute ends', async () => {
  const clock = new HandClock();
  const counts = new RequestCounts(clock);
  const hit = async () => (await counts.increment('a', 60_000, 2)).isBlocked;
  expect([await hit(), await hit(), await hit()]).toEqual([false, false, true]);
  clock.ms = 59_999;
  expect(await hit(), 'in the last millisecond of the minute').toBe(true);
  clock.ms = 60_000;
  expect(await hit(), 'in the next minute').toBe(false);
});

test('callers are counted apart', async () => {
  const counts = new RequestCounts(new HandClock());
  await counts.increment('a', 60_000, 1);
  expect((await counts.increment('b', 60_000, 1)).totalHits).toBe(1);
});

test('a caller who used up the limit must wait for the rest of the minute, in whole seconds', async () => {
  const clock = new HandClock();
  const counts = new RequestCounts(clock);
  expect(counts.secondsUntilFree('a', 1), 'before the first request').toBe(0);
  await counts.increment('a', 60_000, 1);
  clock.ms = 500;
  expect(counts.secondsUntilFree('a', 2), 'below the limit').toBe(0);
  expect(counts.secondsUntilFree('a', 1), 'at the limit').toBe(60);
  clock.ms = 59_500;
  expect(counts.secondsUntilFree('a', 1), 'half a second before the end').toBe(1);
  clock.ms = 60_000;
  expect(counts.secondsUntilFree('a', 1), 'after the end').toBe(0);
});
