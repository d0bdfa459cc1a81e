import { expect, test } from 'vitest';
import { offsetAfter } from './clock.js';

/** Asked at 1,000 and heard at 1,100 of the monotonic clock. */
const TOOK = { askedMs: 1_000, heardMs: 1_100 };

test.each<[what: string, currentMs: number, databaseMs: number, nextMs: number]>([
  ['stays where it agrees, at the moment of asking', 50_000, 51_000, 50_000],
  ['stays where it agrees, at the moment of hearing', 50_000, 51_100, 50_000],
  ['stays where it agrees, in between', 50_000, 51_042, 50_000],
  ['goes forward only as far as it must', 50_000, 51_150, 50_050],
  ['goes back only as far as it must', 50_000, 50_950, 49_950],
  ['follows a step of ten minutes ahead', 50_000, 651_050, 649_950],
  ['follows a step of ten minutes back', 50_000, -548_950, -549_950],
])('the time %s', (_, currentMs, databaseMs, nextMs) => {
  expect(offsetAfter(currentMs, { ...TOOK, databaseMs })).toBe(nextMs);
});
