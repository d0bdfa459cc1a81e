import { describe, expect, it } from 'vitest';
import { evidence as english } from './en/evidence';
import {
  attentionInLine,
  attentionSentence,
  callingRule,
  figuresOf,
  isRecordable,
  reasonInLine,
  saidInWords,
} from './evidence';
import { evidence as korean } from './ko/evidence';

const won = (amountWon: number) => `${amountWon}원`;
const moment = () => '2026-11-30 17:52';
const TOLD =
  'A notice in the provider’s name tells of a refund of 3000 won at 2026-11-30T08:52:10.000Z that our books do not have. ';
const BEYOND =
  'The provider’s balance shows that 8000 won went back elsewhere, and our books have only 6000 won left: with what went back by hand it is 2000 won more than was paid. Compare the refunds there with our books; what went back twice has to be asked back from the buyer.';
const SILENT =
  'The provider does not answer the question how much is left: connection failed: ECONNRESET. It is asked on; look there, and record what went back elsewhere.';
const TAKEN = '9000 won were taken, not as it was asked for (10000 won)';

describe('a call to a payment of which more went back than was paid', () => {
  it.each([BEYOND, TOLD + BEYOND])('says by how much, what to do, and offers no record', (attention) => {
    expect(callingRule(attention)).toBe('refunded_beyond_books');
    expect(isRecordable(attention)).toBe(false);
    expect(attentionSentence(korean, attention, won)).toMatch(/구매자에게 돌려받아야/);
    expect(attentionSentence(english, attention, won)).toMatch(/asked back from the buyer/);
    expect(figuresOf(korean, attention, won)).toBe(
      '장부 잔액 6000원, 다른 경로로 환불된 금액 8000원, 초과 환불 2000원',
    );
  });
});

describe('a call about a notice of which the provider does not answer', () => {
  it('names the notice and says that it is asked on', () => {
    expect(callingRule(TOLD + SILENT)).toBe('refund_told_elsewhere');
    expect(isRecordable(TOLD + SILENT)).toBe(true);
    expect(figuresOf(korean, TOLD + SILENT, won)).toBe(korean.unanswered);
  });
});

describe('why the platform decided something', () => {
  it.each([
    [TOLD + SILENT, `환불 통지: 3000원 (2026-11-30 17:52) · ${korean.unanswered}`],
    [
      TOLD.replace('3000 won', 'an unreadable amount') + SILENT,
      `환불 통지: 금액을 읽을 수 없음 (2026-11-30 17:52) · ${korean.unanswered}`,
    ],
    [
      'The provider says 10000 won are left, our books say 8000 won: it gave back less.',
      '결제사 잔액 10000원, 장부 잔액 8000원',
    ],
    [
      'The provider tells a refund of 5000 won, and our books have 2000 won as refunded: look there.',
      '결제사가 알려 준 환불 5000원, 장부의 환불 2000원',
    ],
    [`${TAKEN}. It is about another amount.`, '요청과 다르게 승인된 금액 9000원, 요청한 금액 10000원'],
    [`${TAKEN}, and all of it was given back.`, '요청과 다르게 승인된 금액 9000원(전액 취소), 요청한 금액 10000원'],
    ['connection failed: ECONNRESET', '결제사와의 통신이 실패했습니다(ECONNRESET).'],
    ['Nobody has words for this.', null],
  ])('is told in the reader’s language: %s', (reason, line) => {
    expect(reasonInLine(korean, reason, won, moment)).toBe(line);
  });
});

describe('what the server says in a form of its own', () => {
  it.each([
    'The receipt is for 36000 won, and after a refund 30000 won of the payment are left.',
    'The receipt is for 36000 won, and after a refund 30000 won of the payment are left. The provider says that it took the receipt back with the refund.',
    'The provider does not take it back.',
    'The provider does not take it back (TXCAN001).',
    'The provider answered, and the answer could not be applied: it names another payment.',
    'The job that is to settle it fails: TypeError. The log tells more.',
    'connection failed: ECONNRESET',
    'HTTP status 500',
    'no answer within 30000 ms',
    'Payple answered an error with CPCD0001.',
    'PAYCO answered 2099: 시스템 오류',
    'Payple does not tell what became of the refund.',
    'The result is neither yes nor no.',
    'Payple does not know of the payment yet.',
    'Payple tells of another payment than was asked.',
    'PCD_PAY_TOTAL is 900, but 1000 was asked.',
  ])('has words in both languages: %s', (sentence) => {
    expect(saidInWords(korean, sentence, won)).toMatch(/[가-힣]/);
    expect(saidInWords(english, sentence, (amountWon) => `₩${amountWon}`)).toMatch(/^[^가-힣]+(: 시스템 오류)?\.?$/);
  });
});

describe('a row of the queue', () => {
  it('names what it is about and what was told, not what to do', () => {
    const line = attentionInLine(korean, TOLD + SILENT, won, moment);
    expect(line).toBe(
      `${korean.calls.refund_told_elsewhere} · 환불 통지: 3000원 (2026-11-30 17:52) · ${korean.unanswered}`,
    );
  });

  it('says of a payment that was given up that it may have been paid all the same', () => {
    const silence = 'The provider has not told what became of it.';
    expect(attentionInLine(korean, silence, won, moment, 'abandoned')).toBe(korean.givenUp);
    expect(attentionInLine(korean, silence, won, moment, 'in_doubt')).toBe(korean.needs[silence]);
  });
});
