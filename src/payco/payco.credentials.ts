// What PAYCO knows a seller by.
// Must never be logged: a sellerKey together with a certify key can refund.
import type { OpenedCredentials } from '../orders/provider-reply.js';

/** Issued by PAYCO to each branch. */
export interface PaycoCredentials {
  readonly sellerKey: string;
  readonly cpId: string;
  readonly productId: string;
}

const NAMES = ['sellerKey', 'cpId', 'productId'] as const;

export const PAYCO_CREDENTIAL_NAMES = { names: NAMES, idName: 'cpId' } as const;

/** What is wrong with credentials, in one sentence, or `null`. */
export function checkPaycoCredentials(credentials: Readonly<Record<string, unknown>>): string | null {
  const unknown = Object.keys(credentials).find((name) => !NAMES.some((known) => known === name));
  if (unknown !== undefined) return `PAYCO credentials are ${NAMES.join(', ')}; there is no ${unknown}.`;
  const wrong = NAMES.find((name) => {
    const value = credentials[name];
    return typeof value !== 'string' || !/^[\x21-\x7e]{1,100}$/.test(value);
  });
  return wrong === undefined ? null : `${wrong} must be a text of 1 to 100 letters and digits, as issued by PAYCO.`;
}

/** @throws Error when they are not PAYCO's */
export function readPaycoCredentials(credentials: OpenedCredentials): PaycoCredentials {
  const fault = checkPaycoCredentials(credentials);
  if (fault !== null) throw new Error(fault);
  const { sellerKey = '', cpId = '', productId = '' } = credentials;
  return { sellerKey, cpId, productId };
}
