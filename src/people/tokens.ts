// The random texts that open something: sessions, known devices, invitations; and what is derived from them.
// Must never be stored or logged as they are; the database has their hashes.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const RANDOM_BYTES = 32;

/** A new token: 256 random bits in 43 letters. */
export function newToken(): string {
  return randomBytes(RANDOM_BYTES).toString('base64url');
}

/** Whether a text can be one. What cannot need not be looked for. */
export function canBeToken(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** SHA-256, hexadecimal: what the database holds. A token has 256 random bits, so a slow hash would add nothing. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * What the console sends with its writes. It belongs to one session token, tells nothing about it, and is stored nowhere:
 * whoever has it got it by reading an answer of ours, which other sites cannot.
 */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('csrf').digest('base64url');
}

/** Whether a header holds the token that belongs to the session. Takes as long whatever it holds. */
export function isCsrfTokenOf(sessionToken: string, sent: unknown): boolean {
  const [wanted, given] = [csrfTokenOf(sessionToken), typeof sent === 'string' ? sent : ''].map((text) =>
    createHash('sha256').update(text).digest(),
  );
  return wanted !== undefined && given !== undefined && timingSafeEqual(wanted, given);
}
