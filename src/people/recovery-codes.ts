// Recovery codes, for when the app with the second factor is gone: how they are made, read and hashed.
// Must never be kept as they are; they are shown once.
import { createHash, randomInt } from 'node:crypto';

const RECOVERY_CODE_COUNT = 10;
/** No letter that is taken for a digit or another letter, in any hand: no i, l, o, u, 0, 1. */
const ALPHABET = 'abcdefghjkmnpqrstvwxyz23456789';
const LETTERS = 16;

/** New codes of 16 letters in groups of four: 78 random bits each, so that a plain hash cannot be searched through. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODE_COUNT }, () => {
    const letters = Array.from({ length: LETTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    return letters.replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** SHA-256, hexadecimal, of a person's code, however it was typed: capitals, blanks and hyphens make no difference. */
export function hashOfRecoveryCode(personId: string, typed: string): string {
  const letters = typed.toLowerCase().replace(/[\s-]/g, '');
  return createHash('sha256').update(`${personId}:${letters}`).digest('hex');
}
