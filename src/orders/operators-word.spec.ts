// What of an operator's word is kept with the evidence.
import { describe, expect, it } from 'vitest';
import { Problem } from '../common/problems.js';
import { operatorsWord } from './operators-word.js';

const keptOf = (reason: string) => operatorsWord({ decidedBy: ' Hong Gildong ', reason }, 'key_1').reason;

describe('an operator’s word', () => {
  it('is kept with the name as written and the key that brought it', () => {
    expect(operatorsWord({ decidedBy: ' Hong Gildong ', reason: 'seen' }, 'key_1')).toEqual({
      decidedBy: 'Hong Gildong',
      decidedWith: 'key_1',
      reason: 'seen',
    });
  });

  it.each([
    ['a card number', 'card 4111111111111111 paid', 'card [card number] paid'],
    [
      'a card number in groups',
      'card 4111-1111-1111-1111 and 4111 1111 1111 1111',
      'card [card number] and [card number]',
    ],
    ['a resident number', 'buyer 900101-1234567', 'buyer [resident number]'],
    ['an API key', 'with gy_live_abcdefghijk', 'with gy_[hidden]'],
    ['a password', 'see https://kim:secret@admin.example.com', 'see https://kim:[hidden]@admin.example.com'],
  ])('is kept without %s', (_, said, kept) => {
    expect(keptOf(said)).toBe(kept);
  });

  it.each(['900101-1234567', 'Basic a', 'Bearer x'])(
    'is no longer than it may be, whatever stands for %s',
    (secret) => {
      expect(keptOf(`${'x'.repeat(999 - secret.length)} ${secret}`).length).toBeLessThanOrEqual(1_000);
    },
  );

  it('is kept with the numbers that evidence needs', () => {
    const said = 'PAYCO order 202611222076506100 and 202611222076506101,\n10000 won, trade 1234567890';
    expect(keptOf(said)).toBe(said);
  });

  it.each(['platform', ' Platform'])('is not signed %s', (decidedBy) => {
    expect(() => operatorsWord({ decidedBy, reason: 'because' }, 'key_1')).toThrow(Problem);
  });
});
