// Names of periods and points, in Korean days.
import { expect, test } from 'vitest';
import { nameOfPeriod, nameOfStep } from './period-name';

test.each([
  ['day', '2026-11-22', '2026-11-23', '2026년 11월 22일 (일)', 'Sun, November 22, 2026'],
  ['week', '2026-11-30', '2026-12-07', '2026년 11월 30일~12월 6일', 'November 30 – December 6, 2026'],
  ['month', '2026-11-01', '2026-12-01', '2026년 11월', 'November 2026'],
] as const)('the %s from %s to %s is %s and %s', (period, firstDay, nextDay, ko, en) => {
  const names = [nameOfPeriod(period, firstDay, nextDay, 'ko'), nameOfPeriod(period, firstDay, nextDay, 'en')];
  // Which blanks a calendar library puts between is its own business.
  expect(names.map((name) => name.replace(/\s/gu, ' ').replace(/ ~ /u, '~'))).toEqual([ko, en]);
});

test('an hour and a day are Korean ones', () => {
  expect(nameOfStep('day', '2026-11-21T15:00:00.000Z', 'ko', true)).toBe('00:00');
  expect(nameOfStep('week', '2026-11-21T15:00:00.000Z', 'en', true)).toBe('11/22');
  expect(nameOfStep('month', '2026-11-21T15:00:00.000Z', 'ko', false)).toBe('11월 22일 (일)');
});
