// What a window’s result or a notice says: anybody may have written it.
// Must never be taken for proof.
import { asObject } from '../common/outbound/reading.js';
import type { BuyerClaim } from '../orders/provider-payment.js';
import { optionalWon, read, texts } from './payple.fields.js';
import type { FieldName } from './payple.wire.js';

/** What the window's result or a notice says; nothing of it is proof. */
export interface ToldResult {
  readonly reference: string;
  readonly result: string | null;
  readonly code: string | null;
  readonly type: string | null;
  readonly amountWon: number | null;
  readonly claim: BuyerClaim;
}

/** `null` when it names no order. Fields given twice count as missing. */
export function readTold(body: unknown): ToldResult | null {
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? asObject(body, 'the body') : {};
  const reference = read(fields, 'orderId');
  if (reference === null || !/^[A-Za-z0-9._-]{1,255}$/.test(reference)) return null;
  const claimed = (name: string, field: FieldName) => texts(name, read(fields, field));
  return {
    reference,
    result: read(fields, 'result'),
    code: read(fields, 'code'),
    type: read(fields, 'type'),
    amountWon: optionalWon(fields, 'total'),
    claim: Object.fromEntries([
      ...claimed('authKey', 'authKey'),
      ...claimed('requestKey', 'requestKey'),
      ...claimed('confirmUrl', 'confirmUrl'),
      ...claimed('payerId', 'payerId'),
    ]),
  };
}

/** What Payple expects to read when a notice arrived. */
export function noticeAnswer(reference: string | null): Record<string, string> {
  return { result: 'success', result_msg: '수신완료', ...(reference === null ? {} : { PCD_PAY_OID: reference }) };
}
