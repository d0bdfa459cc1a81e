// Identifiers inside and outside.
import { describe, expect, test } from 'vitest';
import { ID_PREFIXES, newId, readId, showId, type IdKind } from './ids.js';

const UUID = '0199c2f1-a0b0-7c1d-8e2f-3a4b5c6d7e8f';
const SHOWN = '0199c2f1a0b07c1d8e2f3a4b5c6d7e8f';

test('new ones are UUIDv7 and sort by their making', () => {
  const made = Array.from({ length: 100 }, newId);
  expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(100);
});

test('no two kinds have one prefix', () => {
  expect(new Set(Object.values(ID_PREFIXES)).size).toBe(Object.keys(ID_PREFIXES).length);
});

test.each(Object.entries(ID_PREFIXES) as [IdKind, string][])('a %s is shown as %s_… and read again', (kind, prefix) => {
  expect(showId(kind, UUID)).toBe(`${prefix}_${SHOWN}`);
  expect(readId(kind, `${prefix}_${SHOWN}`)).toBe(UUID);
});

describe('what is no order', () => {
  test.each([
    '',
    'ord_',
    SHOWN,
    UUID,
    `ord_${UUID}`,
    `pay_${SHOWN}`,
    `ORD_${SHOWN}`,
    `ord_${SHOWN.toUpperCase()}`,
    `ord_${SHOWN}0`,
    `ord_${SHOWN.slice(1)}`,
    ` ord_${SHOWN}`,
    `ord_${SHOWN}\n`,
    `ord_${'g'.repeat(32)}`,
    `ord__${SHOWN}`,
  ])('%j', (text) => {
    expect(readId('order', text)).toBeNull();
  });
});
