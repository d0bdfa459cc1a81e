// What a change makes of a person, and what the trail tells of it.
import { expect, test } from 'vitest';
import { changesOf, isAdministrator, type PersonChange } from './person-changes.js';
import type { Person } from './person.entity.js';

const NOW = new Date('2026-11-22T09:00:00Z');
const KIM: Person = {
  id: 'kim',
  email: 'kim@shop.example.com',
  name: 'Kim',
  roles: ['operator', 'administrator'],
  refundLimitWon: 50_000,
  passwordHash: '$argon2id$…',
  sealedSecondFactor: 'v1.…',
  disabledAt: null,
  createdAt: NOW,
};

test.each<[PersonChange, object, object]>([
  [{}, {}, {}],
  [{ name: 'Kim', roles: ['administrator', 'operator'], refundLimitWon: 50_000, disabled: false }, {}, {}],
  [{ name: 'Lee' }, { name: 'Kim' }, { name: 'Lee' }],
  [{ refundLimitWon: null }, { refundLimitWon: 50_000 }, { refundLimitWon: null }],
  [{ refundLimitWon: 0 }, { refundLimitWon: 50_000 }, { refundLimitWon: 0 }],
  [{ roles: ['viewer'] }, { roles: ['operator', 'administrator'] }, { roles: ['viewer'] }],
  [{ disabled: true }, { disabled: false }, { disabled: true }],
])('%o is told as %o becoming %o', (change, before, after) => {
  expect(changesOf(KIM, change, NOW)).toMatchObject({ before, after });
  expect(Object.keys(changesOf(KIM, change, NOW).after)).toEqual(Object.keys(after));
});

test('somebody who is disabled already stays so since then', () => {
  const since = new Date('2026-01-01T00:00:00Z');
  expect(changesOf({ ...KIM, disabledAt: since }, { disabled: true }, NOW).changed.disabledAt).toEqual(since);
});

test('an administrator is one who can sign in', () => {
  expect(isAdministrator(KIM)).toBe(true);
  expect(isAdministrator({ ...KIM, disabledAt: NOW })).toBe(false);
  expect(isAdministrator({ ...KIM, passwordHash: null })).toBe(false);
  expect(isAdministrator({ ...KIM, roles: ['operator'] })).toBe(false);
});
