// Standard Webhooks signatures: HMAC-SHA256 over id, timestamp and body, under one secret or two.
// Must never sign anything but the very bytes that are sent.
import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret: `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** The secret without its prefix: the letters of the bytes that sign. */
export function secretLetters(secret: string): string {
  return secret.slice(PREFIX.length);
}

/** What a signature is made over. */
export interface SignedContent {
  /** The event's id: the same each time it is sent. */
  readonly id: string;
  /** Now: a receiver refuses what is old. */
  readonly sentAt: Date;
  readonly body: string;
}

/** The three headers of a message, with one signature for each secret. */
export function signedHeaders(content: SignedContent, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(content.sentAt.getTime() / 1000));
  const signed = `${content.id}.${timestamp}.${content.body}`;
  return {
    'webhook-id': content.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${hmacOf(secret, signed)}`).join(' '),
  };
}

function hmacOf(secret: string, signed: string): string {
  const key = Buffer.from(secretLetters(secret), 'base64');
  return createHmac('sha256', key).update(signed).digest('base64');
}
