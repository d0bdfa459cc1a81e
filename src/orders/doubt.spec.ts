// How long a doubt is borne.
import { describe, expect, it } from 'vitest';
import { callLostAt, lookupWaitMs, operatorNeeded } from './doubt.js';
import { ago, NOW, SETTINGS } from './testing/samples.js';

it.each([
  [0, 1_000],
  [1, 2_000],
  [2, 4_000],
  [8, 256_000],
  [9, 300_000],
  [30, 300_000],
  [1_000_000, 300_000],
])('the lookup after %i others waits %i ms', (lookups, waitMs) => {
  expect(lookupWaitMs(lookups, SETTINGS)).toBe(waitMs);
});

describe('an operator', () => {
  it.each([
    ['is not called before there is a doubt', null, false],
    ['is not called while the machine has hope', ago(3_599_999), false],
    ['is called after an hour', ago(3_600_000), true],
  ])('%s', (_, inDoubtSince, called) => {
    expect(operatorNeeded(inDoubtSince, NOW, SETTINGS) !== null).toBe(called);
  });
});

it('a call is lost two seconds after its deadline, when even a slow process has given up', () => {
  expect(callLostAt(NOW, 60_000).getTime() - NOW.getTime()).toBe(62_000);
});
