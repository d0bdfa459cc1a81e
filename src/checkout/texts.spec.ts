import { describe, expect, it } from 'vitest';
import { cardTextsIn, type CardTexts } from './card-texts.js';
import { textsIn, type Texts } from './texts.js';

describe('the words for buyers', () => {
  it.each([
    ['PAYCO', 'PAYCO로 결제'],
    ['신용카드', '신용카드로 결제'],
    ['휴대폰', '휴대폰으로 결제'],
    ['페이플', '페이플로 결제'],
  ])('puts the right particle after %s', (label, wanted) => {
    expect(textsIn('ko').payWith(label)).toBe(wanted);
  });

  it('writes won as people do', () => {
    expect([textsIn('ko').won(12_000), textsIn('en').won(12_000)]).toEqual(['12,000원', '₩12,000']);
  });

  it('writes deadlines in Korean time, and midnight as the last minute of the day before', () => {
    const { deadline } = textsIn('ko');
    expect(deadline(new Date('2026-11-22T09:05:00Z'))).toBe('2026년 11월 22일 18:05 (한국 시간)');
    expect(deadline(new Date('2026-11-22T15:00:00Z'))).toBe('2026년 11월 22일 23:59 (한국 시간)');
    expect(textsIn('en').deadline(new Date('2026-11-22T09:05:00Z'))).toBe('22 November 2026 18:05 (Korean time)');
  });

  it.each(['ko', 'en'] as const)('has no empty or half translated sentence in %s', (language) => {
    for (const text of [
      ...sentencesOf(textsIn(language)),
      ...sentencesOf(cardTextsIn(language, 'card')),
      ...sentencesOf(cardTextsIn(language, 'transfer')),
    ]) {
      expect(text.trim()).not.toBe('');
      if (language === 'en') expect(text === '한국어' || !/[가-힣]/.test(text), text).toBe(true);
    }
  });
});

function sentencesOf(texts: Texts | CardTexts): string[] {
  return Object.values(texts).flatMap((text: unknown) => {
    if (typeof text === 'string') return [text];
    return typeof text === 'object' && text !== null ? (Object.values(text) as string[]) : [];
  });
}
