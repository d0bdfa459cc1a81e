// The names of what can happen.
import { expect, test } from 'vitest';
import { eventTypesOf, namesAny } from './event-types.js';

const TYPES = eventTypesOf([
  { entity: 'order', from: null, to: 'unpaid' },
  { entity: 'order', from: 'unpaid', to: 'paid' },
  { entity: 'order', from: 'in_doubt', to: 'paid' },
  { entity: 'webhook_delivery', from: null, to: 'waiting' },
]);

test('are the states of whatever has some, each once, and the births that have a word of their own; deliveries are silent', () => {
  expect(TYPES).toEqual(['cancellation.recorded', 'order.created', 'order.paid', 'order.unpaid']);
});

test.each([
  ['*', true],
  ['order.*', true],
  ['order.paid', true],
  ['order.payed', false],
  ['orders.*', false],
  ['webhook_delivery.*', false],
  ['order', false],
])('the pattern %s names any of them: %s', (pattern, expected) => {
  expect(namesAny(pattern, TYPES)).toBe(expected);
});
