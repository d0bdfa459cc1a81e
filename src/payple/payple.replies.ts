// From Payple's answers to the four kinds of reply.
// Must never call something failed on a code that is not listed.
import { UnreadableError } from '../common/outbound/reading.js';
import type { Refusal, RefusalReason, Reply } from '../orders/provider-reply.js';
import type { PaypleAnswer } from './payple.client.js';
import { meaningOf } from './payple.codes.js';

/** A work call that ended in an error. */
export type PaypleError = Extract<PaypleAnswer, { is: 'error' }>;

/** @param instead the reason of a plain no, where it is not about the buyer's card */
export function replyOf(error: PaypleError, instead?: RefusalReason): Reply<never> {
  const meaning = meaningOf(error.code);
  switch (meaning.is) {
    case 'refused':
      return refused(error, instead ?? meaning.reason);
    case 'retry_new_key':
      return refused(error, instead ?? 'sheet_expired');
    case 'configuration':
      return refused(error, 'configuration');
    case 'unknown':
    case 'success':
      return unknown(`Payple answered an error with ${error.code ?? 'no code'}.`);
  }
}

export function refused({ code, message }: PaypleError, reason: RefusalReason): { is: 'refused'; refusal: Refusal } {
  const meaning = meaningOf(code);
  const text = message === '' && 'text' in meaning ? meaning.text : message;
  return {
    is: 'refused',
    refusal: {
      reason,
      ...(code === null ? {} : { providerCode: code }),
      ...(text === '' ? {} : { providerMessage: text }),
    },
  };
}

export function unknown(sentence: string): { is: 'unknown'; cause: Error } {
  return { is: 'unknown', cause: new Error(sentence) };
}

/** Reads a success; one that does not say what was asked is an unknown outcome. */
export function readable<T>(read: () => T): { is: 'done'; value: T } | { is: 'unknown'; cause: Error } {
  try {
    return { is: 'done', value: read() };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { is: 'unknown', cause: error };
  }
}
