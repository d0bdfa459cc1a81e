// What Payple knows a seller by.
// Must never be logged: the three together can refund everything.
import type { OpenedCredentials } from '../orders/provider-reply.js';

/** Issued by Payple to each merchant. */
export interface PaypleCredentials {
  readonly cstId: string;
  readonly custKey: string;
  /** Needed only to cancel. */
  readonly refundKey: string;
}

const NAMES = ['cstId', 'custKey', 'refundKey'] as const;

export const PAYPLE_CREDENTIAL_NAMES = { names: NAMES, idName: 'cstId' } as const;

/** What is wrong with credentials, in one sentence, or `null`. */
export function checkPaypleCredentials(credentials: Readonly<Record<string, unknown>>): string | null {
  const unknown = Object.keys(credentials).find((name) => !NAMES.some((known) => known === name));
  if (unknown !== undefined) return `Payple credentials are ${NAMES.join(', ')}; there is no ${unknown}.`;
  const wrong = NAMES.find((name) => {
    const value = credentials[name];
    return typeof value !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(value);
  });
  return wrong === undefined ? null : `${wrong} must be a text of 1 to 255 letters and digits, as issued by Payple.`;
}

/** @throws Error when they are not Payple's */
export function readPaypleCredentials(credentials: OpenedCredentials): PaypleCredentials {
  const fault = checkPaypleCredentials(credentials);
  if (fault !== null) throw new Error(fault);
  const { cstId = '', custKey = '', refundKey = '' } = credentials;
  return { cstId, custKey, refundKey };
}
