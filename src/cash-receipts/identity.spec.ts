// Whose receipt it is, however the number is typed.
import { expect, test } from 'vitest';
import { hintOf, readIdentity } from './identity.js';

test.each([
  ['personal', '010-9876-5432', '01098765432'],
  ['personal', '+82 10-9876-5432', '01098765432'],
  ['personal', '+82 (0)10 9876 5432', '01098765432'],
  ['personal', '０１０.９８７６.５４３２', '01098765432'],
  ['personal', '011-234-5678', '0112345678'],
  ['company', '123-45-67890', '1234567890'],
] as const)('for the purpose %s, %s is %s', (purpose, text, digits) => {
  expect(readIdentity(purpose, text)).toBe(digits);
});

test.each([
  ['personal', '02-1234-5678'],
  ['personal', '1588-1234'],
  ['personal', '+1 010 1234 5678'],
  ['personal', '123-45-67890'],
  ['company', '+82 10-9876-5432'],
  ['company', ''],
] as const)('for the purpose %s, %s is no number, and is not repeated', (purpose, text) => {
  expect(() => readIdentity(purpose, text)).toThrow(/^identity must be [^:]*, for the purpose/);
});

test('all but the last digits are hidden', () => {
  expect(hintOf('01098765432')).toBe('*******5432');
});
