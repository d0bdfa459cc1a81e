import { describe, expect, it } from 'vitest';
import { withMaskedCard } from './card-mask.js';
import { sampleReceipt } from './testing/samples.js';

const CARD = { company: 'BC', companyCode: '', approvalNumber: '98123445', installmentMonths: 0 };

describe('a card number in a receipt', () => {
  it.each([
    ['1111020012344444', '1111********4444'],
    ['1111-0200-1234-4444', '1111********4444'],
    ['1111 0200 1234 4444', '1111********4444'],
    ['111102001234444', '1111*******4444'],
    ['1111020012344', '1111*****2344'],
  ])('that came whole as %s is kept as %s', (number, masked) => {
    expect(withMaskedCard({ ...sampleReceipt(), card: { ...CARD, number } }).card).toEqual({ ...CARD, number: masked });
  });

  it.each(['1111********4444', '11110200****4444', '11110200 ** ** 4444', '1111-****-****-4444', ''])(
    'that came masked as "%s" is kept as it is',
    (number) => {
      const receipt = { ...sampleReceipt(), card: { ...CARD, number } };
      expect(withMaskedCard(receipt)).toBe(receipt);
    },
  );

  it('that is none is none', () => {
    const receipt = { ...sampleReceipt(), card: null };
    expect(withMaskedCard(receipt)).toBe(receipt);
  });
});
