// The number that a cash receipt is for: a telephone number, or a company's business number. Personal data.
// Must never put a number into a message.
import { Problem } from '../common/problems.js';
import type { CashReceiptPurpose } from '../orders/cash-receipt.port.js';

const SHAPES: Readonly<Record<CashReceiptPurpose, { readonly pattern: RegExp; readonly inWords: string }>> = {
  personal: { pattern: /^01\d{8,9}$/, inWords: 'a mobile telephone number, 10 or 11 digits from 01' },
  company: { pattern: /^\d{10}$/, inWords: 'a business number of 10 digits' },
};
const SHOWN_DIGITS = 4;

/**
 * Its digits.
 *
 * @throws Problem `malformed_request` when it is no number for the purpose
 */
export function readIdentity(purpose: CashReceiptPurpose, text: string): string {
  const { pattern, inWords } = SHAPES[purpose];
  const digits = text.replace(/[- ]/g, '');
  if (pattern.test(digits)) return digits;
  throw new Problem('malformed_request', { detail: `identity must be ${inWords}, for the purpose ${purpose}.` });
}

/** All but the last digits hidden. */
export function hintOf(identity: string): string {
  return identity.slice(-SHOWN_DIGITS).padStart(identity.length, '*');
}
