// What somebody may mean by what they typed into the search box: one text can be several things at once.
// Must never ask the database, nor keep or log what was typed: it may be somebody's telephone number.
import { readId, type IdKind } from '../../common/ids.js';
import { readPhone } from '../../common/phone.js';

/** What a text can be understood as. */
export const READING_KINDS = ['id', 'order_number', 'provider_id', 'phone', 'email', 'card'] as const;
export type ReadingKind = (typeof READING_KINDS)[number];

/** Kinds of our own ids that lead to orders. */
const ID_READINGS = ['order', 'payment', 'cancellation', 'cashReceipt', 'billingKey'] as const satisfies IdKind[];

/** One thing that a text may be. */
export type Reading =
  | { readonly is: 'id'; readonly of: (typeof ID_READINGS)[number]; readonly uuid: string }
  /** The beginning of an order number, or all of it. */
  | { readonly is: 'order_number'; readonly prefixes: readonly string[] }
  | { readonly is: 'provider_id'; readonly text: string }
  /** Digits alone, as `phone_digits` of the database makes them. */
  | { readonly is: 'phone'; readonly digits: string }
  /** In small letters. */
  | { readonly is: 'email'; readonly email: string }
  /** Terms of a receipt, as `receipt_terms` of the database makes them; all of them must be there. */
  | { readonly is: 'card'; readonly terms: readonly string[] };

const ORDER_NUMBER = /^[A-Za-z0-9._-]{1,64}$/;
const PROVIDER_ID = /^[\x21-\x7e]{4,200}$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const APPROVAL = /^[0-9A-Za-z]{5,12}$/;
const LAST_DIGITS = /^\*{0,12}([0-9]{2,4})$/;

/**
 * Everything that a text may mean; empty when it can mean nothing that orders are found by.
 *
 * @param typed at most 200 characters
 */
export function readingsOf(typed: string): Reading[] {
  // Digits of full width are digits, and what was copied out of a page brings blanks that nobody sees.
  const text = typed
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .trim();
  const id = readOwnId(text.toLowerCase());
  if (id) return [id];
  if (text.includes('@')) return EMAIL.test(text) ? [{ is: 'email', email: text.toLowerCase() }] : [];
  return [...orderNumber(text), ...providerId(text), ...phone(text), ...card(text)];
}

function readOwnId(text: string): Reading | null {
  for (const of of ID_READINGS) {
    const uuid = readId(of, text);
    if (uuid !== null) return { is: 'id', of, uuid };
  }
  return null;
}

function orderNumber(text: string): Reading[] {
  if (!ORDER_NUMBER.test(text)) return [];
  return [{ is: 'order_number', prefixes: [...new Set([text, text.toUpperCase()])] }];
}

function providerId(text: string): Reading[] {
  return PROVIDER_ID.test(text) ? [{ is: 'provider_id', text }] : [];
}

function phone(text: string): Reading[] {
  const read = readPhone(text);
  return read ? [{ is: 'phone', digits: read.digits }] : [];
}

/** `1234 30012345`, in either order, or the approval number alone. Very many cards have the same last digits. */
function card(text: string): Reading[] {
  const tokens = text.split(/[\s,/]+/).filter((token) => token !== '');
  const [first = '', second = ''] = tokens;
  if (tokens.length === 1) return approval(first).map((term) => ({ is: 'card', terms: [term] }));
  if (tokens.length !== 2) return [];
  const pairs = [
    [...lastDigits(first), ...approval(second)],
    [...lastDigits(second), ...approval(first)],
  ];
  return pairs.filter((pair) => pair.length === 2).map((terms) => ({ is: 'card', terms }));
}

function lastDigits(token: string): string[] {
  const digits = LAST_DIGITS.exec(token)?.[1];
  return digits === undefined ? [] : [`last ${digits}`];
}

function approval(token: string): string[] {
  return APPROVAL.test(token) ? [`approval ${token}`] : [];
}
