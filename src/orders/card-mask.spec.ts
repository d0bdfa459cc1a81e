import { describe, expect, it } from 'vitest';
import { withMaskedAccount, withMaskedNumber } from './card-mask.js';

const CARD = { company: 'BC', companyCode: '', approvalNumber: '98123445', installmentMonths: 0 };

describe('a card number', () => {
  it.each([
    ['1111020012344444', '1111********4444'],
    ['1111-0200-1234-4444', '1111********4444'],
    ['1111 0200 1234 4444', '1111********4444'],
    ['111102001234444', '1111*******4444'],
    ['1111020012344', '1111*****2344'],
  ])('that came whole as %s is kept as %s', (number, masked) => {
    expect(withMaskedNumber({ ...CARD, number })).toEqual({ ...CARD, number: masked });
  });

  it.each(['1111********4444', '11110200****4444', '11110200 ** ** 4444', '1111-****-****-4444', ''])(
    'that came masked as "%s" is kept as it is',
    (number) => {
      const card = { ...CARD, number };
      expect(withMaskedNumber(card)).toBe(card);
    },
  );
});

describe('an account number', () => {
  it.each([
    ['46012345678121', '460********121'],
    ['460-1234-5678-121', '460********121'],
    ['1234567890', '123****890'],
  ])('that came whole as %s is kept as %s', (number, masked) => {
    expect(withMaskedAccount({ bankName: '신한은행', number })).toEqual({ bankName: '신한은행', number: masked });
  });

  it.each(['460-********-121', '***-***-123456', ''])('that came masked as "%s" is kept as it is', (number) => {
    const account = { bankName: '신한은행', number };
    expect(withMaskedAccount(account)).toBe(account);
  });
});
