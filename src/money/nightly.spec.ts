// When a night's audit is due, by the clock of Korea.
import { expect, it } from 'vitest';
import { lastNight } from './nightly.js';

it.each([
  ['2026-11-22T18:59:59.999Z', 4, '2026-11-21T19:00:00.000Z'],
  ['2026-11-22T19:00:00.000Z', 4, '2026-11-22T19:00:00.000Z'],
  ['2026-11-22T14:59:59.999Z', 0, '2026-11-21T15:00:00.000Z'],
  ['2026-11-22T15:00:00.000Z', 0, '2026-11-22T15:00:00.000Z'],
  ['2026-11-22T13:59:00.000Z', 23, '2026-11-21T14:00:00.000Z'],
  ['2026-11-22T14:00:00.000Z', 23, '2026-11-22T14:00:00.000Z'],
])('at %s, the last time it was %i o’clock in Korea was %s', (now, hour, moment) => {
  expect(lastNight(new Date(now), hour).toISOString()).toBe(moment);
});
