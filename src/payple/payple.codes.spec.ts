// The table of codes: nothing is missing, and each kind means what it must for money.
import { describe, expect, test } from 'vitest';
import { replyOf, type PaypleError } from './payple.replies.js';
import { AUTH_ADVICE, CODES, deniesKey, isListed, meaningOf } from './payple.codes.js';

const range = (name: string, ...spans: readonly (number | [number, number])[]): string[] =>
  spans.flatMap((span) => {
    const [first, last] = typeof span === 'number' ? [span, span] : span;
    return Array.from({ length: last - first + 1 }, (_, index) => name + String(first + index).padStart(4, '0'));
  });

const DOCUMENTED = [
  ...range('AUTH', [1, 7]),
  ...range('CPCA', [1, 26], 201, 202, [9997, 9999]),
  ...['CPCAD001', 'CPCAD002', 'CPCAE001', 'CPCAE002', 'CPCAE003', 'CPCAE004'],
  ...range('CBIL', [1, 3], 6),
  ...range('BILL', [0, 3], 6),
  ...range('SPCD', [0, 4], [7, 26], [1001, 1004], 9991, [9997, 9999]),
  ...range('RPCD', [1, 27], [1001, 1003], 9991, 9998, 9999),
  ...range('CDAU', [0, 9], 9991, 9998, 9999),
  ...['CDAUCK01', 'CDAUCK02', 'CDAUCK03', 'CDAUCK04', 'CDAUCK05', 'CDAUCK06'],
  ...['PAYC0000', 'PAYC0001', 'PAYC0002', 'PAYC0007', 'PAYC0011', 'PCHK000', 'PCHK0000', '0000', 'TSDL0000'],
  ...['PUSER0000', 'TSRG0000', 'PCCFD001', 'CPAY0202', 'CPAY0018', 'SPAY0011', 'CPAY9998', 'SPAY9998', 'BILL9998'],
  ...range('', 1103, 1104, 1105, 1110, 1113, [1115, 1118], 1120, [1123, 1130], 1144, 1145, 1156),
  ...range('', 2101, 3100, 3119, 3106, 3168, 3110, 3112, 3115, 3117, 3118, 3121, 3122, 3123, 3128, 3146),
  ...range('', 3133, 3134, 3143, 3199, 3201),
];

