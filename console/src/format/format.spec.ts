// Amounts and moments, as people read them.
import { expect, test } from 'vitest';
import { endOfDay, formatDistance, formatMinute, formatSecond, startOfDay } from './moment';
import { formatRoughly, formatWon } from './won';

test.each([
  [0, '0원', '₩0'],
  [12_000, '12,000원', '₩12,000'],
  [-1_500, '−1,500원', '−₩1,500'],
  [1_000_000_000_000, '1,000,000,000,000원', '₩1,000,000,000,000'],
])('%d won is %s and %s', (amountWon, ko, en) => {
  expect([formatWon(amountWon, 'ko'), formatWon(amountWon, 'en')]).toEqual([ko, en]);
});

test('a number on an axis is short in both languages', () => {
  expect([formatRoughly(2_200_000, 'ko'), formatRoughly(2_200_000, 'en')]).toEqual(['220만', '2.2M']);
});

test('moments are told in Korean time, whatever the machine thinks', () => {
  expect(formatMinute('2026-11-22T15:05:09.123Z')).toBe('2026-11-23 00:05');
  expect(formatSecond('2026-11-22T18:05:09+09:00')).toBe('2026-11-22 18:05:09 KST');
});

test.each([
  [-10_000, '지금', 'now'],
  [-180_000, '3분 전', '3 minutes ago'],
  [7_200_000, '2시간 후', 'in 2 hours'],
  [-86_400_000, '어제', 'yesterday'],
])('a distance of %d ms is %s and %s', (distanceMs, ko, en) => {
  const now = Date.UTC(2026, 10, 22);
  const instant = new Date(now + distanceMs).toISOString();
  expect([formatDistance(instant, 'ko', now), formatDistance(instant, 'en', now)]).toEqual([ko, en]);
});

test('a day in Korea begins and ends at Korean midnight', () => {
  expect(new Date(startOfDay('2026-11-22')).toISOString()).toBe('2026-11-21T15:00:00.000Z');
  expect(endOfDay('2026-11-22')).toBe('2026-11-22T15:00:00.000Z');
});
