// From Payple's errors, by the table of codes, to replies of the port.
// Must never call something failed on a code that nobody knows.
import { UnreadableError } from '../common/outbound/reading.js';
import type { Refusal, RefusalReason, Reply } from '../orders/provider-reply.js';
import type { PaypleAnswer } from './payple.client.js';
import { isListed, meaningOf, type CodeMeaning } from './payple.codes.js';

export type PaypleError = Extract<PaypleAnswer, { is: 'error' }>;
export type Refused = { readonly is: 'refused'; readonly refusal: Refusal };
export type Done<T> = { readonly is: 'done'; readonly value: T };
export type Unknown = Extract<Reply<never>, { readonly is: 'unknown' }>;

/** @param instead the reason of a plain no, where it is not about the buyer's card */
export function replyOf(error: PaypleError, instead?: RefusalReason): Reply<never> {
  const meaning = meaningOf(error.code);
  switch (meaning.is) {
    case 'refused':
      return refused(error, instead ?? meaning.reason);
    case 'retry_new_key':
      return refused(error, instead ?? 'sheet_expired');
    case 'key_doubted':
      return refused(error, instead ?? 'invalid');
    case 'configuration':
      return refused(error, 'configuration');
    case 'unknown':
    case 'success':
      return unknown(`Payple answered an error with ${error.code ?? 'no code'}.`);
  }
}

/** A no in Payple's code and words; in ours where it gives no words. */
export function refused({ code, message }: PaypleError, reason: RefusalReason): Refused {
  const meaning = meaningOf(code);
  const text = message === '' && 'text' in meaning ? meaning.text : message;
  return {
    is: 'refused',
    refusal: {
      reason,
      ...buyerReasonOf(reason, [meaning, meaningOf(issuerCodeIn(message, code))]),
      ...(code === null ? {} : { providerCode: code }),
      ...(text === '' ? {} : { providerMessage: text }),
    },
  };
}

/**
 * What a window's result says went wrong, in our words: the message that came along was written by a browser. Only the card
 * network's code is looked for in it, which decides what that buyer is told.
 */
export function refusalOfResult(code: string | null, message = ''): Refusal {
  if (code === null || !isListed(code)) return { reason: 'declined' };
  const meaning = meaningOf(code);
  const reason = meaning.is === 'refused' ? meaning.reason : meaning.is === 'configuration' ? meaning.is : 'declined';
  return {
    reason,
    ...buyerReasonOf(reason, [meaning, meaningOf(issuerCodeIn(message, code))]),
    providerCode: code,
    ...('text' in meaning ? { providerMessage: meaning.text } : {}),
  };
}

/** A no to a payment on which no stored card is charged: one that ended is not the buyer's to register again. */
export function withoutStoredCard(refusal: Refusal): Refusal {
  return refusal.reason === 'key_dead' ? { ...refusal, reason: 'declined', buyerReason: 'card_blocked' } : refusal;
}

/** Of the first code that says one; only of what is about the buyer's means of payment. */
function buyerReasonOf(reason: RefusalReason, meanings: readonly CodeMeaning[]): Pick<Refusal, 'buyerReason'> {
  const [buyerReason] = meanings.flatMap((meaning) => (meaning.is === 'refused' ? (meaning.buyerReason ?? []) : []));
  return reason === 'declined' && buyerReason !== undefined ? { buyerReason } : {};
}

/**
 * The card network's code, which Payple writes behind its own: `[Test][SPCD0018] 3112 - …`. It says what to tell the buyer, and
 * never decides about money.
 */
function issuerCodeIn(message: string, code: string | null): string | null {
  const [, named, issuerCode] = /^(?:\[Test\])?\[([A-Z0-9]{4,8})\] (\d{4}) - /.exec(message) ?? [];
  return named !== undefined && named === code ? (issuerCode ?? null) : null;
}

export function unknown(sentence: string): Unknown {
  return { is: 'unknown', cause: new Error(sentence) };
}

/** Reads a success; one that does not say what was asked is an unknown outcome. */
export function readable<T>(read: () => T): Done<T> | Unknown {
  try {
    return { is: 'done', value: read() };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { is: 'unknown', cause: error };
  }
}

/** A doubt about an answer that says that money was taken. @param namedReference of the payment that it names, where it is another */
export function taken(doubt: Unknown, namedReference?: string): Unknown {
  return { ...doubt, saysTaken: true, ...(namedReference !== undefined && { namedReference }) };
}
