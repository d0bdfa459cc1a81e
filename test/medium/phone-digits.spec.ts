// The database and the code read the same digits out of a telephone number, or orders would not be found by it.
// Must never take a text that only one of them has seen.
import fc from 'fast-check';
import { inject, expect, it } from 'vitest';
import { phoneDigits } from '../../src/common/phone.js';
import { readRows } from '../support/read-rows.js';
import { createTestDatabase } from '../support/test-database.js';

const WRITTEN = [
  ...['010-1234-5678', '+82 10-1234-5678', '+82 (0)10 1234 5678', '82-10-1234-5678', '0082 10 1234 5678'],
  ...[
    '０１０－１２３４－５６７８',
    '1588-1234',
    '+82 1588-1234',
    '+82 (0)1600 1234',
    '02.123.4567',
    '8212345',
    '821234567',
  ],
  ...['+1 415 555 0100', '', 'call me', '²', '82', '0082', '820'],
];

it('phone_digits is phoneDigits', async () => {
  const database = await createTestDatabase();
  try {
    const parts = fc.constantFrom(
      '+',
      '82',
      '0082',
      '0',
      '(0)',
      '10',
      '1588',
      '02',
      '-',
      ' ',
      '.',
      '８',
      '5',
      '1234',
      '5678',
    );
    const typed = fc.array(parts, { minLength: 1, maxLength: 8 }).map((all) => all.join(''));
    const texts = [...WRITTEN, ...fc.sample(typed, { seed: inject('seed'), numRuns: 500 })];
    const rows = await readRows<{ text: string; digits: string }>(
      database.url,
      `SELECT text, phone_digits(text) AS digits FROM unnest(ARRAY[${texts.map((text) => `'${text}'`).join(', ')}]) AS text`,
    );
    expect(rows.map(({ text, digits }) => [text, digits])).toEqual(texts.map((text) => [text, phoneDigits(text)]));
  } finally {
    await database.drop();
  }
});
