// Which requests come from our own page.
import { expect, test } from 'vitest';
import { isFromOwnPage } from './own-page.js';

const OWN = 'https://pay.example.com';

test.each([
  [{}, true],
  [{ origin: OWN }, true],
  [{ origin: OWN, 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ origin: OWN, 'sec-fetch-site': 'cross-site' }, false],
  [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, false],
  [{ origin: 'https://pay.example.com.evil.example' }, false],
  [{ origin: 'http://pay.example.com' }, false],
  [{ origin: 'https://pay.example.com:8443' }, false],
  [{ origin: 'null' }, false],
  [{ origin: '' }, false],
  [{ origin: 'http://localhost:3000' }, false],
])('a request that says %o: %s', (headers, isOwn) => {
  expect(isFromOwnPage(headers, { publicUrl: `${OWN}/pay`, mode: 'production' })).toBe(isOwn);
});

test.each([
  ['http://localhost:3000', true],
  ['http://127.0.0.1:5173', true],
  ['http://[::1]:3000', true],
  ['http://localhost.evil.example', false],
  ['https://evil.example', false],
  ['null', false],
])('in simulator mode, whose server is on this machine, %s: %s', (origin, isOwn) => {
  const platform = { publicUrl: 'http://127.0.0.1:3000', mode: 'simulator' } as const;
  expect(isFromOwnPage({ origin }, platform)).toBe(isOwn);
});
