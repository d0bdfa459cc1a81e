// Verifies a webhook with nothing but Node: copy this file into your own shop.
// Must never look into a body before its signature is found good.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a message may be: what somebody recorded cannot be played again later. */
const toleranceMs = 5 * 60_000;

export interface WebhookMessage {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Exactly the bytes that arrived, as text: a body that was parsed and written anew has another signature. */
  readonly body: string;
}

/**
 * The event of a message that the platform sent, or `undefined`: then answer 401 and believe nothing.
 *
 * @param secret `whsec_…`, shown when the endpoint was made or its secret rotated
 */
export function verifiedEvent(message: WebhookMessage, secret: string, nowMs: number): unknown {
  const id = message.headers['webhook-id'];
  const timestamp = message.headers['webhook-timestamp'];
  const signatures = message.headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return undefined;
  if (!(Math.abs(nowMs - Number(timestamp) * 1000) <= toleranceMs)) return undefined;

  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${message.body}`).digest();
  // While a secret is being rotated there are two signatures; one good one is enough.
  const isGood = signatures.split(' ').some((signature) => {
    const [version, digest = ''] = signature.split(',');
    const bytes = Buffer.from(digest, 'base64');
    return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
  return isGood ? (JSON.parse(message.body) as unknown) : undefined;
}
