// One wish has one key until it is answered, or something else is wished for.
import { expect, test } from 'vitest';
import { IdempotencyKeys } from './idempotency-keys';

test('a wish keeps its key while it is not answered', () => {
  const keys = new IdempotencyKeys();
  const key = keys.keyFor('POST /a {"amountWon":1}');
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(keys.keyFor('POST /a {"amountWon":1}')).toBe(key);
  keys.forget(key);
  expect(keys.keyFor('POST /a {"amountWon":1}')).not.toBe(key);
});

test('a wish after another one is a new one', () => {
  const keys = new IdempotencyKeys();
  const key = keys.keyFor('POST /pause');
  expect(keys.keyFor('POST /resume')).not.toBe(key);
  expect(keys.keyFor('POST /pause')).not.toBe(key);
});
