// The text of an API key: how it is made, told from other text, hashed and hinted at.
// Must never store or log a key; only its hash and its first letters go further.
import { createHash, randomBytes } from 'node:crypto';
import type { Mode } from '../config/platform.config.js';

/**
 * The key that always works in simulator mode, so that examples run as they are printed. It is public: in test and
 * production mode it is refused, whatever the database holds.
 */
export const LOCAL_API_KEY = 'gy_test_local_development_key';

const HINT_LETTERS = 12;
const RANDOM_BYTES = 32;

/** A new key: what moves real money can be told at a glance (`gy_live_…`) from what does not (`gy_test_…`). */
export function newApiKeyText(mode: Mode): string {
  return prefixOf(mode) + randomBytes(RANDOM_BYTES).toString('base64url');
}

/**
 * Whether a text can be a key of a server in this mode. A test key is none in production and the other way round, so a
 * database carried over from trying out does not open the real one.
 */
export function canBeApiKey(text: string, mode: Mode): boolean {
  if (text === LOCAL_API_KEY) return mode === 'simulator';
  return text.startsWith(prefixOf(mode)) && /^[A-Za-z0-9_-]{43}$/.test(text.slice(prefixOf(mode).length));
}

/** SHA-256 of a key, hexadecimal: what the database holds. */
export function hashApiKey(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The first letters of a key: enough to recognise it in a list, of no use to a thief. */
export function hintOf(text: string): string {
  return text.slice(0, HINT_LETTERS);
}

/**
 * The key in an `Authorization` header.
 *
 * @returns `null` when there is no header or it is of another kind than Bearer
 */
export function bearerKeyOf(authorization: string | undefined): string | null {
  return /^Bearer +([^\s]{1,200})$/i.exec(authorization ?? '')?.[1] ?? null;
}

function prefixOf(mode: Mode): string {
  return mode === 'production' ? 'gy_live_' : 'gy_test_';
}
