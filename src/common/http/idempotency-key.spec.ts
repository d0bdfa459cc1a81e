// How a request under an Idempotency-Key is recognised.
import { expect, test } from 'vitest';
import { readIdempotencyTicket } from './idempotency-key.js';

const request = {
  method: 'POST',
  url: '/v1/orders?x=1',
  headers: { 'idempotency-key': 'k-1' },
  body: { a: 1, b: { c: [1, 2], d: 'x' } },
  caller: { apiKeyId: 'key-1' },
};
const fingerprint = (change: object): string | undefined =>
  readIdempotencyTicket({ ...request, ...change })?.fingerprint;

test('a request without the header has no ticket', () => {
  expect(readIdempotencyTicket({ ...request, headers: {} })).toBeNull();
});

test('the ticket names the API key, the key and a SHA-256', () => {
  expect(readIdempotencyTicket(request)).toEqual({
    apiKeyId: 'key-1',
    key: 'k-1',
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

test('the order of keys and the query do not matter', () => {
  expect(fingerprint({ body: { b: { d: 'x', c: [1, 2] }, a: 1 }, url: '/v1/orders' })).toBe(fingerprint({}));
});

test.each([
  { method: 'PUT' },
  { url: '/v1/other' },
  { body: { a: 1, b: { c: [2, 1], d: 'x' } } },
  { body: { a: '1', b: { c: [1, 2], d: 'x' } } },
  { body: undefined },
])('another request, %o, has another fingerprint', (change) => {
  expect(fingerprint(change)).not.toBe(fingerprint({}));
});

test.each(['', 'a'.repeat(256), 'ü', 'a\u0007'])('the key "%s" is refused', (key) => {
  expect(() => readIdempotencyTicket({ ...request, headers: { 'idempotency-key': key } })).toThrow(
    expect.objectContaining({ code: 'malformed_request' }),
  );
});

test('the longest key is taken', () => {
  expect(readIdempotencyTicket({ ...request, headers: { 'idempotency-key': 'a'.repeat(255) } })?.key).toHaveLength(255);
});
