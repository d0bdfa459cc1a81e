// What a notice says of a refund, whatever somebody wrote into it.
import { describe, expect, it } from 'vitest';
import { readToldRefund } from './payple-told.mapping.js';

const AT = '20261129120000';
const CANCEL = {
  PCD_PAY_RST: 'success',
  PCD_PAY_CODE: 'PAYC0000',
  PCD_PAYCANCEL_FLAG: 'Y',
  PCD_PAY_OID: 'W1-0000',
  PCD_PAY_TOTAL: '10000',
  PCD_REFUND_TOTAL: '3000',
  PCD_REFUND_TIME: AT,
};
const PAYMENT = { PCD_PAY_RST: 'success', PCD_PAY_CODE: 'SPCD0000', PCD_PAY_OID: 'W1-0000', PCD_PAY_TOTAL: '10000' };
const refundedAt = new Date('2026-11-29T03:00:00.000Z');

describe('a notice of a refund', () => {
  it('says how much and when', () => {
    expect(readToldRefund(CANCEL)).toEqual({ amountWon: 3_000, refundedAt });
  });

  it.each(['10,000', 3000.5, '', null, 'NaN', '9'.repeat(20), 0, '0', -3000, true, ['3000', '4000'], {}])(
    'that tells %j as the amount is one of an unreadable amount',
    (value) => {
      expect(readToldRefund({ ...CANCEL, PCD_REFUND_TOTAL: value })).toEqual({ amountWon: null, refundedAt });
    },
  );

  it.each(['x\u202ey', '', null, 1, {}, 'SUCCESS'])('that tells %j as the result is one', (value) => {
    expect(readToldRefund({ ...CANCEL, PCD_PAY_RST: value })).toEqual({ amountWon: 3_000, refundedAt });
  });

  it.each([
    ['the flag', { PCD_PAYCANCEL_FLAG: 'Y' }],
    ['a flag that nobody knows', { PCD_PAYCANCEL_FLAG: 'x' }],
    ['a flag that is none', { PCD_PAYCANCEL_FLAG: [] }],
    ['the code', { PCD_PAY_CODE: 'PAYC0000' }],
    ['the time', { PCD_REFUND_TIME: 'x' }],
  ])('has %s as its only sign', (_, sign) => {
    expect(readToldRefund({ ...PAYMENT, ...sign })).toEqual({ amountWon: null, refundedAt: null });
  });

  it.each([
    ['of a payment', PAYMENT],
    ['of a payment of which nothing was refunded', { ...PAYMENT, PCD_REFUND_TOTAL: '0', PCD_REFUND_TIME: '' }],
    ['of a payment, with an amount alone', { ...PAYMENT, PCD_REFUND_TOTAL: '3000' }],
    ['of a payment that is said to be no refund', { ...PAYMENT, PCD_PAYCANCEL_FLAG: 'N' }],
    ['of a refund that failed', { ...CANCEL, PCD_PAY_RST: 'error' }],
    ['of a window that was closed', { ...CANCEL, PCD_PAY_RST: 'close' }],
    ['that is a text', 'PAYC0000'],
    ['that is a list', [CANCEL]],
  ])('is none %s', (_, body) => {
    expect(readToldRefund(body)).toBeNull();
  });
});
