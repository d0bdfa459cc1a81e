// The number that a cash receipt is for: a telephone number, or a company's business number. Personal data.
// Must never put a number into a message.
import { readPhone } from '../common/phone.js';
import { Problem } from '../common/problems.js';
import type { CashReceiptPurpose } from '../orders/cash-receipt.port.js';

interface Shape {
  /** The digits; `null`: it is none. */
  readonly read: (text: string) => string | null;
  readonly inWords: string;
}

const SHAPES: Readonly<Record<CashReceiptPurpose, Shape>> = {
  personal: { read: mobileNumber, inWords: 'a mobile telephone number, 10 or 11 digits from 01' },
  company: { read: businessNumber, inWords: 'a business number of 10 digits' },
};
const SHOWN_DIGITS = 4;

/**
 * Its digits.
 *
 * @throws Problem `malformed_request` when it is no number for the purpose
 */
export function readIdentity(purpose: CashReceiptPurpose, text: string): string {
  const { read, inWords } = SHAPES[purpose];
  const digits = read(text);
  if (digits !== null) return digits;
  throw new Problem('malformed_request', { detail: `identity must be ${inWords}, for the purpose ${purpose}.` });
}

function mobileNumber(text: string): string | null {
  const phone = readPhone(text);
  return phone?.isMobile === true ? phone.digits : null;
}

function businessNumber(text: string): string | null {
  const digits = text.replace(/[- ]/g, '');
  return /^\d{10}$/.test(digits) ? digits : null;
}

/** All but the last digits hidden. */
export function hintOf(identity: string): string {
  return identity.slice(-SHOWN_DIGITS).padStart(identity.length, '*');
}
