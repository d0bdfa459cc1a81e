// What a buyer is called, with so much hidden that a desk can compare and nobody learns it.
// Must never show more than that: who needs the whole asks for it, gives a reason, and is in the trail.
import { phoneDigits } from '../../common/phone.js';
import type { Buyer } from '../../orders/buyer.js';

const HIDDEN = '*';

/** A buyer as everybody at the desk sees them. */
export interface MaskedBuyer {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export function maskedBuyer(buyer: Buyer | null): MaskedBuyer | null {
  if (buyer === null) return null;
  const { name, phone, email } = buyer;
  return {
    name: name === undefined ? null : maskedName(name),
    phone: phone === undefined ? null : maskedPhone(phone),
    email: email === undefined ? null : maskedEmail(email),
  };
}

/** 홍길동 is 홍*동, 남궁민 is 남*민, 이준 is 이*, Kim Ji-woo is K*** J*****. */
export function maskedName(name: string): string {
  const words = name.trim().split(/\s+/);
  if (words.length > 1) return words.map(firstOnly).join(' ');
  const letters = Array.from(words[0] ?? '');
  if (letters.length < 3 || letters.length > 4) return firstOnly(words[0] ?? '');
  return `${letters[0] ?? ''}${HIDDEN.repeat(letters.length - 2)}${letters.at(-1) ?? ''}`;
}

/** 010-1234-5678 is 010-****-5678, however it was written. */
export function maskedPhone(phone: string): string {
  const digits = phoneDigits(phone);
  if (digits.length < 9) return `${HIDDEN.repeat(4)}${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}-${HIDDEN.repeat(digits.length - 7)}-${digits.slice(-4)}`;
}

/** jiwoo.kim@example.com is ji***@example.com. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const local = Array.from(at === -1 ? email : email.slice(0, at));
  const shown = local.length > 3 ? 2 : 1;
  return `${local.slice(0, shown).join('')}${HIDDEN.repeat(3)}${at === -1 ? '' : email.slice(at)}`;
}

function firstOnly(word: string): string {
  const letters = Array.from(word);
  return `${letters[0] ?? ''}${HIDDEN.repeat(Math.min(Math.max(letters.length - 1, 1), 5))}`;
}
