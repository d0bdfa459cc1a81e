// What is kept and shown of an endpoint's answer: error pages may tell all that their server knows.
// Must never keep the secret of the endpoint, which its own server knows.
import { scrubText } from '../common/logging/scrub.js';
import { secretLetters } from './signature.js';

const HIDDEN = '[hidden]';

/**
 * The answer without the secrets that signed what it answers, and without what looks like a key or a card number.
 *
 * @param secrets as `whsec_…`; they are hidden without the prefix, too
 */
export function keptAnswer(answer: string, secrets: readonly string[]): string {
  const known = secrets.reduce((text, secret) => text.replaceAll(secretLetters(secret), HIDDEN), answer);
  return scrubText(known);
}