describe('the table of codes', () => {
  test.each(DOCUMENTED)('knows %s', (code) => {
    expect(isListed(code)).toBe(true);
    const meaning = meaningOf(code);
    if (meaning.is !== 'success') expect(meaning.text, 'a sentence for the buyer').toMatch(/[가-힣].*\.$/);
  });

  test.each([
    ['3112', 'limit_exceeded'],
    ['3133', 'insufficient_balance'],
    ['1124', 'expired_card'],
    ['3100', 'expired_card'],
    ['3119', 'expired_card'],
    ['3110', 'wrong_card_data'],
    ['CPCA0004', 'wrong_card_data'],
    ['3115', 'wrong_password'],
    ['3117', 'wrong_password'],
    ['3122', 'card_blocked'],
    ['3123', 'card_blocked'],
    ['3146', 'card_blocked'],
    ['CPAY9998', 'issuer_unavailable'],
    ['3143', 'ask_issuer'],
    // The shop's own limits, and what only says no.
    ['CPCA0022', undefined],
    ['CPCA9999', undefined],
    ['SPCD0018', undefined],
  ])('tells the buyer of %s: %s', (code, buyerReason) => {
    const meaning = meaningOf(code);
    expect('buyerReason' in meaning ? meaning.buyerReason : undefined).toBe(buyerReason);
    const error = { is: 'error', code, message: '카드사 문의 바랍니다.' } as const;
    const reply = replyOf(error);
    expect(reply.is === 'refused' ? reply.refusal.buyerReason : undefined).toBe(buyerReason);
    // Of what is not about the buyer's card, such as a refund, it says nothing.
    expect(replyOf(error as PaypleError, 'not_cancellable')).not.toHaveProperty('refusal.buyerReason');
  });

  test.each([
    ['SPCD0018', '[Test][SPCD0018] 3112 - 한도 초과', 'limit_exceeded'],
    ['SPCD0018', '[SPCD0018] 3133 - 잔액 부족', 'insufficient_balance'],
    ['RPCD0019', '[RPCD0019] 3122 - 도난, 분실카드', 'card_blocked'],
    // Only a code where Payple writes one, behind its own.
    ['SPCD0018', '[SPCD0019] 3112 - 한도 초과', undefined],
    ['SPCD0018', '한도 초과 3112', undefined],
    ['SPCD0018', '[SPCD0018] 4242 - 알 수 없음', undefined],
    // What may have happened stays a question, whatever stands behind the code.
    ['SPCD1001', '[Test][SPCD1001] 3112 - 한도 초과', undefined],
  ])('tells the buyer of %s with “%s”: %s', (code, message, buyerReason) => {
    const reply = replyOf({ is: 'error', code, message });
    expect(reply.is).toBe(code === 'SPCD1001' ? 'unknown' : 'refused');
    expect(reply.is === 'refused' ? reply.refusal.buyerReason : undefined).toBe(buyerReason);
  });

  test.each(['CPCA4242', 'SPCD', '', 'constructor', 'spcd0000', ' 0000', '[Test]'])('lets %j mean anything', (code) => {
    expect(meaningOf(code).is).toBe('unknown');
  });

  test('lets a missing code mean anything', () => {
    expect(meaningOf(null).is).toBe('unknown');
  });

  test.each([
    ...range('CPCA', 8, 9, 10, [12, 21], 26, 201, 202),
    ...range('SPCD', 14, [19, 26], 1001, 9997),
    ...range('RPCD', 15, [20, 27], 1001),
    ...['CPAY0202', 'CPAY0018', 'SPAY0011', '1125', '3134', '3201'],
  ])('never calls %s a no: the charge may have happened', (code) => {
    expect(meaningOf(code).is).toBe('unknown');
  });

  test.each([
    ...range('AUTH', [1, 4], [6, 8]),
    ...range('CPCA', 6, 7, [22, 25], 9997, 9998),
    ...['SPCD9991', 'RPCD9991', 'PAYC0001', 'PAYC0002'],
  ])('sends %s to an administrator', (code) => {
    expect(meaningOf(code).is).toBe('configuration');
  });

  test.each(['AUTH0005', ...range('SPCD', 4, 8, [15, 17]), ...range('RPCD', 6, 8, [16, 18])])(
    'lets %s be tried again: nothing was done',
    (code) => {
      expect(meaningOf(code).is).toBe('retry_new_key');
    },
  );

  test.each(['CPCA0011', 'SPCD1003', 'RPCD1003'])('never repeats after %s: it was approved and taken back', (code) => {
    expect(meaningOf(code)).toMatchObject({ is: 'refused', reason: 'declined' });
  });

  test.each(['SPCD1002', 'SPCD1004', 'RPCD1002', 'CPCAD001', 'CPCAD002'])(
    'says with %s that the key is over',
    (code) => {
      expect(meaningOf(code)).toMatchObject({ is: 'refused', reason: 'key_dead' });
    },
  );

  test.each([...range('SPCD', 1, 11, 12), ...range('RPCD', 1, 11, 12)])('doubts the key after %s', (code) => {
    expect(meaningOf(code).is).toBe('key_doubted');
  });

  test.each([null, '', 'PUSER0001', 'ZZZZ1234', 'SPCD0001', 'RPCD0012', 'SPCD1002', 'CBIL0003'])(
    'takes %j for a no to the question for a key',
    (code) => {
      expect(deniesKey(code)).toBe(true);
    },
  );

  test.each([
    ...['AUTH0002', 'PAYC0001', 'SPCD9991', 'SPCD0007', 'SPCD0004', 'AUTH0005', 'CBIL0002', 'BILL9998', 'PUSER9998'],
    ...['USER9999', 'SPCD9998', 'SPCD0002', 'CPCA0003', 'SPCD1001', '1113', '3106', 'PUSER0000', '0000'],
  ])('takes %s for no answer to the question for a key', (code) => {
    expect(deniesKey(code)).toBe(false);
  });

  test('advises on every code of the handshake, naming a variable where one is wrong', () => {
    for (const code of range('AUTH', [1, 4], [6, 8])) expect(AUTH_ADVICE[code], code).toMatch(/PAYPLE_[A-Z_]+/);
  });

  test('lists every code that is acted on by itself', () => {
    for (const code of [...CODES.cancelledBefore, ...CODES.noSuchPayment, ...CODES.bankPause])
      expect(isListed(code), code).toBe(true);
  });
});
