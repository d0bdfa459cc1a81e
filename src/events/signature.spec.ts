// Signatures held against the published test vector of Standard Webhooks, so that every library of theirs verifies ours.
import { expect, test } from 'vitest';
import { newSecret, signedHeaders } from './signature.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const CONTENT = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  sentAt: new Date(1_614_265_330_999),
  body: '{"test": 2432232314}',
};
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

test('a message is signed as Standard Webhooks says', () => {
  expect(signedHeaders(CONTENT, [SECRET])).toEqual({
    'webhook-id': CONTENT.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': SIGNATURE,
  });
});

test('with two secrets it has two signatures, parted by a blank', () => {
  const both = signedHeaders(CONTENT, [newSecret(), SECRET])['webhook-signature'] ?? '';
  expect(both.split(' ')[1]).toBe(SIGNATURE);
  expect(both).toMatch(/^v1,\S{44} v1,\S{44}$/);
});

test('another body, time or id has another signature', () => {
  const others = [
    { ...CONTENT, body: '{"test": 2432232315}' },
    { ...CONTENT, sentAt: new Date(1_614_265_331_000) },
    { ...CONTENT, id: 'msg_2' },
  ];
  const signatures = others.map((content) => signedHeaders(content, [SECRET])['webhook-signature']);
  expect(new Set([SIGNATURE, ...signatures]).size).toBe(4);
});

test('secrets have 32 random bytes', () => {
  const secrets = Array.from({ length: 50 }, newSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
});
