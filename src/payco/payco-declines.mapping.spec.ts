// Which declines of PAYCO tell the buyer what to do, by code.
import { expect, test } from 'vitest';
import { buyerReasonOf } from './payco-declines.mapping.js';

test.each([
  ['4505', 'CC61', 'limit_exceeded'],
  ['4505', 'CC10', 'insufficient_balance'],
  ['4505', 'ST12', 'insufficient_balance'],
  ['4505', '505', 'insufficient_balance'],
  ['4505', 'CC54', 'expired_card'],
  ['4505', '8484', 'expired_card'],
  ['4505', 'CC14', 'wrong_card_data'],
  ['4505', 'CC69', 'wrong_password'],
  ['4505', 'CC45', 'card_blocked'],
  ['4505', 'CC04', 'card_blocked'],
  ['4505', 'CC27', 'card_not_allowed'],
  ['4505', 'ST01', 'account_unusable'],
  ['4505', 'QP64', 'verification_failed'],
  ['4505', 'QPN3', 'issuer_unavailable'],
  ['4503', null, 'insufficient_balance'],
  ['30010', null, 'verification_failed'],
  ['777001', null, 'verification_failed'],
])('%s with %s says %s', (code, pgErrorCode, reason) => {
  expect(buyerReasonOf(code, pgErrorCode)).toBe(reason);
});

test.each([
  // The merchant's registration is at fault, whatever card the buyer takes.
  ['4505', 'CC67'],
  ['4505', 'CC21'],
  ['4505', 'CC39'],
  ['4505', 'constructor'],
  ['4505', null],
  ['9999', 'CC61'],
])('%s with %s says nothing that a buyer can act on', (code, pgErrorCode) => {
  expect(buyerReasonOf(code, pgErrorCode)).toBeUndefined();
});
