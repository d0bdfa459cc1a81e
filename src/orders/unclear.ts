// Why an answer settles nothing, in the words of whoever read it, for the evidence.
// Must never repeat what looks like a secret.
import { scrubText } from '../common/logging/scrub.js';
import { cutTo, madeStorable } from '../common/text.js';
import type { Reply } from './provider-reply.js';

const MOST_CHARACTERS = 500;

/** The reason of a verdict on an answer that is unclear; none when the answer is a clear one. */
export function unclear(reply: Reply<unknown>): { readonly reason: string | null } {
  const isUnclear = reply.is === 'unknown' || reply.is === 'unsent';
  return { reason: isUnclear ? cutTo(MOST_CHARACTERS, madeStorable(scrubText(reply.cause.message))) : null };
}
