// Days, weeks and months in Korea, at their borders.
import { expect, it } from 'vitest';
import { comparedWith, dayInKorea, isDay, periodOf, stepsOf, type PeriodKind } from './periods.js';

it.each([
  ['2026-11-22T14:59:59.999Z', '2026-11-22'],
  ['2026-11-22T15:00:00.000Z', '2026-11-23'],
  ['2026-12-31T15:00:00.000Z', '2027-01-01'],
  ['2028-02-28T15:00:00.000Z', '2028-02-29'],
])('at %s it is %s in Korea', (instant, day) => {
  expect(dayInKorea(new Date(instant))).toBe(day);
});

it.each<[PeriodKind, string, string, string, string, string, number]>([
  ['day', '2026-11-22', '2026-11-21T15:00', '2026-11-22T15:00', '2026-11-21', '2026-11-23', 24],
  ['day', '2026-01-01', '2025-12-31T15:00', '2026-01-01T15:00', '2025-12-31', '2026-01-02', 24],
  // A Sunday ends the week that began on Monday.
  ['week', '2026-11-22', '2026-11-15T15:00', '2026-11-22T15:00', '2026-11-09', '2026-11-23', 7],
  ['week', '2026-11-23', '2026-11-22T15:00', '2026-11-29T15:00', '2026-11-16', '2026-11-30', 7],
  ['week', '2026-12-31', '2026-12-27T15:00', '2027-01-03T15:00', '2026-12-21', '2027-01-04', 7],
  ['month', '2026-11-22', '2026-10-31T15:00', '2026-11-30T15:00', '2026-10-01', '2026-12-01', 30],
  ['month', '2026-12-31', '2026-11-30T15:00', '2026-12-31T15:00', '2026-11-01', '2027-01-01', 31],
  ['month', '2028-02-29', '2028-01-31T15:00', '2028-02-29T15:00', '2028-01-01', '2028-03-01', 29],
  ['month', '2026-03-31', '2026-02-28T15:00', '2026-03-31T15:00', '2026-02-01', '2026-04-01', 31],
])('the %s of %s is from %s to %s, between %s and %s, in %i steps', (kind, day, from, to, previous, next, steps) => {
  const period = periodOf(kind, day);
  expect([period.from, period.to].map((each) => each.toISOString().slice(0, 16))).toEqual([from, to]);
  expect([period.previousDay, period.nextDay]).toEqual([previous, next]);
  expect(stepsOf(period)).toHaveLength(steps);
  expect(stepsOf(period)[0]).toEqual(period.from);
});

it.each<[PeriodKind, string, string, string, string]>([
  ['day', '2026-11-22', '2026-11-22T03:00Z', '2026-11-20T15:00', '2026-11-21T03:00'],
  ['day', '2026-11-22', '2026-11-22T15:00Z', '2026-11-20T15:00', '2026-11-21T15:00'],
  ['week', '2026-11-18', '2026-11-17T15:00Z', '2026-11-08T15:00', '2026-11-10T15:00'],
  // The month before is shorter than what has passed of this one.
  ['month', '2026-03-31', '2026-03-31T03:00Z', '2026-01-31T15:00', '2026-02-28T15:00'],
  ['month', '2026-11-01', '2026-12-22T03:00Z', '2026-09-30T15:00', '2026-10-31T15:00'],
  ['month', '2027-01-01', '2026-12-22T03:00Z', '2026-11-30T15:00', '2026-12-31T15:00'],
])('the %s of %s is compared, at %s, with what was from %s to %s', (kind, day, now, from, to) => {
  const compared = comparedWith(periodOf(kind, day), new Date(now));
  expect([compared.from, compared.to].map((each) => each.toISOString().slice(0, 16))).toEqual([from, to]);
});

it.each([
  ['2026-11-22', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['1999-12-31', false],
  ['2026-1-1', false],
  ['', false],
  ['2026-11-22T00:00', false],
])('that “%s” is a day is %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});
