// What stays of an endpoint's answer.
import { expect, test } from 'vitest';
import { keptAnswer } from './kept-answer.js';
import { newSecret } from './signature.js';

const [present, previous] = [newSecret(), newSecret()];

test.each([
  ['the secret that signed', `WEBHOOK_SECRET=${present} is set`, 'WEBHOOK_SECRET=whsec_[hidden] is set'],
  ['both while there are two', `${previous};${present}`, 'whsec_[hidden];whsec_[hidden]'],
  ['the secret without its prefix', `key ${present.slice('whsec_'.length)}!`, 'key [hidden]!'],
  ['another endpoint’s secret', `or ${newSecret()}`, 'or whsec_[hidden]'],
  ['an API key', 'gateway gy_live_abcdefghijklmnop', 'gateway gy_[hidden]'],
  ['a card number', 'card 4111111111111111 declined', 'card [digits] declined'],
])('%s is hidden', (_, answer, kept) => {
  expect(keptAnswer(answer, [present, previous])).toBe(kept);
});

test('everything else is kept as it came', () => {
  const answer = '{"ok":true,"order":"ord_0123","won":10000}\n감사합니다';
  expect(keptAnswer(answer, [present])).toBe(answer);
});
